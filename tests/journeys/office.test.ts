import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { bySystem, decide, formOfAct, give, opened, page, sent } from "./office-given.ts";

const licence = "mineral-exploration-licence";
let town: Town;
const desks = new Map<string, Client>();

/** An officer's browser, in English. */
async function desk(id: string): Promise<Client> {
  const known = desks.get(id);
  if (known) return known;
  const browser = await town.as(id);
  await browser.get("/office?lang=en");
  desks.set(id, browser);
  return browser;
}

before(async () => {
  town = await startTown();
});
after(() => town?.close());

describe("Who has a file in hand", () => {
  it("beside a telephone in the answers stands the one confirmed since", async () => {
    const { caseId } = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    assert.doesNotMatch((await officer.get(page(caseId))).body, /now \+250/);
    const { id: person } = await town.person("habimana-eric");
    const contact = { phone: "+250788000111", email: null };
    const command = { type: "change-contact", contact } as const;
    const done = await town.app.parts.cases.give({
      ...{ caseId, command, actor: { kind: "person", id: person } },
    });
    assert.ok(done.ok);
    assert.match((await officer.get(page(caseId))).body, /now \+250788000111/);
  });

  it("what is calculated stands beside the answers, by its title and unit", async () => {
    const { caseId } = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    const { body } = await officer.get(page(caseId));
    assert.match(body, /Total area of the blocks<\/dt>\s*<dd[^>]*>\s*[\d.,]+ hectares/);
    assert.match(body, /A block touches a protected area<\/dt>\s*<dd[^>]*>\s*No/);
    const french = await officer.get(`${page(caseId)}?lang=fr`);
    assert.match(french.body, /Superficie totale des blocs/);
    await officer.get("/office?lang=en");
  });

  it("a claimed file stays with its officer: the colleague is told who was quicker", async () => {
    const { caseId } = await sent(town, licence);
    const [intake, geologist] = [await desk("officer-nkurunziza"), await desk("officer-uwera")];
    assert.equal((await geologist.get(page(caseId))).status, 403);
    await decide(intake, caseId, "complete");
    await bothDirectors(caseId);
    const [first, second] = [await desk("officer-rugamba"), await desk("officer-ingabire")];
    await second.get(page(caseId));
    const late = formOfAct(second, "claim");
    await give(first, caseId, "claim");
    const refused = await second.post(`${page(caseId)}/act`, late);
    assert.equal(refused.status, 409);
    assert.match(refused.body, /Another officer is working on this application/);
    assert.match(refused.body, /With Rugamba Emmanuel/);
    const { state } = await opened(town, caseId);
    const director = await town.app.parts.cases.worklist({
      officer: { id: "", authority: "rmb", roles: ["supervisor"] },
    });
    const row = director.find((each) => each.caseId === caseId);
    assert.equal(row?.claimedBy, state.tasks.findLast((task) => task.claimedBy)?.claimedBy);
  });

  it("a row of the worklist is claimed by its button, and a second officer comes too late", async () => {
    const { caseId, reference } = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    const list = await officer.get("/office");
    assert.match(list.body, new RegExp(reference));
    const opened = await officer.post("/office/claim", { row: `${caseId}~1.intake` });
    assert.equal(opened.path, page(caseId));
    assert.match(opened.body, /You have claimed this application/);
    assert.match((await officer.get("/office?show=mine")).body, new RegExp(reference));
    assert.doesNotMatch((await officer.get("/office?show=unclaimed")).body, new RegExp(reference));
  });

  it("of two who claim at the same moment one has it, and the other is told", async () => {
    const { caseId } = await sent(town, licence);
    await decide(await desk("officer-nkurunziza"), caseId, "complete");
    await bothDirectors(caseId);
    const both = [await desk("officer-rugamba"), await desk("officer-ingabire")];
    const forms: Record<string, string>[] = [];
    for (const each of both) {
      await each.get(page(caseId));
      forms.push(formOfAct(each, "claim"));
    }
    const posts = both.map((each, index) => each.post(`${page(caseId)}/act`, forms[index]));
    const statuses = (await Promise.all(posts)).map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, 409]);
    const claims = (await opened(town, caseId)).history.filter(
      (event) => event.type === "TaskClaimed" && event.data.task === "3.decision",
    );
    assert.equal(claims.length, 1);
  });

  it("a supervisor takes a file out of another hand, and gives it back to all", async () => {
    const { caseId } = await sent(town, licence);
    const [officer, boss] = [await desk("officer-nkurunziza"), await desk("officer-kayitesi")];
    await give(officer, caseId, "claim");
    const taken = await give(boss, caseId, "take-over");
    assert.equal(taken.status, 200);
    assert.match(taken.body, /is now assigned to you/);
    await officer.get(page(caseId));
    assert.match(officer.last?.body ?? "", /With Kayitesi Grace/);
    assert.doesNotMatch(officer.last?.body ?? "", /value="complete"/);
    await give(boss, caseId, "release");
    const free = await officer.get(page(caseId));
    assert.match(free.body, /value="claim"/);
  });
});

/** Geology, then environment: the two reviews of a small licence. */
async function bothDirectors(caseId: string) {
  await decide(await desk("officer-uwera"), caseId, "support");
  return decide(await desk("officer-hakizimana"), caseId, "support");
}

describe("Reviews beside each other", () => {
  it("the decision opens only when every authority has said its word", async () => {
    const { caseId } = await sent(town, licence);
    await decide(await desk("officer-nkurunziza"), caseId, "complete");
    const director = await desk("officer-rugamba");
    const geologist = await desk("officer-uwera");
    assert.equal((await director.get(page(caseId))).status, 403);
    await decide(geologist, caseId, "object", { text: "The blocks are mapped wrongly" });
    assert.equal((await director.get(page(caseId))).status, 403);
    await decide(await desk("officer-hakizimana"), caseId, "support");
    const file = await director.get(page(caseId));
    assert.equal(file.status, 200);
    assert.match(file.body, /The blocks are mapped wrongly/);
    assert.match(file.body, /Hakizimana Fidele/);
  });
});

describe("Two signatures", () => {
  it("nobody signs twice: the second signature is another officer's", async () => {
    const { caseId } = await sent(town, licence);
    await decide(await desk("officer-nkurunziza"), caseId, "complete");
    await bothDirectors(caseId);
    const [first, second] = [await desk("officer-rugamba"), await desk("officer-ingabire")];
    const signed = await decide(first, caseId, "grant");
    assert.match(signed.body, /It is waiting for the second signature/);
    const own = await first.get(page(caseId));
    assert.match(own.body, /Another officer must sign too/);
    const forged = { ...formTokenOf(own.body), act: "confirm", task: "3.decision", key: "" };
    const twice = await first.post(`${page(caseId)}/act`, forged);
    assert.equal(twice.status, 403);
    assert.match(twice.body, /A different person must/);
    assert.equal((await opened(town, caseId)).state.status, "in-review");
    const list = await second.get("/office?show=second-signature");
    assert.match(list.body, new RegExp(caseId));
    await give(second, caseId, "claim");
    const done = await give(second, caseId, "confirm");
    assert.match(done.body, /signed and in effect/);
    assert.equal((await opened(town, caseId)).state.status, "granted-awaiting-payment");
  });

  it("who does not sign says why, and the first officer reads it", async () => {
    const { caseId } = await sent(town, licence);
    await decide(await desk("officer-nkurunziza"), caseId, "complete");
    await bothDirectors(caseId);
    const [first, second] = [await desk("officer-rugamba"), await desk("officer-ingabire")];
    await decide(first, caseId, "grant");
    await give(second, caseId, "claim");
    const silent = await give(second, caseId, "return", { text: " " });
    assert.equal(silent.status, 422);
    assert.match(silent.body, /Enter why you are not signing/);
    await give(second, caseId, "return", { text: "The map is missing" });
    const file = await first.get(page(caseId));
    assert.match(file.body, /Second signature withheld/);
    assert.match(file.body, /The map is missing/);
    assert.match(file.body, /value="claim"/);
  });
});

const formTokenOf = (body: string): Record<string, string> => {
  const token = /name="_csrf" value="([^"]*)"/.exec(body)?.[1] ?? "";
  return { _csrf: token };
};

describe("More information", () => {
  it("one consolidated request, told in advance how many are left, stops the clock", async () => {
    const { caseId } = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    await give(officer, caseId, "claim");
    const form = await officer.get(page(caseId));
    assert.match(form.body, /You can ask 1 more time/);
    assert.match(form.body, /can do now<\/h2>[\s\S]*<li>Withdraw the application<\/li>/);
    assert.doesNotMatch(form.body, /<li>Answer the request/);
    const nothing = await give(officer, caseId, "ask", { text: "Please draw the map again" });
    assert.equal(nothing.status, 422);
    assert.match(nothing.body, /Select at least one answer or document/);
    assert.match(nothing.body, /Please draw the map again<\/textarea>/);
    const fields = ["documents.map", "work_summary"];
    const asked = await give(officer, caseId, "ask", { fields, text: "Please draw the map again" });
    assert.match(asked.body, /the applicant has been asked/);
    const { state } = await opened(town, caseId);
    assert.deepEqual(state.request?.fields, fields);
    const waiting = await officer.get(page(caseId));
    assert.match(waiting.body, /Clock stopped/);
    assert.match(waiting.body, /can do now<\/h2>[\s\S]*<li>Answer the request, until \d/);
    assert.match((await officer.get("/office?show=waiting")).body, new RegExp(caseId));
    await answered(caseId);
    const back = await officer.get(page(caseId));
    assert.match(back.body, /Applicant answered/);
    assert.match(back.body, /Only a supervisor may ask again/);
  });

  it("only answers and papers that the person was asked for can be named", async () => {
    const { caseId } = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    await give(officer, caseId, "claim");
    const forged = await give(officer, caseId, "ask", { fields: ["applicant.name"], text: "x" });
    assert.equal(forged.status, 422);
    assert.equal((await opened(town, caseId)).state.request, undefined);
  });
});

async function answered(caseId: string) {
  const { state, answers } = await opened(town, caseId);
  const person = state.submitted?.person;
  assert.ok(person);
  const now = { ...answers, work_summary: "Drilling first" };
  const given = { caseId, person, answers: now, papers: [] };
  assert.ok((await town.app.parts.cases.answerRequest(given)).ok);
}

describe("Deciding", () => {
  it("a refusal without listed reason and words comes back with what was typed", async () => {
    const { caseId } = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    await give(officer, caseId, "claim");
    const bare = await give(officer, caseId, "complete", { outcome: "overlap" });
    assert.equal(bare.status, 422);
    assert.match(bare.body, /Select the reason for refusing/);
    assert.match(bare.body, /Enter the reason for the applicant/);
    assert.match(bare.body, /value="overlap" checked/);
    const half = await give(officer, caseId, "complete", { outcome: "overlap", text: "Two meet" });
    assert.match(half.body, /Two meet<\/textarea>/);
    const fields = { outcome: "overlap", code: "overlap", text: "It meets licence 12." };
    const done = await give(officer, caseId, "complete", fields);
    assert.equal(done.path, "/office");
    assert.match(done.body, /[A-Z0-9]+-[A-Z0-9]+ · [^<:]+ · [^<:]+: refused/);
    const file = await officer.get(page(caseId));
    assert.match(file.body, /The office adds: It meets licence 12\./);
    assert.match(file.body, /Refused/);
    assert.match(file.body, /can do now<\/h2>[\s\S]*<li>Appeal against the decision, until \d/);
    assert.doesNotMatch(file.body, /<li>Withdraw the application/);
  });

  it("a post that is sent again does nothing twice", async () => {
    const { caseId } = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    await give(officer, caseId, "claim");
    await officer.get(page(caseId));
    const fields = { ...formOfAct(officer, "complete"), outcome: "complete", text: "Once" };
    await officer.post(`${page(caseId)}/act`, fields);
    const once = await opened(town, caseId);
    const again = await officer.post(`${page(caseId)}/act`, fields);
    assert.equal(again.status, 200);
    const twice = await opened(town, caseId);
    assert.equal(twice.state.version, once.state.version);
    assert.equal(twice.statements.size, once.statements.size);
  });

  it("the director extends the promise once, with a reason", async () => {
    const { caseId } = await sent(town, licence);
    await decide(await desk("officer-nkurunziza"), caseId, "complete");
    await bothDirectors(caseId);
    const director = await desk("officer-rugamba");
    const silent = await give(director, caseId, "extend", { text: "" });
    assert.match(silent.body, /Enter why more time is needed/);
    const longer = await give(director, caseId, "extend", { text: "A field visit is needed" });
    assert.match(longer.body, /the deadline has been extended/);
    assert.match(longer.body, /A field visit is needed/);
    assert.doesNotMatch(longer.body, /value="extend"/);
  });
});

describe("A certificate that must end", () => {
  it("is revoked by the officer whom the service names, with a reason that is kept", async () => {
    const { caseId, reference } = await sent(town, licence);
    await decide(await desk("officer-nkurunziza"), caseId, "complete");
    await bothDirectors(caseId);
    const [first, second] = [await desk("officer-rugamba"), await desk("officer-ingabire")];
    await decide(first, caseId, "grant");
    await give(second, caseId, "claim");
    await give(second, caseId, "confirm");
    await town.settle();
    assert.match((await second.get(page(caseId))).body, /Payments<\/h2>[\s\S]*To be paid/);
    await bySystem(town, caseId, { type: "record-payment", fee: "area", bill: "b2" });
    await town.settle();
    const other = await desk("officer-nkurunziza");
    assert.equal((await other.get(`${page(caseId)}/revoke`)).status, 403);
    assert.match((await second.get(page(caseId))).body, /\/revoke"/);
    const found = await first.get(`/office?q=${reference.toLowerCase()}`);
    // Both signers may look at what they decided, and the page leads to the revocation.
    assert.equal(found.path, page(caseId));
    assert.match(found.body, /\/revoke"/);
    assert.equal((await first.get(`${page(caseId)}/revoke`)).status, 200);
    const bare = await first.post(`${page(caseId)}/revoke`, {});
    assert.equal(bare.status, 422);
    const why = { code: "breach", text: "Mining began during exploration" };
    const done = await first.post(`${page(caseId)}/revoke`, why);
    assert.match(done.body, /is revoked/, done.path);
    const [paper] = await town.app.parts.credentials.forCase(caseId as never);
    assert.match(paper?.revoked?.reason ?? "", /conditions of the licence.*: Mining began/);
    assert.match((await second.get(page(caseId))).body, /Mining began during exploration/);
    assert.doesNotMatch((await first.get(`${page(caseId)}/revoke`)).body, /<textarea/);
  });
});
