import assert from "node:assert/strict";
import { test } from "node:test";
import { remembered } from "./remembered.ts";

test("A costly count is made once in ten minutes for each of what is counted", async () => {
  let now = Date.parse("2026-11-23T08:00:00Z");
  const made: string[] = [];
  const count = remembered(
    () => new Date(now),
    async (service: string) => made.push(service),
  );
  assert.deepEqual(await Promise.all([count("visa"), count("visa"), count("birth")]), [1, 1, 2]);
  now += 9 * 60_000;
  assert.equal(await count("visa"), 1);
  now += 60_000;
  assert.equal(await count("visa"), 3);
  now -= 3_600_000;
  assert.equal(await count("visa"), 4, "a clock that is put back does not keep an answer for ever");
});

test("A count that failed is made again at once", async () => {
  let tries = 0;
  const count = remembered(
    () => new Date("2026-11-23T08:00:00Z"),
    async () => {
      tries += 1;
      if (tries === 1) throw new Error("away");
      return tries;
    },
  );
  await assert.rejects(count());
  assert.equal(await count(), 2);
});
