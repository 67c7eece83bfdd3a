/**
 * `npm run test:crash`: people apply and pay and officers decide over HTTP while Node and PostgreSQL
 * are killed with SIGKILL, twenty times. Afterwards nothing that anybody was told had been done may be
 * missing, nothing may be there twice, and every fold must equal its rows. `-- 7` repeats seed 7.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, prepareEmbedded, startEmbedded } from "../../src/platform/db/index.ts";
import { makeChance } from "./chance.ts";
import { check, stillToDo } from "./check.ts";
import { openNotebook } from "./notebook.ts";
import { freePort, makeServer, type Server } from "./processes.ts";
import { report } from "./report.ts";
import { everybody, government, readCatalogue } from "./town.ts";
import { type Kill, undergo } from "./trial.ts";

const seed = Number(process.argv[2]) || Math.floor(Math.random() * 1e6);
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
const times = (count: number, kind: Kill): Kill[] => Array.from({ length: count }, () => kind);
/** PostgreSQL belongs to somebody else, as where a government has one. */
const apart = shuffled([...times(5, "node"), ...times(5, "postgres"), ...times(3, "both")]);
/** The program brings its own, as `npm start` does: killing Node takes it down as well. */
const together = shuffled([...times(3, "node"), ...times(2, "postgres"), ...times(2, "both")]);

const notebook = openNotebook();
const over = new AbortController();
const giveUp = setTimeout(() => over.abort(new Error("the time is up")), 240_000);
let ending = false;

const shared = { HAMWE_DATA: data, HAMWE_JURISDICTION: government };
const openCluster = () => startEmbedded({ dataDir: cluster, log: (words) => say(words) });
let postgres = await openCluster();
const { appUrl } = await prepareEmbedded(postgres);
const access = {
  HAMWE_MODE: "demo",
  DATABASE_URL: postgres.url("hamwe", "postgres"),
  HAMWE_APP_DATABASE_URL: appUrl,
};
const served = makeServer(url, { ...shared, ...access }, log);
const alone = makeServer(url, shared, log);
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
  const recoveries = await undergo({ server: served, cluster, chance, kills: apart, say });
  await served.stop();
  await postgres.stop();
  await opened(alone);
  recoveries.push(...(await undergo({ server: alone, cluster, chance, kills: together, say })));
  await sleep(1500);
  ending = true;
  await all;
  say("everybody has finished; the jobs drain");
  const look = connect(`postgres://hamwe_owner@${encodeURIComponent(cluster)}/hamwe`, 1);
  await drained(look);
  await look.end();
  await alone.stop();
  postgres = await openCluster();
  const sql = connect(postgres.url("hamwe", "postgres"), 4);
  const findings = await check(sql, catalogue, notebook);
  await sql.end();
  const kills = [...apart, ...together];
  process.exitCode = report({ notebook, findings, kills, recoveries, seed }) ? 0 : 1;
} finally {
  clearTimeout(giveUp);
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

/** Until no job is due and all money that was taken has been seen; at most a minute and a half. */
async function drained(sql: Parameters<typeof stillToDo>[0]): Promise<void> {
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(500)) {
    const { jobs, money } = await stillToDo(sql);
    if (jobs + money === 0) return;
  }
  const { jobs, money } = await stillToDo(sql);
  say(`still to do: ${jobs} jobs, ${money} payments to be seen`);
}
