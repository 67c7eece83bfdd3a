import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { rowsRead } from "../../../tests/rows-read.ts";
import { personAndOfficers } from "./index.ts";

let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
});
after(() => database?.drop());

test("Names of a few officers are read without reading all officers", async () => {
  await database.ownerSql`
    insert into auth.officer (id, iss, sub, name, authority, active, created_at, updated_at)
    select uuidv7(), 'urn:test', n, 'Officer ' || n, 'mines', true, now(), now()
    from generate_series(1, 3000) as n`;
  await database.ownerSql.unsafe("analyze auth.officer");
  await database.ownerSql.begin(async (tx) => {
    const [one] = await tx<{ id: string; name: string }[]>`
      select id, name from auth.officer where sub = '7'`;
    const before = await rowsRead(tx, "auth.officer");
    const officers = tx`select unnest(array[${one?.id ?? ""}, 'system', null]::text[])`;
    const { person, names } = await personAndOfficers(tx, { person: tx`null::uuid`, officers });
    assert.deepEqual([person, [...names]], [undefined, [[one?.id, "Officer 7"]]]);
    const read = (await rowsRead(tx, "auth.officer")) - before;
    assert.ok(read <= 3, `${read} rows of 3,000`);
  });
});
