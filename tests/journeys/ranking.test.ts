import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { compactVerify, decodeJwt, importJWK } from "jose";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { readPdf } from "../pdf.ts";
import { startTown, type Town } from "../town.ts";
import { completed, says, textOf } from "./apply-given.ts";
import { give, sent } from "./office-given.ts";

const service = "scholarship-azerbaijan";
const list = `/office/rankings/${service}/2026-11-01`;
let town: Town;
let chair: Client;

before(async () => {
  town = await startTown("2026-11-23T08:00:00Z");
  chair = await town.as("officer-rukundo");
  await chair.get("/office?lang=en");
});
after(() => town.close());

/** A candidate whom two assessors have seen. */
async function assessed(person: string, scores: readonly [number, number], average: number) {
  const candidate = await sent(town, service, { person, answers: { average } });
  await completed(town, candidate.caseId, "intake", "complete");
  for (const [i, task] of ["first-assessment", "second-assessment"].entries())
    await completed(town, candidate.caseId, task, "assessed", {
      findings: { score: scores[i] ?? 0 },
    });
  return candidate;
}

interface Candidates {
  readonly best: { readonly caseId: string; readonly reference: string };
  readonly older: { readonly caseId: string; readonly reference: string };
  readonly low: { readonly caseId: string; readonly reference: string };
}
let those: Candidates;

test("The chair sees the candidates of a call in their order, and why each stands where", async () => {
  those = {
    low: await assessed("ishimwe-kevin", [70, 74], 75),
    older: await assessed("mukamana-vestine", [80, 84], 72),
    best: await assessed("ishimwe-kevin", [84, 80], 78.5),
  };
  const work = (await chair.get("/office")).body.split("</tr>");
  const row = work.find((each) => each.includes(those.best.reference)) ?? assert.fail("no row");
  assert.ok(row.includes(`href="${list}"`), "the way from a file to its call");
  const page = await chair.get(list);
  assert.equal(page.status, 200);
  const at = (reference: string) => textOf(page).indexOf(reference);
  assert.ok(at(those.best.reference) < at(those.older.reference));
  assert.ok(at(those.older.reference) < at(those.low.reference));
  says(page, "Tied up to here; lower on: Average of the last diploma");
  says(page, "Ranked lower on: Mean of the assessments", "Places: 4");
  says(page, "The call ends on 20 May 2027");
  says(page, "Vestine");
  const sender = await town.as("officer-nyirandegeya");
  await sender.get("/office?lang=en");
  const numbers = await sender.get(list);
  says(numbers, those.best.reference);
  assert.ok(!numbers.body.includes("Vestine"), "who does not read the files is told no names");
});

test("What a committee votes on has a tab with its count, on the list and on the day", async () => {
  const list = await chair.get("/office");
  assert.match(list.body, /href="\/office\?show=to-vote"[^>]*>\s*To vote on \(3\)/);
  const votes = await chair.get("/office?show=to-vote");
  for (const { reference } of Object.values(those)) says(votes, reference);
  const day = await chair.get("/staff");
  says(day, "To vote on 3", those.best.reference);
  await fitsScreens(town.url, chair, "/office?show=to-vote", "to-vote");
  const officer = await town.as("officer-nyiransabimana");
  await officer.get("/staff?lang=en");
  assert.doesNotMatch((await officer.get("/office")).body, /show=to-vote/);
  assert.doesNotMatch((await officer.get("/staff")).body, /show=to-vote/);
});

test("Before the call is over nobody can be nominated, and the file says for what it waits", async () => {
  const path = `/office/cases/${those.best.caseId}`;
  says(await chair.get(path), "Rank 1 of 3", "The call ends on 20 May 2027");
  const shown = await chair.get(path);
  says(shown, "Not before all applications of the call are ranked");
  const outcomes = shown.body.match(/<input[^>]*name="outcome"[^>]*>/g) ?? [];
  assert.ok(outcomes.length > 0 && outcomes.every((each) => / disabled/.test(each)));
  const codes = shown.body.matchAll(/name="code"\s+type="radio"\s+value="([^"]*)"/g);
  const reasons = [...codes].map(([, value]) => value);
  assert.deepEqual(reasons, ["not-ranked"], "not those of the intake");
  const found = await town.app.parts.cases.open(those.best.caseId);
  const task = found?.state.tasks.find((each) => each.task === "ranking");
  assert.ok(found && task);
  const actor = {
    kind: "officer",
    id: "o",
    authority: task.authority,
    roles: [task.role],
  } as const;
  const command = { type: "complete", task: task.key, outcome: "nominate" } as const;
  const refused = await town.app.parts.cases.give({ caseId: found.id, command, actor });
  assert.ok(!refused.ok && refused.refusal.code === "case.ranking-open");
});

test("After the call two of three members nominate, and the list goes out signed by the ministry", async () => {
  town.setClock("2027-05-21T08:00:00Z");
  for (const id of ["officer-rukundo", "officer-gakwaya"]) {
    const member = await town.as(id);
    await member.get("/office?lang=en");
    says(await member.get(list), "Vote on all", "3 above the line, 0 below it");
    const unseen = await member.post(`${list}/decide`, {});
    assert.equal(unseen.status, 422);
    says(unseen, "Tick that you have looked at the list");
    await give(member, those.best.caseId, "complete", { outcome: "nominate" });
    await give(member, those.low.caseId, "complete", {
      ...{ outcome: "not-ranked", code: "not-ranked", text: "No place left." },
    });
  }
  chair = await town.as("officer-rukundo");
  await chair.get("/office?lang=en");
  const voted = await chair.post(`${list}/decide`, { seen: "true" });
  says(voted, "Votes on the whole call", "1 application is decided or voted on");
  assert.ok(!textOf(voted).includes("These are left"), "what they voted on before is passed over");
  const after = await chair.get(list);
  assert.ok(!textOf(after).includes("Vote on all"), "nothing is left to vote on");
  assert.match(textOf(after), new RegExp(`${those.older.reference}[^]*?You are done here`));
  const again = await chair.post(`${list}/decide`, { seen: "true" });
  says(again, "You have voted on these files already");
  assert.ok(!textOf(again).includes("Not signed"));
  const sender = await town.as("officer-nyirandegeya");
  await sender.get("/office?lang=en");
  const shown = await sender.get(`${list}/list`);
  says(shown, "Ishimwe Kevin", "Petroleum engineering", "PC0000002", those.best.reference);
  assert.ok(!textOf(shown).includes(those.low.reference), "who was not nominated is not named");
  const { body: signed } = await sender.get(`${list}/list.jwt`);
  const trusted = decodeJwt((await sender.get("/trust-list")).body);
  const key = keyOnList(trusted, `${service}-list`);
  const { payload } = await compactVerify(signed, await importJWK(key, "ES256"));
  const said = JSON.parse(Buffer.from(payload).toString());
  assert.equal(said.iss, "rw/mineduc");
  assert.deepEqual(
    said.content.listed.map((each: { rank: number; reference: string }) => [
      each.rank,
      each.reference,
    ]),
    [[1, those.best.reference]],
  );
});

test("A candidate sees his own rank and numbers, and who read his name off the list", async () => {
  const kevin = await town.as("ishimwe-kevin");
  await kevin.get("/services?lang=en");
  const own = await kevin.get(`/applications/${those.low.caseId}`);
  says(own, "Rank 3 of 3", "Mean of the assessments", "72");
  assert.ok(!textOf(own).includes(those.best.reference));
  const seen = await kevin.get(`/applications/${those.best.caseId}/seen`);
  says(seen, "Nyirandegeya Christine");
});

test("Where votes have no majority, that is the reason, and no member's words", async () => {
  const { caseId } = those.older;
  const words = "The school is not listed.";
  for (const [id, act, fields] of [
    ["officer-uwingabire", "recuse", { text: "My niece." }],
    ["officer-gakwaya", "complete", { outcome: "not-ranked", code: "not-ranked", text: words }],
  ] as const) {
    const member = await town.as(id);
    await member.get("/office?lang=en");
    await give(member, caseId, act, fields);
  }
  const tied = "No outcome had the majority of the committee’s votes";
  says(await chair.get(`/office/cases/${caseId}`), "decided: Do not nominate", tied);
  const candidate = await town.as("mukamana-vestine");
  await candidate.get("/services?lang=en");
  const path = `/applications/${caseId}`;
  const { bytes } = await candidate.download(`${path}/decision/en`);
  const letter = (await readPdf(bytes)).text.replaceAll(/\s+/g, " ");
  for (const told of [textOf(await candidate.get(path)), letter]) {
    assert.ok(told.includes(tied), told);
    assert.ok(!told.includes(words), told);
  }
  await town.settle();
  const { body } = (await town.app.parts.messages.latest(200)).find(
    ({ template, caseId: of }) => template === "refused" && of === caseId,
  ) ?? { body: "" };
  assert.match(body, /is refused: No outcome had the majority/);
});

test("Who has no part in the decision may not see the order", async () => {
  const registrar = await town.as("officer-mutesi");
  assert.equal((await registrar.get(list)).status, 403);
  assert.equal((await registrar.get(`${list}/list.jwt`)).status, 403);
  assert.equal((await chair.get(`/office/rankings/${service}/2020-01-01`)).status, 404);
});

/** The key under which a document type stands on the government's trust list (TS 119 602). */
function keyOnList(
  trusted: object,
  type: string,
): { kty: string; crv: string; x: string; y: string } {
  const services = [
    ...JSON.stringify(trusted).matchAll(/\{"ServiceName".*?"StatusStartingTime":"[^"]*"/g),
  ];
  const found = services.find(([text]) => text.includes(`/v/types/${type}"`))?.[0] ?? "";
  const key = /"PublicKeyValues":\[(\{[^}]*\})/.exec(found)?.[1];
  assert.ok(key, `${type} is not on the trust list`);
  return JSON.parse(key);
}
