import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { rowsRead } from "../../../tests/rows-read.ts";
import { newId, type Sql } from "../../platform/db/index.ts";
import { keepClient } from "../clients.ts";
import { findDue, nextTry } from "./deliveries.ts";
import { addWebhook } from "./webhooks.ts";

/** Deliveries that wait for their next try. */
const waiting = 3_000;
const now = new Date("2026-11-23T08:00:00Z");
const webhook = newId();
let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
  const { ownerSql: sql } = database;
  await keepClient(
    sql,
    { id: "mines", name: "mines", scopes: [], secretHash: Buffer.alloc(32), jwks: null },
    now,
  );
  await addWebhook(sql, {
    ...{ id: webhook, client: "mines", url: "https://mines.example", events: [] },
    ...{ secret: Buffer.alloc(48), createdAt: now, failingSince: null, disabledAt: null },
  });
});
after(() => database?.drop());

interface Added {
  readonly subject: string;
  readonly message: string;
  readonly nextAt?: Date;
}

const add = (sql: Sql, { subject, message, nextAt }: Added) => sql`
  insert into programs.delivery (id, webhook, subject, message, type, body, state, next_at,
    created_at)
  values (${newId()}, ${webhook}, ${subject}, ${message}, 'application.submitted', '{}', 'waiting',
    ${nextAt ?? null}, ${now})`;

test("What is due is found without reading what waits for its next try", async () => {
  const later = new Date(now.getTime() + 3_600_000);
  await database.ownerSql.begin(async (tx) => {
    await tx`
      insert into programs.delivery (id, webhook, subject, message, type, body, state, next_at,
        created_at)
      select gen_random_uuid(), ${webhook}, 's' || n, 'm' || n, 'application.submitted', '{}',
        'waiting', ${later}, ${now}
      from generate_series(1, ${waiting}::int) as n`;
    await add(tx, { subject: "tried", message: "first", nextAt: later });
    await add(tx, { subject: "tried", message: "behind it" });
    await add(tx, { subject: "retried", message: "due", nextAt: new Date(now.getTime() - 1) });
    await add(tx, { subject: "new", message: "new" });
    await add(tx, { subject: "new", message: "after it" });
    await tx.unsafe("analyze programs.delivery");
    // Often enough for PostgreSQL to settle for a plan without the values.
    for (let time = 0; time < 6; time++) {
      await findDue(tx, "mines", now, 50);
      await nextTry(tx, "mines");
    }
    const before = await rowsRead(tx, "programs.delivery");
    const due = await findDue(tx, "mines", now, 50);
    const next = await nextTry(tx, "mines");
    const read = (await rowsRead(tx, "programs.delivery")) - before;
    assert.ok(read < 20, `${read} rows of ${waiting}`);
    assert.deepEqual(
      due.map(({ message }) => message),
      ["due", "new"],
      "the longest due first, and nothing before an earlier one of its subject",
    );
    assert.deepEqual(next, due[0]?.nextAt);
    await tx`update programs.delivery set state = 'delivered' where message in ('due', 'new')`;
    await tx`update programs.delivery set state = 'delivered' where message = 'after it'`;
    assert.deepEqual(await nextTry(tx, "mines"), later);
  });
});
