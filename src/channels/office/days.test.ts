import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { makeI18n } from "../../platform/i18n/index.ts";
import { makeDays } from "./days.ts";

const t = makeI18n(join(import.meta.dirname, "../../../messages")).for("en");
const days = makeDays("Africa/Kigali");

test("A term that ends at midnight is due on the day before, and due today on that day", () => {
  const end = "2026-12-26T22:00:00Z";
  assert.equal(days.until(t, end), days.words(t, "2026-12-26T10:00:00Z"));
  const last = days.due(t, end, new Date("2026-12-26T08:00:00Z"));
  const working = days.due(t, "2026-12-26T15:00:00Z", new Date("2026-12-26T08:00:00Z"));
  assert.deepEqual(last, working);
});
