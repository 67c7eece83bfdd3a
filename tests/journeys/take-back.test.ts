import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { registerEntryTyped } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { decide, formOfAct, give, opened, page, sent } from "./office-given.ts";

const birth = "birth-certificate";
const settings = { takeBackSeconds: 60 };
const start = "2026-11-23T08:00:00Z";
const during = "2026-11-23T08:00:59Z";
const ended = "2026-11-23T08:01:00Z";

let town: Town;
before(async () => {
  town = await startTown(start, undefined, undefined, [], settings);
});
after(() => town?.close());

async function desk(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
}

const toldOf = async (caseId: string) => {
  await town.settle();
  const rows = await town.app.sql<{ template: string }[]>`
    select distinct template from messages.outbox
    where case_id = ${caseId} and template in ('granted', 'refused')`;
  return rows.map(({ template }) => template);
};
const papersOf = async (caseId: string) =>
  (await town.app.sql`select from credentials.credential where case_id = ${caseId}`).length;
const statusOf = async (caseId: string) => (await opened(town, caseId)).state.status;

let children = 0;

/** A file whose entry is found, of one more child, which waits for the secretary's signature. */
async function checked(): Promise<string> {
  town.setClock(start);
  const number = `2026-${String(++children).padStart(6, "0")}`;
  const { caseId } = await sent(town, birth, { answers: { child_can: number } });
  const entry = { "find.register_number": number };
  await decide(await desk("officer-mutesi"), caseId, "found", entry);
  return caseId;
}

const has = ({ body }: { readonly body: string }, reference: string) => body.includes(reference);

/** What would tell a member that the votes have decided. */
const outcomeTold =
  /takes effect|Decision signed(?:\s*<|[^<]*granted)|\d of \d members|Assigned to (?:Seb|Kar)/;

describe("A minute to take a decision back", () => {
  it("tells nobody and issues nothing before it is over, and then as it was signed", async () => {
    const caseId = await checked();
    const secretary = await desk("officer-nsengimana");
    const list = await decide(secretary, caseId, "sign");
    says(list, "Habimana Eric · Birth certificate: Sign and issue. It takes effect at 10:01");
    says(list, "nothing is sent before.");
    says(list, "Take back");
    town.setClock(during);
    assert.deepEqual(await toldOf(caseId), []);
    assert.equal(await papersOf(caseId), 0);
    const applicant = await town.as("habimana-eric");
    assert.doesNotMatch((await applicant.get(`/applications/${caseId}?lang=en`)).body, /Approved/);
    town.setClock(ended);
    assert.deepEqual(await toldOf(caseId), ["granted"]);
    assert.equal(await papersOf(caseId), 1);
    assert.equal(await statusOf(caseId), "granted");
    const file = await secretary.get(page(caseId));
    assert.doesNotMatch(file.body, />\s*Take back/);
  });

  it("a member takes back the vote that decided; the other votes stand", async () => {
    town.setClock(start);
    const { caseId } = await sent(town, "mineral-exploration-licence");
    const clerk = await desk("officer-nkurunziza");
    await decide(clerk, caseId, "overlap", { code: "overlap", text: "The corner is licensed." });
    town.setClock(ended);
    await town.settle();
    const { id } = await town.person("habimana-eric");
    const statement = { id: newId(), text: "The overlap was removed." };
    const command = { type: "appeal", statement } as const;
    must(await town.app.parts.cases.give({ caseId, command, actor: { kind: "person", id } }));
    const authority = await desk("officer-kayitesi");
    await give(authority, caseId, "take-over");
    const text = "The newest map has no overlap.";
    await give(authority, caseId, "complete", { outcome: "accepts", text });
    const vote = { outcome: "overturned", text: "The map is right." };
    const [first, last] = [await desk("officer-karangwa"), await desk("officer-sebahire")];
    await give(first, caseId, "complete", vote);
    const other = { outcome: "upheld", text: "It overlaps." };
    says(await give(last, caseId, "complete", other), "You can take it back until", "Take back");
    says(await first.get(page(caseId)), "You have voted", "Take back");
    const voteBack = await last.post(`${page(caseId)}/act`, formOfAct(last, "take-back"));
    says(voteBack, "your vote is taken back");
    assert.doesNotMatch(voteBack.body, /The map is right/, "the other's reason stays closed");
    const decided = { ...vote, text: "The newest map is right." };
    const flash = await give(last, caseId, "complete", decided);
    says(flash, "your vote is recorded", "You can take it back until", "Take back");
    const own = await last.get(page(caseId));
    const third = await desk("officer-mukantwari");
    const boss = await (await desk("officer-ndahiro")).get("/office");
    assert.match(boss.body, /disabled\s+title="A committee decides this file/);
    for (const { body } of [
      boss,
      flash,
      own,
      await first.get(page(caseId)),
      await third.get("/office"),
    ])
      assert.doesNotMatch(body, outcomeTold);
    assert.doesNotMatch((await third.get(page(caseId))).body, outcomeTold);
    assert.doesNotMatch(own.body, /The map is right/);
    assert.match(own.body, /Promised by<\/dt><dd>\s*21\sDecember\s2026/);
    const { reference } = (await opened(town, caseId)).state.submitted ?? {};
    const { body: listed } = await third.get("/office");
    const row = listed.split(/<tr|<\/tr>/).find((each) => each.includes(String(reference)));
    assert.doesNotMatch(row ?? "no deadline", /no deadline/);
    assert.ok(
      !has(await third.get("/office?show=unclaimed"), String(reference)),
      "it is with the committee",
    );
    const late = await give(third, caseId, "complete", other);
    says(late, "your vote is recorded", "You can take it back until");
    for (const member of [first, last, third])
      assert.doesNotMatch((await member.get(page(caseId))).body, outcomeTold);
    await third.get(page(caseId));
    const unvoted = await third.post(`${page(caseId)}/act`, formOfAct(third, "take-back"));
    says(unvoted, "your vote is taken back");
    assert.ok((await opened(town, caseId)).state.tasks.some(({ signed }) => signed));
    await last.get(page(caseId));
    const back = await last.post(`${page(caseId)}/act`, formOfAct(last, "take-back"));
    says(back, "your vote is taken back");
    assert.match(back.body, /value="overturned"[^>]* checked/, "the vote is there to be corrected");
    const task = (await opened(town, caseId)).state.tasks.find(({ votes }) => votes);
    assert.equal(task?.votes?.length, 1);
    await give(last, caseId, "complete", decided);
    says(
      await give(last, caseId, "keep-vote"),
      ...["The map is right.", "The newest map is right.", "It can no longer be taken back"],
    );
    const sealed = (await last.get(page(caseId))).body;
    assert.match(sealed, /Committee, Administrative Appeals Panel/);
    assert.doesNotMatch(sealed, /Signed by Sebahire/);
    const empty = await give(last, caseId, "word-reason", { text: " " });
    assert.equal(empty.status, 422);
    says(empty, "Enter what the applicant reads");
    const one = "The map of 2026 is right.";
    says(await give(last, caseId, "word-reason", { text: one }), one);
    const signed = (await opened(town, caseId)).state.tasks.find((each) => each.signed)?.signed;
    town.setClock(signed?.takesEffectAt ?? "");
    await town.settle();
    const { history, statements } = await opened(town, caseId);
    const appeal = history.findLast(({ type }) => type === "AppealDecided");
    assert.ok(appeal?.type === "AppealDecided");
    assert.equal(statements.get(appeal.data.reason?.text ?? ""), one);
    assert.equal(appeal.data.reason?.also, undefined);
  });

  it("is taken back from the page after deciding, and nothing was sent", async () => {
    const caseId = await checked();
    const secretary = await desk("officer-nsengimana");
    await decide(secretary, caseId, "sign");
    town.setClock(during);
    const fields = formOfAct(secretary, "take-back");
    const back = await secretary.post(`${page(caseId)}/act`, fields);
    says(back, "your decision is taken back. Nothing was sent.");
    town.setClock(ended);
    assert.deepEqual(await toldOf(caseId), []);
    assert.equal(await papersOf(caseId), 0);
    assert.equal(await statusOf(caseId), "in-review");
    const file = await secretary.get(page(caseId));
    says(file, "Decision taken back");
    await give(secretary, caseId, "complete", { outcome: "sign" });
    town.setClock("2026-11-23T08:02:00Z");
    assert.deepEqual(await toldOf(caseId), ["granted"]);
  });

  it("takes back a step that goes on, until a colleague has opened the file", async () => {
    town.setClock(start);
    const { caseId } = await sent(town, birth);
    const registrar = await desk("officer-mutesi");
    says(await decide(registrar, caseId, "found"), "You can take it back until 10:01:00");
    const secretary = await desk("officer-nsengimana");
    assert.match((await secretary.get("/office")).body, new RegExp(caseId), "it waits for them");
    const back = await give(registrar, caseId, "take-back");
    says(back, "your decision is taken back", "Step taken back");
    assert.match(back.body, /value="found"\s+checked/, "what was chosen is there to be corrected");
    assert.doesNotMatch((await secretary.get("/office")).body, new RegExp(caseId));
    const applicant = await town.as("habimana-eric");
    const story = await applicant.get(`/applications/${caseId}?lang=en`);
    assert.doesNotMatch(story.body, /Issue the certificate/, "as if it had never been");
    const found = { outcome: "found", ...registerEntryTyped, differs: "yes" };
    await give(registrar, caseId, "complete", found);
    await registrar.get(page(caseId));
    const fields = formOfAct(registrar, "take-back");
    await secretary.get(page(caseId));
    const late = await registrar.post(`${page(caseId)}/act`, fields);
    assert.equal(late.status, 409);
    says(late, "A colleague has opened the file since.", "Opened by Nsengimana Patrick, 23");
    await decide(secretary, caseId, "sign");
    town.setClock(ended);
    assert.deepEqual(await toldOf(caseId), ["granted"]);
  });

  it("leaves the decision in the form, ready to be corrected", async () => {
    const caseId = await checked();
    const secretary = await desk("officer-nsengimana");
    const text = "The year of birth differs: 2019, not 2018.";
    await decide(secretary, caseId, "refuse", { code: "details-differ", text });
    town.setClock(during);
    const back = await give(secretary, caseId, "take-back");
    assert.match(back.body, /value="refuse"\s+checked/);
    assert.match(back.body, /value="details-differ"\s+checked/);
    assert.match(
      back.body,
      /<textarea[^>]*>\s*The year of birth differs: 2019, not 2018\.<\/textarea>/,
    );
    await give(secretary, caseId, "complete", { outcome: "sign", text: "" });
    town.setClock("2026-11-23T08:02:00Z");
    assert.deepEqual(await toldOf(caseId), ["granted"]);
  });

  it("marks the file on the list meanwhile, where it is no work", async () => {
    const caseId = await checked();
    const { reference } = (await opened(town, caseId)).state.submitted ?? {};
    const secretary = await desk("officer-nsengimana");
    await decide(secretary, caseId, "sign");
    const { body } = await secretary.get("/office?show=mine");
    const row = body.split(/<tr|<\/tr>/).find((each) => each.includes(String(reference)));
    assert.match(row ?? "", /Decided: takes effect in a moment/);
    assert.doesNotMatch(row ?? "", /<button|name="stack"/);
    const [tab] = body.match(/show=mine"\s+aria-current="page"[\s\S]*?<\/a>/) ?? [];
    assert.match(tab ?? "", /\(1\)/, "as many as the list shows");
    const boss = await (await desk("officer-murekatete")).get(`/office?q=${reference}`);
    assert.match(boss.body, /<input\s+type="checkbox"\s+disabled\s+title="Decided: it can be/);
    town.setClock(ended);
    await town.settle();
  });

  it("says so when it is too late, and when a colleague tries", async () => {
    const caseId = await checked();
    const secretary = await desk("officer-nsengimana");
    await decide(secretary, caseId, "sign");
    const fields = formOfAct(secretary, "take-back");
    town.setClock(ended);
    const late = await secretary.post(`${page(caseId)}/act`, fields);
    assert.equal(late.status, 409);
    says(late, "It can no longer be taken back: the time to do so is over.");
    assert.deepEqual(await toldOf(caseId), ["granted"]);
  });

  it("takes a whole stack back with one button", async () => {
    const files = [await checked(), await checked()];
    const secretary = await desk("officer-nsengimana");
    const stack = await Promise.all(
      files.map(async (caseId) => {
        const { state } = await opened(town, caseId);
        return { caseId, key: state.tasks.find(({ done }) => !done)?.key, version: state.version };
      }),
    );
    await secretary.get("/office");
    const rows = stack.map(({ caseId, key }) => `${caseId}~${key}`);
    await secretary.post("/office/stack", { stack: rows });
    const seen = stack.map(({ caseId, key, version }) => `${caseId}~${key}~${version}`);
    const done = await secretary.post("/office/stack/sign", { stack: rows, seen, outcome: "sign" });
    says(done, "Take all back", "Habimana Eric ·", "Birth certificate: Sign and issue");
    const back = await secretary.post("/office/stack/take-back", { stack: rows });
    says(back, "2 of 2 decisions are taken back; nothing was sent of them");
    town.setClock(ended);
    for (const caseId of files) assert.deepEqual(await toldOf(caseId), []);
  });

  it("survives the server: another one carries the decision out, once", async () => {
    const caseId = await checked();
    await decide(await desk("officer-nsengimana"), caseId, "sign");
    // The one that took the decision is gone; nothing of it was in its memory.
    const second = await startTown(ended, undefined, town, [], settings);
    after(() => second.close());
    await second.settle();
    await second.settle();
    assert.equal(await statusOf(caseId), "granted");
    assert.equal(await papersOf(caseId), 1);
    const decisions = await town.app.sql`
      select from events.event where stream = ${`case-${caseId}`} and type = 'CaseDecided'`;
    assert.equal(decisions.length, 1);
  });
});
