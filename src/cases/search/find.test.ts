import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { findByWords, mostFiles } from "./find.ts";

const files = 20_000;
const officer = {
  ...{ id: "grace", authority: "minaloc", roles: ["registrar"], revokes: [] },
  held: [{ role: "registrar", offices: [], services: [] }],
};

let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
  const { ownerSql } = database;
  await ownerSql`
    insert into cases.application (id, reference, person_id, service, definition, authority, status,
      lang, submitted_at, version)
    select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'R' || n,
      gen_random_uuid(), 'birth', 1, 'minaloc', 'in-review', 'en',
      '2026-11-23T08:00:00Z'::timestamptz + n * interval '1 minute', 1
    from generate_series(1, ${files}::int) as n`;
  await ownerSql`
    insert into cases.task (case_id, key, task, stage, authority, role, reference, service,
      opened_at)
    select id, '1.check', 'check', 'check', 'minaloc', 'registrar', reference, 'birth', now()
    from cases.application`;
  await ownerSql`
    insert into cases.search_word (word, case_id)
    select distinct word, id from cases.application, cast(substr(reference, 2) as int) as n,
      unnest(array['uwase' || n % 400, 'keza' || n % 7, '#' || n, 'mukamana',
        case when n % 2000 = 7 then 'nyiramana' end]) as word
    where word is not null`;
  await ownerSql.unsafe("vacuum analyze cases.task, cases.application, cases.search_word");
});
after(() => database?.drop());

/** What is found, and how many words PostgreSQL read for it. */
function watched(...prefixes: readonly string[]) {
  return database.ownerSql.begin(async (tx) => {
    const sum = async () => {
      const [row] = await tx<{ rows: number }[]>`
        select seq_tup_read + coalesce(idx_tup_read, 0) as rows
        from pg_stat_xact_user_tables t left join lateral (
          select sum(pg_stat_get_xact_tuples_returned(indexrelid)) as idx_tup_read
          from pg_index where indrelid = t.relid) as i on true
        where schemaname = 'cases' and relname = 'search_word'`;
      return Number(row?.rows ?? 0);
    };
    const terms = prefixes.map((prefix) => ({ prefix, whole: [] }));
    // Often enough for PostgreSQL to settle for a plan without the values.
    for (let time = 0; time < 6; time++) {
      const many = terms.map(() => ({ prefix: "uwa", whole: [] }));
      await findByWords(tx, officer, { terms: many });
      await findByWords(tx, officer, { terms });
    }
    const before = await sum();
    const found = await findByWords(tx, officer, { terms });
    return { ...found, read: (await sum()) - before };
  });
}

test("A name that nobody has costs next to nothing, however many files there are", async () => {
  const { rows, read } = await watched("zzz");
  assert.deepEqual(rows, []);
  assert.ok(read <= 5, `${read} words of ${3 * files}`);
});

test("A rare name reads its own words, and shows the newest files first", async () => {
  const { rows, more, read } = await watched("uwase399");
  assert.deepEqual([rows.length, more], [mostFiles, true]);
  assert.equal(rows[0]?.reference, "R19999");
  assert.ok(read <= 2 * (files / 400), `${read} words of ${3 * files}`);
});

test("Several words are all in what is found", async () => {
  const { rows, read } = await watched("uwase29", "keza3");
  assert.ok(read <= 5_000, `${read} words of ${4 * files}`);
  assert.ok(rows.length > 0);
  for (const { reference } of rows) assert.equal(Number(reference.slice(1)) % 7, 3);
});

test("A name that thousands have costs no more than a thousand of them", async () => {
  const { rows, more, read } = await watched("keza3");
  assert.deepEqual([rows.length, more], [mostFiles, true]);
  assert.ok(read <= 1_010, `${read} words of ${3 * files}`);
});

test("Names that are one letter off cost no more where one of them is everybody's", async () => {
  const { rows, read } = await watched("mukamanaa", "niramana");
  const numbers = rows.map(({ reference }) => Number(reference.slice(1)) % 2_000);
  assert.deepEqual(numbers, Array<number>(files / 2_000).fill(7));
  assert.ok(rows.every(({ similar }) => similar));
  assert.ok(read <= 5_200, `${read} words of ${4 * files}`);
});
