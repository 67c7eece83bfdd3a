/**
 * Many callers at once while connections are ended and PostgreSQL is killed. What was acknowledged
 * is there, what was refused is not, what is unknown is one or the other; afterwards all is as
 * before.
 */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "./away.ts";
import {
  connect,
  inOneGo,
  isAway,
  type Pool,
  type Sql,
  startEmbedded,
  transaction,
} from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-trials-"));
// Started by root, PostgreSQL has an account of its own, which must be able to come here.
chmodSync(folder, 0o755);
const postgres = await startEmbedded({ dataDir: join(folder, "postgres") });
const url = postgres.url("postgres", "postgres");
const look = connect(url, 1);
await look`create table kept (id int, half int, primary key (id, half))`;
after(async () => {
  await look.end({ timeout: 1 });
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const unheard: unknown[] = [];
process.on("unhandledRejection", (reason) => unheard.push(reason));

type Fate = "done" | "refused" | "unknown";
const fates = new Map<number, Fate>();
let next = 0;

/** Every second one in one go. */
const pairWritten = (sql: Pool, id: number): Promise<void> => {
  const halves = (tx: Sql) => [0, 1].map((half) => tx`insert into kept values (${id}, ${half})`);
  if (id % 2 === 0) return inOneGo(sql, halves);
  return transaction(sql, async (tx) => {
    await Promise.all(halves(tx));
    if (id % 5 === 0) await tx`select count(*) from kept`;
  });
};

/**
 * Writes two halves in one transaction, reads something beside it, again and again until told to
 * stop.
 */
async function write(sql: Pool, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    const id = next++;
    try {
      await Promise.all([
        pairWritten(sql, id).then(
          () => fates.set(id, "done"),
          (error) => {
            fates.set(id, codeOf(error) === "COMMIT_UNKNOWN" ? "unknown" : "refused");
            throw error;
          },
        ),
        sql`select repeat('x', 20000) as much from generate_series(1, 20)`,
      ]);
    } catch (error) {
      if (!isAway(error)) throw error;
      await sleep(5);
    }
  }
}

/** Runs eight writers while `trouble` happens; then looks at what became of everything. */
async function during(trouble: () => Promise<void>): Promise<void> {
  const sql = connect(url, 6);
  let going = true;
  const writers = Array.from({ length: 8 }, () => write(sql, () => going));
  await trouble();
  going = false;
  await Promise.all(writers);
  assert.deepEqual(unheard, []);
  const { idle, total } = sql.counts();
  assert.equal(idle, total, "every connection was given back");
  await sql.end();
  await compare();
}

async function compare(): Promise<void> {
  const rows = await look<{ id: number; halves: number }[]>`
    select id, count(*) as halves from kept group by id`;
  const there = new Map(rows.map(({ id, halves }) => [id, halves]));
  for (const [id, fate] of fates) {
    const halves = there.get(id) ?? 0;
    assert.ok(halves === 0 || halves === 2, `${id} is half there`);
    if (fate !== "unknown") assert.equal(halves, fate === "done" ? 2 : 0, `${id} was ${fate}`);
  }
  const [open] = await look`
    select count(*) as count from pg_stat_activity where state like 'idle in transaction%'`;
  assert.equal(open?.count, 0);
}

/** Resolves when that many more were written. */
async function written(more: number): Promise<void> {
  const done = () => [...fates.values()].filter((fate) => fate === "done").length;
  for (const goal = done() + more; done() < goal; ) await sleep(5);
}

test("Backends that are ended under load cost nobody more than a refusal", async () => {
  await during(async () => {
    for (let round = 0; round < 40; round++) {
      await written(3);
      await look`
        select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and backend_type = 'client backend'`;
    }
  });
});

test("Statements that are cancelled from outside leave no transaction half done", async () => {
  await during(async () => {
    for (let round = 0; round < 40; round++) {
      await written(3);
      await look`
        select pg_cancel_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and backend_type = 'client backend'`;
    }
  });
});

test("PostgreSQL that is killed again and again loses nothing that it acknowledged", async () => {
  await during(async () => {
    for (let kill = 0; kill < 3; kill++) {
      await written(10);
      const killed = postgres.postmasterPid;
      process.kill(killed, "SIGKILL");
      while (postgres.postmasterPid === killed) await sleep(20);
    }
    await written(10);
  });
});
