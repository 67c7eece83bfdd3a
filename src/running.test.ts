import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startTown } from "../tests/town.ts";

test("Whoever runs the server is told when the worker last looked and took a job", async () => {
  const town = await startTown();
  after(() => town.close());
  const read = async (path: string) => (await town.app.http.inject(path)).body;
  assert.match(await read("/readyz"), /^ready\njobs: no worker runs in this process/);
  assert.match(await read("/metrics"), /^hamwe_db_connections \d+$/m);
  await town.app.work();
  assert.match(await read("/readyz"), /^jobs: looked \d{4}-.*, \d+ running$/m);
  const metrics = await read("/metrics");
  const looked = Number(/^hamwe_jobs_looked_at (\S+)$/m.exec(metrics)?.[1]);
  assert.ok(Math.abs(Date.now() / 1000 - looked) < 60);
  assert.match(metrics, /^hamwe_jobs_took_at \d/m);
  assert.match(metrics, /^hamwe_jobs_replaced 0$/m);
});
