import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { rowsRead } from "../../tests/rows-read.ts";
import type { Reference } from "../kernel/index.ts";
import type { Pool, Sql } from "../platform/db/index.ts";
import { doneLately, inHandOf, loadFrom, unclaimedOf } from "./load.ts";
import { makeOfficersList } from "./officers-list.ts";
import { cursorOf, sorts } from "./work-order.ts";
import {
  mostCounted,
  type WorkRow,
  type WorkWanted,
  worklist,
  worklistCounts,
} from "./worklist.ts";

/** Open tasks of one role; few of them have any one of the marks that are looked for. */
const open = 6_000;
const [marked, size] = [20, 50];
const now = new Date("2026-11-23T08:00:00Z");
/** A day on which little was sent. */
const quiet = new Date("2026-10-01T08:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
/** From eight in the morning, when all was sent: not whole days of UTC. */
const lately = { sentFrom: daysAgo(20), sentBefore: daysAgo(10) };
const officer = { id: "grace", authority: "minaloc", roles: ["registrar"] };
const chief = { ...officer, roles: ["supervisor"] };

let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
  const { ownerSql } = database;
  await ownerSql`
    insert into cases.application (id, reference, person_id, service, definition, authority, status,
      lang, submitted_at, version)
    select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'R' || n,
      gen_random_uuid(), 'birth', 1, 'minaloc', 'in-review', 'en', ${now}, 1
    from generate_series(1, ${open}::int) as n`;
  await ownerSql`
    insert into cases.task (case_id, key, task, stage, authority, role, reference, service,
      opened_at, due_at, promised_at, claimed_by, proposed_by, waiting, sent_at)
    select id, '1.check', 'check', 'check', 'minaloc', 'registrar', reference,
      case when n % 300 = 1 then 'rare' else 'birth' end, ${now},
      ${now}::timestamptz + n * interval '1 minute', ${now}::timestamptz + n * interval '1 minute',
      case when n % 300 = 2 then 'grace' end,
      case when n % 300 = 3 then 'jean' end, n % 300 = 4,
      case when n % 300 = 5 then ${quiet}::timestamptz
        else ${now}::timestamptz - n % 40 * interval '1 day' end
    from cases.application, substr(reference, 2) as digits, cast(digits as int) as n`;
  await ownerSql`
    insert into cases.task (case_id, key, task, stage, authority, role, reference, service,
      opened_at, closed_at, closed_by)
    select id, '0.before', 'before', 'before', 'minaloc', 'registrar', reference, 'birth',
      ${now}::timestamptz - interval '4 hours', ${now}::timestamptz - interval '1 hour', 'jean'
    from cases.application where reference < 'R2'`;
  await ownerSql.unsafe("vacuum analyze cases.task, cases.application");
});
after(() => database?.drop());

/** The answer, and how many rows of tasks PostgreSQL looked at for it. */
function watched<T>(ask: (sql: Sql) => Promise<T>): Promise<{ answer: T; read: number }> {
  return database.ownerSql.begin(async (tx) => {
    const before = await rowsRead(tx, "cases.task");
    const answer = await ask(tx);
    return { answer, read: (await rowsRead(tx, "cases.task")) - before };
  });
}

const pages: readonly (readonly [string, Omit<WorkWanted, "officer" | "now">, number])[] = [
  ["everything", {}, size + 1],
  ["what is overdue", { filter: "overdue" }, 0],
  ["what is overdue at its step", { filter: "step-overdue", sort: "step" }, 0],
  ["everything by the step", { sort: "step" }, size + 1],
  ["everything, the newest first", { sort: "-received" }, size + 1],
  ["everything, the oldest first", { sort: "received" }, size + 1],
  ["everything by the promise, the last first", { sort: "-promise" }, size + 1],
  ["everything by the step, the last first", { sort: "-step" }, size + 1],
  ["one of many days, the newest first", { ...lately, sort: "-received" }, size + 1],
  ["what nobody has", { filter: "unclaimed" }, size + 1],
  ["what waits for the applicant", { filter: "waiting" }, marked],
  ["what waits for a second signature", { filter: "second-signature" }, marked],
  ["their own work", { mine: true }, marked],
  ["a service with little work", { service: "rare" }, marked],
  ["a service without any", { service: "absent" }, 0],
  ["one of many days", { sentFrom: daysAgo(3), sentBefore: daysAgo(2) }, size + 1],
  ["one of many days by the step", { ...lately, sort: "step" }, size + 1],
  ["a few days", { sentFrom: quiet, sentBefore: new Date("2026-10-02T00:00:00Z") }, marked],
  ["a reference", { reference: "R4711" as Reference }, 1],
  ["a reference that does not exist", { reference: "R0" as Reference }, 0],
];

for (const [who, of] of [
  ["An officer", officer],
  ["A supervisor", chief],
] as const)
  for (const [what, wanted, count] of pages)
    test(`${who} who looks at ${what} has no more rows read than are shown`, async () => {
      const query = { ...wanted, officer: of, now };
      // Often enough for PostgreSQL to settle for a plan without the values.
      for (let time = 0; time < 6; time++)
        assert.equal((await worklist(database.ownerSql, query)).length, count);
      const { answer, read } = await watched((tx) => worklist(tx, query));
      assert.equal(answer.length, count);
      assert.ok(read <= count + size, `${read} rows of ${open}`);
    });

test("Each order is the same whether it is read at once or page after page", async () => {
  const sql = database.ownerSql;
  const two = { ...officer, roles: ["registrar", "clerk"] };
  for (const who of [officer, two, chief])
    for (const sort of sorts) {
      const all = await worklist(sql, { officer: who, now, sort, size: open });
      const first = all.slice(0, 70);
      const after = cursorOf(first[69] as WorkRow, sort);
      const rest = await worklist(sql, { officer: who, now, sort, after, size: 30 });
      assert.deepEqual(rest, all.slice(70, 101), sort);
      const timeOf = ({ promisedAt, dueAt, sentAt }: WorkRow) =>
        (sort.endsWith("step")
          ? dueAt
          : sort.endsWith("received")
            ? sentAt
            : promisedAt
        )?.getTime();
      const times = all.map((row) => timeOf(row) ?? Number.POSITIVE_INFINITY);
      const sorted = times.toSorted((a, b) => (a === b ? 0 : a < b ? -1 : 1));
      assert.deepEqual(times, sort.startsWith("-") ? sorted.reverse() : sorted, sort);
    }
});

test("A list of some days has just their rows, page after page, whoever looks", async () => {
  const sql = database.ownerSql;
  const sent = new Map<string, Date>();
  for (const row of await sql<{ id: string; at: Date }[]>`
    select case_id as id, sent_at as at from cases.task where closed_at is null`)
    sent.set(row.id, row.at);
  const two = { ...officer, roles: ["registrar", "clerk"] };
  const spans = [lately, { sentFrom: daysAgo(1) }, { sentBefore: daysAgo(35) }];
  for (const who of [officer, two, chief])
    for (const span of spans) {
      const of = { officer: who, now, size: open };
      const expected = (await worklist(sql, of)).filter(({ caseId }) => {
        const at = sent.get(caseId) ?? now;
        const isAfter = !("sentFrom" in span) || at >= span.sentFrom;
        return isAfter && (!("sentBefore" in span) || at < span.sentBefore);
      });
      const first = await worklist(sql, { ...of, ...span, size: 100 });
      const after = cursorOf(first[99] as WorkRow);
      const rest = await worklist(sql, { ...of, ...span, after });
      assert.deepEqual([...first.slice(0, 100), ...rest], expected);
    }
});

test("A month costs a few rows of each of its days", async () => {
  const query = { officer, now, size, sentFrom: daysAgo(30), sentBefore: now };
  const { answer, read } = await watched((tx) => worklist(tx, query));
  assert.equal(answer.length, size + 1);
  assert.ok(read <= 31 * (size + 3), `${read} rows of ${open}`);
});

test("What was sent on a day is counted without reading other days", async () => {
  const query = { officer, now, sentFrom: daysAgo(3), sentBefore: daysAgo(2) };
  const lists = [{}, { filter: "unclaimed" }, { filter: "overdue" }, { mine: true }] as const;
  const { answer, read } = await watched((tx) => worklistCounts(tx, query, lists));
  const rows = await worklist(database.ownerSql, { ...query, size: open });
  const mine = rows.filter(({ claimedBy }) => claimedBy === officer.id).length;
  assert.deepEqual(answer, [mostCounted, mostCounted, 0, mine]);
  assert.ok(read <= 2 * mostCounted + 2 * size, `${read} rows of ${open}`);
});

test("Page after page has every row once, and none costs more than the first", async () => {
  const seen = new Set<string>();
  let after: string | undefined;
  for (let page = 0; page < 5; page++) {
    const query = { officer, now, size, ...(after && { after }) };
    const { answer, read } = await watched((tx) => worklist(tx, query));
    assert.ok(read <= 2 * size, `${read} rows`);
    const rows = answer.slice(0, size);
    for (const { caseId } of rows) seen.add(caseId);
    after = cursorOf(rows.at(-1) as WorkRow);
  }
  assert.equal(seen.size, 5 * size);
});

test("Every list is counted, up to a hundred", async () => {
  const lists = [{}, { mine: true }, { filter: "waiting" }, { filter: "overdue" }] as const;
  for (const each of [officer, chief])
    assert.deepEqual(await worklistCounts(database.ownerSql, { officer: each, now }, lists), [
      mostCounted,
      marked,
      marked,
      0,
    ]);
});

const allLists = [
  {},
  { mine: true },
  ...(["unclaimed", "overdue", "step-overdue", "second-signature", "waiting"] as const).map(
    (filter) => ({ filter }),
  ),
];

test("Lists counted at once have as many rows as each has by itself", async () => {
  await database.ownerSql
    .begin(async (tx) => {
      // Of a service: some late by one term or both, most in somebody's hand, some decided.
      await tx`
      update cases.task set service = 'mixed', signed = n % 7 = 0,
        promised_at = ${now}::timestamptz + (n % 11 - 3) * interval '1 day',
        due_at = ${now}::timestamptz + (n % 13 - 9) * interval '1 day',
        claimed_by = case when n % 10 > 0 then 'jean' end
      from (select case_id as id, row_number() over (order by case_id) as n from cases.task
        where closed_at is null and service = 'birth' limit 400) as picked
      where case_id = id and closed_at is null`;
      const two = { ...officer, roles: ["registrar", "clerk"] };
      for (const who of [officer, two, chief])
        for (const of of [
          {},
          { service: "rare" },
          { service: "mixed" },
          { holder: "jean" },
          lately,
        ]) {
          const query = { officer: who, now, ...of };
          const each = await Promise.all(
            allLists.map(async (list) => {
              const rows = await worklist(tx, { ...query, ...list, size: open });
              return Math.min(mostCounted, rows.length);
            }),
          );
          assert.deepEqual(await worklistCounts(tx, query, allLists), each);
        }
      throw new Error("as it was");
    })
    .catch(({ message }) => assert.equal(message, "as it was"));
});

test("What was more than is counted is not counted again for a minute", async () => {
  let at = now;
  const listOf = makeOfficersList(database.ownerSql as Pool, () => at);
  const query = { work: { officer }, within: { officer }, counted: allLists, namesOf: () => [] };
  const ask = () => watched(async (tx) => (await listOf(query, tx)).counts);
  const first = await ask();
  const second = await ask();
  assert.deepEqual(second.answer, first.answer);
  assert.ok(second.read <= size + 4 * marked, `${second.read} rows`);
  at = new Date(now.getTime() + 60_000);
  assert.ok((await ask()).read > second.read + mostCounted);
});

test("All lists of little work are counted by looking at each row once", async () => {
  const query = { officer, now, service: "rare" };
  const { answer, read } = await watched((tx) => worklistCounts(tx, query, allLists));
  assert.deepEqual(answer, [marked, 0, marked, 0, 0, 0, 0]);
  // Once for the lists together, and what waits, of any service.
  assert.ok(read <= 2 * marked, `${read} rows`);
});

test("A file that was pushed on is late by what was promised, whatever its step says", async () => {
  await database.ownerSql.begin(async (tx) => {
    await tx`update cases.task set promised_at = ${now}::timestamptz - interval '3 days'
      where reference = 'R4000' and closed_at is null`;
    const [first] = await worklist(tx, { officer, now });
    assert.equal(first?.reference, "R4000");
    const late = await worklist(tx, { officer, now, filter: "overdue" });
    assert.deepEqual(
      late.map(({ reference }) => reference),
      ["R4000"],
    );
    assert.equal((await worklist(tx, { officer, now, filter: "step-overdue" })).length, 0);
    await tx`update cases.task set promised_at = due_at where reference = 'R4000'`;
  });
});

test("What waits for the applicant is in its own list and counted as nobody's work", async () => {
  const rows = await worklist(database.ownerSql, { officer, now, size: open });
  assert.equal(rows.length, open - marked);
  assert.ok(rows.every(({ waiting }) => !waiting));
  const [waiting] = await worklist(database.ownerSql, { officer, now, filter: "waiting" });
  assert.equal(waiting?.waiting, true);
});

test("Unclaimed work is counted, and how much of it is late", async () => {
  const later = new Date(now.getTime() + 10 * 60_000);
  assert.deepEqual(await unclaimedOf(database.ownerSql, { authority: "minaloc" }, later), {
    ...{ open: open - 2 * marked, overdue: 7, stepOverdue: 7, escalated: 0 },
    ...{ waiting: marked, signed: 0 },
  });
});

test("The load of an officer is what they have in hand and what they have done", async () => {
  const sql = database.ownerSql;
  const of = { authority: "minaloc" };
  const load = loadFrom(await inHandOf(sql, of, now), await doneLately(sql, of, 30, now), ["new"]);
  assert.equal(load.find(({ officer }) => officer === "new")?.done, 0);
  const done = load.find(({ officer }) => officer === "jean");
  assert.deepEqual(load[0], {
    ...{ officer: "grace", inHand: marked, overdue: 0, stepOverdue: 0, escalated: 0 },
    ...{ waiting: 0, signed: 0, oldestAt: now, done: 0, medianHours: null },
  });
  assert.equal(done?.inHand, 0);
  assert.equal(done?.medianHours, 3);
  assert.ok((done?.done ?? 0) > 1000);
});
