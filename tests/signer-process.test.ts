import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type CertificateClaims, encodeClaims, verifyCwt } from "../src/certificate-code/index.ts";
import { type CaseId, type CredentialId, must, type Result } from "../src/kernel/index.ts";
import { newId } from "../src/platform/db/index.ts";
import { makeEventLog } from "../src/platform/events/index.ts";
import {
  openKeys,
  type SignerProcess,
  signAtSocket,
  signInProcess,
  type ToSign,
} from "../src/signing/index.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-signer-"));
const program = join(import.meta.dirname, "../src/signer.ts");
/** No test depends on how quick the machine is. */
const patience = { answerMs: 60_000 };
let database: FreshDatabase;
let signer: SignerProcess;
let paper: Extract<ToSign, { kind: "paper" }>;

const claims: CertificateClaims = {
  ...{ issuer: "rw/rdb", issuedAt: 1_795_000_000, documentType: "licence", demonstration: true },
  ...{ number: "K6NWM-7MGYK", leftOut: 0, fields: new Map([[8, "Kivu Ltd"]]) },
  status: { index: 7, uri: "https://hamwe.example/s/1" },
};

/** A paper that is in the history with its decision. */
async function recorded(of: CertificateClaims): Promise<Extract<ToSign, { kind: "paper" }>> {
  const [caseId, credentialId] = [newId<CaseId>(), newId<CredentialId>()];
  const content = encodeClaims(of);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(content)));
  const { number, documentType, issuedAt } = of;
  const meta = { command: `paper:${caseId}`, actor: "system", at: new Date(issuedAt * 1000) };
  const log = makeEventLog();
  const about = { caseId, credentialId, number, documentType, authority: "rdb" };
  const data = { ...about, content: Buffer.from(digest).toString("base64url") };
  const told = [
    { type: "CaseDecided", data: { outcome: "granted" } },
    { type: "OutputReleased", data: {} },
  ];
  const record = (stream: string, events: typeof told) =>
    log.record(database.appSql, { stream, after: 0, events, meta });
  await record(`case-${caseId}`, told);
  await record(`credential-${credentialId}`, [{ type: "CredentialIssued", data }] as typeof told);
  return {
    ...{ kind: "paper", authority: "rdb", follows: { caseId, credentialId } },
    content: Buffer.from(content).toString("base64url"),
  };
}

before(async () => {
  database = await freshDatabase();
  paper = await recorded(claims);
  const start = { folder, territory: "RW", demonstration: true, databaseUrl: database.signerUrl };
  signer = signInProcess(program, start, patience);
});
after(async () => {
  signer.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const why = (result: Result<unknown>) => result.ok || Object.values(result.refusal.facts ?? {})[0];

test("A signer in its own process signs, writes that down, and refuses as any other", async () => {
  const key = must(await signer.publicKey("rdb"));
  const cwt = must(await signer.sign(paper, key.kid));
  assert.equal(must(await verifyCwt(cwt, () => key)).fields.get(8), "Kivu Ltd");
  const log = readFileSync(join(folder, "signed.log"), "utf8");
  assert.match(log, new RegExp(`"number":"K6NWM-7MGYK".*"caseId":"${paper.follows.caseId}"`));
  assert.doesNotMatch(log, /Kivu/);
  const foreign = encodeClaims({ ...claims, issuer: "rw/rmb" });
  const content = Buffer.from(foreign).toString("base64url");
  assert.equal(why(await signer.sign({ ...paper, content }, key.kid)), "issuer");
  const follows = { ...paper.follows, credentialId: newId<CredentialId>() };
  assert.equal(why(await signer.sign({ ...paper, follows }, key.kid)), "record");
});

test("A signer that is killed is started anew, and what it was asked is signed", async () => {
  const key = must(await signer.publicKey("rdb"));
  const before = Number(signer.pid());
  const asked = Array.from({ length: 5 }, () => signer.sign(paper, key.kid));
  process.kill(before, "SIGKILL");
  for (const cwt of await Promise.all(asked)) must(await verifyCwt(must(cwt), () => key));
  must(await signer.sign(paper, key.kid));
  assert.notEqual(signer.pid(), before);
});

test("A signer whose server ended before it could answer ends too, without a fault", async () => {
  const start = { folder, territory: "RW", demonstration: true, databaseUrl: database.signerUrl };
  const server = spawn(process.execPath, [
    "--eval",
    `const [, program, start] = process.argv;
    const signer = require("node:child_process").fork(program, ["child"], { execArgv: [] });
    signer.send(start, () => process.kill(process.pid, "SIGKILL"));`,
    ...[program, JSON.stringify(start)],
  ]);
  let told = "";
  server.stderr.on("data", (said) => {
    told += said;
  });
  // Ends once the signer, which writes there too, has ended as well.
  await once(server, "close");
  assert.doesNotMatch(told, /Error/);
});

test("A signer has longer to start than to answer", async () => {
  // Holds its keys after twice the time that an answer has here.
  const slowly = join(folder, "slowly.mjs");
  writeFileSync(
    slowly,
    `const held = new Promise((done) => setTimeout(done, 3000));
    process.once("message", () => {
      held.then(() => process.send("ready"));
      process.on("message", async (text) => {
        await held;
        const { id } = JSON.parse(text);
        if (id) process.send(JSON.stringify({ id, result: { ok: true, value: "key" } }));
      });
    });`,
  );
  const start = { folder, territory: "RW", demonstration: true, databaseUrl: database.signerUrl };
  const slow = signInProcess(slowly, start, { answerMs: 1500 });
  const asked = await slow.publicKey("rdb");
  slow.stop();
  assert.deepEqual(asked, { ok: true, value: "key" });
});

test("A signer reads what its server compiled, and loads little of the program", async () => {
  const compiled = join(folder, "compiled");
  const start = { folder, territory: "RW", demonstration: true, databaseUrl: database.signerUrl };
  const serves = join(folder, "serves.mjs");
  writeFileSync(
    serves,
    `import { enableCompileCache } from "node:module";
    const [, , program, start, compiled, signing] = process.argv;
    enableCompileCache(compiled);
    const { signInProcess } = await import(signing);
    const signer = signInProcess(program, JSON.parse(start), { answerMs: 60_000 });
    const key = await signer.publicKey("rdb");
    console.log(key.ok);
    signer.stop();`,
  );
  const signing = join(import.meta.dirname, "../src/signing/elsewhere.ts");
  const args = [serves, program, JSON.stringify(start), compiled, signing];
  const server = spawn(process.execPath, args, { env: {} });
  let told = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (said) => {
      told += said;
    });
  await once(server, "close");
  assert.equal(told, "true\n");
  // That of Node's version, into which both have written once they ended.
  const [version = ""] = readdirSync(compiled);
  const files = readdirSync(join(compiled, version));
  assert.deepEqual(readdirSync(compiled), [version]);
  assert.ok(files.length > 600 && files.length < 750, `${files.length} files`);
});

/** `npm run signer`, in production, with these settings beside what it needs. */
function runApart(socket: string, more: Readonly<Record<string, string>> = {}): ChildProcess {
  const env = {
    ...{ HAMWE_MODE: "production", HAMWE_SIGNER: socket, HAMWE_SIGNING_KEYS: folder },
    ...{ HAMWE_TERRITORY: "RW", HAMWE_SIGNER_DATABASE_URL: database.signerUrl, ...more },
  };
  return spawn(process.execPath, [program], { env, stdio: ["ignore", "pipe", "pipe"] });
}

const listening = async (child: ChildProcess): Promise<void> => {
  const [text] = await once(child.stdout ?? child, "data");
  assert.match(String(text), /the signer listens at/);
};

test("A signer that runs apart answers at its socket, also after it was started anew", async () => {
  const socket = join(folder, "socket");
  await openKeys(folder, { generate: true }).key("scheme-operator");
  let child = runApart(socket);
  await listening(child);
  // No rights for others, neither to ask nor to read a key.
  assert.equal(statSync(socket).mode & 0o777, 0o660);
  const apart = signAtSocket(socket, patience);
  const key = must(await apart.publicKey("rdb"));
  const { kid } = key;
  assert.equal(why(await apart.sign(paper, kid)), "demonstration");
  const { demonstration: _, ...real } = claims;
  const today = { ...real, issuedAt: Math.floor(Date.now() / 1000) };
  const asked = await recorded(today);
  must(await verifyCwt(must(await apart.sign(asked, kid)), () => key));
  child.kill("SIGKILL");
  await once(child, "exit");
  child = runApart(socket);
  await listening(child);
  must(await apart.sign(asked, kid));
  // What is no question ends the line of whoever sent it, and nothing more.
  const stranger = dial(socket);
  stranger.resume().end('{"id":1,"ask":"privateKey","authority":"rdb"}\n');
  await once(stranger, "close");
  assert.equal(stranger.bytesRead, 0);
  must(await apart.sign(asked, kid));
  apart.stop();
  child.kill();
  await once(child, "exit");
  const away = signAtSocket(join(folder, "nobody"));
  const refused = await away.publicKey("rdb");
  assert.equal(refused.ok || refused.refusal.code, "credentials.signer-busy");
});

test("A signer apart starts neither with a login that may serve nor with keys that others read", async () => {
  const told = async (more: Readonly<Record<string, string>>) => {
    const child = runApart(join(folder, "other"), more);
    let text = "";
    child.stderr?.on("data", (said) => {
      text += said;
    });
    const [status] = await once(child, "close");
    assert.notEqual(status, 0);
    return text;
  };
  assert.match(await told({ HAMWE_SIGNER_DATABASE_URL: database.appUrl }), /more than a signer/);
  assert.match(await told({ HAMWE_SECRET: "x" }), /HAMWE_SECRET: not for a signer/);
  chmodSync(folder, 0o750);
  assert.match(await told({}), /must be there, with mode 0700/);
  chmodSync(folder, 0o700);
});
