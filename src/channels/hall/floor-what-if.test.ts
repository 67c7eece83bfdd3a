import assert from "node:assert/strict";
import { test } from "node:test";
import { changesByTopic } from "./floor-what-if.ts";

const means = (all: Readonly<Record<string, number | null>>) => ({
  byTopic: Object.entries(all).map(([id, meanWaitMinutes]) => ({ id, meanWaitMinutes })),
});

test("Letters that wait longer are named as such, after those that are served at last", () => {
  const now = means({ a: 40, b: 95, c: 97, d: null, e: 20, f: 10, g: null });
  const then = means({ a: 20, b: 100, c: 111, d: 30, e: 20.6, f: null, g: null });
  assert.deepEqual(
    changesByTopic(then, now).map(({ id, what }) => `${id}: ${what}`),
    ["d: served-then", "b: longer-for", "c: longer-for", "a: changed", "f: lost"],
  );
});
