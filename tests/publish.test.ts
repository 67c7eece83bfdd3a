/** `npm run services:publish` beside servers that run in processes of their own. */
import assert from "node:assert/strict";
import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { publishFolder, withdraw } from "../src/catalogue/index.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { rwanda } from "./journeys/both-given.ts";
import { withEveryKind, writeEveryKind } from "./journeys/every-kind-given.ts";

const root = join(import.meta.dirname, "..");
const folder = withEveryKind("rw", rwanda.offered);
const service = join(folder, "services/every-kind");
const servers: ChildProcess[] = [];
const urls: string[] = [];
let database: FreshDatabase;

before(async () => {
  database = await freshDatabase();
  // The servers offer what the repository has; what is published comes from another folder.
  const args = [join(root, "jurisdictions/rw"), database.ownerUrl, database.appUrl];
  for (let i = 0; i < 2; i++) {
    const server = fork(join(root, "tests/town-server.ts"), args);
    servers.push(server);
    const [url] = await once(server, "message");
    urls.push(String(url));
  }
});
after(async () => {
  for (const server of servers.filter(({ connected }) => connected)) {
    const ended = once(server, "exit");
    server.disconnect();
    await ended;
  }
  await database?.drop();
  rmSync(dirname(folder), { recursive: true, force: true });
});

/** `npm run services:publish` with these words: its exit code and what it says. */
const publishByCommand = (...words: readonly string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const env = {
      ...{ PATH: process.env.PATH, HAMWE_MODE: "demo", HAMWE_DATA: join(folder, "data") },
      ...{ DATABASE_URL: database.ownerUrl, HAMWE_APP_DATABASE_URL: database.appUrl },
    };
    const args = [join(root, "scripts/services-publish.ts"), ...words];
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });

const publish = (from = service) => publishFolder(database.appSql, from, new Date());

/** A service's page, in English; the page that says that there is none, where it is not offered. */
const pageOf = async (url: string, id: string): Promise<string> =>
  (await fetch(`${url}/services/${id}`, { headers: { "accept-language": "en" } })).text();

/** Resolves once every server shows this: in five seconds, longer where the machine is busy. */
async function shows(id: string, text: string): Promise<void> {
  const end = performance.now() + 40_000;
  for (const url of urls)
    while (!(await pageOf(url, id)).includes(text)) {
      assert.ok(performance.now() < end, `${url} does not show ${text} in time`);
      await pause(20);
    }
}

const shown = (title: string): Promise<void> => shows("every-kind", `>${title}</h1>`);

const withExamples = (version: number) => {
  writeEveryKind(service, rwanda.offered, version);
  const example =
    "{name: Nothing is answered, today: 2026-11-23, applicant: {}, answers: {}, expect: {}}";
  writeFileSync(join(service, "examples.yaml"), `- ${example}\n`);
};

test("a service that is published is offered by every running server, and so is its next version", async () => {
  await shown("Page not found");
  withExamples(1);
  const first = await publishByCommand(service);
  assert.deepEqual(first, { code: 0, said: "every-kind: version 1 is live\n" });
  await shown("Every kind");
  withExamples(2);
  const next = await publish();
  assert.deepEqual([next.problems, next.fresh.map(({ version }) => version)], [[], [2]]);
  await shown("Every kind, version 2");
  const lock = readFileSync(join(folder, "services.lock"), "utf8");
  assert.match(lock, /^every-kind 1 [0-9a-f]{64}\nevery-kind 2 [0-9a-f]{64}$/m);
  assert.deepEqual(await publish(), { fresh: [], problems: [] });
});

test("what services refer to is live in every running server, by the same command", async () => {
  const file = join(folder, "authorities.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("Ministry of Local Government", "Ministry of Towns"));
  const { code, said } = await publishByCommand(folder);
  assert.deepEqual(
    [code, /^rw: authorities, lists, centres and journeys are live$/m.test(said)],
    [0, true],
    said,
  );
  await shows("birth-certificate", "Ministry of Towns");
});

test("where anything is wrong, all of it is told and nothing is published", async () => {
  withExamples(3);
  const file = join(service, "service.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace('"amount": 5', '"amount": "five + pieces"'));
  writeFileSync(join(service, "fr.yaml"), "{title: Un}");
  const { code, said } = await publishByCommand(service);
  assert.equal(code, 1);
  assert.match(said, /service\.yaml:\d+:\d+ .*to mend it: /);
  assert.match(said, /fr\.yaml:\d+:\d+ .*to mend it: /);
  assert.match(said, /\d+ problems, nothing was published/);
  withExamples(2);
  writeFileSync(file, readFileSync(file, "utf8").replace('"amount": 5', '"amount": 6'));
  const lock = join(folder, "services.lock");
  for (const where of ["by the lock", "by the database"]) {
    const [changed] = (await publish()).problems;
    assert.match(changed?.message ?? "", /published with other content/, where);
    assert.equal(changed?.mend, "set `version: 3`", where);
    rmSync(lock, { force: true });
  }
  assert.ok(!existsSync(lock));
  const [nowhere] = (await publish(join(folder, "lists"))).problems;
  assert.match(nowhere?.message ?? "", /this is no government/);
  const rows = await database.ownerSql`
    select from catalogue.definition where service = 'every-kind'`;
  assert.equal(rows.length, 2);
});

test("a service that is withdrawn is gone from every running server", async () => {
  assert.equal(await withdraw(database.appSql, "every-kind", new Date()), true);
  await shown("Page not found");
});
