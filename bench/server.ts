import { type App, makeApp } from "../src/app.ts";
import type { Config } from "../src/config.ts";
import type { Access } from "../src/platform/db/index.ts";
import type { Worker } from "../src/platform/jobs/index.ts";
import { serveFloor } from "./floor.ts";

/** What the bench tells a server that it starts. */
export interface ServerOrder {
  readonly access: Access;
  readonly config: Config;
  /** Answer requests, do the jobs that follow from them, or answer as the floor. */
  readonly does: "serve" | "work" | "floor";
}

/**
 * The server under measurement, as src/main.ts starts it, without the demonstration's past.
 * Requests and the jobs that follow are done by processes of their own, so that each is counted by
 * itself.
 */
async function serve({ access, config, does }: ServerOrder): Promise<void> {
  if (does === "floor") return serveFloor(access.appUrl, config.port);
  const app = await makeApp({ config, access });
  if (does === "work") return workInTurns(app);
  await app.http.listen({ host: config.host, port: config.port });
}

/**
 * Works when told `go`, and rests when told `rest`, so that it never works while requests are
 * counted.
 */
function workInTurns(app: App): void {
  let worker: Promise<Worker> | undefined;
  process.on("message", async (word) => {
    if (word === "go") worker = app.work();
    else await (await worker)?.stop();
    await worker;
    process.send?.("done");
  });
}

process.once("message", async (order) => {
  await serve(order as ServerOrder);
  process.send?.("listening");
});
process.once("disconnect", () => process.exit(0));
