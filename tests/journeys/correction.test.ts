import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseId } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";
import { decide, opened, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const own = "/applications/personal-data";
const birth = "birth-certificate";

/** The person asks for a correction of this application; the address of the request. */
async function asked(caseId: string): Promise<string> {
  const person = await inEnglish(town, "habimana-eric");
  await person.get(own);
  const words = "The name of my child is misspelt.";
  await person.post(own, { kind: "rectification", about: caseId, words });
  const requests = await town.app.parts.privacy.openRequests();
  const mine = requests.find((each) => each.caseId === caseId);
  return `/office/privacy/requests/${mine?.id ?? assert.fail("no request")}`;
}

/** An application that was granted, with its certificate. */
async function granted(): Promise<string> {
  const { caseId } = await sent(town, birth);
  for (const [role, outcome] of [
    ["civil-registrar", "found"],
    ["executive-secretary", "sign"],
  ] as const) {
    const who = town.officers.find(
      ({ authority, roles }) => authority === "minaloc" && JSON.stringify(roles).includes(role),
    );
    await decide(await town.as(who?.id ?? assert.fail(`no ${role}`)), caseId, outcome);
    await town.settle();
  }
  return caseId;
}

const officer = (id = "nyirabagenzi-diane") => inEnglish(town, id);

async function correct(client: Client, request: string, caseId: string, answers: object) {
  const path = `${request}/correct/${caseId}`;
  const [field = ""] = Object.keys(answers);
  await client.get(`${path}?field=${field}`);
  return client.post(path, { _field: field, ...answers });
}

test("A granted correction changes the answer, apart from the event, and is told", async () => {
  const { caseId } = await sent(town, birth);
  const request = await asked(caseId);
  const client = await officer();
  await client.get(request);
  const early = await client.post(request, { outcome: "granted", reason: "Done." });
  assert.equal(early.status, 422);
  says(early, "First correct the answer");
  assert.match(early.body, /<textarea[^>]*name="reason"[^>]*>\s*Done\.</, "the reason is kept");
  const list = await client.get(`${request}/correct/${caseId}`);
  says(list, "Which answer is wrong?", "Full name of the child", "Uwase Ineza");
  const same = await correct(client, request, caseId, { child_name: "Uwase Ineza" });
  says(same, "This is what the application says already");
  const empty = await correct(client, request, caseId, { child_name: "" });
  assert.equal(empty.status, 422);
  const done = await correct(client, request, caseId, { child_name: "Uwase Inès" });
  says(done, "The answer is being corrected");
  await town.settle();
  says(await client.get(request), "Uwase Inès", "Corrected on");

  const { answers, revision, history, state } = await opened(town, caseId);
  assert.deepEqual([answers.child_name, revision, state.revision], ["Uwase Inès", 2, 2]);
  const event = history.find(({ type }) => type === "AnswerCorrected");
  assert.doesNotMatch(JSON.stringify(event), /Uwase/);
  const rows = await town.app.sql<{ name: string }[]>`
    select answers->>'child_name' as name from cases.answers where case_id = ${caseId}
    order by revision`;
  assert.deepEqual(
    rows.map(({ name }) => name),
    ["Uwase Ineza", "Uwase Inès"],
  );
  const [row] = await town.app.sql<{ value: unknown }[]>`
    select value from privacy.correction where case_id = ${caseId}`;
  assert.equal(row?.value, null, "nothing is kept twice");
  const person = await inEnglish(town, "habimana-eric");
  says(await person.get(`/applications/${caseId}`), "Your answer was corrected", "Uwase Inès");
  const messages = await town.app.sql`
    select from messages.outbox where template = 'data-corrected' and case_id = ${caseId}`;
  assert.ok(messages.length > 0);
  const answer = await client.post(request, { outcome: "granted", reason: "The name is right." });
  says(answer, "The answer is sent");
});

test("Where a paper says it, a second officer confirms, and the paper is replaced", async () => {
  const caseId = await granted();
  const { credentials, privacy } = town.app.parts;
  const [paper] = await credentials.forCase(caseId as CaseId);
  assert.ok(paper);
  const request = await asked(caseId);
  const first = await officer();
  const proposed = await correct(first, request, caseId, { child_can: "CAN-2026-000124" });
  says(proposed, "A second data protection officer has to confirm it", paper.number);
  await town.settle();
  assert.equal((await opened(town, caseId)).answers.child_can, "CAN-2026-000123");
  const waits = await first.post(request, { outcome: "granted", reason: "Done." });
  assert.equal(waits.status, 409);
  const id = request.split("/").at(-1) ?? "";
  const [correction] = await privacy.correctionsOf(id);
  const path = `${request}/corrections/${correction?.id}`;
  const self = await first.post(path, { act: "confirm" });
  assert.equal(self.status, 403);
  const second = await officer("hakizimana-felix");
  await second.get(request);
  says(await second.post(path, { act: "confirm" }), "The answer is being corrected");
  await town.settle();
  await town.settle();

  const papers = await credentials.forCase(caseId as CaseId);
  const [before, after, ...more] = papers.toSorted((one) => (one.revoked ? -1 : 1));
  assert.deepEqual([Boolean(before?.revoked), after?.revoked, more], [true, undefined, []]);
  assert.equal(before?.id, paper.id);
  assert.match(JSON.stringify(before?.claims), /CAN-2026-000123/);
  assert.match(JSON.stringify(after?.claims), /CAN-2026-000124/);
  const signed = await credentials.pdf(after?.id ?? "", "en");
  assert.ok(signed.ok, "its signer found it in the history");
  const { history } = await opened(town, caseId);
  const event = history.find(({ type }) => type === "AnswerCorrected");
  assert.equal(event?.type === "AnswerCorrected" && event.data.by.length, 2);
});
