import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { loadPartnership } from "../../bench/partnership-load.ts";
import { startTown, type Town } from "../town.ts";

const now = "2026-11-30T06:00:00Z";
const pages = {
  guest: [
    "/partnership",
    "/partnership/commitments",
    "/partnership/commitments/bench-00007",
    "/partnership/bench-instrument-1",
    "/partnership/sessions",
    "/partnership/indicators",
  ],
  "officer-gahigi": [
    "/desk",
    "/desk/monday",
    "/desk/commitments",
    "/desk/commitments?show=late&side=az",
    "/desk/commitments/bench-00007",
    "/desk/instruments/bench-instrument-1",
    "/desk/sessions",
    "/desk/sessions/bench-session-1",
    "/desk/posts",
    "/desk/brief",
  ],
} as const;

let town: Town;
before(async () => {
  town = await startTown(now);
});
after(() => town.close());

/** How many statements this process sends to PostgreSQL while it asks. */
async function statementsOf(ask: () => Promise<unknown>): Promise<number> {
  const { query } = pg.Client.prototype;
  let count = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    count += 1;
    return Reflect.apply(query, this, given);
  } as typeof query;
  try {
    await ask();
  } finally {
    pg.Client.prototype.query = query;
  }
  return count;
}

/** The statements of every page, asked for once before so that nothing is prepared meanwhile. */
async function countAll(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [who, paths] of Object.entries(pages)) {
    const client = who === "guest" ? town.guest() : await town.as(who);
    for (const path of paths) {
      const { status } = await client.get(path);
      assert.equal(status, 200, path);
      counts[path] = await statementsOf(() => client.get(path));
    }
  }
  return counts;
}

test("No page of the partnership asks more statements when the register grows", async () => {
  const size = { commitments: 10, reportsOfEach: 4, instruments: 2, sessions: 2 };
  await loadPartnership(town.database.ownerSql, size, new Date(now));
  const few = await countAll();
  const more = { commitments: 120, reportsOfEach: 4, instruments: 12, sessions: 8, first: 100 };
  await loadPartnership(town.database.ownerSql, more, new Date(now));
  assert.deepEqual(await countAll(), few);
  assert.ok(Object.values(few).every((count) => count > 0 && count < 30));
});
