import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import type { OfficerId, PersonId } from "../kernel/index.ts";
import { connect, newId, type Pool } from "../platform/db/index.ts";
import { makeCounter } from "./make.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Pool;
let now = new Date("2026-11-23T08:00:00Z");
before(async () => {
  database = await freshDatabase();
  sql = connect(database.appUrl, 8);
});
after(async () => {
  await sql.end();
  await database.drop();
});

const counterOf = () => makeCounter({ sql, clock: () => now, rules: { idleMinutes: 10 } });
const newVisit = (operator: string, counter?: string) => ({
  operator: operator as OfficerId,
  ...(counter && { seat: { centre: "kigali", counter } }),
  person: newId() as PersonId,
  lang: "rw",
});

test("Of many files opened at once for one operator, one is open, the others refused", async () => {
  const counter = counterOf();
  const operator = newId();
  const opened = await Promise.all(
    Array.from({ length: 12 }, () => counter.openVisit(newVisit(operator, "1"))),
  );
  assert.equal(opened.filter(({ ok }) => ok).length, 1);
  const codes = opened.flatMap((each) => (each.ok ? [] : [each.refusal.code]));
  assert.deepEqual([...new Set(codes)], ["counter.client-open"]);
});

test("At one counter nobody's file is open beside another's, whoever sits there", async () => {
  const counter = counterOf();
  const first = await counter.openVisit(newVisit(newId(), "2"));
  assert.ok(first.ok);
  const second = await counter.openVisit(newVisit(newId(), "2"));
  assert.equal(second.ok, false);
  await counter.closeVisit(first.value, "done");
  assert.ok((await counter.openVisit(newVisit(newId(), "2"))).ok);
});

test("A file left idle makes room for the next, and is then closed for good", async () => {
  const counter = counterOf();
  const operator = newId() as OfficerId;
  const first = await counter.openVisit(newVisit(operator));
  assert.ok(first.ok);
  now = new Date(now.getTime() + 11 * 60_000);
  const second = await counter.openVisit(newVisit(operator));
  assert.ok(second.ok);
  const expired = await counter.visitAt({ id: first.value.id, operator });
  assert.equal(!expired.ok && expired.refusal.code, "counter.visit-closed");
  assert.equal((await counter.openVisitOf(operator))?.id, second.value.id);
});

test("Another operator's file is not there", async () => {
  const counter = counterOf();
  const mine = await counter.openVisit(newVisit(newId()));
  assert.ok(mine.ok);
  const other = await counter.visitAt({ id: mine.value.id, operator: newId() as OfficerId });
  assert.equal(!other.ok && other.refusal.kind, "not-found");
});

test("Only the newest question of a visit counts", async () => {
  const counter = counterOf();
  const visit = await counter.openVisit(newVisit(newId()));
  assert.ok(visit.ok);
  const question = {
    visit: visit.value.id,
    kind: "draft",
    subject: newId(),
    act: null,
    hash: "a",
    way: "signature",
  } as const;
  const first = await counter.askConsent(question);
  const second = await counter.askConsent(question);
  const at = (id: string) => counter.consentFor({ id, visit: visit.value.id });
  const codeOf = (result: Awaited<ReturnType<typeof at>>) =>
    result.ok ? "yes" : result.refusal.code;
  assert.equal(codeOf(await at(first.id)), "counter.consent-void");
  assert.equal(codeOf(await at(second.id)), "yes");
});
