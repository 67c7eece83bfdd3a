import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../src/config.ts";
import {
  type Access,
  connect,
  type Pool,
  patient,
  prepareEmbedded,
  startEmbedded,
} from "../src/platform/db/index.ts";
import { jurisdictionDir } from "./load.ts";
import type { ServerOrder } from "./server.ts";

/** A server of its own process, and the database that it works on. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Tells a worker to `go` or to `rest`, and waits until it does. */
  tell(word: "go" | "rest"): Promise<void>;
  stop(): Promise<void>;
}

export interface Database {
  readonly access: Access;
  /** As its owner, for loading and looking. */
  readonly sql: Pool;
}

export interface World {
  readonly postmasterPid: number;
  database(name: string): Promise<Database>;
  /** @param more settings besides the usual */
  serve(access: Access, does: ServerOrder["does"], more?: Partial<Config>): Promise<Server>;
  close(): Promise<void>;
}

/** That of every server. */
export const secret = "a secret for measuring, long enough to be one";

/** A PostgreSQL that writes through to disk as in production, and room for servers beside it. */
export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "hamwe-bench-"));
  // The account that PostgreSQL gets from root has to reach its folder in it.
  chmodSync(folder, 0o711);
  const embedded = await startEmbedded({ dataDir: join(folder, "postgres") });
  const endings: (() => Promise<unknown> | unknown)[] = [];
  return {
    postmasterPid: embedded.postmasterPid,
    async database(name) {
      const access = await prepareEmbedded(embedded, name);
      const sql = connect(embedded.url(name, "postgres"), 2, { limits: patient });
      endings.unshift(() => sql.end({ timeout: 2 }));
      return { access, sql };
    },
    async serve(access, does, more) {
      const server = await startServer(folder, { access, does }, more);
      endings.unshift(server.stop);
      return server;
    },
    async close() {
      for (const end of endings) await end();
      await embedded.stop();
      rmSync(embedded.dataDir, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startServer(
  folder: string,
  { access, does }: Pick<ServerOrder, "access" | "does">,
  more: Partial<Config> = {},
) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const dataDir = mkdtempSync(join(folder, "server-"));
  const order: ServerOrder = {
    access,
    does,
    config: {
      ...{ mode: "demo", host: "localhost", port, baseUrl: url, dataDir, jurisdictionDir },
      ...{ databaseUrl: undefined, appDatabaseUrl: undefined, identity: undefined },
      secret,
      quotas: { openDrafts: 1e6, uploadBytes: 1e12, applicationsPerDay: 1e6 },
      signingKeysDir: join(dataDir, "keys"),
      ...more,
    },
  };
  const profiles = process.env.BENCH_PROFILES;
  const flags = profiles && does !== "floor" ? ["--cpu-prof", `--cpu-prof-dir=${profiles}`] : [];
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, "server.ts")], {
    // Its log lines are written, as in production, and read by nobody.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const listening = new Promise<void>((resolve) => child.once("message", () => resolve()));
  child.send(order);
  const first = await Promise.race([listening.then(() => "listening"), ended.then(() => "ended")]);
  if (first === "ended" || child.pid === undefined) throw new Error("a server did not start");
  const stop = () => {
    if (child.connected) child.disconnect();
    return ended;
  };
  const tell = async (word: string) => {
    const done = new Promise<void>((resolve) => child.once("message", () => resolve()));
    child.send(word);
    await done;
  };
  return { url, pid: child.pid, tell, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no free port");
  return address.port;
}
