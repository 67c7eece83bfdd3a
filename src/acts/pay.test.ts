import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bill } from "../payments/index.ts";
import { billsTogether } from "./pay.ts";

const now = new Date("2026-11-28T08:00:00Z");
const bill = (billId: string, more: Partial<Bill> = {}): Bill =>
  ({
    ...{ billId, status: "created", expiresAt: "2026-12-28T00:00:00.000Z" },
    ...{ money: { minor: 500, currency: "RWF" }, ...more },
  }) as Bill;

/** A journey of these applications with their bills. */
const given = (bills: Readonly<Record<string, readonly Bill[]>>, takesTogether = true) =>
  ({
    clock: () => now,
    payments: { takesTogether, billsOfCase: async (id: string) => bills[id] ?? [] },
    cases: {
      journeyOf: async () => ({
        drafts: [...Object.keys(bills).map((caseId) => ({ caseId })), { caseId: null }],
      }),
    },
  }) as never;

const ids = async (deps: never) =>
  (await billsTogether(deps, "one" as never)).map(({ billId }) => billId);

test("The open bills of a journey are paid as one, where a provider takes several", async () => {
  const bills = { one: [bill("a")], two: [bill("b"), bill("c")] };
  assert.deepEqual(await ids(given(bills)), ["a", "b", "c"]);
  assert.deepEqual(await ids(given(bills, false)), []);
});

test("What is paid, expired or in another currency is not among them", async () => {
  const dollars = { money: { minor: 500, currency: "USD" } };
  const others = [
    bill("paid", { status: "paid" }),
    bill("late", { expiresAt: "2026-11-28T08:00:00.000Z" }),
    bill("dollars", dollars),
  ];
  assert.deepEqual(await ids(given({ one: [bill("a")], two: [...others, bill("b")] })), ["a", "b"]);
  assert.deepEqual(await ids(given({ one: [bill("a")], two: others })), [], "one is not several");
});
