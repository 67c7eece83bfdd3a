import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { announce, expectedVariable, findTrouble } from "../tests/postgres-log.ts";
import { startWorker } from "./test-file.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-runner-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function start(limitMs = 60_000, idleMs = 60_000) {
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  return startWorker({ cwd: folder, env, limitMs, idleMs });
}

const written = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return name;
};

async function run(name: string, text: string, limitMs?: number, idleMs?: number) {
  const worker = start(limitMs, idleMs);
  const result = await worker.run(written(name, text));
  await worker.stop();
  return result;
}
const imports = 'import { test } from "node:test";\n';

test("A file that hangs is ended with what it started, and named with its test", async () => {
  const text = `${imports}
    import { spawn } from "node:child_process";
    import { writeFileSync } from "node:fs";
    test("goes well", () => {});
    test("waits for ever", async () => {
      const child = spawn("sleep", ["600"], { stdio: "ignore" });
      writeFileSync("pid", String(child.pid));
      await new Promise(() => setInterval(() => {}, 1000));
    });`;
  const hung = await run("hangs.test.mjs", text, 3000);
  assert.equal(hung.passed, false);
  assert.match(hung.failures, /^✖ hangs\.test\.mjs went no further for 3 s, in: waits for ever$/m);
  assert.match(hung.text, /✔ goes well/);
  assert.ok(hung.counts.fail >= 1);
  const child = readFileSync(join(folder, "pid"), "utf8");
  const state = existsSync(`/proc/${child}`) && readFileSync(`/proc/${child}/stat`, "utf8");
  assert.ok(!state || / Z /.test(state), "what it started is gone");
});

test("A file that never gives the processor back is ended too", async () => {
  const spins = await run("spins.test.mjs", `${imports}test("spins", () => { for (;;); });`, 1500);
  assert.equal(spins.passed, false);
  assert.match(spins.failures, /spins\.test\.mjs went no further for 1\.5 s/);
});

test("A file that leaves something open after its tests is ended soon, and told why", async () => {
  const text = `${imports}test("goes well", () => {}); setInterval(() => {}, 1000);`;
  const left = await run("left.test.mjs", text, 60_000, 1000);
  assert.match(left.failures, /left\.test\.mjs has run its tests and does not end/);
  assert.deepEqual([left.passed, left.counts.fail], [false, 1]);
});

test("Counts and failures of a file are those of its own reporter", async () => {
  const text = `${imports}
    test("right", () => {});
    test("left out", { skip: true }, () => {});
    test("wrong", () => { throw new Error("two and two"); });`;
  const { counts, failures, passed, text: said } = await run("some.test.mjs", text);
  assert.deepEqual([counts.tests, counts.pass, counts.fail, counts.skipped], [3, 1, 1, 1]);
  assert.match(failures, /two and two/);
  assert.equal(passed, false);
  assert.doesNotMatch(said, /ℹ tests/);
  const broken = await run("broken.test.mjs", 'throw new Error("before any test");');
  assert.deepEqual([broken.passed, broken.counts.fail], [false, 1]);
  assert.match(broken.failures, /broken\.test\.mjs/);
  const well = await run("well.test.mjs", `${imports}test("right", () => {});`);
  assert.deepEqual([well.passed, well.failures], [true, ""]);
});

test("Files share a process until one fails; none sees what another changed", async () => {
  const worker = start();
  const text = `${imports}
    import assert from "node:assert";
    import { after, before } from "node:test";
    let began = false;
    before(() => { began = true; });
    after(() => { process.env.LEFT = "over"; });
    test("is told nothing", () => assert.ok(began && !process.env.LEFT));
    test("says where it runs", () => console.log("process " + process.pid));`;
  const [first, second] = [
    await worker.run(written("first.test.mjs", text)),
    await worker.run(written("second.test.mjs", text)),
  ];
  assert.deepEqual([first.failures, second.failures, second.counts.pass], ["", "", 2]);
  const processOf = (said: string) => /process \d+/.exec(said)?.[0];
  assert.ok(processOf(first.text));
  assert.equal(processOf(first.text), processOf(second.text));
  assert.equal(worker.isFit, true);
  const failing = `${imports}test("wrong", () => { throw new Error("two and two"); });`;
  await worker.run(written("third.test.mjs", failing));
  assert.equal(worker.isFit, false);
  await worker.stop();
});

test("A fault that no test waits for fails its file", async () => {
  const text = `${imports}
    setTimeout(() => { throw new Error("nobody waits for this"); }, 20);
    test("lets time go by", () => new Promise((resolve) => setTimeout(resolve, 200)));`;
  const stray = await run("stray.test.mjs", text);
  assert.deepEqual([stray.passed, stray.failures === ""], [false, false]);
  assert.match(stray.text + stray.failures, /nobody waits for this/);
  const gone = await run("gone.test.mjs", `${imports}test("leaves", () => process.exit(0));`);
  assert.deepEqual([gone.passed, gone.counts.fail], [false, 1]);
  assert.match(gone.failures, /gone\.test\.mjs ended badly/);
});

test("A file that goes on, however slowly, is not ended", async () => {
  const text = `${imports}
    import { setTimeout as sleep } from "node:timers/promises";
    for (let n = 0; n < 8; n++) test("step " + n, () => sleep(500));`;
  const slow = await run("slow.test.mjs", text, 3000);
  assert.deepEqual([slow.passed, slow.counts.pass], [true, 8]);
});

test("A file tells its seconds of processor, with those of what it started", async () => {
  const text = `${imports}
    import { spawnSync } from "node:child_process";
    const spin = "let u; do u = process.cpuUsage(); while (u.user + u.system < 3e5);";
    test("lets another spin", () => { spawnSync(process.execPath, ["-e", spin]); });`;
  const { cpuSeconds, wallSeconds } = await run("works.test.mjs", text);
  const least = process.platform === "linux" ? 0.3 : 0.01;
  assert.ok(cpuSeconds >= least && cpuSeconds < 60, String(cpuSeconds));
  assert.ok(wallSeconds > 0.01, String(wallSeconds));
});

test("PostgreSQL's log is read for what no test asked for", () => {
  const at = "2026-11-28 03:55:06.656 UTC [1]";
  const lines = [
    `${at} 25001 t1 hamwe: WARNING:  there is already a transaction in progress`,
    `${at} 25P01 t1 hamwe: WARNING:  there is no transaction in progress`,
    `${at} 40P01 t2 hamwe: ERROR:  deadlock detected`,
    `${at} 53300 t3 : FATAL:  sorry, too many clients already`,
    `${at} 3D000 t4 : FATAL:  database "t4" does not exist`,
    `${at} 23505 t1 hamwe: ERROR:  duplicate key value violates unique constraint`,
    `${at} 3D000  : FATAL:  database 19998 does not exist`,
    `${at} 08006 t1 hamwe: FATAL:  connection to client lost`,
    `${at} 57P01 t1 hamwe: FATAL:  terminating connection due to administrator command`,
    `${at} 00000  : LOG:  database system is ready to accept connections`,
    "\tcontinued: FATAL:  in somebody's text",
  ];
  const expected = join(folder, "expected");
  assert.deepEqual(findTrouble(lines.join("\n"), expected), lines.slice(0, 5));
  const before = process.env[expectedVariable];
  process.env[expectedVariable] = expected;
  announce("t2", ["40P01"]);
  announce("t1", ["53300"]);
  if (before === undefined) delete process.env[expectedVariable];
  else process.env[expectedVariable] = before;
  assert.deepEqual(findTrouble(lines.join("\n"), expected), [
    lines[0],
    lines[1],
    lines[3],
    lines[4],
  ]);
});
