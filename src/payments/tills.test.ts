import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { type CommandId, must } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { office as officeOf } from "./office.fixture.ts";

const database = await freshDatabase();
const { appSql: sql } = database;
after(() => database.drop());

const office = () => officeOf(sql);
const francs = (minor: number) => ({ minor, currency: "RWF" });
const take = (cashier: string, billId: string) => ({
  ...{ cashier, billId: billId as never },
  ...{ command: newId<CommandId>(), actor: `officer:${cashier}` },
});

test("Cash pays a bill at once, with receipts that are numbered without a gap", async () => {
  const { payments, order, happenedTo } = office();
  const cashier = newId();
  const bills = await Promise.all([1, 2, 3].map(async () => must(await payments.issue(order()))));
  const none = await payments.takeCash(take(cashier, bills[0]?.billId ?? ""));
  assert.equal(none.ok || none.refusal.code, "payments.no-till");
  const till = must(await payments.openTill({ cashier, centre: "kigali", float: francs(20_000) }));
  const again = await payments.openTill({ cashier, centre: "kigali", float: francs(0) });
  assert.equal(again.ok || again.refusal.code, "payments.till-open");
  const taken = await Promise.all(
    bills.map(async ({ billId }) => must(await payments.takeCash(take(cashier, billId)))),
  );
  assert.deepEqual(
    taken.map(({ status }) => status),
    ["paid", "paid", "paid"],
  );
  const numbers = (await payments.receiptsOf(till)).map(({ receipt }) => receipt);
  assert.deepEqual(numbers, [3, 2, 1]);
  const [first] = bills;
  assert.deepEqual(happenedTo(first?.billId ?? "").slice(-3), [
    ...["AttemptStarted", "AttemptSucceeded", "BillPaid"],
  ]);
  const twice = await payments.takeCash(take(cashier, first?.billId ?? ""));
  assert.equal(twice.ok || twice.refusal.code, "payments.already-paid");
  assert.equal((await payments.receiptsOf(till)).length, 3, "what was refused has no number");
});

test("A till is closed with what was counted, and another officer signs it", async () => {
  const { payments, order } = office();
  const [cashier, officer] = [newId(), newId()];
  await payments.openTill({ cashier, centre: "kigali", float: francs(20_000) });
  const { billId } = must(await payments.issue(order()));
  must(await payments.takeCash(take(cashier, billId)));
  const settling = { cashier, billId, isSigned: true, why: "" };
  const open = await payments.closeTill({ cashier, countedMinor: 80_000, note: "" });
  assert.equal(open.ok || open.refusal.code, "payments.receipt-open");
  const stranger = await payments.settleReceipt({ ...settling, cashier: newId() });
  assert.equal(stranger.ok || stranger.refusal.code, "payments.no-till");
  must(await payments.settleReceipt(settling));
  must(await payments.settleReceipt({ ...settling, isSigned: false, why: "Changed my mind" }));
  const silent = await payments.closeTill({ cashier, countedMinor: 79_500, note: " " });
  assert.equal(silent.ok || silent.refusal.code, "payments.difference-unexplained");
  const note = "A note of 500 was missing";
  const till = must(await payments.closeTill({ cashier, countedMinor: 79_500, note }));
  assert.deepEqual([till.expectedMinor, till.countedMinor], [80_000, 79_500]);
  assert.deepEqual([till.receipts, till.signedReceipts], [1, 1]);
  const closed = await payments.closeTill({ cashier, countedMinor: 0, note });
  assert.equal(closed.ok || closed.refusal.code, "payments.no-till");
  const balances = await payments.trialBalance();
  const of = (account: string) =>
    balances.find((one) => one.account === account)?.balanceMinor ?? 0;
  assert.equal(of(`cash:${till.id}`), 0);
  assert.equal(of("cash-differences"), 500);
  assert.equal(
    balances.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0),
    0,
  );
  const alone = await payments.signTill({ id: till.id, by: cashier });
  assert.equal(alone.ok || alone.refusal.code, "payments.same-officer");
  assert.equal((await payments.unsignedTills()).length, 1);
  must(await payments.signTill({ id: till.id, by: officer }));
  assert.equal((await payments.unsignedTills()).length, 0);
});

test("Mobile money that arrives after the cash is owed back", async () => {
  const { payments, order, toPay, first } = office();
  const cashier = newId();
  await payments.openTill({ cashier, centre: "kigali", float: francs(0) });
  const { billId } = must(await payments.issue(order()));
  const { attemptId } = must(await payments.startAttempt({ billId, ...toPay() }));
  const silent = await payments.takeCash(take(cashier, billId));
  assert.equal(!silent.ok && silent.refusal.code, "payments.payment-runs");
  must(await payments.takeCash({ ...take(cashier, billId), isOtherCancelled: true }));
  first.books.set(attemptId, "paid");
  must(await payments.readStatus(attemptId));
  const owed = (await payments.creditsOwed(10)).find((one) => one.billId === billId);
  assert.equal(owed?.why, "twice");
  assert.deepEqual(await payments.drift(), []);
});
