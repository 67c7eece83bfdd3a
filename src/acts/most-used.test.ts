import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCatalogue } from "../catalogue/index.ts";
import { makeMostUsed } from "./most-used.ts";

const { catalogue } = loadCatalogue("jurisdictions/rw");
assert.ok(catalogue);

test("What is used most comes first, counted once an hour", async () => {
  let now = new Date("2026-11-28T09:00:00Z");
  const asked: Date[] = [];
  let counts = new Map([
    ["birth-certificate", 3],
    ["company-registration", 7],
  ]);
  let fails = false;
  const cases = {
    countSent: async (_services: readonly string[], since: Date) => {
      asked.push(since);
      if (fails) throw new Error("away");
      return counts;
    },
  };
  const mostUsed = makeMostUsed({ catalogue, cases, clock: () => now });
  const ids = async (most = 5) => (await mostUsed(most)).map(({ id }) => String(id));
  assert.deepEqual(await ids(), ["company-registration", "birth-certificate"]);
  assert.deepEqual(await ids(1), ["company-registration"]);
  assert.deepEqual(asked, [new Date("2026-08-30T09:00:00Z")]);
  now = new Date("2026-11-28T10:00:00Z");
  counts = new Map([["birth-certificate", 9]]);
  assert.deepEqual(await ids(1), ["company-registration"], "the last count while it counts");
  await new Promise(setImmediate);
  assert.deepEqual(await ids(), ["birth-certificate"]);
  now = new Date("2026-11-28T11:00:00Z");
  fails = true;
  await ids();
  await new Promise(setImmediate);
  assert.deepEqual(await ids(), ["birth-certificate"], "what cannot be counted stands");
  assert.equal(asked.length, 3);
});
