/**
 * `npm run test:crash -- --kills 200`: people apply and pay and officers decide over HTTP while
 * Node and PostgreSQL are killed and the connections between them are cut, beside programs
 * that burn the processor. Afterwards nothing that anybody was told had been done may be missing,
 * nothing may be there twice, every fold must equal its rows, and the worker must have been back in
 * time. `--seed 7` repeats what was struck when, `--burners 0` leaves the processor free.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { connect, prepareEmbedded, startEmbedded } from "../../src/platform/db/index.ts";
import { countingProxy } from "../../src/platform/db/proxy.fixture.ts";
import { makeChance } from "./chance.ts";
import { check, stillToDo } from "./check.ts";
import { openNotebook } from "./notebook.ts";
import { freePort, makeServer, type Server } from "./processes.ts";
import { report } from "./report.ts";
import { everybody, government, readCatalogue } from "./town.ts";
import { type Cutter, type Kill, undergo } from "./trial.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e6)) },
    burners: { type: "string", default: "2" },
    limit: { type: "string", default: "10" },
  },
});
const seed = Number(values.seed);
const chance = makeChance(seed);
const began = performance.now();
const say = (words: string) =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${words}`);

const folder = mkdtempSync(join(tmpdir(), "hamwe-crash-"));
// Started by root, PostgreSQL has an account of its own, which must be able to come here.
chmodSync(folder, 0o755);
const data = join(folder, "data");
mkdirSync(data);
const cluster = join(data, "postgres");
const log = join(folder, "server.log");
const port = await freePort();
const url = `http://localhost:${port}`;
say(`seed ${seed}, ${folder}`);

const shuffled = (kinds: readonly Kill[]): Kill[] =>
  kinds
    .map((kind) => ({ kind, place: chance.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ kind }) => kind);
/** So many, each kind as often as the others. */
const dealt = (count: number, kinds: readonly Kill[]): Kill[] =>
  shuffled(Array.from({ length: count }, (_, at) => kinds[at % kinds.length] ?? "node"));
const many = Number(values.kills);
/** A program that brings its own PostgreSQL, as `npm start` does, takes it with it. */
const withOwn = many < 6 ? 0 : Math.round(many / 3);
const together = dealt(withOwn, ["node", "postgres", "both"]);
/** Else PostgreSQL belongs to somebody else, as where a government has one. */
const apart = dealt(many - withOwn, ["node", "reset", "postgres", "ended", "both"]);

const notebook = openNotebook();
const over = new AbortController();
const patienceMs = 120_000 + many * 15_000;
const giveUp = setTimeout(() => over.abort(new Error("the time is up")), patienceMs);
/** What else a machine has to do. */
const burners = Array.from(
  { length: Number(values.burners) },
  () => new Worker("for (;;);", { eval: true }),
);
let ending = false;

// Decisions wait a second before they take effect: many strikes fall into that second.
const folders = {
  ...{ HAMWE_DATA: data, HAMWE_JURISDICTION: government },
  HAMWE_TAKE_BACK_SECONDS: "1",
};
const openCluster = () => startEmbedded({ dataDir: cluster, log: (words) => say(words) });
let postgres = await openCluster();
const { appUrl } = await prepareEmbedded(postgres);
/** Between the program and its database stands a line that can be broken. */
const line = await countingProxy(appUrl);
const cutter: Cutter = {
  reset: line.resetWhileItSpeaks,
  /** After a strike that was not waited for, PostgreSQL may still be coming. */
  async end() {
    for (const limit = Date.now() + 30_000; ; await sleep(20)) {
      const sql = connect(postgres.url("hamwe", "postgres"), 1);
      try {
        await sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where pid <> pg_backend_pid() and backend_type = 'client backend'`;
        return;
      } catch (fault) {
        if (Date.now() > limit) throw fault;
      } finally {
        await sql.end();
      }
    }
  },
};
const access = {
  HAMWE_MODE: "demo",
  HAMWE_QUOTA_APPLICATIONS: "1000000",
  DATABASE_URL: postgres.url("hamwe", "postgres"),
  HAMWE_APP_DATABASE_URL: line.url,
};
const served = makeServer(url, { ...folders, ...access }, log);
const alone = makeServer(url, folders, log);
try {
  await opened(served);
  const catalogue = readCatalogue();
  const all = everybody({
    url,
    catalogue,
    notebook,
    chance,
    over: over.signal,
    ending: () => ending,
  });
  all.catch(() => {});
  const shared = { cluster, chance, say };
  const recoveries = await undergo({ ...shared, server: served, kills: apart, cutter });
  if (withOwn > 0) {
    await served.stop();
    await postgres.stop();
    await opened(alone);
    recoveries.push(...(await undergo({ ...shared, server: alone, kills: together })));
  }
  await sleep(1500);
  // On a slow machine the last strike may come before anybody has finished anything.
  const { submissions, decisions, payments } = notebook;
  const idle = () => [submissions, decisions, payments].some(({ size }) => size === 0);
  while (idle() && !over.signal.aborted) await sleep(100);
  ending = true;
  await all;
  say("everybody has finished; the jobs drain");
  await sleep(1500);
  const look = connect(`postgres://hamwe_owner@${encodeURIComponent(cluster)}/hamwe`, 1);
  const undone = await drained(look);
  await look.end();
  await served.stop();
  if (withOwn > 0) {
    await alone.stop();
    postgres = await openCluster();
  }
  const sql = connect(postgres.url("hamwe", "postgres"), 4);
  const checked = await check(sql, catalogue, notebook);
  const findings = { ...checked, wrong: [...checked.wrong, ...undone] };
  await sql.end();
  const kills = [...apart, ...together];
  const limit = Number(values.limit);
  process.exitCode = report({ notebook, findings, kills, recoveries, seed, limit }) ? 0 : 1;
} finally {
  clearTimeout(giveUp);
  for (const burner of burners) burner.terminate();
  await Promise.all([served.kill(), alone.kill()]);
  await postgres.stop().catch(() => {});
  if (process.exitCode === 0) rmSync(folder, { recursive: true, force: true });
  else console.log(`kept for a look: ${folder}`);
}
process.exit();

async function opened(server: Server): Promise<void> {
  server.start();
  await server.ready();
  say(server === served ? "open, PostgreSQL apart" : "open, PostgreSQL of its own");
}

/**
 * Until no job is due and all money that was taken has been seen; at most a minute and a half.
 * @returns what is then still not done
 */
async function drained(sql: Parameters<typeof stillToDo>[0]): Promise<readonly string[]> {
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(500)) {
    const { jobs, money } = await stillToDo(sql);
    if (jobs + money === 0) return [];
  }
  const open = await sql<{ task: string; attempts: number; taken_by: number | null }[]>`
    select task, attempts, taken_by from jobs.job
    where attempts < max_attempts and (run_at <= now() or taken_by is not null)`;
  const { money } = await stillToDo(sql);
  return [
    ...open.map((job) => `never done: ${JSON.stringify(job)}`),
    ...(money > 0 ? [`${money} payments never seen`] : []),
  ];
}
