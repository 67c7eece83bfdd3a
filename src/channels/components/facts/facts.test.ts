import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { sharedEvents } from "../../../partnership/index.ts";
import { makeI18n } from "../../../platform/i18n/index.ts";
import { bothWords, factLabel, factTypes, factWords } from "./index.ts";

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

test("Statements that read alike show the languages in which they differ", () => {
  const said = (text: Readonly<Record<string, string>>) => ({
    type: "ParagraphWritten",
    data: { by: "rw", paragraph: { id: "1", kind: "decision", text } },
  });
  const before = said({ en: "Agreed." });
  const after = said({ en: "Agreed.", fr: "Convenu." });
  const { ours, theirs } = bothWords({ ours: before, theirs: after }, t);
  assert.match(String(ours), /Français<\/span>: Not written yet/);
  assert.match(String(theirs), /Français<\/span>: <span lang="fr">Convenu\.<\/span>/);
  const same = bothWords({ ours: before, theirs: before }, t);
  assert.doesNotMatch(String(same.theirs), /Français/);
});
