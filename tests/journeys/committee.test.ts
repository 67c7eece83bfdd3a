import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { unzipSync } from "fflate";
import { dateIn } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { attachmentsOf, readPdf } from "../pdf.ts";
import { startTown, type Town } from "../town.ts";
import { appealIn, deskOf, hearAuthority } from "./committee-given.ts";
import { exportedPdf, formOfAct, give, opened, page, pdfFrom } from "./office-given.ts";

let town: Town;
const desk = (id: string) => deskOf(town, id);
const appealed = () => appealIn(town);
const heard = (caseId: string) => hearAuthority(town, caseId);

before(async () => {
  town = await startTown();
});
after(() => town?.close());

describe("An appeal is decided by a committee", () => {
  it("the authority is heard first, not who refused, and both sides read it", async () => {
    const caseId = await appealed();
    const member = await desk("officer-karangwa");
    const waiting = await member.get(page(caseId));
    assert.match(waiting.body, /Opinion on the appeal/);
    assert.match(waiting.body, /Not before the authority that decided has given its opinion/);
    const early = await give(member, caseId, "complete", { outcome: "upheld", text: "No." });
    assert.match(early.body, /Decide once you have it, or the time for it is over/);
    assert.deepEqual((await opened(town, caseId)).state.tasks.at(-2)?.votes, undefined);

    const contested = await (await desk("officer-iradukunda")).get(page(caseId));
    assert.match(contested.body, /You decided this application before the appeal/);
    assert.doesNotMatch(contested.body, /value="(?:claim|complete)"/);
    const refuser = await desk("officer-umutoni");
    await town.settle();
    const bell = await refuser.get("/staff/notifications");
    assert.match(bell.body, /An opinion on an appeal is asked for/);
    await give(refuser, caseId, "take-over");
    const act = `${page(caseId)}/act`;
    const form = await refuser.get(page(caseId));
    assert.match(form.body, />\s*Send the opinion\s*</);
    assert.match(form.body, /Enter sends the opinion/);
    assert.doesNotMatch(form.body, />\s*Decide\s*</);
    const trial = { ...formOfAct(refuser, "complete"), outcome: "stands", text: "It is right." };
    const preview = await refuser.post(act, { ...trial, _action: "preview" });
    assert.match(preview.body, /This decides nothing, and no SMS or e-mail is sent/);
    assert.doesNotMatch(preview.body, /Nothing is sent/);
    const { reference } = (await opened(town, caseId)).state.submitted ?? {};
    const { body: list } = await refuser.get("/office");
    const row = list.split(/<tr|<\/tr>/).find((each) => each.includes(String(reference)));
    const days = (row ?? "").match(/of-work__step">\s*\d+\s\w+/g) ?? [];
    assert.equal(new Set(days).size, 2, "promised is the answer to the appeal, not the opinion");
    const content = Buffer.from("%PDF-1.4\n%list\n%%EOF\n");
    await refuser.get(page(caseId));
    const file = new File([content], "list.pdf", { type: "application/pdf" });
    const attached = await refuser.upload(
      act,
      { ...formOfAct(refuser, "complete"), _action: "attach" },
      { "document.opinion-paper": file },
    );
    assert.match(attached.body, /list\.pdf/);
    const text = "The transcript was not listed among the papers.";
    const said = await give(refuser, caseId, "complete", { outcome: "stands", text });
    assert.equal(said.status, 200, said.body.slice(0, 2000));
    assert.equal((await opened(town, caseId)).state.status, "in-appeal");

    const { body } = await member.get(page(caseId));
    const box = body.slice(body.indexOf('class="of-appeal"'), body.indexOf('id="answers"'));
    for (const words of ["Opinion on the appeal", "The decision is right", text, "list.pdf"])
      assert.ok(box.includes(words), words);
    assert.match(body, /name="outcome"/);
    assert.doesNotMatch(body, /Not before the authority/);

    const [attachment] = (await opened(town, caseId)).taskFiles;
    const id = attachment?.id ?? assert.fail("no paper");
    assert.ok(new RegExp(`name="check"\\s+value="${id}"`).test(box), "it can be ticked");
    assert.equal(body.split("Opinion on the appeal</h3>").length, 2, "it is told once");
    await member.get(page(caseId));
    await member.post(`${page(caseId)}/checks`, { check: id });
    const checks = await town.app.parts.cases.paperChecksOf(caseId);
    assert.deepEqual(
      checks.map((each) => each.file),
      [id],
    );

    const candidate = await town.as("ishimwe-kevin");
    await candidate.get("/?lang=en");
    const own = await candidate.get(`/applications/${caseId}`);
    for (const words of ["Opinion on the appeal: The decision is right", text, "list.pdf"])
      assert.ok(own.body.includes(words), words);
    const { bytes } = await candidate.download("/applications/personal-data/everything.zip");
    const names = Object.keys(unzipSync(bytes));
    assert.ok(
      names.some((name) => name.endsWith("-list.pdf")),
      names.join(),
    );
  });

  it("the panel is told by the bell and in the morning that the opinion arrived", async () => {
    const caseId = await appealed();
    const told = async () => {
      await town.settle();
      const rows = await town.app.sql<{ name: string }[]>`
        select o.name from notifications.notification n join auth.officer o on o.id = n.officer
        where n.case_id = ${caseId} and n.kind = 'opinion-given' order by o.name`;
      return rows.map(({ name }) => name).join();
    };
    await give(await desk("officer-sebahire"), caseId, "recuse", { text: "My cousin." });
    assert.equal(await told(), "");
    await heard(caseId);
    const names = await told();
    assert.match(names, /Karangwa.*Mukantwari/);
    assert.doesNotMatch(names, /Sebahire|Iradukunda/);
    const member = await desk("officer-karangwa");
    const list = await member.get("/staff/notifications");
    assert.match(list.body, /The opinion on the appeal has arrived/);
    const day = dateIn(town.now(), "Africa/Kigali");
    await town.app.tasks["officers.morning"]({ day });
    const { body } = await member.get("/staff/notifications");
    assert.match(body, /Opinions on appeals that arrived: \d/);
  });

  it("each member votes blind, one recuses, and two of three decide", async () => {
    const caseId = await appealed();
    await heard(caseId);
    const [karangwa, mukantwari, sebahire] = await Promise.all(
      ["officer-karangwa", "officer-mukantwari", "officer-sebahire"].map(desk),
    );
    assert.ok(karangwa && mukantwari && sebahire);
    const { reference } = (await opened(town, caseId)).state.submitted ?? {};
    const listed = async (member: Client) => {
      const { body } = await member.get("/office");
      return body.split(/<tr|<\/tr>/).find((row) => row.includes(String(reference)));
    };
    await town.settle();
    const officers = await town.app.sql<{ name: string }[]>`
      select o.name from notifications.notification n join auth.officer o on o.id = n.officer
      where n.case_id = ${caseId} and n.kind = 'vote-opened' order by o.name`;
    for (const name of [/Karangwa/, /Mukantwari/, /Sebahire/])
      assert.ok(
        officers.some((officer) => name.test(officer.name)),
        `${name} was told`,
      );
    const row = await listed(karangwa);
    assert.ok(row);
    assert.doesNotMatch(row, /<button|name="stack"/, "nobody takes it in hand");
    assert.match(row, /Committee/);
    assert.doesNotMatch(row, /Not assigned/);
    const first = await karangwa.get(page(caseId));
    assert.match(first.body, /0 of 3 members have voted\. At least 2 must vote/);
    assert.doesNotMatch(first.body, /value="claim"/);
    assert.match(first.body, />\s*Vote and take the next\s*</);
    assert.doesNotMatch(first.body, /Decide and take the next/);
    assert.match(first.body, /href="#task">Vote<\/a>/);
    const words = "The transcript is in the file since May.";
    const vote = await give(karangwa, caseId, "complete", { outcome: "remitted", text: words });
    assert.match(vote.body, /your vote is recorded/);
    assert.equal(await listed(karangwa), undefined, "their work on it is done");
    assert.ok(await listed(mukantwari));
    const own = await karangwa.get(page(caseId));
    assert.match(own.body, /You have voted/);
    assert.match(own.body, new RegExp(words));
    const blind = await mukantwari.get(page(caseId));
    assert.match(blind.body, /You see the votes of the others once you have voted/);
    assert.doesNotMatch(blind.body, new RegExp(words));
    assert.doesNotMatch(blind.body, /parallel step/, "a vote is no step beside another");
    const empty = await give(sebahire, caseId, "recuse");
    assert.equal(empty.status, 422);
    const left = await give(sebahire, caseId, "recuse", { text: "The candidate is my cousin." });
    assert.match(left.body, /you have recused yourself/);
    assert.equal(await listed(sebahire), undefined);
    assert.match((await sebahire.get(page(caseId))).body, /You recused yourself/);
    await give(mukantwari, caseId, "complete", { outcome: "remitted", text: words });
    const { state } = await opened(town, caseId);
    assert.equal(state.status, "in-review");
    assert.equal(state.stage, "intake");

    const candidate = await town.as("ishimwe-kevin");
    await candidate.get("/?lang=en");
    const path = `/applications/${caseId}`;
    const again = (await candidate.get(path)).body;
    for (const told of ["Your appeal was accepted", "The application is decided on again", words])
      assert.ok(again.includes(told), told);
    assert.match(again, /decides on your application again, by \d+/);
    assert.match(again, /Promised by<\/strong>/);
    assert.doesNotMatch(again, /Decided on|Reason for refusal/);
    const steps = again.slice(again.indexOf("hw-progress"), again.indexOf("</ol>"));
    assert.doesNotMatch(steps, /Refused/, "it does not end with the first decision");
    await fitsScreens(town.url, candidate, path, "appeal-sent-back");
    const colleague = await desk("officer-umutoni");
    const file = (await colleague.get(page(caseId))).body;
    assert.match(file, /Promised by<\/dt>/);
    assert.doesNotMatch(file, /Decided on/);
    assert.match(file, /2 of 2 members voted for it/);
    assert.match(file, /Committee, Administrative Appeals Panel/);
    const { body: work } = await colleague.get("/office");
    const sentBack = work.split(/<tr|<\/tr>/).find((each) => each.includes(String(reference)));
    assert.match(sentBack ?? "", /data-label="Promised"><span><strong[^>]*>in \d+ days/);
  });

  it("nobody reads a colleague's vote or reason before their own is recorded", async () => {
    const caseId = await appealed();
    await heard(caseId);
    const [first, last] = [await desk("officer-karangwa"), await desk("officer-sebahire")];
    const [theirs, own] = ["The diploma is not recognised.", "The transcript came too late."];
    await give(first, caseId, "complete", { outcome: "upheld", text: theirs });
    const form = { outcome: "upheld", text: own };
    const file = await last.get(page(caseId));
    assert.ok(!file.body.includes(theirs));
    const act = `${page(caseId)}/act`;
    const preview = { ...formOfAct(last, "complete"), ...form };
    const seen = await last.post(act, { ...preview, _action: "preview" });
    assert.match(seen.body, /if the committee decides so/);
    assert.ok(!seen.body.includes(theirs));
    const letter = await pdfFrom(town, last, act, { ...preview, _action: "letter" });
    const { text } = await readPdf(letter);
    assert.ok(text.includes(own) && !text.includes(theirs), text);
    const exported = await exportedPdf(town, last, caseId);
    const dossier = await readPdf(exported);
    assert.ok(!dossier.text.includes(theirs));
    const history = Buffer.from(
      (await attachmentsOf(exported)).get("history.jsonl") ?? [],
    ).toString();
    const vote = history.split("\n").find((line) => line.includes("VoteCast")) ?? "";
    assert.match(vote, /"kept":true/);
    assert.doesNotMatch(vote, /outcome|reason/);
    await give(last, caseId, "complete", form);
    const { state, statements, history: events } = await opened(town, caseId);
    assert.equal(state.status, "refused");
    await town.settle();
    const third = await desk("officer-mukantwari");
    const bell = await third.get("/staff/notifications");
    assert.match(bell.body, /Your committee has decided/);
    assert.match(bell.body, /The refusal stands/);
    await fitsScreens(town.url, third, "/staff/notifications", "vote-decided");
    const { reference } = state.submitted ?? {};
    const { votes = [] } = state.tasks.find((task) => task.votes) ?? {};
    for (const [at, member] of [first, last].entries()) {
      const { body: done } = await member.get(`/office/load/${votes[at]?.by}`);
      assert.ok(done.includes(String(reference)), "whoever voted has done it");
    }
    const decided = await third.get(page(caseId));
    assert.match(decided.body, /decided: The refusal stands\. 2 of 3 members voted for it/);
    await fitsScreens(town.url, third, page(caseId), "decided-by-vote");
    const appeal = events.findLast(({ type }) => type === "AppealDecided");
    assert.ok(appeal?.type === "AppealDecided");
    const { text: told, also = [] } = appeal.data.reason ?? {};
    assert.deepEqual(
      [told, ...also.map((each) => each.text)].map((id) => statements.get(id ?? "")),
      [theirs, own],
    );
  });

  it("a member is told which words reach the applicant, and those of all for it do", async () => {
    const caseId = await appealed();
    await heard(caseId);
    const [first, last] = [await desk("officer-karangwa"), await desk("officer-sebahire")];
    assert.match((await first.get(page(caseId))).body, /reads your words together with those of/);
    const texts = ["The diploma is not recognised.", "The transcript came too late."] as const;
    await give(first, caseId, "complete", { outcome: "upheld", text: texts[0] });
    await give(last, caseId, "complete", { outcome: "upheld", text: texts[1] });
    await town.settle();
    const candidate = await town.as("ishimwe-kevin");
    await candidate.get("/?lang=en");
    const path = `/applications/${caseId}`;
    const { body } = await candidate.get(path);
    const { bytes } = await candidate.download(`${path}/decision/en`);
    const letter = (await readPdf(bytes)).text.replaceAll(/\s+/g, " ");
    const file = (await first.get(page(caseId))).body;
    for (const words of texts)
      for (const told of [body, letter, file]) assert.ok(told.includes(words), words);
    await fitsScreens(town.url, candidate, path, "appeal-reasons");
  });

  it("without the opinion it asks first, and panel and authority are told", async () => {
    const caseId = await appealed();
    const { dueAt } =
      (await opened(town, caseId)).state.tasks.find(({ task }) => task === "opinion") ?? {};
    town.setClock(new Date(Date.parse(dueAt ?? "") + 1000).toISOString());
    await town.settle();
    const rows = await town.app.sql<{ name: string }[]>`
      select distinct o.name from notifications.notification n
      join auth.officer o on o.id = n.officer
      where n.case_id = ${caseId} and n.kind = 'opinion-missing'`;
    const names = rows.map(({ name }) => name).join();
    for (const name of ["Karangwa", "Mukantwari", "Sebahire"])
      assert.match(names, new RegExp(name));
    assert.doesNotMatch(names, /Iradukunda/, "whoever refused is not asked for it");
    const member = await desk("officer-karangwa");
    const list = await member.get("/staff/notifications");
    assert.match(list.body, /The time for the opinion on the appeal is over/);
    await town.app.tasks["officers.morning"]({ day: dateIn(town.now(), "Africa/Kigali") });
    const morning = await member.get("/staff/notifications");
    assert.match(morning.body, /Opinions on appeals not given in time: \d/);
    const nothing = await give(member, caseId, "complete");
    assert.equal(nothing.status, 422);
    for (const problem of ["Select an outcome", "Enter the reason", "Tick that you vote without"])
      assert.match(nothing.body, new RegExp(`error-summary[\\s\\S]*${problem}[\\s\\S]*</ul>`));
    const vote = { outcome: "upheld", text: "Nothing new." };
    const asked = await give(member, caseId, "complete", vote);
    assert.equal(asked.status, 422);
    assert.match(asked.body, /Tick that you vote without the opinion, or wait for it/);
    assert.match(asked.body, /still missing\. It was due by/);
    const voted = await member.post(`${page(caseId)}/act`, {
      ...{ ...formOfAct(member, "complete"), ...vote },
      withoutOpinion: "yes",
    });
    assert.match(voted.body, /your vote is recorded/);
    const keeper = await desk("officer-sebahire");
    await give(keeper, caseId, "complete", { outcome: "remitted", text: "The rule is new." });
    const cast = await keeper.post(`${page(caseId)}/act`, {
      ...{ ...formOfAct(keeper, "complete"), outcome: "remitted", text: "The rule is new." },
      withoutOpinion: "yes",
    });
    assert.match(cast.body, /your vote is recorded/);

    await heard(caseId);
    await town.settle();
    const box = (await member.get(page(caseId))).body.split('class="of-appeal"')[1] ?? "";
    assert.match(box, /Late: it was due by \d+/);
    const noticesOf = async (name: string) => {
      const notices = await town.app.sql<{ kind: string }[]>`
        select n.kind from notifications.notification n join auth.officer o on o.id = n.officer
        where n.case_id = ${caseId} and n.kind like 'opinion-%' and o.name like ${`${name}%`}
        order by n.kind`;
      return notices.map(({ kind }) => kind).join();
    };
    assert.equal(await noticesOf("Karangwa"), "opinion-after-vote,opinion-missing");
    assert.equal(await noticesOf("Mukantwari"), "opinion-given,opinion-missing");
    const news = await member.get("/staff/notifications");
    assert.match(news.body, /arrived after your vote: you may change it/);
    const asks = await member.get(page(caseId));
    assert.match(asks.body, /You voted “The refusal stands” before the opinion/);
    await fitsScreens(town.url, member, page(caseId), "opinion-after-vote");
    const blind = await keeper.get(page(caseId));
    assert.doesNotMatch(blind.body, /Nothing new\./, "no vote is shown before one's own is kept");
    await give(keeper, caseId, "keep-vote");
    const shown = await keeper.get(page(caseId));
    assert.match(shown.body, /Nothing new\./, "whoever keeps their vote sees those of the others");
    assert.doesNotMatch(shown.body, /value="(?:take-back|keep-vote)"/);
    const unseen = await member.get(page(caseId));
    assert.doesNotMatch(unseen.body, /The rule is new/, "the others still vote unseen");
    const back = await give(member, caseId, "take-back");
    assert.match(back.body, /Nothing new\./, "the form is as it was filled in");
    await give(member, caseId, "complete", { outcome: "upheld", text: "It stands." });
    const votes = (await opened(town, caseId)).state.tasks.at(-2)?.votes ?? [];
    assert.deepEqual(
      votes.map(({ outcome }) => outcome),
      ["remitted", "upheld"],
    );
    assert.match((await member.get(page(caseId))).body, /You have voted\. Your vote counts/);
  });
});
