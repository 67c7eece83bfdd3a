import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { newId } from "../platform/db/index.ts";
import { tallyMonths, tallyQuarters } from "./tally.ts";

let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
});
after(() => database.drop());

const service = "transit-corridor-file";
const decided = new Date("2026-08-20T10:00:00Z");

/** An application that was granted so many days after it was sent, through a port. */
async function granted(days: number, answers: Readonly<Record<string, string>>, renews?: string) {
  const { ownerSql: sql } = database;
  const submitted = new Date(decided.getTime() - days * 86_400_000);
  const id = newId();
  await sql`
    insert into cases.application (id, reference, person_id, service, definition, authority, status,
      lang, renews, submitted_at, decided_at, version)
    values (${id}, ${id}, ${id}, ${service}, 1, 'rra', 'granted', 'en', ${renews ?? null},
      ${submitted}, ${decided}, 1)`;
  await sql`
    insert into cases.answers (case_id, revision, answers, asked, at)
    values (${id}, 1, ${JSON.stringify(answers)}::text::jsonb, '{}', ${submitted})`;
  return id;
}

test("Days through one port, by whichever field names it: middle, and nine of ten", async () => {
  for (const days of [2, 4, 6]) await granted(days, { port_of_exit: "TZDAR" });
  for (const days of [8, 30]) await granted(days, { port_of_arrival: "TZDAR" });
  await granted(90, { port_of_exit: "KEMBA" });
  const of = {
    ...{ service, at: "granted" as const, equals: "TZDAR" },
    field: ["port_of_exit", "port_of_arrival"],
  };
  const quarters = await tallyQuarters(database.ownerSql, of, "Africa/Kigali");
  const [quarter, ...more] = quarters;
  assert.deepEqual([quarter?.from, quarter?.count, quarter?.median], ["2026-07-01", 5, 6]);
  assert.ok(Math.abs((quarter?.p90 ?? 0) - 21.2) < 1e-9);
  assert.deepEqual(more, []);
  const [month] = await tallyMonths(database.ownerSql, of, "Africa/Kigali");
  assert.deepEqual([month?.month, month?.count, month?.days], ["2026-08", 5, 50]);
});

test("Where each person counts once, renewals do not", async () => {
  const scholarship = { service, at: "granted" as const };
  const count = async (firstOnly?: true) =>
    (await tallyMonths(database.ownerSql, { ...scholarship, firstOnly }, "Africa/Kigali"))[0]
      ?.count;
  const before = (await count()) ?? 0;
  const first = await granted(3, {});
  await granted(3, {}, first);
  assert.equal(await count(), before + 2);
  assert.equal(await count(true), before + 1);
});
