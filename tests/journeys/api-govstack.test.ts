import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { OfficerId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { startTown, type Town } from "../town.ts";
import { applied, codeOf, nationalIdOf, prepared } from "./api-apply-given.ts";
import { holding, type Program, program } from "./api-given.ts";
import { completed } from "./apply-given.ts";
import { bySystem, opened } from "./office-given.ts";

let town: Town;
let bank: Program;
before(async () => {
  town = await startTown();
  bank = await program(town);
});
after(() => town.close());

const mediator = { "information-mediator-client": "RW/GOV/1001/bank" };

test("Services and their forms stand in the shape of the Registration building block", async () => {
  const guest = holding(town, "");
  const all = await guest.get("/govstack/services?name=birth");
  assert.equal(all.body[0].id, "birth-certificate");
  assert.equal((await guest.get("/govstack/services/birth-certificate")).body.type, "Public");
  const forms = await guest.get("/govstack/services/birth-certificate/eForms");
  const [{ eFormId }] = forms.body;
  const form = await guest.get(`/govstack/eForms/${eFormId}`);
  assert.equal(form.body.schema.type, "object");
  assert.equal((await guest.get("/govstack/eForms/birth-certificate.nothing")).status, 404);
  assert.equal((await guest.get("/govstack/services/nothing")).status, 404);
});

test("An application file is sent with the person's yes and followed in four words", async () => {
  const body = await prepared(town, bank);
  const other = await bank.post(
    "/govstack/services/criminal-record-certificate/applications",
    body,
  );
  assert.equal(other.status, 404, "the draft is for another service");
  const sent = await bank.post("/govstack/services/birth-certificate/applications", body);
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  assert.deepEqual([sent.body.status.code, sent.body.applicantId], ["PENDING", ""]);
  const seen = await bank.get(`/govstack/applications/${sent.body.fileId}`);
  assert.deepEqual(seen.body, sent.body);
});

test("A file that there is not is not found, whatever it is called", async () => {
  for (const id of ["nothing", "%E2%82%AC", "x".repeat(190)])
    assert.equal((await bank.get(`/govstack/applications/${id}`)).status, 404, id);
});

test("The name of whoever asks through a mediator has a length", async () => {
  const body = { query: { content: { number: "4444A-AAAAA" } } };
  const ask = (length: number) =>
    bank.post("/govstack/data/papers/1.0/exists", body, {
      "information-mediator-client": "x".repeat(length),
    });
  assert.equal((await ask(203)).status, 200);
  const long = await ask(204);
  assert.deepEqual([long.status, long.body.errors?.[0]?.code], [422, "too-long"]);
});

test("A paper that was issued is found by its number, without the name of anybody", async () => {
  const number = await issued();
  const ask = (what: string, given: string, headers: Record<string, string> = mediator) =>
    bank.post(
      `/govstack/data/papers/1.0/${what}`,
      { query: { content: { number: given } } },
      headers,
    );
  assert.equal((await ask("exists", number)).body.answer.status, true);
  assert.equal((await ask("exists", "4444A-AAAAA")).body.answer.status, false);
  const read = await ask("read", number);
  assert.deepEqual(Object.keys(read.body.content), [
    "number",
    "standing",
    "title",
    "authority",
    "issuedAt",
  ]);
  assert.equal(read.body.content.standing, "valid");
  assert.equal((await ask("read", "4444A-AAAAA")).status, 404);
  const unnamed = await ask("read", number, {});
  assert.deepEqual([unnamed.status, unnamed.body.code], [400, "api.mediator-missing"]);
  const other = await bank.post(
    "/govstack/data/citizens/1.0/exists",
    { query: { content: { number } } },
    mediator,
  );
  assert.equal(other.body.code, "api.register-not-found");
});

/** A birth certificate, from the application to the paper. @returns its printed number */
async function issued(): Promise<string> {
  const { body } = await applied(town, bank);
  for (const { id: fee } of body.fees)
    await bySystem(town, body.id, { type: "record-payment", fee, bill: fee });
  for (let steps = 0; steps < 5; steps++) {
    const { state, definition } = await opened(town, body.id);
    const task = state.tasks.find(({ done, cancelled }) => !done && !cancelled);
    if (!task) break;
    const wanted = definition.process?.stages
      .flatMap(({ tasks }) => tasks)
      .find(({ id }) => id === task.task);
    await completed(town, body.id, task.task, wanted?.outcomes[0]?.id ?? "");
  }
  await town.settle();
  const [paper] = await town.app.parts.credentials.forCase(body.id);
  assert.ok(paper, JSON.stringify((await opened(town, body.id)).state.status));
  return paper.number;
}

test("Who looked at a person's file is told to a program only with that person's code", async () => {
  const { body } = await applied(town, bank, "uwimana-sandrine");
  const officer = { id: newId(), authority: "minaloc" };
  await town.app.parts.cases.recordAccess(body.id, officer, "file");
  const { id: person } = await town.person("uwimana-sandrine");
  const operator = newId() as OfficerId;
  await town.app.parts.counter.openVisit({ operator, person, lang: "en" });
  const usage = await nationalIdOf(town, "uwimana-sandrine");
  const path = `/govstack/data/mypersonalDataUsage?userId=${usage}&databaseId=cases`;
  assert.equal((await bank.get(path, mediator)).status, 409);
  const asked = await bank.post("/api/v1/confirmations", { usage });
  const code = await codeOf(town, "uwimana-sandrine", asked.body.id);
  const headers = { ...mediator, "confirmation-id": asked.body.id, "confirmation-code": code };
  const seen = await bank.get(path, headers);
  assert.equal(seen.status, 200, JSON.stringify(seen.body));
  assert.deepEqual(
    seen.body.map((look: { readerInstitutionId: string; refrences: object[] }) => [
      look.readerInstitutionId,
      look.refrences,
    ]),
    [
      ["minaloc", [{ ReferenceId: body.reference }]],
      ["service-centres", []],
    ],
    "an application that was read, and the file that was open in person",
  );
  assert.equal(JSON.stringify(seen.body).includes(officer.id), false);
  assert.equal((await bank.get(path, headers)).status, 409, "a code opens it once");
  const other = await nationalIdOf(town, "habimana-eric");
  const wrong = await bank.get(path.replace(usage, other), headers);
  assert.deepEqual([wrong.status, wrong.body.code], [409, "auth.code-expired"]);
});
