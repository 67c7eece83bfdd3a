import { makeApp } from "../src/app.ts";
import type { Config } from "../src/config.ts";
import type { Access } from "../src/platform/db/index.ts";
import { serveFloor } from "./floor.ts";

/** What the bench tells a server that it starts. */
export interface ServerOrder {
  readonly access: Access;
  readonly config: Config;
  /** Serve the floor, and not Hamwe. */
  readonly floor?: boolean;
}

/** The server under measurement, as src/main.ts starts it, without the demonstration's past. */
async function serve({ access, config, floor }: ServerOrder): Promise<void> {
  if (floor) return serveFloor(access.appUrl, config.port);
  const app = await makeApp({ config, access });
  await app.work();
  await app.http.listen({ host: config.host, port: config.port });
}

process.once("message", async (order) => {
  await serve(order as ServerOrder);
  process.send?.("listening");
});
process.once("disconnect", () => process.exit(0));
