import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { must } from "../kernel/index.ts";
import { givenHalls, kigali } from "./given.fixture.ts";
import { makeCentres } from "./make.ts";

const { database, deps, time, centres, later, sit, take } = givenHalls(await freshDatabase());
after(() => database.drop());
const span = { centre: "kigali", from: "2026-11-23", to: "2026-11-23" };

/** The next is called, comes at once and is served for so long. */
async function serve(seat: Awaited<ReturnType<typeof sit>>, minutes: number): Promise<void> {
  must(await centres.callNext(seat));
  must(await centres.start(seat));
  later(minutes);
  must(await centres.finish(seat));
}

test("A day is told by topic and by hour: waits, served, no-shows and who left", async () => {
  const seat = await sit("2");
  await take("papers");
  await take("papers");
  const { token } = await take("trade");
  later(10);
  await serve(seat, 5);
  await serve(seat, 15);
  must(await centres.leave(token));
  time.now = new Date("2026-11-23T08:30:00Z");
  await take("trade");
  for (const _ of [1, 2]) {
    must(await centres.callNext(seat));
    must(await centres.skip(seat));
  }
  const days = await centres.days(span);
  assert.ok(days);
  const { all, byTopic, byHour, byDay } = days;
  assert.deepEqual([all.taken, all.done, all.absent, all.left], [4, 2, 1, 1]);
  assert.deepEqual([all.called, all.medianWaitMinutes, all.longestWaitMinutes], [3, 10, 15]);
  assert.equal(all.meanServiceMinutes, 10);
  assert.equal(all.inTime, null);
  const counts = byTopic.map(({ topic, taken, absent }) => [topic, taken, absent]);
  assert.deepEqual(counts, [
    ["papers", 2, 0],
    ["trade", 2, 1],
  ]);
  assert.deepEqual(
    byHour.map(({ hour, taken }) => [hour, taken]),
    [
      [9, 3],
      [10, 1],
    ],
  );
  assert.deepEqual(
    byDay.map(({ day }) => day),
    ["2026-11-23"],
  );
  const lines = await centres.dayLines(span);
  assert.deepEqual(
    lines.map(({ day, topic, hour, taken }) => [day, topic, hour, taken]),
    [
      ["2026-11-23", "papers", 9, 2],
      ["2026-11-23", "trade", 9, 1],
      ["2026-11-23", "trade", 10, 1],
    ],
  );
});

test("Days on which nobody took a ticket, and days of another hall, have no figures", async () => {
  assert.equal(await centres.days({ ...span, centre: "large" }), undefined);
  const before = { ...span, from: "2026-11-01", to: "2026-11-22" };
  assert.equal(await centres.days(before), undefined);
  const long = { ...span, from: "2020-01-01" };
  assert.equal((await centres.days(long))?.all.taken, 4);
  const longAgo = { ...long, to: "2027-11-23" };
  assert.equal(await centres.days(longAgo), undefined, "at most a quarter is read");
});

test("Who still waits past the target of the hall is not within it", async () => {
  const rules = { ...kigali.rules, waitMinutes: 30 };
  const strict = makeCentres({ ...deps, centres: () => [{ ...kigali, rules }] });
  time.now = new Date("2026-11-24T07:00:00Z");
  const day = { ...span, from: "2026-11-24", to: "2026-11-24" };
  const seat = await sit("1");
  await take("papers");
  await serve(seat, 5);
  await take("trade");
  const counts = async () => {
    const { inTime, called, late } = (await strict.days(day))?.all ?? {};
    return [inTime, called, late];
  };
  later(30);
  assert.deepEqual(await counts(), [1, 1, 0], "just in time");
  later(1);
  assert.deepEqual(await counts(), [1, 1, 1]);
  assert.equal((await centres.days(day))?.all.late, 0, "a hall without a target");
});
