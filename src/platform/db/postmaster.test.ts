import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { startPostmaster } from "./postmaster.ts";

const dataDir = mkdtempSync(join(tmpdir(), "hamwe-postmaster-"));
after(() => rmSync(dataDir, { recursive: true, force: true }));
const starts = join(dataDir, "starts");

/** A program in PostgreSQL's place: notes that it was started, then does this. */
function launchOf(name: string, script: string) {
  const program = join(dataDir, name);
  writeFileSync(program, `#!/bin/sh\necho >>${starts}\n${script}\n`);
  chmodSync(program, 0o755);
  writeFileSync(starts, "");
  const log = join(dataDir, "server.log");
  writeFileSync(log, "");
  return { program, dataDir, log, args: [], account: undefined, throwAway: undefined };
}

const startCount = () => readFileSync(starts, "utf8").length;

test("PostgreSQL that is killed while it starts is started anew", async () => {
  const ready = `printf '%s\\n2\\n3\\n4\\n5\\n6\\n7\\nready\\n' $$ >${dataDir}/postmaster.pid`;
  const script = `[ "$(wc -l <${starts})" = 1 ] && kill -9 $$\n${ready}\nexec sleep 60`;
  const postmaster = await startPostmaster(launchOf("killed", script));
  assert.equal(startCount(), 2);
  process.kill(postmaster.pid, "SIGKILL");
  assert.equal(await postmaster.ended, 137, "128 and the number of the signal");
});

test("PostgreSQL that refuses to start is not tried again, and its reason is told", async () => {
  const launch = launchOf("refusing", "echo 'FATAL: no such option' >&2; exit 1");
  await assert.rejects(startPostmaster(launch), /did not start:\nFATAL: no such option/);
  assert.equal(startCount(), 1);
});

test("PostgreSQL that is killed at every start is given up when patience ends", async () => {
  await assert.rejects(startPostmaster(launchOf("doomed", "kill -9 $$"), 0), /did not start/);
  assert.equal(startCount(), 1);
});
