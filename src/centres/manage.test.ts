import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { must, type OfficerId } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { givenHalls } from "./given.fixture.ts";
import type { ManagerAct } from "./manage.ts";

const { database, time, centres, later, sit, take } = givenHalls(await freshDatabase());
after(() => database.drop());

beforeEach(async () => {
  time.now = new Date("2026-11-23T07:00:00Z");
  await database.ownerSql`truncate centres.seat, centres.phone, centres.moment, centres.act,
    centres.ticket, centres.sequence, centres.hall`;
});

test("A family that is moved to a counter is its next call, and the list has said so", async () => {
  const officer = newId<OfficerId>();
  const family = await take("trade", { party: 4 });
  later(11);
  for (let count = 0; count < 10; count++) await take(count % 2 === 0 ? "papers" : "trade");
  later(20);
  const seat = await sit("4");
  const nextAt4 = async () =>
    (await centres.callOrder("kigali")).find(({ call }) => call?.counter === "4" && call.isNext);
  assert.notEqual((await nextAt4())?.id, family.id);
  const act: ManagerAct = { type: "move", topic: "trade", counter: "4" };
  const reason = "asked" as const;
  must(await centres.manage({ centre: "kigali", ticket: family.id, officer, act, reason }));
  assert.equal((await nextAt4())?.id, family.id);
  assert.equal((await nextAt4())?.call?.why, "reserved");
  assert.equal(must(await centres.callNext(seat))?.id, family.id);
});

test("With priority given by hand, whoever is said to be next is called next", async () => {
  const officer = newId<OfficerId>();
  const [away, one, two] = [await sit("1"), await sit("2"), await sit("4")];
  const family = await take("papers", { party: 4 });
  for (let count = 0; count < 6; count++) await take(count % 3 === 0 ? "trade" : "papers");
  must(await centres.beginBreak(away, 60));
  later(9);
  const order = (putFirst?: string) => centres.callOrder("kigali", putFirst ? { putFirst } : {});
  const call = async (putFirst?: string) =>
    (await order(putFirst)).find(({ id }) => id === family.id)?.call;
  const [now, then] = [await call(), await call(family.id)];
  assert.ok((then?.ahead ?? 9) < (now?.ahead ?? 0), JSON.stringify([now, then]));
  const act: ManagerAct = { type: "prioritise" };
  const reason = "health" as const;
  must(await centres.manage({ centre: "kigali", ticket: family.id, officer, act, reason }));
  assert.deepEqual(await call(), then, "what it would change is what it changes");
  for (let round = 0; round < 3; round++)
    for (const seat of [one, two]) {
      const said = (await order()).find((each) => each.call?.counter === seat.counter);
      const called = must(await centres.callNext(seat));
      if (said?.call?.isNext) assert.deepEqual([called?.id, called?.why], [said.id, said.call.why]);
      assert.ok(called);
      must(await centres.start(seat));
      later(3);
      must(await centres.finish(seat));
    }
});

test("Nobody is said to be alone in the queue because the others are called before", async () => {
  await sit("1");
  for (let count = 0; count < 8; count++) await take("papers");
  const why = async () => (await centres.callOrder("kigali")).map(({ call }) => call?.why);
  const reasons = await why();
  assert.equal(reasons.at(-1), undefined, "in 70 minutes nobody else is left");
  assert.ok(!reasons.includes("only"));
});
