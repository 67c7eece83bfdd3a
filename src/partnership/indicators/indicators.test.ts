import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../kernel/index.ts";
import { isSmall, quartersOf, spreadsOf } from "./counted.ts";
import { indicatorDecider } from "./decide.ts";
import type { IndicatorEvent, IndicatorState, IndicatorValue, Target } from "./model.ts";
import {
  currentValues,
  fiscalYearOf,
  mirrorGap,
  missingPeriods,
  periodLabel,
  quarterOf,
  score,
  valueOfYear,
} from "./periods.ts";
import { scorecardOf } from "./scorecard.ts";
import { boundsOf, isPeriod } from "./seed.ts";

const rwanda = { side: "rw", firstMonth: 7 };
const azerbaijan = { side: "az", firstMonth: 1 };
const defined: IndicatorEvent = {
  type: "IndicatorDefined",
  data: {
    ...{ id: "tea", title: { en: "Tea to Azerbaijan" }, unit: "t", adding: "cumulative" },
    theme: "trade",
    ...{ owner: "naeb", evaluator: "nisr" },
  },
};
const value = (from: string, until: string, amount: number, vintage = "2026-11-01") =>
  ({
    type: "ValueReported",
    data: { side: "rw", from, until, value: amount, vintage, source: "https://example.org" },
  }) satisfies IndicatorEvent;
const state = (...events: readonly IndicatorEvent[]): IndicatorState =>
  fold(indicatorDecider, [defined, ...events]);
const outcome = (...args: Parameters<typeof indicatorDecider.decide>) => {
  const result = indicatorDecider.decide(...args);
  return result.ok ? result.value.map(({ type }) => type).join() : result.refusal.code;
};
const facts = { today: "2026-11-28" };

test("The same day lies in another quarter for each side", () => {
  assert.deepEqual(quarterOf("2026-08-15", rwanda), {
    ...{ side: "rw", from: "2026-07-01", until: "2026-10-01", label: "2026/27-Q1" },
  });
  assert.deepEqual(quarterOf("2026-08-15", azerbaijan), {
    ...{ side: "az", from: "2026-07-01", until: "2026-10-01", label: "2026-Q3" },
  });
  assert.equal(fiscalYearOf("2026-06-30", rwanda).label, "2025/26");
});

test("A cumulative year is the sum of its quarters in their latest vintage", () => {
  const reported = state(
    value("2025-07-01", "2025-10-01", 10),
    value("2025-10-01", "2026-01-01", 20),
    value("2025-10-01", "2026-01-01", 25, "2026-11-20"),
  );
  assert.equal(valueOfYear(reported, fiscalYearOf("2025-08-01", rwanda)), 35);
  assert.equal(currentValues(reported.values).length, 2);
  const missing = missingPeriods(reported, rwanda, "2025-07-01", "2026-11-28");
  assert.deepEqual(
    missing.map(({ label }) => label),
    ["2025/26-Q3", "2025/26-Q4", "2026/27-Q1"],
  );
});

test("An accepted period is locked, by another than its owner, and reopened with a reason", () => {
  const period = { side: "rw", from: "2025-07-01", until: "2025-10-01" };
  const reported = state(value(period.from, period.until, 10));
  const lock = (by: string) => ({ type: "lock", period, by }) as const;
  assert.equal(outcome(reported, lock("naeb"), facts), "partnership.owner-evaluates");
  assert.equal(outcome(reported, lock("nisr"), facts), "PeriodLocked");
  const locked = state(value(period.from, period.until, 10), {
    type: "PeriodLocked",
    data: { ...period, by: "nisr", on: "2026-11-02" },
  });
  const other: IndicatorValue = value(period.from, period.until, 11).data;
  assert.equal(
    outcome(locked, { type: "report", value: other }, facts),
    "partnership.period-locked",
  );
  const reopen = (reason: string) => ({ type: "reopen", period, by: "nisr", reason }) as const;
  assert.equal(outcome(locked, reopen(" "), facts), "partnership.reason-missing");
  assert.equal(outcome(locked, reopen("Customs corrected it"), facts), "PeriodReopened");
});

test("How values add up is fixed once there are some, and every typed value has a source", () => {
  const reported = state(value("2025-07-01", "2025-10-01", 10));
  const definition = { ...defined.data, adding: "snapshot" as const };
  assert.equal(
    outcome(reported, { type: "define", definition }, facts),
    "partnership.adding-fixed",
  );
  const { source: _source, ...unsourced } = value("2025-10-01", "2026-01-01", 5).data;
  assert.equal(
    outcome(reported, { type: "report", value: unsourced }, facts),
    "partnership.source-missing",
  );
});

test("Scores are proportional, all or nothing, or from a threshold; mirrors are no mean", () => {
  assert.equal(score(80, 100, { kind: "proportional" }), 80);
  assert.equal(score(130, 100, { kind: "proportional" }), 100);
  assert.equal(score(99, 100, { kind: "all-or-nothing" }), 0);
  assert.equal(score(60, 100, { kind: "threshold", from: 75 }), 0);
  assert.deepEqual(mirrorGap(12, 9), { exported: 12, imported: 9, gap: 3 });
});

test("Months that the platform counted are quarters of a side's own year, days an average", () => {
  const months = [
    { month: "2026-06", count: 4, days: 40 },
    { month: "2026-07", count: 3, days: 30 },
    { month: "2026-08", count: 1, days: 14 },
  ];
  const say = (side: string, what: "count" | "days") =>
    quartersOf(months, side, what, "2026-11-28").map((one) => [periodLabel(one), one.value]);
  assert.deepEqual(say("rw", "count"), [
    ["2025/26-Q4", 4],
    ["2026/27-Q1", 4],
  ]);
  assert.deepEqual(say("az", "days"), [
    ["2026-Q2", 10],
    ["2026-Q3", 11],
  ]);
  const [first, second] = quartersOf(months, "rw", "days", "2026-11-28");
  assert.ok(first && second && isSmall(first, 5) && !isSmall(second, 4));
});

test("A value is no less than nought, of a period that has begun, and counted once", () => {
  const report = (from: string, until: string, amount: number, side = "rw") =>
    outcome(
      state(value("2026-07-01", "2026-10-01", 40)),
      { type: "report", value: { ...value(from, until, amount).data, side } },
      facts,
    );
  assert.equal(report("2026-10-01", "2027-01-01", -7), "partnership.value");
  assert.equal(report("2027-01-01", "2027-04-01", 7), "partnership.period-not-begun");
  assert.equal(report("2026-08-01", "2026-09-01", 7), "partnership.period-overlaps");
  assert.equal(report("2026-07-01", "2027-07-01", 7), "partnership.period-overlaps");
  assert.equal(report("2026-08-01", "2026-09-01", 7, "az"), "ValueReported");
  assert.equal(report("2026-07-01", "2026-10-01", 41), "ValueReported", "a later version of it");
});

test("A period is read as its side names it", () => {
  assert.deepEqual(boundsOf("2026/27-Q1"), boundsOf("2026-Q3"));
  assert.deepEqual(boundsOf("2025/26-Q3"), { from: "2026-01-01", until: "2026-04-01" });
  assert.deepEqual(
    ["2026/27-Q1", "2099/00", "2026", "2026-Q3", "2026-12"].filter(isPeriod).length,
    5,
  );
  assert.deepEqual(["2026/28-Q1", "2026/27-Q5", "2026-13", "26", ""].filter(isPeriod), []);
});

test("A scorecard weighs what was reached; what nobody entered earns nothing", () => {
  const target = (amount: number, scoring: Target["scoring"], weight = 1): IndicatorEvent => ({
    type: "TargetSet",
    data: { side: "rw", year: "2025/26", value: amount, scoring, weight },
  });
  const half = state(
    value("2025-07-01", "2026-07-01", 20),
    target(40, { kind: "proportional" }, 3),
  );
  const hall = state(
    value("2025-07-01", "2026-07-01", 99),
    target(100, { kind: "all-or-nothing" }),
  );
  const empty = state(target(10, { kind: "proportional" }));
  const year = fiscalYearOf("2025-08-01", rwanda);
  const { lines, total } = scorecardOf([half, hall, empty], year);
  assert.deepEqual(
    lines.map((line) => line.score),
    [50, 0, 0],
  );
  assert.equal(total, 30);
  assert.equal(lines[2]?.result, undefined);
  assert.equal(scorecardOf([half], fiscalYearOf("2025-08-01", azerbaijan)).total, undefined);
});

test("A period is named as its side names it", () => {
  const label = (side: string, period: string) => periodLabel({ side, ...boundsOf(period) });
  assert.equal(label("rw", "2023/24"), "2023/24");
  assert.equal(label("rw", "2024"), "2024");
  assert.equal(label("az", "2024"), "2024");
  assert.equal(label("rw", "2023-Q3"), "2023/24-Q1");
  assert.equal(label("rw", "2023-04"), "2023-04");
});

test("The middle and nine of ten stand for a quarter of the side's own year", () => {
  const spread = { from: "2026-07-01", count: 7, median: 5.04, p90: 8.26 };
  const [value] = spreadsOf([spread], "rw", "2026-11-28");
  assert.deepEqual(value, {
    ...{ side: "rw", from: "2026-07-01", until: "2026-10-01", vintage: "2026-11-28" },
    ...{ counted: true, denominator: 7, value: 5, p90: 8.3 },
  });
  assert.equal(value && periodLabel(value), "2026/27-Q1");
  assert.ok(value && !isSmall(value, 5) && isSmall(value, 8), "days are hidden by their count");
});

test("A value of a whole year leaves none of its quarters to be entered", () => {
  const year: IndicatorValue = {
    ...{ side: "rw", from: "2025-07-01", until: "2026-07-01", value: 3, vintage: "2026-07-15" },
  };
  const state: IndicatorState = { values: [year], targets: [], locked: [] };
  const missing = missingPeriods(state, rwanda, "2025-07-01", "2026-11-28");
  assert.deepEqual(
    missing.map(({ label }) => label),
    ["2026/27-Q1"],
  );
});
