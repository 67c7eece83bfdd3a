import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { emptyDatabase, freshDatabase } from "../../../tests/database.ts";
import { connect, json, migrate, pendingMigrations, pendingText, transaction } from "./index.ts";

const database = await freshDatabase();
const { ownerSql, appSql, ownerUrl } = database;
const folder = await mkdtemp(join(tmpdir(), "hamwe-migrations-"));
after(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const write = (name: string, text: string) => writeFile(join(folder, name), text);

test("The history of the database can be applied twice, and by two servers at once", async () => {
  const real = join(import.meta.dirname, "../../../migrations");
  assert.deepEqual(await migrate(ownerUrl, real), []);
  await write(
    "9001-slow.sql",
    "create schema slow; select pg_sleep(0.2); create table slow.thing (a int)",
  );
  const both = await Promise.all([migrate(ownerUrl, folder), migrate(ownerUrl, folder)]);
  assert.deepEqual(both.flat(), [{ name: "9001-slow.sql", late: false }]);
});

test("A migration that fails leaves nothing behind, and can be tried again", async () => {
  await write("9002-broken.sql", "create schema half; select 1/0");
  await assert.rejects(migrate(ownerUrl, folder), /division by zero/);
  assert.equal((await ownerSql`select from pg_namespace where nspname = 'half'`).length, 0);
  await write("9002-broken.sql", "create schema half");
  assert.deepEqual(await migrate(ownerUrl, folder), [{ name: "9002-broken.sql", late: false }]);
});

test("History that was applied cannot be rewritten", async () => {
  await write("9001-slow.sql", "create schema another");
  await assert.rejects(migrate(ownerUrl, folder), /9001-slow.sql was changed/);
  await assert.rejects(pendingMigrations(appSql, folder), /9001-slow.sql was changed/);
});

test("What came to the history late is applied too, in order, and said to be late", async () => {
  const lines = [
    ["0001-thing.sql", "create schema late; create table late.thing (a int)"],
    ["0003-second.sql", "alter table late.thing add c int"],
    ["0002-first.sql", "create table late.other (b int)"],
    ["0004-third.sql", "alter table late.other add d int"],
  ] as const;
  const other = await emptyDatabase();
  const lineage = await mkdtemp(join(tmpdir(), "hamwe-late-"));
  try {
    for (const [name, text] of lines.slice(0, 2)) await writeFile(join(lineage, name), text);
    await migrate(other.ownerUrl, lineage);
    for (const [name, text] of lines.slice(2)) await writeFile(join(lineage, name), text);
    const pending = await pendingMigrations(other.ownerSql, lineage);
    assert.deepEqual(pending, [
      { name: "0002-first.sql", late: true },
      { name: "0004-third.sql", late: false },
    ]);
    assert.equal(pendingText(pending), "2 migrations, up to 0004-third.sql (late: 0002-first.sql)");
    assert.deepEqual(await migrate(other.ownerUrl, lineage), pending);
    assert.deepEqual(await migrate(other.ownerUrl, lineage), []);
    const columns = await other.ownerSql<{ name: string }[]>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'late' order by 1`;
    assert.deepEqual(
      columns.map(({ name }) => name),
      ["other.b", "other.d", "thing.a", "thing.c"],
    );
  } finally {
    await other.drop();
    await rm(lineage, { recursive: true });
  }
});

test("The running app can neither make tables nor rewrite the database's history", async () => {
  const denied = { code: "42501" };
  await assert.rejects(appSql`create table public.mine (a int)`, denied);
  await assert.rejects(appSql`create schema mine`, denied);
  await assert.rejects(appSql`create temporary table mine (a int)`, denied);
  await assert.rejects(appSql`update platform.migration set name = 'x'`, denied);
  await assert.rejects(appSql`set role hamwe_owner`, denied);
});

test("Values come back as what they are: counts are numbers, days text, json values", async () => {
  const [row] = await appSql`
    select count(*) as n, date '2026-03-01' as day, ${json(appSql, { a: [1] })}::jsonb as j,
      timestamptz '2026-03-01 10:00+02' as at, array[7::bigint] as many`;
  assert.deepEqual(row, {
    n: 1,
    day: "2026-03-01",
    j: { a: [1] },
    at: new Date("2026-03-01T08:00Z"),
    many: [7],
  });
  await assert.rejects(appSql`select 9007199254740993::bigint`, RangeError);
});

test("A transaction inside a transaction can be undone alone", async () => {
  await ownerSql`create table public.note (a int)`;
  await transaction(ownerSql, async (tx) => {
    await tx`insert into public.note values (1)`;
    const inner = transaction(tx, async (deeper) => {
      await deeper`insert into public.note values (2)`;
      throw new Error("undone");
    });
    await assert.rejects(inner, /undone/);
  });
  assert.deepEqual([...(await ownerSql`select a from public.note`)], [{ a: 1 }]);
});

test("A login that is a government's own can migrate and act as the app", async () => {
  const { prepareExternal } = await import("./roles.ts");
  const superuser = ownerUrl.replace("//hamwe_owner@", "//postgres@");
  const access = await prepareExternal(superuser);
  const [owner, app] = [connect(access.ownerUrl, 1), connect(access.appUrl, 1)];
  assert.deepEqual(
    [...(await owner`select current_user::text as name`)],
    [{ name: "hamwe_owner" }],
  );
  assert.deepEqual([...(await app`select current_user::text as name`)], [{ name: "hamwe_app" }]);
  await Promise.all([owner.end(), app.end()]);
});
