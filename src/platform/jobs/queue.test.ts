import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { rowsRead } from "../../../tests/rows-read.ts";
import { beat, register } from "./queue.ts";

/** Half of them due in a lane where nobody works, half of them waiting for their time. */
const waiting = 6_000;
let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
  await database.ownerSql`
    insert into jobs.job (task, lane, payload, key, run_at, timed)
    select 'wait', case when n % 2 = 0 then 'idle' else '' end, '{}', 'wait:' || n,
      now() + (n % 2) * interval '1 day', true
    from generate_series(1, ${waiting}::int) as n`;
  await database.ownerSql.unsafe("vacuum analyze jobs.job");
});
after(() => database?.drop());

test("A beat reads no more jobs the more of them wait", async () => {
  await database.ownerSql.begin(async (tx) => {
    const worker = await register(tx);
    // Often enough for PostgreSQL to settle for a plan without the values.
    for (let time = 0; time < 6; time++) await beat(tx, worker, ["", "programs"]);
    const before = await rowsRead(tx, "jobs.job");
    const { alive, lanes } = await beat(tx, worker, ["", "programs"]);
    const read = (await rowsRead(tx, "jobs.job")) - before;
    assert.deepEqual([alive, lanes], [true, []]);
    assert.ok(read < 20, `${read} rows of ${waiting}`);
    assert.deepEqual((await beat(tx, worker, ["", "idle"])).lanes, ["idle"]);
  });
});
