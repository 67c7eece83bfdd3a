/** The steps of docs/running.md, as whoever installs Hamwe types them, on a machine of tests. */
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { freePort, makeServer, type Server } from "../crash/processes.ts";
import { type Front, startFront } from "./front.ts";
import type { Machine } from "./machine.ts";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

export type Settings = Readonly<Record<string, string>>;

/** `npm run <name> -- …`, with these settings and nothing of ours beside. @returns what it says */
export async function command(
  name: string,
  args: readonly string[],
  env: Settings,
): Promise<string> {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [, file = ""] = String(scripts[name]).split(" ");
  const { PATH = "" } = process.env;
  const options = { cwd: root, env: { PATH, ...env } };
  const { stdout } = await run(process.execPath, [file, ...args], options);
  return stdout.trim();
}

export interface Finding {
  readonly area: string;
  readonly level: string;
  readonly text: string;
}

/** What `npm run doctor` says that is not good, as `area: text`, by its level. */
export async function unwell(env: Settings) {
  const said = await command("doctor", ["--json"], env).catch(({ stdout }) => String(stdout));
  const findings = JSON.parse(said) as Finding[];
  const of = (level: string) =>
    findings.flatMap((each) => (each.level === level ? [`${each.area}: ${each.text}`] : []));
  return { wrong: of("wrong"), weak: of("weak") };
}

/** Passwords of the three logins that an administrator of PostgreSQL makes. */
export const makePasswords = () => ({
  migrator: randomBytes(18).toString("base64url"),
  front: randomBytes(18).toString("base64url"),
  signer: randomBytes(18).toString("base64url"),
});
export type Passwords = ReturnType<typeof makePasswords>;

/** The login that migrates, and its empty database. */
export const makeDatabase = (machine: Machine, { migrator }: Passwords) =>
  machine.sql(
    `create role migrator login createrole password '${migrator}';
     create database hamwe owner migrator encoding 'UTF8' template template0`,
  );

/** The logins of the server and of the signer, once their roles are there. */
export const makeLogins = (machine: Machine, { front, signer }: Passwords) =>
  machine.sql(
    `create role front login password '${front}' in role hamwe_app;
     create role signer login password '${signer}' in role hamwe_signer`,
  );

/** What says where the database is: of the command that migrates, and of a server. */
export const databaseSettings = (machine: Machine, passwords: Passwords) => ({
  owner: { DATABASE_URL: machine.url("hamwe", `migrator:${passwords.migrator}`) },
  server: {
    HAMWE_APP_DATABASE_URL: machine.url("hamwe", `front:${passwords.front}`),
    HAMWE_SIGNER_DATABASE_URL: machine.url("hamwe", `signer:${passwords.signer}`),
  },
});

/** The identity provider of the government, with these people. @returns stops it */
export async function startProvider(given: object): Promise<() => void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "identity-provider.ts")], {
    env: { PATH: process.env.PATH, PROVIDER: JSON.stringify(given) },
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith("{")) return () => void child.kill();
  throw new Error("the identity provider ended by itself");
}

/** Writes the address of each file that the server loads into a file. */
const watchLoads = `import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";
registerHooks({
  load(url, context, next) {
    appendFileSync(process.env.LOADED_FILES, url + "\\n");
    return next(url, context);
  },
});
`;

export interface Running {
  readonly server: Server;
  /** Every file of ours that it has loaded so far, from the root of the project. */
  loaded(): string[];
  stop(): Promise<void>;
}

/** `npm start` behind a proxy that ends TLS at `HAMWE_BASE_URL`; waits until it is ready. */
export async function startServer(
  folder: string,
  env: Settings,
  tls: { readonly key: Buffer; readonly cert: Buffer },
): Promise<Running> {
  const port = await freePort();
  const loads = join(folder, `loaded-${port}`);
  const hook = join(folder, "watch-loads.mjs");
  writeFileSync(hook, watchLoads);
  writeFileSync(loads, "");
  const watched = { LOADED_FILES: loads, NODE_OPTIONS: `--import ${hook}` };
  const log = join(folder, "server.log");
  const server = makeServer(`http://127.0.0.1:${port}`, { ...env, ...watched }, log);
  server.start();
  let front: Front | undefined;
  const stop = async () => {
    await front?.stop();
    await server.stop();
  };
  try {
    await server.ready();
    const { port: outside } = new URL(env.HAMWE_BASE_URL ?? "");
    front = await startFront(tls, Number(outside), port);
  } catch (error) {
    await stop();
    throw error;
  }
  const loaded = () => {
    const prefix = `file://${root}/`;
    const urls = readFileSync(loads, "utf8").split("\n");
    return urls.filter((url) => url.startsWith(prefix)).map((url) => url.slice(prefix.length));
  };
  return { server, loaded, stop };
}
