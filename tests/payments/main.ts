/**
 * `npm run test:payments -- --count 1000 --seed 7`: people pay at four simulated providers while
 * answers and callbacks are lost, doubled, delayed, reordered and forged, wrong amounts are paid,
 * some of them too late or twice, providers go down and the server is killed. Each is a process of
 * its own, and PostgreSQL is a real one. Afterwards every franc that a provider was paid must be on
 * exactly one bill or have gone back, and the books must balance.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type App, makeApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { connect, prepareEmbedded, startEmbedded } from "../../src/platform/db/index.ts";
import { makeChance } from "../crash/chance.ts";
import { openNotebook } from "../crash/notebook.ts";
import { Patient } from "../crash/patient.ts";
import { freePort, makeServer } from "../crash/processes.ts";
import { government } from "../crash/town.ts";
import { type Billing, endingSoon, newBill } from "./bills.ts";
import { count } from "./count.ts";
import { drain } from "./drain.ts";
import { act, type Payer } from "./payer.ts";
import { type Planned, planOf } from "./plan.ts";
import { progressOf } from "./progress.ts";
import { faulty, outages, settingsOf, startProviders } from "./providers.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "40" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e6)) },
    lanes: { type: "string", default: "6" },
    kills: { type: "string", default: "yes" },
  },
});
const many = Number(values.count);
const seed = Number(values.seed);
const chance = makeChance(seed);
const began = performance.now();
const say = (words: string) =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${words}`);

const folder = mkdtempSync(join(tmpdir(), "hamwe-payments-"));
// Started by root, PostgreSQL has an account of its own, which must be able to come here.
chmodSync(folder, 0o755);
const data = join(folder, "data");
mkdirSync(data);
const port = await freePort();
const url = `http://localhost:${port}`;
say(`seed ${seed}, ${many} payments, ${folder}`);

const over = new AbortController();
const progress = progressOf(many, () => over.abort(new Error("nothing moves any more")));
const postgres = await startEmbedded({ dataDir: join(data, "postgres"), log: say });
const { appUrl, ownerUrl } = await addresses();
const simulators = await startProviders(url, seed);
const env = {
  ...{ HAMWE_MODE: "demo", DATABASE_URL: ownerUrl, HAMWE_APP_DATABASE_URL: appUrl },
  ...{ HAMWE_DATA: data, HAMWE_JURISDICTION: government, ...settingsOf(simulators) },
};
const server = makeServer(url, env, join(folder, "server.log"));
const notebook = openNotebook();
const apps: App[] = [];
try {
  server.start();
  await server.ready();
  const app = await ownApp();
  const billing: Billing = { app, soon: endingSoon(await ownApp()) };
  for (const simulator of Object.values(simulators)) await simulator.faults(faulty);
  say("open; people begin to pay");
  const kills = killing();
  const down = outages(simulators, makeChance(seed + 1), progress, say);
  const payers = await people(billing);
  progress.end();
  const [killed, outagesSeen] = await Promise.all([kills, down]);
  say(`${many} have paid, ${killed} kills, ${outagesSeen} outages; the rest is seen`);
  for (const simulator of Object.values(simulators)) await simulator.faults({});
  const look = connect(ownerUrl, 1);
  await drain({ app, simulators, owner: look, over: over.signal, moved: progress.moved });
  await look.end();
  process.exitCode = (await report(app, payers, killed, outagesSeen)) ? 0 : 1;
} finally {
  progress.end();
  progress.stop();
  for (const app of apps) await app.close().catch(() => {});
  await server.kill();
  await Promise.all(Object.values(simulators).map((simulator) => simulator.stop()));
  await postgres.stop().catch(() => {});
  if (process.exitCode === 0) rmSync(folder, { recursive: true, force: true });
  else console.log(`kept for a look: ${folder}`);
}
process.exit();

async function addresses() {
  const prepared = await prepareEmbedded(postgres);
  return { appUrl: prepared.appUrl, ownerUrl: postgres.url("hamwe", "postgres") };
}

/** The parts of the platform without a door: it writes the applications and looks at the end. */
async function ownApp(): Promise<App> {
  const configured = readConfig({ ...env, PORT: String(port), HAMWE_BASE_URL: url });
  if (!configured.ok) throw new Error(configured.missing.join("\n"));
  // One person applies a thousand times.
  const quotas = { openDrafts: 1e6, uploadBytes: 1e12, applicationsPerDay: 1e6 };
  const app = await makeApp({
    config: { ...configured.value, quotas },
    access: { appUrl, ownerUrl },
    logLevel: "silent",
  });
  apps.push(app);
  return app;
}

/** Everybody in a few lanes; those who pay late are waited for at the end. */
async function people(billing: Billing): Promise<readonly Payer[]> {
  const rest = planOf(many, seed).values();
  const later: Promise<void>[] = [];
  const lane = async (): Promise<Payer> => {
    const payer = payerOf(billing.app);
    await payer.patient.get("/applications");
    for (const planned of rest) {
      over.signal.throwIfAborted();
      await one(payer, planned, later);
    }
    return payer;
  };
  const payers = await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
  await Promise.all(later);
  return payers;

  async function one(payer: Payer, planned: Planned, waiting: Promise<void>[]) {
    const come = progress.step();
    if (come % 100 === 0) say(`${come} have come to pay`);
    const bill = await newBill(billing, planned.deed === "pays-late");
    const acting = act(payer, { bill, planned });
    if (planned.deed !== "pays-late") return acting;
    waiting.push(acting);
    return undefined;
  }
}

function payerOf(own: App): Payer {
  const patient = new Patient(url, "mukamana-vestine", notebook, over.signal);
  return { patient, app: own, simulators, pages: [], surprises: notebook.surprises };
}

/** Kills the server with SIGKILL now and then, amid what people do. @returns how often */
async function killing(): Promise<number> {
  if (values.kills !== "yes") return 0;
  for (let times = 0; ; times += 1) {
    if (!(await progress.come(chance.between(20, 35)))) return times;
    await sleep(chance.between(0, 500));
    await server.kill();
    server.start();
    await server.ready();
    say(`killed and back, ${times + 1}`);
  }
}

async function report(
  own: App,
  payers: readonly Payer[],
  killed: number,
  outagesSeen: number,
): Promise<boolean> {
  const { rows, wrong } = await count(own, simulators);
  const pages = payers.flatMap((payer) => payer.pages).sort((a, b) => a - b);
  const at = (share: number) => `${Math.round(pages[Math.floor(pages.length * share)] ?? 0)} ms`;
  const lines: readonly (readonly [string, number | string])[] = [
    ["seed", seed],
    ["payments planned", many],
    ["server killed (-9)", killed],
    ["outages of a provider", outagesSeen],
    ...rows,
    [
      "pages, with every new try",
      `${pages.length}: half within ${at(0.5)}, 95 % within ${at(0.95)}`,
    ],
    ["faults (500)", notebook.faults.length],
    ["wrong", wrong.length],
  ];
  for (const [name, value] of lines) console.log(`${name.padEnd(32)}${value}`);
  for (const [what, times] of notebook.surprises)
    console.log(`  not as expected, ${times} times: ${what}`);
  const violations = [...wrong, ...notebook.faults.map((fault) => `fault: ${fault}`)];
  for (const violation of violations.slice(0, 60)) console.log(violation);
  return violations.length === 0;
}
