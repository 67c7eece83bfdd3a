import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { syncsAtOnce } from "./embedded.ts";
import { connect, type Embedded, startEmbedded } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-embedded-"));
// Started by root, PostgreSQL has an account of its own, which must be able to come here.
chmodSync(folder, 0o755);
const dataDir = join(folder, "postgres");
after(() => rmSync(folder, { recursive: true, force: true }));

const isRunning = (pid: number) => existsSync(`/proc/${pid}`);

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(20))
    if (await holds()) return;
  assert.fail(`${what} did not come about in 15 seconds`);
}

/** One query on a connection of its own. */
async function ask(embedded: Pick<Embedded, "url">, question: string): Promise<readonly unknown[]> {
  const sql = connect(embedded.url("postgres", "postgres"), 1);
  try {
    return [...(await sql.unsafe(question))];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

test("What was written is there after PostgreSQL was killed and came back by itself", async () => {
  const embedded = await startEmbedded({ dataDir });
  await ask(embedded, "create table kept (a int); insert into kept values (1)");
  const killed = embedded.postmasterPid;
  process.kill(killed, "SIGKILL");
  await until("another PostgreSQL", () => embedded.postmasterPid !== killed);
  assert.deepEqual(await ask(embedded, "select a from kept"), [{ a: 1 }]);
  assert.deepEqual(await ask(embedded, "show fsync"), [{ fsync: "on" }]);
  assert.deepEqual(await ask(embedded, "show recovery_init_sync_method"), [
    { recovery_init_sync_method: syncsAtOnce() ? "syncfs" : "fsync" },
  ]);
  await embedded.stop();
  assert.equal(isRunning(embedded.postmasterPid), false);
});

test("A file system is synced in one call where the kernel then tells of errors", () => {
  const asked = (version: string) => syncsAtOnce("linux", version);
  assert.deepEqual(["6.1.0-13-amd64", "5.8.0", "5.10.0", "5.4.0-42-generic", "4.18.0"].map(asked), [
    ...[true, true, true, false, false],
  ]);
  assert.equal(syncsAtOnce("darwin", "24.1.0"), false);
});

test("PostgreSQL does not outlive a killed server, and the next one starts at once", async () => {
  const script = join(import.meta.dirname, "start-embedded.fixture.ts");
  const server = fork(script, [dataDir]);
  const [{ pid }] = (await once(server, "message")) as [{ pid: number }];
  assert.ok(isRunning(pid));
  server.kill("SIGKILL");
  const embedded = await startEmbedded({ dataDir });
  assert.deepEqual(await ask(embedded, "select a from kept"), [{ a: 1 }]);
  assert.equal(isRunning(pid), false);
  await embedded.stop();
});

test("A folder whose name is too long for a socket is no hindrance", async () => {
  const long = join(folder, "a".repeat(60), "b".repeat(60));
  const embedded = await startEmbedded({ dataDir: long, durable: false });
  assert.deepEqual(await ask(embedded, "select 1 as one"), [{ one: 1 }]);
  assert.equal(statSync(embedded.socketDir).mode & 0o777, 0o700);
  await embedded.stop();
  assert.equal(existsSync(embedded.socketDir), false);
  await until("an empty place", () => !existsSync(embedded.dataDir));
});

test("Root can run it inside a folder closed to others, and finds the data again after a move", {
  skip: process.getuid?.() !== 0 && "only root gives PostgreSQL another account",
}, async () => {
  const closed = join(folder, "closed");
  mkdirSync(closed, { mode: 0o700 });
  const first = await startEmbedded({ dataDir: join(closed, "postgres") });
  await ask(first, "create table kept (a int)");
  await first.stop();
  renameSync(closed, join(folder, "moved"));
  const second = await startEmbedded({ dataDir: join(folder, "moved", "postgres") });
  assert.deepEqual(await ask(second, "select a from kept"), []);
  await second.stop();
  rmSync(second.dataDir, { recursive: true });
});
