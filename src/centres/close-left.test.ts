import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { givenHalls } from "./given.fixture.ts";
import { makeCentres } from "./make.ts";

const { database, time, deps, centres, later, sit, take } = givenHalls(await freshDatabase());
after(() => database.drop());

beforeEach(async () => {
  time.now = new Date("2026-11-23T07:00:00Z");
  await database.ownerSql`
    truncate jobs.job, auth.signed_out, centres.seat, centres.ticket, centres.hall cascade`;
});

async function signOut(officer: string): Promise<void> {
  const at = time.now;
  await database.ownerSql`
    insert into auth.officer (id, iss, sub, name, authority, active, created_at, updated_at)
    values (${officer}, 'test', ${officer}, 'Somebody', 'test', true, ${at}, ${at})`;
  await database.ownerSql`insert into auth.signed_out (officer, at) values (${officer}, ${at})`;
}

test("The queue is read only where an officer of the hall is gone", async () => {
  let reads = 0;
  const withoutTicket = async () => {
    reads += 1;
    return new Map<string, Date>();
  };
  const watched = makeCentres({ ...deps, withoutTicket });
  const { officer } = await sit("1");
  assert.deepEqual(await watched.closeLeft("kigali"), []);
  assert.equal(reads, 0);
  later(1);
  await signOut(officer);
  assert.deepEqual(await watched.closeLeft("kigali"), [officer]);
  assert.ok(reads > 0);
});

test("Where a client is still there, nobody reads the hall anew", async () => {
  const { officer, ...seat } = await sit("1");
  await take();
  await centres.callNext({ officer, ...seat });
  later(1);
  await signOut(officer);
  const version = async () => (await centres.board("kigali"))?.version;
  const before = await version();
  assert.deepEqual(await centres.closeLeft("kigali"), []);
  assert.equal(await version(), before);
  assert.ok((await centres.seats("kigali")).has("1"));
});
