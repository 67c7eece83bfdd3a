import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { exampleOf, readDiary } from "./diary.ts";
import { findingsOf } from "./seed.ts";

test("The mother whom the register names is the mother who applies", () => {
  const folder = join(import.meta.dirname, "../../jurisdictions/rw");
  const entry = readDiary(folder).find(({ person }) => person === "mukamana-vestine");
  assert.ok(entry);
  const example = exampleOf(folder, entry);
  const findings = findingsOf(
    example,
    { task: "register-check", outcome: "found" },
    "Mukamana Vestine",
  );
  assert.equal(findings?.mother, "Mukamana Vestine");
  assert.equal(findings?.father, "Mugisha Jean Paul");
  assert.equal(findingsOf(example, { task: "no-such-task" }, "Mukamana Vestine"), undefined);
});
