import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import { send } from "../../src/acts/index.ts";
import { must } from "../../src/kernel/index.ts";
import type { Sql } from "../../src/platform/db/index.ts";
import { startTown } from "../town.ts";
import { completed, inEnglish, says } from "./apply-given.ts";
import { draftOf, sent } from "./office-given.ts";

const town = await startTown();
after(() => town.close());
const { sql, parts } = town.app;
const { messages, credentials, cases } = parts;
const { compose, add } = messages;
const { prepare } = credentials;
afterEach(() => {
  Object.assign(messages, { compose, add });
  Object.assign(credentials, { prepare });
});

const submit = async () => {
  const draftId = await draftOf(town, "birth-certificate", "habimana-eric");
  const person = await town.person("habimana-eric");
  return must(await send(parts, { draftId, person, lang: "en" })).caseId;
};
const templatesOf = async (caseId: string) => {
  const rows = await sql<{ template: string }[]>`
    select distinct template from messages.outbox where case_id = ${caseId} order by 1`;
  return rows.map(({ template }) => template);
};
const billsOf = async (caseId: string) =>
  (await sql`select from payments.bill where case_id = ${caseId}`).length;
const papersOf = async (caseId: string) =>
  (await sql`select from credentials.credential where case_id = ${caseId}`).length;
/** Jobs about a case that wait for nothing but a worker. */
const jobsOf = async (caseId: string) => {
  const rows = await sql<{ task: string }[]>`
    select task from jobs.job where not timed and payload ->> 'caseId' = ${caseId} order by 1`;
  return rows.map(({ task }) => task);
};

test("Bill and messages come with the submission, the certificate with the decision", async () => {
  const caseId = await submit();
  assert.deepEqual(await templatesOf(caseId), ["fee-due", "submitted"]);
  assert.equal(await billsOf(caseId), 1);
  assert.deepEqual(await jobsOf(caseId), []);

  const { caseId: paid } = await sent(town, "birth-certificate");
  await town.settle();
  await completed(town, paid, "register-check", "found");
  await completed(town, paid, "signature", "sign");
  assert.equal(await papersOf(paid), 1);
  assert.ok((await templatesOf(paid)).includes("granted"));
  assert.deepEqual(await jobsOf(paid), []);
  await town.settle();
  assert.deepEqual([await papersOf(paid), await billsOf(caseId)], [1, 1]);
});

test("Nobody's act fails for a template: the message becomes a job", async () => {
  messages.compose = () => {
    throw new Error("a hole in the template");
  };
  const caseId = await submit();
  assert.deepEqual(await jobsOf(caseId), ["issue-bill", "notify"]);
  messages.compose = compose;
  await town.settle();
  assert.deepEqual(await templatesOf(caseId), ["fee-due", "submitted"]);
  assert.equal(await billsOf(caseId), 1);
});

test("Nobody's act fails for a row that cannot be written: jobs write it later", async () => {
  town.database.expectInLog("22012");
  messages.add = async (tx: Sql) => (await tx`select 1 / 0`).count;
  const caseId = await submit();
  assert.deepEqual(await jobsOf(caseId), ["issue-bill", "notify"]);
  assert.equal(await billsOf(caseId), 0);
  const person = await inEnglish(town, "habimana-eric");
  const early = await person.get(`/applications/${caseId}/pay`);
  says(early, "Your bill is being prepared");
  assert.ok(early.headers.get("refresh"));
  messages.add = add;
  await town.settle();
  assert.deepEqual(await templatesOf(caseId), ["fee-due", "submitted"]);
  assert.equal(await billsOf(caseId), 1);
});

test("A decision stands where nobody signs; the certificate is issued later", async () => {
  const { caseId } = await sent(town, "birth-certificate");
  await completed(town, caseId, "register-check", "found");
  credentials.prepare = async () => {
    throw new Error("the signer is away");
  };
  await completed(town, caseId, "signature", "sign");
  assert.equal((await cases.open(caseId))?.state.decision?.outcome, "granted");
  assert.deepEqual(await jobsOf(caseId), ["issue-paper"]);
  await town.settle();
  assert.equal(await papersOf(caseId), 1);
});
