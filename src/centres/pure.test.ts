import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Act, decide, type Held, rules } from "./decide.ts";
import { expectedMinutes, forParty } from "./expected.ts";
import { nearlyNext } from "./floor.ts";
import { gather } from "./gather.ts";
import { calendar, kigali } from "./given.fixture.ts";
import { spansOn, ticketsAt } from "./hours.ts";
import type { Centre, TicketStatus } from "./model.ts";
import { waitAtEnd, waitsOf } from "./wait.ts";

const now = new Date("2026-11-23T07:00:00Z");
const held = (status: TicketStatus): Held => ({
  ...{ token: "t", id: "i", centre: "kigali", day: "2026-11-23", number: "A001", topic: "papers" },
  ...{ group: null, party: 1, person: null, appointment: null, lang: "en", status, counter: "1" },
  ...{ takenAt: now, waitingSince: now, calledAt: null, startedAt: now, calls: 0 },
  ...{ endedAt: ["done", "absent", "left"].includes(status) ? now : null },
  ...{ announced: 1, servedSeconds: null },
});

test("What can be done with a ticket follows from how it stands, and nothing after its end", () => {
  const acts: Act[] = [
    ...(["recall", "skip", "start", "finish", "park", "leave"] as const).map((type) => ({ type })),
    { type: "resume", counter: "1" },
    { type: "transfer", topic: "trade", counter: null },
  ];
  const all: TicketStatus[] = ["waiting", "called", "serving", "parked", "done", "absent", "left"];
  for (const act of acts)
    for (const status of all) {
      const decided = decide(held(status), act, now);
      assert.equal(decided.ok, rules[act.type].from.includes(status), `${act.type} ${status}`);
      if (!decided.ok && held(status).endedAt) assert.equal(decided.refusal.code, "centre.over");
    }
});

const line = (...minutes: number[]) =>
  minutes.map((expectedMinutes, since) => ({
    ...{ id: String(since), topic: "papers", priority: false, since, expectedMinutes },
  }));
const counter = (busyFor: number, ...topics: string[]) => ({ topics, busyFor });

test("A wait is what lies ahead, shared by the counters that can serve it, and always a range", () => {
  const waits = [...waitsOf(line(10, 10, 10), [counter(4, "papers")]).values()];
  assert.deepEqual(
    waits.map(({ ahead }) => ahead),
    [0, 1, 2],
  );
  for (const [index, expected] of [4, 14, 24].entries()) {
    const { fromMinutes = 99, toMinutes = 0 } = waits[index] ?? {};
    assert.ok(fromMinutes <= expected && expected <= toMinutes && fromMinutes < toMinutes);
  }
  const papers = { topic: "papers", expectedMinutes: 10 };
  const one = waitAtEnd(line(10, 10, 10, 10), [counter(0, "papers")], papers);
  const two = waitAtEnd(line(10, 10, 10, 10), [counter(0, "papers"), counter(0, "papers")], papers);
  assert.ok(two.toMinutes < one.toMinutes);
  const other = waitAtEnd(line(10, 10), [counter(0, "papers"), counter(0, "trade")], {
    ...{ topic: "trade", expectedMinutes: 10 },
  });
  assert.deepEqual(other, { ahead: 0, fromMinutes: 0, toMinutes: 1 });
});

test("Where no counter is open for it, the wait is that of one which opens now", () => {
  const wait = waitAtEnd(line(10, 10), [], { topic: "papers", expectedMinutes: 10 });
  assert.equal(wait.ahead, 2);
  assert.ok(wait.fromMinutes <= 20 && 20 <= wait.toMinutes);
});

test("Whoever comes behind never waits shorter, and more counters never make it longer", () => {
  const minutes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(minutes, fc.integer({ min: 1, max: 6 }), (all, open) => {
      const servers = Array.from({ length: open }, () => counter(0, "papers"));
      const waits = [...waitsOf(line(...all), servers).values()];
      for (const [index, { ahead, fromMinutes, toMinutes }] of waits.entries()) {
        assert.equal(ahead, index);
        assert.ok(fromMinutes < toMinutes);
      }
      const asked = { topic: "papers", expectedMinutes: 10 };
      const more = waitAtEnd(line(...all), [...servers, counter(0, "papers")], asked);
      assert.ok(more.toMinutes <= waitAtEnd(line(...all), servers, asked).toMinutes);
    }),
  );
});

test("What was measured counts once there is enough of it, and one odd service does not", () => {
  assert.equal(expectedMinutes([3, 3, 3], 10), 10);
  assert.equal(expectedMinutes([6, 7, 8, 7, 90], 10), 7);
  assert.equal(expectedMinutes([0, 0, 0, 0, 0], 10), 0.5);
  assert.equal(forParty(10, 1), 10);
  assert.equal(forParty(10, 3), 20);
});

test("Those near the front are told once, and nobody who has no telephone", () => {
  const waiting = line(10, 10, 10, 10, 10, 10).map((one, index) => ({
    ...one,
    row: { id: one.id, tell: index !== 1 },
  }));
  assert.deepEqual(nearlyNext(waiting, [counter(10, "papers")]), ["0", "2", "3"]);
  const idle = Array.from({ length: 6 }, () => counter(0, "papers"));
  assert.deepEqual(nearlyNext(waiting, idle), ["0", "2", "3", "4", "5"]);
});

test("A hall is open as its data says, closed on holidays, and keeps its kiosk on at noon", () => {
  const at = (instant: string, centre: Centre = kigali) =>
    ticketsAt(centre, new Date(instant), calendar);
  assert.equal(at("2026-11-23T10:30:00Z").open, true);
  assert.equal(at("2026-11-23T05:29:00Z").open, false);
  assert.equal(at("2026-11-23T05:30:00Z").open, true, "half an hour before the doors");
  const evening = at("2026-12-24T15:00:00Z");
  assert.ok(!evening.open);
  assert.equal(evening.opens?.toISOString(), "2026-12-28T06:00:00.000Z", "past Christmas");
  const stops = [
    { day: "2026-12-25", opens: "09:00", closes: "15:00", place: { en: "The market" } },
  ];
  const bus: Centre = { ...kigali, kind: "mobile", hours: [], stops };
  assert.equal(spansOn(bus, "2026-12-25", calendar).length, 1, "a stop that is announced is kept");
  assert.equal(at("2026-12-25T08:00:00Z", bus).open, true);
  const after = at("2026-12-26T08:00:00Z", bus);
  assert.ok(!after.open && after.opens === undefined);
});

test("Who asks while a round runs is answered in the next, and a fault hurts its own round only", async () => {
  const rounds: (readonly number[])[] = [];
  const ask = gather<number, number>(async (_about, asked) => {
    rounds.push(asked);
    if (asked.includes(13)) throw new Error("unlucky");
    return asked.map((n) => n * 2);
  });
  const first = [ask("hall", 1), ask("hall", 2)];
  assert.deepEqual(await Promise.all(first), [2, 4]);
  await assert.rejects(ask("hall", 13), /unlucky/);
  assert.deepEqual(await Promise.all([ask("hall", 3), ask("other", 4)]), [6, 8]);
  assert.deepEqual(rounds, [[1, 2], [13], [3], [4]]);
});
