import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../../tests/database.ts";
import { connect, json, type Sql, together, transaction } from "./index.ts";
import { countingProxy } from "./proxy.fixture.ts";

const database = await freshDatabase();
const { appSql: sql, ownerSql } = database;
await ownerSql`create table thing (id int, name text, at timestamptz, day date, yes boolean,
  doc jsonb,
  raw bytea, big bigint, many text[], days date[], times timestamptz[])`;
await ownerSql`grant select, insert, update, delete on thing to hamwe_app`;
after(database.drop);

const thrown = (asked: PromiseLike<unknown>) =>
  Promise.resolve(asked).then(
    () => assert.fail("it was answered"),
    (error: NodeJS.ErrnoException) => error,
  );

test("What is written comes back as it was, alone and in arrays", async () => {
  const at = new Date("2026-03-01T09:30:00.123Z");
  const row = {
    ...{ id: 1, name: 'a "quoted" \\ {name}, NULL', at, day: "2026-03-01", yes: false },
    ...{ doc: json(sql, { a: [1, null, "é"] }), raw: Uint8Array.of(0, 255, 7), big: 2 ** 53 - 1 },
    ...{ many: ["", "NULL", 'q"', "b\\", "{}", "a,b"], days: ["2026-01-31"], times: [at, at] },
  };
  const [made] = await sql`insert into thing ${sql(row)} returning *`;
  assert.deepEqual(
    { ...made, raw: [...(made?.raw ?? [])] },
    { ...row, doc: { a: [1, null, "é"] }, raw: [0, 255, 7] },
  );
});

test("An instant is read to the millisecond, however much of it PostgreSQL writes", async () => {
  const texts = [
    ...["2026-03-01T09:30:00Z", "1999-12-31T23:59:59.9Z", "2024-02-29T00:00:00.05Z"],
    ...["2026-11-30T10:11:12.123456Z", "2026-11-30T10:11:12.000999Z", "1899-12-31T00:00:00Z"],
    ...["0099-01-02T03:04:05Z", "+010000-01-01T00:00:00Z"],
  ];
  const written = texts.map((text) => text.replace("+0", ""));
  const rows = await sql<{ at: Date }[]>`
    select text::timestamptz as at from unnest(${written}::text[]) with ordinality as given(text, n)
     order by n`;
  assert.deepEqual(
    rows.map(({ at }) => at.toISOString()),
    texts.map((text) => new Date(text).toISOString()),
  );
});

test("Types that PostgreSQL cannot guess are said by the value", async () => {
  const at = new Date("2026-03-01T09:30:00Z");
  const [row] = await sql`
    select ${at} + interval '1 day' as next, ${true} as yes, ${json(sql, { a: 1 })} ->> 'a' as a,
      ${Uint8Array.of(1)} as raw, ${12n} + 1 as n, ${[1, 2]}::int[] as list,
      ${[[1, null]]}::int[] as deep, ${null}::text as nothing, ${[true, false]}::boolean[] as both,
      ${[9007199254740991n]}::bigint[] as bigs`;
  assert.deepEqual(row, {
    ...{ next: new Date("2026-03-02T09:30:00Z"), yes: true, a: "1", raw: Buffer.of(1), n: 13 },
    ...{ list: [1, 2], deep: [[1, null]], nothing: null, both: [true, false] },
    bigs: [Number.MAX_SAFE_INTEGER],
  });
});

test("A count beyond what a number holds is a fault, and the connection goes on", async () => {
  const pool = connect(database.appUrl, 1);
  const error = await thrown(pool`select 9007199254740993 as n`);
  assert.match(error.message, /int8 9007199254740993 does not fit/);
  const list = await thrown(pool`select array[9007199254740993] as n`);
  assert.match(list.message, /does not fit/);
  assert.deepEqual([...(await pool`select 1 as one`)], [{ one: 1 }]);
  await pool.end();
});

test("Undefined is refused wherever it stands, before anything is asked", async () => {
  const nothing = undefined as unknown as string;
  const asked = [
    sql`select ${nothing}`,
    sql`insert into thing ${sql({ id: 9, name: nothing })}`,
    sql`select ${[nothing]}::text[]`,
  ];
  for (const each of asked) assert.equal((await thrown(each)).code, "UNDEFINED_VALUE");
  assert.throws(() => json(sql, undefined), { code: "UNDEFINED_VALUE" });
  assert.match((await thrown(sql`select ${{ a: 1 } as never}`)).message, /use json/);
});

test("Statements are parts of statements, and are asked only when somebody waits", async () => {
  await sql`delete from thing`;
  const never = sql`insert into thing (id) values (99)`;
  const only = (least: number) => sql`id >= ${least} and ${sql("name")} in ${sql(["a", "b"])}`;
  await sql`insert into thing ${sql([
    { id: 1, name: "a" },
    { id: 2, name: "b" },
    { id: 3, name: "c" },
  ])}`;
  assert.equal((await sql`select from thing where ${only(2)}`).length, 1);
  const changed = await sql`update thing set ${sql({ name: "d", yes: true })} where id < ${3}`;
  assert.equal(changed.count, 2);
  assert.equal((await sql`select from thing where name in ${sql([])}`).length, 0);
  assert.equal((await sql`select from thing where id = 99`).length, 0);
  assert.ok(never);
  const again = sql<{ n: number }[]>`insert into thing (id) values (4) returning id as n`;
  assert.deepEqual([[...(await again)], [...(await again)]], [[{ n: 4 }], [{ n: 4 }]]);
  assert.equal((await sql`select from thing where id = 4`).length, 1, "asked once, heard twice");
});

test("Names cannot break out of their quotes", async () => {
  const [row] = await sql`select 1 as ${sql('a" , (select 2) as "b')}`;
  assert.deepEqual(Object.keys(row ?? {}), ['a" , (select 2) as "b']);
});

test("Text as it stands may hold several statements; the rows are those of the last", async () => {
  const rows = await sql.unsafe("select 1 as one; select 2 as two");
  assert.deepEqual([...rows], [{ two: 2 }]);
});

test("Statements of one transaction that are asked at once make one journey", async () => {
  const proxy = await countingProxy(database.appUrl);
  const pool = connect(proxy.url, 1);
  await pool`select 1`;
  const before = proxy.packets();
  await transaction(pool, async (tx) => {
    await Promise.all([0, 1, 2, 3, 4, 5].map((n) => tx`select ${n}::int`));
  });
  // BEGIN with all six, COMMIT.
  assert.equal(proxy.packets() - before, 2);
  await pool.end();
  await proxy.close();
});

test("Things that are read together make one round trip on one connection", async () => {
  const proxy = await countingProxy(database.appUrl);
  const pool = connect(proxy.url, 4);
  const read = (sql: Sql) => Promise.all([0, 1, 2].map((n) => sql`select ${n}::int as n`));
  await read(together(pool));
  const before = proxy.packets();
  const rows = await read(together(pool));
  assert.equal(proxy.packets() - before, 1);
  assert.deepEqual(rows.flat(), [{ n: 0 }, { n: 1 }, { n: 2 }]);
  assert.equal(pool.counts().total, 1);
  const one = together(pool);
  const three = await Promise.allSettled([one`select 1`, one`select 1 / 0`, one`select 3 as n`]);
  const codes = three.map((each) => each.status === "rejected" && each.reason.code);
  assert.deepEqual(codes, [false, "22012", false], "what was skipped is asked again");
  await transaction(pool, async (tx) => void (await read(together(tx))));
  const { total, idle } = pool.counts();
  assert.equal(idle, total, "every connection was given back");
  await pool.end();
  await proxy.close();
});

test("After a migration a prepared statement is prepared anew, on every connection", async () => {
  const pool = connect(database.appUrl, 2);
  const all = () => Promise.all([0, 1, 2, 3].map(() => pool`select * from changing`));
  await ownerSql`create table changing (a int)`;
  await ownerSql`grant select on changing to hamwe_app`;
  await ownerSql`insert into changing values (1)`;
  await all();
  await ownerSql`alter table changing add b text default 'new'`;
  for (const rows of await all()) assert.deepEqual([...rows], [{ a: 1, b: "new" }]);
  await ownerSql`alter table changing alter a type text`;
  const inside = () => transaction(pool, async (tx) => [...(await tx`select * from changing`)]);
  const answers = await Promise.allSettled([inside(), inside(), inside()]);
  for (const each of answers)
    if (each.status === "rejected") assert.match(String(each.reason), /cached plan/);
  for (const pause of [1, 2]) assert.deepEqual(await inside(), [{ a: "1", b: "new" }], `${pause}`);
  await pool.end();
});

test("An error says where in the program the statement stands", async () => {
  const error = await thrown(sql`select 1 / 0`);
  assert.match(error.stack ?? "", /statement\.test\.ts/);
});
