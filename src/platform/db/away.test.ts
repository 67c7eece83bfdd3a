import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../../tests/database.ts";
import { connect, isAway, onceThere } from "./index.ts";

const database = await freshDatabase();
after(database.drop);

const thrownBy = (question: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(question).then(
    () => assert.fail("it was answered"),
    (error: unknown) => error,
  );

test("A database that cannot be reached is away", async () => {
  const sql = connect("postgres://nobody@127.0.0.1:1/nothing", 1);
  assert.ok(isAway(await thrownBy(sql`select 1`)));
  await sql.end({ timeout: 1 });
  const noSocket = connect("postgres://nobody@%2Fno%2Fsuch%2Ffolder/nothing", 1);
  assert.ok(isAway(await thrownBy(noSocket`select 1`)));
  await noSocket.end({ timeout: 1 });
});

test("A database that goes while it is asked is away", async () => {
  const sql = connect(database.appUrl, 1);
  const asked = thrownBy(sql`select pg_sleep(20)`);
  for (let ended = 0; ended === 0; )
    ended = (
      await database.appSql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where query like 'select pg_sleep(20)%' and datname = current_database()`
    ).length;
  assert.ok(isAway(await asked));
  await sql.end({ timeout: 1 });
});

test("What PostgreSQL refuses is no absence, nor is a file that is not there", async () => {
  assert.equal(isAway(await thrownBy(database.appSql`select 1 / 0`)), false);
  assert.equal(
    isAway(Object.assign(new Error("no file"), { code: "ENOENT", syscall: "open" })),
    false,
  );
  assert.equal(isAway(new Error("something else")), false);
  const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED", syscall: "connect" });
  assert.equal(isAway(new AggregateError([refused])), true, "of a name with several addresses");
});

test("What is done while the database is away is done again; other errors are thrown", async () => {
  const away = Object.assign(new Error("refused"), { code: "ECONNREFUSED", syscall: "connect" });
  let tries = 0;
  const work = async () => {
    tries += 1;
    if (tries < 3) throw away;
    return tries;
  };
  const waiting: unknown[] = [];
  assert.equal(await onceThere(work, (error) => void waiting.push(error)), 3);
  assert.deepEqual(waiting, [away], "told once");
  const failing = async (): Promise<never> => {
    tries += 1;
    throw new Error("a fault");
  };
  tries = 0;
  assert.match(String(await thrownBy(onceThere(failing))), /a fault/);
  assert.equal(tries, 1);
  assert.equal(await thrownBy(onceThere(async () => Promise.reject(away), undefined, -1)), away);
});
