import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { seedTown } from "../../src/demo/index.ts";
import { runDue } from "../../src/platform/jobs/index.ts";
import { startTown } from "../town.ts";

const takeBackSeconds = 60;
const town = await startTown(undefined, undefined, undefined, [], { takeBackSeconds });
after(() => town.close());

test("Decisions of the invented past wait a minute as others do, and no longer", async () => {
  const { demo, ...parts } = town.app.parts;
  assert.ok(demo);
  await seedTown({
    ...parts,
    ...{ town: demo.town, takeBackSeconds },
    settle: () => runDue({ sql: town.app.sql, tasks: town.app.tasks }, town.now()),
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
  const [told] = await town.app.sql<{ sent: number; waiting: number }[]>`
    select count(*) filter (where state = 'sent')::int as sent,
      count(*) filter (where state = 'queued' and queued_at < now() - interval '2 days')::int
        as waiting
    from messages.outbox where channel = 'sms'`;
  assert.ok(told && told.sent > 0);
  assert.equal(told.waiting, 0, "what people were told in the past has gone out in the past");
});
