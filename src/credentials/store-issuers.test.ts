import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { rowsRead } from "../../tests/rows-read.ts";
import type { Sql } from "../platform/db/index.ts";
import { lookAhead } from "./store-issuers.ts";

/** Certificates in the list, of 131,072 places. */
const taken = 3_000;
let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
});
after(() => database?.drop());

const ask = { jurisdiction: "RW", authority: "mines", documentType: "licence", kid: "key" };

const fill = (sql: Sql) => sql`
  insert into credentials.credential (id, number, case_id, person_id, service, jurisdiction,
    authority, authority_name, document_type, title, claims, lang, issued_at, status_list,
    status_index, cwt)
  select gen_random_uuid(), 'N' || n, gen_random_uuid(), gen_random_uuid(), 'licence', 'RW',
    'mines', '{}', 'licence', '{}', '[]', 'en', now(), 1, n, int4send(n)
  from generate_series(1, ${taken}::int) as n`;

test("A free place is found without reading the places that are taken", async () => {
  const among = [7, 8, 90_000, 90_001];
  await database.ownerSql.begin(async (tx) => {
    // A server that started on an empty list keeps the plan that it made for it.
    for (let time = 0; time < 6; time++) await lookAhead(tx, { ...ask, among, most: 1 });
    await fill(tx);
    const before = await rowsRead(tx, "credentials.credential");
    const { statusList, places } = await lookAhead(tx, { ...ask, among, most: 1 });
    const read = (await rowsRead(tx, "credentials.credential")) - before;
    assert.ok(read <= among.length, `${read} rows of ${taken}`);
    assert.deepEqual([statusList, places], [1, [90_000]]);
    const full = await lookAhead(tx, { ...ask, among: [7, 8], most: 1 });
    assert.deepEqual(full.places, [], "all of them are taken");
  });
});
