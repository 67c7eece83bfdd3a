import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import type { CommandId, PersonId } from "../kernel/index.ts";
import { must } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { sweepCallbacks } from "./callback.ts";
import { sign } from "./index.ts";
import { morning, office as officeOf, seconds, secret } from "./office.fixture.ts";
import type { PaymentsDeps } from "./record.ts";

const database = await freshDatabase();
const { appSql: sql } = database;
after(() => database.drop());

const office = (more: Partial<PaymentsDeps> = {}) => officeOf(sql, more);

test("A person pays, the provider is asked, and no callback is needed", async () => {
  const { payments, order, toPay, first, happenedTo, runJobs } = office();
  const { billId } = must(await payments.issue(order()));
  const attempt = { billId, ...toPay() };
  const { attemptId, redirectTo } = must(await payments.startAttempt(attempt));
  assert.equal(redirectTo, `/first/${attemptId}`);
  assert.deepEqual(must(await payments.startAttempt(attempt)), { attemptId, redirectTo });
  await runJobs(seconds(5));
  assert.equal((await payments.billById(billId))?.status, "pending");
  first.books.set(attemptId, "paid");
  await runJobs(seconds(14));
  assert.equal((await payments.billById(billId))?.status, "pending", "not asked before its time");
  await runJobs(seconds(15));
  const bill = await payments.billById(billId);
  assert.deepEqual([bill?.status, bill?.paidAt], ["paid", seconds(15).toISOString()]);
  await runJobs(seconds(3600));
  assert.deepEqual(happenedTo(billId), [
    "BillIssued",
    "AttemptStarted",
    "AttemptLinked",
    "AttemptSucceeded",
    "BillPaid",
  ]);
  const second = await payments.startAttempt({ billId, ...toPay() });
  assert.equal(second.ok || second.refusal.code, "payments.already-paid");
});

test("A callback pays nothing: it only makes us ask, and only when it is genuine", async () => {
  const { payments, order, toPay, first, runJobs } = office();
  const { billId } = must(await payments.issue(order()));
  const { attemptId } = must(await payments.startAttempt({ billId, ...toPay() }));
  const status = async () => (await payments.billById(billId))?.status;
  const call = (signature: string) => payments.callback("first", { signature }, attemptId);
  const genuine = sign(secret, attemptId, morning);

  must(await call(genuine));
  await runJobs(seconds(1));
  assert.equal(await status(), "pending", "the bank's books say nothing yet");

  first.books.set(attemptId, "paid");
  const forged = await call(sign("guessed", attemptId, morning));
  assert.equal(forged.ok || forged.refusal.code, "payments.callback-not-genuine");
  await runJobs(seconds(2));
  assert.equal(await status(), "pending", "a forged callback starts nothing");

  must(await call(genuine));
  must(await call(genuine));
  await runJobs(seconds(3));
  assert.equal(await status(), "paid");
  const callbacks = await sql`select verdict from payments.callback where raw_body = ${attemptId}`;
  assert.equal(callbacks.length, 3);
  const stranger = await payments.callback("nobody", {}, "");
  assert.equal(stranger.ok || stranger.refusal.code, "payments.no-such-provider");
});

test("However many callbacks are forged, little of them is stored, and not for ever", async () => {
  const { payments } = office();
  const call = (body: string) => payments.callback("first", { signature: "no" }, body);
  for (let each = 0; each < 130; each++) await call(`forged ${each} ${"x".repeat(5000)}`);
  for (let each = 0; each < 20; each++) await call("again");
  const rows = await sql<{ times: number }[]>`select times from payments.refused_callback`;
  assert.ok(rows.length <= 102, `${rows.length} rows`);
  assert.equal(rows.reduce((sum, { times }) => sum + times, 0) >= 150, true, "each is counted");
  assert.equal((await sql`select from payments.callback where verdict <> 'genuine'`).length, 0);
  await sweepCallbacks(sql, new Date("2027-12-01T00:00:00Z"));
  assert.equal((await sql`select from payments.refused_callback`).length, 0);
});

test("An unsigned callback counts only where it names a payment that is known", async () => {
  const { payments, order, toPay, first, runJobs } = office();
  Object.assign(first.provider, { unsigned: true });
  const { billId } = must(await payments.issue(order()));
  const { attemptId } = must(await payments.startAttempt({ billId, ...toPay() }));
  first.books.set(attemptId, "paid");
  const stranger = await payments.callback("first", {}, newId());
  assert.equal(stranger.ok || stranger.refusal.code, "payments.callback-not-genuine");
  for (let each = 0; each < 30; each++) must(await payments.callback("first", {}, attemptId));
  await runJobs(seconds(1));
  assert.equal((await payments.billById(billId))?.status, "paid");
  const rows = await sql`select from payments.callback where provider_ref = ${attemptId}`;
  assert.equal(rows.length, 20, "not every one of them is stored");
});

test("Several bills are paid as one, and its callback is about them all", async () => {
  const { payments, order, toPay, first, runJobs } = office();
  const batches = new Map<string, readonly string[]>();
  Object.assign(first.provider, {
    together: async (batchId: string, requests: readonly { readonly attemptId: string }[]) => {
      const members = requests.map(({ attemptId }) => attemptId);
      batches.set(batchId, members);
      for (const id of members) first.books.set(id, "pending");
      return { providerRef: `B-${batchId}`, redirectTo: `/first/B-${batchId}`, members };
    },
  });
  const bills = await Promise.all([1, 2, 3].map(async () => must(await payments.issue(order()))));
  const billIds = bills.map(({ billId }) => billId);
  const { personId, returnUrl, command, actor } = toPay();
  const one = { billIds, personId, returnUrl, command, actor };
  const { redirectTo } = must(await payments.startTogether(one));
  assert.equal(redirectTo, `/first/B-${command}`);
  must(await payments.startTogether(one));
  for (const id of batches.get(command) ?? []) first.books.set(id, "paid");
  const ref = `B-${command}`;
  must(await payments.callback("first", { signature: sign(secret, ref, morning) }, ref));
  await runJobs(seconds(1));
  const states = await Promise.all(billIds.map((id) => payments.billById(id)));
  assert.deepEqual(
    states.map((bill) => bill?.status),
    ["paid", "paid", "paid"],
  );
  const alone = await payments.startTogether({ ...one, billIds: billIds.slice(0, 1) });
  assert.equal(alone.ok || alone.refusal.code, "payments.already-paid");
  const stranger = { ...one, personId: newId<PersonId>(), command: newId<CommandId>() };
  const refused = await payments.startTogether(stranger);
  assert.equal(refused.ok || refused.refusal.code, "payments.no-such-bill");
});

test("The running program can change no callback and no event, nor delete a bill", async () => {
  await assert.rejects(sql`update payments.callback set raw_body = ''`, /permission denied/);
  await assert.rejects(sql`delete from payments.bill`, /permission denied/);
  await assert.rejects(sql`delete from payments.attempt`, /permission denied/);
});
