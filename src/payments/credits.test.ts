import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import type { CommandId } from "../kernel/index.ts";
import { must } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { writeEntry } from "./books.ts";
import { morning, office as officeOf, seconds } from "./office.fixture.ts";
import type { PaymentsDeps } from "./record.ts";

const database = await freshDatabase();
const { appSql: sql } = database;
after(() => database.drop());

const office = (more: Partial<PaymentsDeps> = {}) => officeOf(sql, more);

test("Money that comes after the deadline is found, owed back, and given back once", async () => {
  const { payments, order, toPay, first, happenedTo, runJobs } = office();
  const { billId, caseId, feeId } = must(await payments.issue(order()));
  const { attemptId } = must(await payments.startAttempt({ billId, ...toPay() }));
  await runJobs(seconds(600));
  assert.equal((await payments.billById(billId))?.status, "expired");
  first.books.set(attemptId, "paid");
  await runJobs(seconds(600 + 3600));
  const [credit] = (await payments.creditsOwed(100)).filter((one) => one.billId === billId);
  assert.deepEqual([credit?.why, credit?.money.minor], ["after-expiry", 60_000]);
  assert.equal(happenedTo(billId).at(-1), "PaidLate");

  const next = await payments.issue({ ...order(), caseId, feeId, expiresAt: seconds(9999) });
  assert.notEqual(must(next).billId, billId, "an expired bill may be followed by a new one");

  const officer = (by: string) => ({
    ...{ billId, attemptId, by, actor: `officer:${by}`, command: newId<CommandId>() },
  });
  const proposal = { ...officer("1"), what: "owed" as const, reason: "Paid after the deadline" };
  must(await payments.proposeRefund(proposal));
  must(await payments.proposeRefund(proposal));
  const [open] = (await payments.openRefunds(100)).filter((one) => one.billId === billId);
  assert.equal(open?.status, "proposed");
  const refundId = open?.id ?? "";
  const alone = await payments.confirmRefund({ ...officer("1"), refundId });
  assert.equal(alone.ok || alone.refusal.code, "payments.same-officer");
  must(await payments.confirmRefund({ ...officer("2"), refundId }));
  await runJobs(seconds(600 + 3601));
  assert.deepEqual([...first.refunds.values()], [60_000], "the provider was asked once");
  assert.equal(happenedTo(billId).at(-1), "RefundMade");
  const twice = await payments.proposeRefund({ ...proposal, command: newId<CommandId>() });
  assert.equal(twice.ok || twice.refusal.code, "payments.already-refunded");
  assert.deepEqual(
    (await payments.creditsOwed(100)).filter((one) => one.billId === billId),
    [],
  );
});

test("Two payments of one bill at once: one settles it, the other is a credit", async () => {
  const { payments, order, toPay, first, second, runJobs } = office();
  const { billId } = must(await payments.issue(order()));
  const one = must(await payments.startAttempt({ billId, ...toPay("first") }));
  const two = must(await payments.startAttempt({ billId, ...toPay("second") }));
  first.books.set(one.attemptId, "paid");
  second.books.set(two.attemptId, "paid");
  const ids = [one, two, one, two, two, one].map(({ attemptId }) => attemptId);
  for (const result of await Promise.all(ids.map((id) => payments.readStatus(id)))) must(result);
  await runJobs(seconds(700));
  const attempts = await payments.attemptsOf(billId);
  assert.deepEqual(
    attempts.map(({ status }) => status),
    ["paid", "paid"],
  );
  assert.deepEqual(
    attempts.flatMap(({ owedBack }) => owedBack ?? []),
    ["twice"],
  );
  assert.equal((await payments.billById(billId))?.status, "paid");
});

test("An attempt that never reached the provider ends; nobody is asked to pay later", async () => {
  const { payments, order, toPay, first, runJobs } = office();
  const { billId } = must(await payments.issue({ ...order(), expiresAt: seconds(9999) }));
  first.state.reachable = false;
  await payments.startAttempt({ billId, ...toPay() });
  first.state.reachable = true;
  await runJobs(seconds(60));
  assert.equal((await payments.billById(billId))?.status, "pending");
  await runJobs(seconds(400));
  assert.equal((await payments.billById(billId))?.status, "failed");
  assert.equal(first.state.started, 0);
});

test("What settles nothing goes back by itself; else officers give it back", async () => {
  const { payments, order, toPay, first, runJobs } = office({ automaticRefundMinor: 60_000 });
  const pay = async (minor: number) => {
    const { billId } = must(await payments.issue(order()));
    const { attemptId } = must(await payments.startAttempt({ billId, ...toPay() }));
    first.books.set(attemptId, "paid");
    first.amounts.set(attemptId, minor);
    must(await payments.readStatus(attemptId));
    await runJobs(seconds(5));
    await runJobs(seconds(5));
    return { billId, status: (await payments.billById(billId))?.status };
  };
  assert.equal((await pay(60_500)).status, "paid");
  assert.deepEqual([...first.refunds.values()], [500]);
  assert.equal((await pay(40_000)).status, "failed");
  assert.deepEqual([...first.refunds.values()], [500, 40_000]);
  first.state.refunds = false;
  const { billId } = await pay(30_000);
  const [credit] = (await payments.creditsOwed(100)).filter((one) => one.billId === billId);
  assert.deepEqual([credit?.why, credit?.failure], ["too-little", "The account is closed"]);
});

test("A payment is ended only where its provider says so", async () => {
  const { payments, order, toPay, first } = office();
  const { billId } = must(await payments.issue(order()));
  const { attemptId } = must(await payments.startAttempt({ billId, ...toPay() }));
  first.state.reachable = false;
  const away = await payments.cancelAttempt(billId, attemptId);
  assert.equal(away.ok || away.refusal.code, "payments.provider-unavailable");
  first.state.reachable = true;
  must(await payments.cancelAttempt(billId, attemptId));
  assert.equal((await payments.billById(billId))?.status, "failed");
  const again = must(await payments.startAttempt({ billId, ...toPay() }));
  first.books.set(again.attemptId, "paid");
  const late = await payments.cancelAttempt(billId, again.attemptId);
  assert.equal(late.ok || late.refusal.code, "payments.already-paid");
  assert.equal((await payments.billById(billId))?.status, "paid");
});

test("The books balance, hold what the providers received, and refuse what does not", async () => {
  const { payments } = office();
  const balances = await payments.trialBalance();
  assert.equal(
    balances.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0),
    0,
  );
  const of = (account: string) =>
    balances.find((one) => one.account === account)?.balanceMinor ?? 0;
  const [rows] = await sql<{ received: number; owed: number; refunded: number }[]>`
    select coalesce(sum(received_minor), 0)::bigint as received,
      coalesce(sum(owed_minor), 0)::bigint as owed,
      (select sum(amount_minor)::bigint from payments.refund where status = 'made') as refunded
    from payments.attempt`;
  const held = of("provider:first") + of("provider:second");
  assert.ok(held > 0);
  assert.equal(held, (rows?.received ?? 0) - (rows?.refunded ?? 0));
  assert.equal(of("owed-back"), (rows?.refunded ?? 0) - (rows?.owed ?? 0));
  assert.equal(of("unapplied"), 0);
  const lopsided = writeEntry(sql, {
    ...{ source: "by hand", what: "Nothing", at: morning },
    postings: [{ account: "fees", money: { minor: 5, currency: "RWF" } }],
  });
  await assert.rejects(lopsided, /does not balance/);
  await assert.rejects(sql`update payments.posting set amount_minor = 1`, /permission denied/);
});

test("What the tables say of every bill is what its history tells", async () => {
  const { payments } = office();
  const [row] = await sql<{ count: number }[]>`select count(*) from payments.bill`;
  assert.ok(Number(row?.count) >= 7);
  assert.deepEqual(await payments.drift(), []);
  await sql`update payments.bill set status = 'paid' where status = 'created'`;
  assert.notDeepEqual(await payments.drift(), []);
});
