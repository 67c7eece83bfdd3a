/**
 * From a bare machine to the first certificate by the commands of docs/running.md, without any
 * code of the demonstration; then the same certificate after a restore on an empty server, and
 * after a recovery to a point in time.
 */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { loadCatalogue } from "../../src/catalogue/index.ts";
import { qrText } from "../../src/certificate-code/index.ts";
import { check } from "../../src/channels/web/verify/browser/check.ts";
import { readStatusList, readTrustList } from "../../src/channels/web/verify/browser/lists.ts";
import { connect } from "../../src/platform/db/index.ts";
import { keyFromPem } from "../../src/signing/index.ts";
import { begin, goThrough } from "../apply.ts";
import { Client } from "../client.ts";
import { freePort } from "../crash/processes.ts";
import { decide } from "../journeys/office-given.ts";
import { readPdf } from "../pdf.ts";
import { startSimulator } from "../simulators/start.ts";
import { makeCertificate } from "./front.ts";
import {
  command,
  databaseSettings,
  makeDatabase,
  makeLogins,
  makePasswords,
  type Passwords,
  type Running,
  type Settings,
  startProvider,
  startServer,
  unwell,
} from "./installation.ts";
import { bareMachine, debianTools, folderOf, type Machine, startMachine } from "./machine.ts";
import { addOfficer, citizen, join as joins, officers, signIn } from "./people.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-bare-"));
chmodSync(folder, 0o755);
const jurisdiction = join(import.meta.dirname, "../../jurisdictions/rw");
const keys = join(folder, "keys");
const clientKey = join(folder, "client.jwk");
const passwords = makePasswords();
const cleanUp: (() => unknown)[] = [];
after(async () => {
  for (const each of cleanUp.reverse()) await each();
  rmSync(folder, { recursive: true, force: true });
});

/** What the tests after the first one go on with. */
let machine: Machine;
let settings: Settings;
let tls: ReturnType<typeof makeCertificate>;
let running: Running | undefined;
let paper: { readonly number: string; readonly code: Uint8Array };
let base = "";
const archive = folderOf(folder, "archive");
cleanUp.push(() => running?.stop());

/** Until something is there; everything here runs in processes of its own. */
async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(200)) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error(`${what}: not within 90 seconds`);
}

const fetched = async (path: string): Promise<string> => {
  const answer = await fetch(new URL(path, settings.HAMWE_BASE_URL));
  assert.equal(answer.status, 200, path);
  return answer.text();
};

/** What the checking page would say of the paper, by lists that the running server signs. */
async function verdict(): Promise<string> {
  const anchor = keyFromPem(readFileSync(join(keys, "scheme-operator.pem"), "utf8")).publicKey;
  const origin = settings.HAMWE_BASE_URL ?? "";
  const trust = await readTrustList(await fetched("/trust-list"), anchor);
  const uri = `${origin}/s/1`;
  const status = await readStatusList(await fetched("/s/1"), uri, anchor);
  const statuses = new Map(status ? [[uri, status]] : []);
  const text = qrText(origin, paper.code);
  const lists = { trust, statuses, issued: new Map() };
  const typed = new Client(origin);
  await typed.get("/v?lang=en");
  const standing = await typed.post("/v", { number: paper.number });
  assert.match(standing.body, /Birth certificate/);
  return (await check(text, lists, Date.now() / 1000 + 1)).verdict;
}

/** Begins, answers every page and pays by MoMo. @returns the page of the application */
async function applyAndPay(browser: Client, momo: Awaited<ReturnType<typeof startSimulator>>) {
  const { catalogue } = loadCatalogue(jurisdiction);
  const def = catalogue?.current("birth-certificate") ?? assert.fail("no service");
  const answers = { who: "self", reason: "work", district: "huye", sector: "huye.ngoma" };
  const brought = { def, answers: { ...answers, phone: "+250788123456" }, files: new Map() };
  const sent = await goThrough(browser, await begin(browser, def.id), brought);
  const [path = assert.fail(sent.body)] = /\/applications\/[0-9a-f-]{36}/.exec(sent.path) ?? [];
  await until("a bill", async () => (await browser.get(`${path}/pay`)).body.includes("payer"));
  const fields = { method: "mobile-money", payer: "0788123456" };
  const waiting = await browser.post(`${path}/pay`, fields);
  assert.equal(waiting.status, 200, waiting.body);
  const charge = await until("a charge", async () => (await momo.books()).charges[0]);
  assert.equal(charge.amount, "500");
  assert.ok(await momo.settle(charge.ref, "pay"));
  await until("the payment", async () =>
    /Payment received/.test((await browser.get(`${path}/paid?lang=en`)).body),
  );
  return path;
}

test("From a bare machine to the first certificate", async (t) => {
  const started = performance.now();
  const archiving = {
    ...{ archive_mode: "on", wal_level: "replica" },
    archive_command: `test ! -f ${archive}/%f && cp %p ${archive}/%f`,
  };
  machine = await bareMachine(folder, "first", debianTools ? archiving : {});
  cleanUp.push(() => machine.stop());
  await makeDatabase(machine, passwords);
  const { owner, server } = databaseSettings(machine, passwords);
  const [outside, provider] = [await freePort(), await freePort()];
  tls = makeCertificate(folder);
  const issuer = `http://127.0.0.1:${provider}`;
  const momo = await startSimulator("mtn-momo");
  cleanUp.push(() => momo.stop());
  settings = {
    ...{ HAMWE_MODE: "production", ...server, HAMWE_BASE_URL: `https://localhost:${outside}` },
    HAMWE_SECRET: passwords.front + passwords.signer,
    ...{ HAMWE_ISSUER_URL: issuer, HAMWE_CLIENT_ID: "hamwe", HAMWE_CLIENT_KEY: clientKey },
    ...{
      HAMWE_SIGNING_KEYS: keys,
      HAMWE_PROXIES: "127.0.0.1,::1",
      HAMWE_JURISDICTION: jurisdiction,
    },
    ...{ HAMWE_DATA: join(folder, "data"), HAMWE_HOST: "127.0.0.1" },
    ...{ HAMWE_MOMO_URL: momo.url, HAMWE_MOMO_ENVIRONMENT: "mtnrwanda" },
    ...{ HAMWE_MOMO_SUBSCRIPTION: "collections", HAMWE_MOMO_USER: "hamwe" },
    HAMWE_MOMO_KEY: passwords.migrator,
    HAMWE_TAKE_BACK_SECONDS: "0",
  };
  const asOwner = { HAMWE_MODE: "production", ...owner };
  assert.match(await command("migrate", [], asOwner), /0001/);
  await makeLogins(machine, passwords);
  const publicKey = JSON.parse(await command("keys", ["client"], settings));
  assert.match(await command("keys", ["make", "all"], settings), /signs for minaloc/);
  const callback = `${settings.HAMWE_BASE_URL}/sign-in/callback`;
  const client = { id: "hamwe", key: publicKey, callback };
  cleanUp.push(await startProvider({ port: provider, client, people: [citizen] }));
  if (debianTools) {
    // What comes after it is in the archive alone.
    base = folderOf(folder, "base");
    const at = machine.url("postgres");
    await machine.tool("pg_basebackup", "-d", at, "-D", base, "-X", "none", "-c", "fast");
  }
  running = await startServer(folder, settings, tls);
  const ready = performance.now();
  const asServer = { ...settings, NODE_EXTRA_CA_CERTS: join(folder, "tls.crt") };
  const before = await unwell(asServer);
  assert.deepEqual(before.wrong, [
    "staff: no administrator: npm run admin -- invite EMAIL, for two people",
  ]);
  const stranger = { ...asServer, HAMWE_CLIENT_ID: "stranger" };
  assert.match((await unwell(stranger)).wrong.join(), /does not accept our client: invalid_client/);
  const invite = async (email: string) => {
    const args = ["invite", email, "--url", settings.HAMWE_BASE_URL ?? ""];
    const told = await command("admin", args, asOwner);
    return joins(/https\S+/.exec(told)?.[0] ?? assert.fail(told));
  };
  const both = [await invite("ann@ministry.rw"), await invite("ben@ministry.rw")] as const;
  const [registrar, secretary] = [
    await addOfficer(both, officers[0]),
    await addOfficer(both, officers[1]),
  ];
  const browser = await signIn(settings.HAMWE_BASE_URL ?? "", issuer, citizen.sub);
  const path = await applyAndPay(browser, momo);
  const caseId = path.split("/").at(-1) ?? "";
  await until("the first task", async () => {
    const page = await registrar.get(`/office/cases/${caseId}?lang=en`);
    return page.status === 200 && page.body.includes('value="claim"');
  });
  await decide(registrar, caseId, "found");
  await secretary.get(`/office?lang=en`);
  await decide(secretary, caseId, "sign");
  const document = await until("the certificate", async () => {
    const page = await browser.get(path);
    return /\/documents\/[0-9a-f-]{36}/.exec(page.body)?.[0];
  });
  const pdf = await browser.download(`${document}/en`);
  assert.equal(pdf.status, 200);
  const { text } = await readPdf(pdf.bytes);
  const seconds = (performance.now() - started) / 1000;
  const sql = connect(machine.url("hamwe"), 1);
  const [row] = await sql<{ number: string; cwt: Uint8Array }[]>`
    select number, cwt from credentials.credential`.finally(() => sql.end());
  paper = { number: row?.number ?? "", code: new Uint8Array(row?.cwt ?? []) };
  assert.ok(text.includes(paper.number), text);
  assert.match(text, /Uwase Aline/);
  assert.equal(await verdict(), "valid");
  // On a busy machine somebody outside may have been slow to answer; they are asked again soon.
  let readiness = "";
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(500)) {
    readiness = await fetched("/readyz");
    if (/^ready\njobs: looked/.test(readiness)) break;
  }
  assert.match(readiness, /^ready\njobs: looked/, readiness);
  const log = readFileSync(join(folder, "server.log"), "utf8");
  assert.match(log, /^\{.*"msg":"Hamwe is open"\}$/m);
  assert.doesNotMatch(log, /^Hamwe/m, "the log is JSON and nothing else");
  const invented = running.loaded().filter((file) => file.startsWith("src/demo/"));
  assert.ok(running.loaded().includes("src/app.ts"), "what it loads is seen");
  assert.deepEqual(invented, [], "nothing of the demonstration is loaded");
  const { wrong, weak } = await unwell(asServer);
  assert.deepEqual(wrong, []);
  assert.doesNotMatch(weak.join(), /staff|TLS|identity|archive/);
  const install = ((ready - started) / 1000).toFixed(1);
  t.diagnostic(`PostgreSQL ${machine.version}; bare machine to open server ${install} s,`);
  t.diagnostic(`bare machine to first certificate ${seconds.toFixed(1)} s`);
});

/** Other servers may open the same address once the first one is gone. */
async function serveFrom(restored: Machine, passwordsThere: Passwords): Promise<void> {
  await running?.stop();
  const { server } = databaseSettings(restored, passwordsThere);
  running = await startServer(folder, { ...settings, ...server }, tls);
}

const without = debianTools ? false : "PostgreSQL's own tools are not installed";

test("A backup is restored on an empty server without an error, and the paper verifies", {
  skip: without,
}, async () => {
  const file = join(archive, "hamwe.dump");
  await machine.tool("pg_dump", "-d", machine.url("hamwe"), "--format=custom", "--file", file);
  const empty = await bareMachine(folder, "second");
  cleanUp.push(() => empty.stop());
  const others = makePasswords();
  await makeDatabase(empty, others);
  const { owner } = databaseSettings(empty, others);
  await command("migrate", ["roles"], { HAMWE_MODE: "production", ...owner });
  const into = ["--exit-on-error", "--role=hamwe_owner", "--dbname", owner.DATABASE_URL];
  const { stderr } = await empty.tool("pg_restore", ...into, file);
  assert.equal(stderr, "");
  await makeLogins(empty, others);
  const pending = await command("migrate", [], { HAMWE_MODE: "production", ...owner });
  assert.equal(pending, "nothing to do");
  await serveFrom(empty, others);
  assert.equal(await verdict(), "valid");
});

test("A fault is undone by recovering to the moment before it", { skip: without }, async () => {
  const sql = connect(machine.url("postgres"), 1);
  const [before] = await sql<
    { moment: string }[]
  >`select clock_timestamp()::text as moment`.finally(() => sql.end());
  await machine.sql("truncate credentials.credential cascade", "hamwe");
  await machine.sql("select pg_switch_wal()");
  await machine.stop();
  writeFileSync(join(base, "recovery.signal"), "");
  const recovered = await startMachine(base, passwordOf(machine), {
    restore_command: `cp ${archive}/%f %p`,
    recovery_target_time: before?.moment ?? "",
    recovery_target_action: "promote",
  });
  cleanUp.push(() => recovered.stop());
  await serveFrom(recovered, passwords);
  assert.equal(await verdict(), "valid");
});

/** A base backup has the passwords of the server that it is of. */
const passwordOf = ({ url }: Machine): string => new URL(url("postgres")).password;
