import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { latestEvents, makeSecurity, type Security, type SecurityEvent } from "./index.ts";

let database: FreshDatabase;
let security: Security;
const told: SecurityEvent[] = [];

before(async () => {
  database = await freshDatabase();
  security = makeSecurity({
    sql: database.appSql,
    clock: () => new Date("2026-11-23T08:00:00Z"),
    everyMs: 3_600_000,
  });
  security.tellTo((event) => told.push(event));
});
after(async () => {
  await security.stop();
  await database.drop();
});

test("What was written down can be read, and neither changed nor taken away", async () => {
  await security.record({ kind: "signed-in", actor: "person:1", facts: { acr: "substantial" } });
  const { appSql } = database;
  const [event] = await latestEvents(appSql, { kind: "signed-in" });
  assert.deepEqual(
    [event?.actor, event?.facts, event?.times],
    ["person:1", { acr: "substantial" }, 1],
  );
  await assert.rejects(appSql`update security.event set actor = null`, { code: "42501" });
  await assert.rejects(appSql`delete from security.event`, { code: "42501" });
  assert.equal(told.length, 1, "a copy goes to the log");
});

test("A flood of the same is one row with a count, and one of different ones is cut", async () => {
  const refused = (route: string) => ({ kind: "refused", facts: { route, status: 429 } }) as const;
  for (let each = 0; each < 10_000; each++) security.note(refused("/track"));
  for (let each = 0; each < 10_000; each++) security.note(refused(`/${each}`));
  await security.flush();
  const rows = await database.appSql<{ route: string | null; times: number }[]>`
    select facts ->> 'route' as route, times from security.event where kind = 'refused'`;
  assert.ok(rows.length <= 501, `${rows.length} rows`);
  assert.equal(rows.find(({ route }) => route === "/track")?.times, 10_000);
  assert.equal(
    rows.reduce((sum, { times }) => sum + times, 0),
    20_000,
    "each is counted",
  );
});
