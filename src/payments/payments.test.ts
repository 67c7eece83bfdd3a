import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import type { CaseId, CommandId, PersonId } from "../kernel/index.ts";
import { must } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { enqueue, runDue } from "../platform/jobs/index.ts";
import { writeEntry } from "./books.ts";
import { sweepCallbacks } from "./callback.ts";
import {
  type AttemptStatus,
  makePayments,
  type PaymentEvent,
  type PaymentProvider,
  type PaymentsDeps,
  sign,
  verify,
} from "./index.ts";

const database = await freshDatabase();
const { appSql: sql } = database;
after(() => database.drop());

const secret = "a secret of the bank";
const morning = new Date("2026-11-24T08:00:00Z");
const seconds = (count: number) => new Date(morning.getTime() + count * 1000);

/** A bank whose books the test writes. It can be unreachable. */
function bank(id: string) {
  const books = new Map<string, AttemptStatus>();
  /** What came where it is another amount than the bill's. */
  const amounts = new Map<string, number>();
  const refunds = new Map<string, number>();
  const state = { reachable: true, asked: 0, started: 0, refunds: true };
  const reach = () => {
    state.asked += 1;
    if (!state.reachable) throw new Error("no line to the bank");
  };
  const provider: PaymentProvider = {
    id,
    start: async ({ attemptId }) => {
      reach();
      state.started += 1;
      if (!books.has(attemptId)) books.set(attemptId, "pending");
      return { redirectTo: `/${id}/${attemptId}`, providerRef: attemptId };
    },
    find: async (attemptId) => {
      reach();
      if (!books.has(attemptId)) return undefined;
      return { redirectTo: `/${id}/${attemptId}`, providerRef: attemptId };
    },
    status: async (ref) => {
      reach();
      const is = books.get(ref) ?? "failed";
      if (is !== "paid") return { is };
      return { is, money: { minor: amounts.get(ref) ?? 60_000, currency: "RWF" } };
    },
    cancel: async (ref) => {
      reach();
      if (books.get(ref) === "paid") return "too-late";
      books.set(ref, "failed");
      return "cancelled";
    },
    refund: async ({ refundId, money }) => {
      reach();
      if (!state.refunds) return { is: "failed", reason: "The account is closed" };
      refunds.set(refundId, money.minor);
      return { is: "made", outsideRef: `R-${refundId}` };
    },
    hint: (headers, rawBody, now) => ({
      verdict: verify(secret, String(headers.signature), rawBody, now),
      providerRef: rawBody,
    }),
  };
  return { provider, books, amounts, refunds, state };
}

function office(more: Partial<PaymentsDeps> = {}) {
  const first = bank("first");
  const second = bank("second");
  const clock = { now: morning };
  const reactedTo: PaymentEvent[] = [];
  const happenedTo = (billId: string) =>
    reactedTo.filter(({ data }) => data.billId === billId).map(({ type }) => type);
  const payments = makePayments({
    sql,
    clock: () => clock.now,
    providers: [first.provider, second.provider],
    random: randomBytes,
    enqueue,
    automaticRefundMinor: 0,
    ...more,
    react: async (_tx, event) => {
      reactedTo.push(event);
    },
  });
  const personId = newId<PersonId>();
  const order = () => ({
    caseId: newId<CaseId>(),
    personId,
    feeId: "application",
    words: { en: "Application fee", rw: "Ikiguzi" },
    money: { minor: 60_000, currency: "RWF" },
    expiresAt: seconds(600),
    command: newId<CommandId>(),
    actor: "system",
  });
  const toPay = (provider = "first", returnUrl = "/home") => ({
    personId,
    provider,
    returnUrl,
    command: newId<CommandId>(),
    actor: `person:${personId}`,
  });
  const runJobs = async (now: Date) => {
    clock.now = now;
    await runDue({ sql, tasks: payments.tasks }, now);
  };
  return { first, second, happenedTo, payments, order, toPay, runJobs };
}

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

test("Nobody pays, or sees by paying, the bill of another person", async () => {
  const { payments, order, toPay } = office();
  const { billId } = must(await payments.issue(order()));
  const stranger = { ...toPay(), billId, personId: newId<PersonId>() };
  const refused = await payments.startAttempt(stranger);
  assert.equal(refused.ok || refused.refusal.code, "payments.no-such-bill");
});

test("What the tables say of every bill is what its history tells", async () => {
  const { payments } = office();
  const [row] = await sql<{ count: number }[]>`select count(*) from payments.bill`;
  assert.ok(Number(row?.count) >= 7);
  assert.deepEqual(await payments.drift(), []);
  await sql`update payments.bill set status = 'paid' where status = 'created'`;
  assert.notDeepEqual(await payments.drift(), []);
});

test("The running program can change no callback and no event, nor delete a bill", async () => {
  await assert.rejects(sql`update payments.callback set raw_body = ''`, /permission denied/);
  await assert.rejects(sql`delete from payments.bill`, /permission denied/);
  await assert.rejects(sql`delete from payments.attempt`, /permission denied/);
});
