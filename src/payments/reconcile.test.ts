import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { must } from "../kernel/index.ts";
import { office as officeOf, seconds } from "./office.fixture.ts";
import type { StatementLine } from "./provider.ts";

const database = await freshDatabase();
const { appSql: sql } = database;
after(() => database.drop());

const day = (date: string) => new Date(`${date}T03:00:00Z`);

/** A bank that tells each day's lines when it is asked. */
function tellingOffice() {
  const office = officeOf(sql);
  const days = new Map<string, StatementLine[]>();
  const state = { away: false };
  Object.assign(office.first.provider, {
    statement: async (date: string) => {
      if (state.away) throw new Error("no line");
      return days.get(date) ?? [];
    },
  });
  const night = async (date: string) => {
    await office.runJobs(day(date));
    await office.payments.tasks["payments.reconcile"]({});
    await office.runJobs(day(date));
  };
  const line = (id: string, more: Partial<StatementLine> = {}): StatementLine => ({
    ...{ id, kind: "payment", money: { minor: 60_000, currency: "RWF" }, at: seconds(0), ...more },
  });
  const kinds = async () =>
    (await office.payments.openDifferences(50)).map(({ kind, ref }) => [kind, ref]);
  return { ...office, days, state, night, line, kinds };
}

test("A statement tells what was not seen, is otherwise or missing", async () => {
  const { payments, order, toPay, first, days, night, line, kinds, state } = tellingOffice();
  const pay = async () => {
    const { billId } = must(await payments.issue(order()));
    const { attemptId } = must(await payments.startAttempt({ billId, ...toPay() }));
    first.books.set(attemptId, "paid");
    return { billId, attemptId };
  };
  const [right, other, missing] = [await pay(), await pay(), await pay()];
  for (const { attemptId } of [right, other, missing]) must(await payments.readStatus(attemptId));
  const unseen = await pay();
  days.set("2026-11-24", [
    line("L1", { ref: right.attemptId }),
    line("L2", { ref: other.attemptId, money: { minor: 59_000, currency: "RWF" } }),
    line("L3", { ref: unseen.attemptId }),
    line("L4", { ref: "nobody's" }),
    line("L5", { kind: "payout", money: { minor: 100_000, currency: "RWF" } }),
    line("L6", { kind: "charge", money: { minor: 1_500, currency: "RWF" } }),
  ]);
  state.away = true;
  await night("2026-11-25");
  assert.deepEqual(await kinds(), [], "a bank that is away is asked the next night");
  state.away = false;
  await night("2026-11-25");
  assert.equal((await payments.billById(unseen.billId))?.status, "paid", "it was read at once");
  await night("2026-11-26");
  assert.deepEqual(
    (await kinds()).sort(),
    [
      ["amount", other.attemptId],
      ["missing", missing.attemptId],
      ["unknown", "nobody's"],
    ].sort(),
  );
  const balances = await payments.trialBalance();
  const of = (account: string) =>
    balances.find((one) => one.account === account)?.balanceMinor ?? 0;
  assert.deepEqual([of("treasury"), of("provider-charges")], [100_000, 1_500]);
  const { differences, oldestDifferenceSeconds } = await payments.moneyState();
  assert.equal(differences, 3);
  assert.equal(oldestDifferenceSeconds, 86_400, "the oldest was first seen a night before");
  days.set("2026-11-26", [line("L7", { ref: missing.attemptId })]);
  await night("2026-11-27");
  assert.equal((await payments.moneyState()).differences, 2, "what has come is resolved");
});

test("A statement comes as a file too; a line that cannot be read is named", async () => {
  const { payments, kinds } = tellingOffice();
  const csv = [
    "id,kind,reference,amount,currency,at",
    "F1,payment,from-a-file,500,RWF,2026-11-24T08:00:00Z",
  ].join("\r\n");
  const file = { provider: "second", day: "2026-11-24", by: "officer" };
  must(await payments.takeStatementFile({ ...file, text: `\ufeff${csv}\r\n` }));
  must(await payments.takeStatementFile({ ...file, text: csv }));
  assert.equal((await kinds()).filter(([, ref]) => ref === "from-a-file").length, 1);
  const broken = { ...file, text: `${csv}\r\nF2,payment,x,5.5,RWF,yesterday` };
  const refused = await payments.takeStatementFile(broken);
  assert.deepEqual(!refused.ok && [refused.refusal.code, refused.refusal.facts], [
    ...["payments.statement-unreadable", { line: 2 }],
  ]);
  for (const text of ["", "{", '{"lines": 5}', "id,kind\nx"])
    assert.ok(text === "" || !(await payments.takeStatementFile({ ...file, text })).ok, text);
  const nobody = await payments.takeStatementFile({ ...file, provider: "nobody", text: csv });
  assert.equal(nobody.ok || nobody.refusal.code, "payments.no-such-provider");
});
