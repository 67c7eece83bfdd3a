import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { freshDatabase } from "../../../tests/database.ts";
import { connect, json, migrate, transaction } from "./index.ts";

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
  assert.deepEqual(both.flat(), ["9001-slow.sql"]);
});

test("A migration that fails leaves nothing behind, and can be tried again", async () => {
  await write("9002-broken.sql", "create schema half; select 1/0");
  await assert.rejects(migrate(ownerUrl, folder), /division by zero/);
  assert.equal((await ownerSql`select from pg_namespace where nspname = 'half'`).length, 0);
  await write("9002-broken.sql", "create schema half");
  assert.deepEqual(await migrate(ownerUrl, folder), ["9002-broken.sql"]);
});

test("History that was applied cannot be rewritten", async () => {
  await write("9001-slow.sql", "create schema another");
  await assert.rejects(migrate(ownerUrl, folder), /9001-slow.sql was changed/);
  await rm(join(folder, "9001-slow.sql"));
  await write("0099-late.sql", "select 1");
  await assert.rejects(migrate(ownerUrl, folder), /0099-late.sql comes before number 9002/);
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
