import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { seedTown } from "../../src/demo/index.ts";
import { startTown } from "../town.ts";

const takeBackSeconds = 60;
const town = await startTown(undefined, undefined, undefined, [], { takeBackSeconds });
after(() => town.close());

test("Decisions of the invented past wait a minute as others do, and no longer", async () => {
  const { demo, ...parts } = town.app.parts;
  assert.ok(demo);
  await seedTown({
    ...parts,
    ...{ town: demo.town, settle: town.settle, takeBackSeconds },
    folder: join(import.meta.dirname, "../../jurisdictions/rw"),
    clock: {
      now: town.now,
      set: (at) => town.setClock(at.toISOString()),
      release: () => {},
    },
  });
  const waits = await town.app.sql<{ seconds: number | null }[]>`
    select extract(epoch from (
      select min(done.at) from events.event as done
      where done.stream = signed.stream and done.version > signed.version
        and done.type = 'TaskDone') - signed.at)::int as seconds
    from events.event as signed where type = 'DecisionSigned'`;
  assert.ok(waits.length > 0, "decisions of the past wait like others");
  for (const { seconds } of waits) assert.equal(seconds, takeBackSeconds);
});
