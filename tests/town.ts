import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type App, makeApp } from "../src/app.ts";
import type { Config } from "../src/config.ts";
import { asNewPerson, type DemoOfficer, type DemoPerson } from "../src/demo/people.ts";
import { type Person, rememberPerson } from "../src/platform/auth/index.ts";
import { newId } from "../src/platform/db/index.ts";
import type { Observer } from "../src/platform/events/index.ts";
import { runDue } from "../src/platform/jobs/index.ts";
import { Client } from "./client.ts";
import { type FreshDatabase, freshDatabase, templateOf } from "./database.ts";

const root = join(import.meta.dirname, "..");
const usualStart = "2026-11-23T08:00:00Z";

/**
 * A whole running Hamwe on a free port, with a database of its own and a clock that the test
 * drives.
 */
export interface Town {
  readonly url: string;
  readonly app: App;
  readonly database: FreshDatabase;
  readonly now: () => Date;
  /** Sets the clock; time goes nowhere by itself. */
  setClock(instant: string): void;
  /** Runs every job that is due by the clock, and what follows from it. @returns how many ran */
  settle(): Promise<number>;
  /** A browser without JavaScript, signed in as this invented person or officer. */
  as(id: string): Promise<Client>;
  guest(): Client;
  /** The person of the demonstration (demo/people.yaml) with this id, as the platform knows him. */
  person(id: string): Promise<Person>;
  readonly people: readonly DemoPerson[];
  readonly officers: readonly DemoOfficer[];
  close(): Promise<void>;
}

/**
 * @param government the folder of its data, in the repository or anywhere else
 * @param observers shown every event in its transaction
 * @param settings other than a demonstration's
 * @param beside a town whose database this second server of the same government works on
 */
export async function startTown(
  start = usualStart,
  government = "jurisdictions/rw",
  beside?: Pick<Town, "database">,
  observers: readonly Observer[] = [],
  settings: Partial<Config> = {},
): Promise<Town> {
  let now = new Date(start);
  const clock = () => now;
  const asUsual =
    start === usualStart &&
    /^jurisdictions\/\w+$/.test(government) &&
    observers.length === 0 &&
    Object.keys(settings).length === 0;
  const database =
    beside?.database ?? (await freshDatabase(asUsual ? await setUpOf(government) : undefined));
  const dataDir = mkdtempSync(join(tmpdir(), "hamwe-town-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const app = await makeApp({
    config: { ...configOf({ government, port, dataDir }), ...settings },
    access: database,
    clock,
    observers,
    logLevel: process.env.LOG ?? "silent",
  });
  await app.http.listen({ host: "localhost", port });
  const { town } = app.parts.demo ?? {};
  if (!town) throw new Error("a town without a demonstration");
  return {
    ...{ url, app, database, people: town.people, officers: town.officers },
    now: clock,
    setClock: (instant) => {
      now = new Date(instant);
    },
    settle: async () => {
      const ran = await runDue({ sql: app.sql, tasks: app.tasks }, now);
      await app.parts.messages.deliverDue();
      await app.parts.credentials.signWaiting();
      return ran;
    },
    as: async (id) => {
      const client = new Client(url);
      await client.signIn(id);
      return client;
    },
    guest: () => new Client(url),
    person: (id) => {
      const found = town.people.find((each) => each.id === id);
      if (!found) throw new Error(`nobody is called ${id}`);
      return rememberPerson(app.sql, asNewPerson(found), { id: newId(), now });
    },
    async close() {
      await app.close();
      if (!beside) await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const configOf = (town: { government: string; port: number; dataDir: string }): Config => ({
  mode: "demo",
  host: "localhost",
  port: town.port,
  baseUrl: `http://localhost:${town.port}`,
  dataDir: town.dataDir,
  jurisdictionDir: resolve(root, town.government),
  databaseUrl: undefined,
  appDatabaseUrl: undefined,
  secret: "a secret for tests, long enough to be one",
  identity: undefined,
  signingKeysDir: join(town.dataDir, "keys"),
});

/**
 * A database on which a server of this government has been once, at the usual hour: what it
 * publishes and sows there at its first start is the same for most tests, and costs as much as the
 * rest of a start.
 */
const setUpOf = (government: string): Promise<string> =>
  templateOf([government, usualStart], async (access) => {
    const dataDir = mkdtempSync(join(tmpdir(), "hamwe-set-up-"));
    const config = configOf({ government, port: 0, dataDir });
    const clock = () => new Date(usualStart);
    const app = await makeApp({ config, access, clock, logLevel: "silent" });
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}
