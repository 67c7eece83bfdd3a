import { join } from "node:path";
import { makeApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { openDatabase } from "./platform/db/index.ts";
import { runDue } from "./platform/jobs/index.ts";

const configured = readConfig(process.env);
if (!configured.ok) {
  console.error(`Hamwe cannot start. Missing or wrong:\n  ${configured.missing.join("\n  ")}`);
  process.exit(1);
}
const config = configured.value;
const database = await openDatabase({ ...config, dataDir: join(config.dataDir, "postgres") });
// What only a demonstration needs is not even loaded by a government's server.
const demonstration = config.mode === "demo" ? await import("./demo/index.ts") : undefined;
const clock = demonstration?.movingClock();
// A demonstration says where it is open; a government's server tells its log of every request.
const logLevel = config.mode === "demo" ? "warn" : "info";
const app = await makeApp({
  ...{ config, access: database, logLevel },
  ...(clock && { clock: clock.now }),
});
const { demo, ...parts } = app.parts;
if (demo && demonstration && clock) {
  const settle = () => runDue({ sql: app.sql, tasks: app.tasks }, clock.now());
  await demonstration.seedTown({
    ...parts,
    clock,
    settle,
    town: demo.town,
    folder: config.jurisdictionDir,
  });
}
await app.work();
await app.http.listen({ host: config.host, port: config.port });
console.log(`Hamwe is open at ${config.baseUrl}`);

let closing = false;
async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  await app.close();
  await database.stop();
  process.exit(0);
}
process.once("SIGINT", close);
process.once("SIGTERM", close);
