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
  const gone: string[] = [];
  const look = () => watched.closeLeft("kigali", async (one) => void gone.push(one));
  await look();
  assert.deepEqual([reads, gone], [0, []]);
  later(1);
  await signOut(officer);
  await look();
  assert.deepEqual(gone, [officer]);
  assert.equal((await centres.seats("kigali")).has("1"), false);
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
  await centres.closeLeft("kigali", () => assert.fail("the client is still there"));
  assert.equal(await version(), before);
  assert.ok((await centres.seats("kigali")).has("1"));
});

test("The cards of an officer are cleared before their counter closes", async () => {
  const { officer } = await sit("1");
  later(1);
  await signOut(officer);
  const fails = async () => Promise.reject(new Error("the database is gone"));
  await assert.rejects(centres.closeLeft("kigali", fails), /gone/);
  assert.ok((await centres.seats("kigali")).has("1"), "so that the next look does both");
  await centres.closeLeft("kigali", async () => {});
  assert.equal((await centres.seats("kigali")).has("1"), false);
});

test("A counter that opens does not put off the look at those that were left", async () => {
  const due = async () =>
    (await database.ownerSql`select run_at from jobs.job where task = 'close-left'`).map(
      ({ run_at: at }) => at,
    );
  await sit("1");
  const first = await due();
  assert.equal(first.length, 1);
  later(0.5);
  await sit("2");
  assert.deepEqual(await due(), first);
});
