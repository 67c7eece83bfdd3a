import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { sharedEvents } from "../../../partnership/index.ts";
import { makeI18n } from "../../../platform/i18n/index.ts";
import { factLabel, factTypes, factWords } from "./index.ts";

const t = makeI18n(join(import.meta.dirname, "../../../../messages")).for("en");

test("Every event that can travel has a title and a content in words", () => {
  assert.ok(sharedEvents.length > 20);
  assert.deepEqual(sharedEvents.toSorted(), factTypes.toSorted());
});

test("A promise of money says side, amount, currency and day", () => {
  const data = {
    ...{ side: "az", kind: "in-kind", stage: "pledged", on: "2026-11-20" },
    money: { minor: 500_000, currency: "USD" },
  };
  assert.match(factLabel({ type: "MoneyPromised", data }, t), /Azerbaijan/);
  const words = String(factWords({ type: "MoneyPromised", data }, t));
  for (const part of [/5,000/, /USD|\$/, /20\sNovember\s2026/, /In kind/i, /Pledged/i])
    assert.match(words, part);
});

test("A report that is taken back says whose and of which day", () => {
  const said = {
    type: "ReportTakenBack",
    data: { side: "rw", report: "2026-11-02", on: "2026-11-03" },
  };
  assert.match(factLabel(said, t), /Rwanda/);
  assert.match(String(factWords(said, t)), /2\sNovember\s2026/);
});
