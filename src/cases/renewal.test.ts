import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { officer, plainCases } from "../../tests/given.ts";
import { goodService, readText } from "../catalogue/good-service.fixture.ts";
import type { Answers } from "../form/index.ts";
import { type CaseId, must, type PersonId } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { processValuesOf } from "./index.ts";
import { type Cases, makeCases } from "./make.ts";
import type { CaseCommand } from "./model.ts";

let database: FreshDatabase;
let cases: Cases;
let now = new Date("2026-11-23T08:00:00Z");
/** Open to new applicants until December; holders may renew. */
const { definition } = readText(
  goodService.replace("total <= 100", 'application.renewal or today() < @"2026-12-01"'),
);
const person = newId() as PersonId;
const applicant = {
  ...{ name: "Uwase Aline", birthDate: null, nationalId: null },
  ...{ nationality: "RW", phone: null, email: null },
};
const answers: Answers = {
  ...{ stone: "sand", tools: ["drill"], start: "2028-01-01", country: "RW", budget: 500 },
  ...{ phone: "+250788000001", pits: [{ hectares: 1 }] },
};
const [ann, ben, cyd] = [1, 2, 3].map(() => officer(newId(), "mines", "director"));

before(async () => {
  database = await freshDatabase();
  cases = makeCases({
    sql: database.appSql,
    clock: () => now,
    ...plainCases,
    definition: () => definition,
  });
});
after(() => database.drop());

async function submitted(renews?: CaseId) {
  assert.ok(definition);
  const { id: service, version } = definition;
  const draft = { person, service, definition: version, answers, ...(renews && { renews }) };
  const draftId = await cases.startDraft(draft);
  return cases.submit({ draftId, person, applicant, lang: "en" });
}

async function granted(): Promise<CaseId> {
  const { caseId } = must(await submitted());
  const act = async (command: CaseCommand, actor = ann) =>
    must(await cases.give({ caseId, command, actor: actor ?? { kind: "system" } }));
  const done = (task: string, outcome: string, findings?: Answers) =>
    ({ type: "complete", task, outcome, ...(findings && { findings }) }) as const;
  const paid = { type: "record-payment", fee: "permit", bill: "b" } as const;
  must(await cases.give({ caseId, command: paid, actor: { kind: "system" } }));
  await act(done("1.intake", "complete", { depth: 2 }));
  await act(done("2.geology", "fine"));
  await act(done("3.decision", "grant"), ben);
  await act({ type: "confirm", task: "3.decision" }, cyd);
  return caseId;
}

test("A rule that favours renewal holds for certificate holders and nobody else", async () => {
  const first = await granted();
  now = new Date("2027-01-12T08:00:00Z");
  const newcomer = await submitted();
  assert.equal(!newcomer.ok && newcomer.refusal.code, "case.not-eligible");
  const { caseId } = must(await submitted(first));
  const viewOf = async (id: CaseId) => {
    const application = await cases.open(id);
    assert.ok(application);
    return processValuesOf(application, "2027-01-12").application;
  };
  assert.deepEqual(await viewOf(caseId), { renewal: true });
  assert.deepEqual(await viewOf(first), { renewal: false });
});

test("A paper is renewed by an application for the same service and for no other", async () => {
  now = new Date("2026-11-23T08:00:00Z");
  const renews = await granted();
  const { id: service, version } = definition ?? {};
  assert.ok(service && version);
  const other = { person, service: "another-permit", definition: version, renews };
  await assert.rejects(cases.startDraft(other), /not granted/);
  assert.ok(await cases.startDraft({ ...other, service }));
});
