import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import type { CommandId, PersonId } from "../kernel/index.ts";
import { must } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { office as officeOf, seconds } from "./office.fixture.ts";
import type { PaymentsDeps } from "./record.ts";

const database = await freshDatabase();
const { appSql: sql } = database;
after(() => database.drop());

const office = (more: Partial<PaymentsDeps> = {}) => officeOf(sql, more);

test("A fee has one bill, however often and by however many it is asked for", async () => {
  const { payments, order } = office();
  const command = order();
  const twins = await Promise.all([1, 2, 3, 4].map(() => payments.issue(command)));
  const another = await payments.issue({ ...command, command: newId<CommandId>() });
  const ids = new Set([...twins, another].map((bill) => must(bill).billId));
  assert.equal(ids.size, 1);
  const bill = must(another);
  assert.deepEqual(await payments.billByNumber(bill.number), bill);
  assert.deepEqual(await payments.billsOfCase(command.caseId), [bill]);
  const otherFee = must(await payments.issue({ ...command, feeId: "licence" }));
  assert.notEqual(otherFee.number, bill.number);
});

test("When the provider is unreachable nothing is lost; the person can retry", async () => {
  const { payments, order, toPay, first, runJobs } = office();
  const { billId } = must(await payments.issue(order()));
  first.state.reachable = false;
  const failed = await payments.startAttempt({ billId, ...toPay() });
  assert.equal(failed.ok || failed.refusal.code, "payments.provider-unavailable");
  await runJobs(seconds(5));
  first.state.reachable = true;
  const { attemptId } = must(await payments.startAttempt({ billId, ...toPay() }));
  assert.equal((await payments.attemptsOf(billId)).length, 1);
  first.books.set(attemptId, "paid");
  await runJobs(seconds(15));
  assert.equal((await payments.billById(billId))?.status, "paid");
});

test("Nobody pays, or sees by paying, the bill of another person", async () => {
  const { payments, order, toPay } = office();
  const { billId } = must(await payments.issue(order()));
  const stranger = { ...toPay(), billId, personId: newId<PersonId>() };
  const refused = await payments.startAttempt(stranger);
  assert.equal(refused.ok || refused.refusal.code, "payments.no-such-bill");
});
