import assert from "node:assert/strict";
import { test } from "node:test";
import type { IndicatorState } from "../partnership/index.ts";
import { type IndicatorDeps, recordCounted } from "./indicators.ts";

test("what was counted of past quarters is recorded, but no small cell", async () => {
  const recorded: unknown[] = [];
  const state: IndicatorState = {
    ...{ values: [], targets: [], locked: [] },
    definition: {
      ...{ id: "visas", title: {}, unit: "", adding: "cumulative", theme: "people" },
      ...{ owner: "", evaluator: "", smallestCell: 10 },
      counting: { service: "visa", at: "granted", what: "count" },
    },
  };
  const deps = {
    clock: () => new Date("2026-11-23T08:00:00Z"),
    catalogue: { jurisdiction: { code: "rw", timeZone: "Africa/Kigali" } },
    cases: {
      tally: async () => [
        { month: "2026-04", count: 12, days: 0 },
        { month: "2026-07", count: 9, days: 0 },
        { month: "2026-11", count: 40, days: 0 },
      ],
    },
    partnership: {
      indicators: {
        all: async () => [state],
        give: async (id: string, { value }: { value: { from: string; value: number } }) => {
          recorded.push([id, value.from, value.value]);
          return { ok: true };
        },
      },
    },
  } as unknown as IndicatorDeps & { readonly clock: () => Date };
  await recordCounted(deps);
  assert.deepEqual(recorded, [["visas", "2026-04-01", 12]]);
});
