import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Centre } from "../../centres/index.ts";
import { makeI18n } from "../../platform/i18n/index.ts";
import { nothingTyped } from "./take-form.ts";
import { takeQuestions } from "./take-questions.ts";

const t = makeI18n(join(import.meta.dirname, "../../../messages")).for("en");
const elders = { id: "elders", name: { en: "Elders" } };
const asked = (groups: readonly object[], typed = nothingTyped(), needed = false) =>
  takeQuestions({ centre: { groups } as unknown as Centre, t }, typed, { needed });

test("Who goes first is asked only where a centre lets somebody go first", () => {
  assert.equal(asked([]).group, undefined);
  const { group } = asked([elders], { ...nothingTyped(), group: "elders" });
  assert.deepEqual(
    group?.items.map(({ value }) => value),
    ["", "elders"],
  );
  assert.equal(group?.value, "elders");
});

test("What was typed stands in the questions that come back", () => {
  const typed = { ...nothingTyped(), party: 3, prepared: true, phone: "0788" };
  const { party, prepared, phone } = asked([], typed);
  assert.deepEqual([party.value, prepared.value, phone.value], ["3", "yes", "0788"]);
  assert.notEqual(phone.words, asked([], typed, true).phone.words);
});
