import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Act, decide, rules, type TicketRow } from "./decide.ts";
import { expectedFor, expectedMinutes } from "./expected.ts";
import { gather } from "./gather.ts";
import { calendar, kigali } from "./given.fixture.ts";
import { closesToday, opensIn, spansOn, ticketsAt } from "./hours.ts";
import type { Centre, TicketStatus } from "./model.ts";
import { inOrder, waitIn } from "./order.ts";
import type { Waiting } from "./queue/index.ts";
import { nextOf } from "./read.ts";
import { nearlyNext } from "./tell-near.ts";
import { type Foreseen, foreseen, foreseenWithin, type Server, waitAtEnd, waitOf } from "./wait.ts";

const now = new Date("2026-11-23T07:00:00Z");
const ticketIn = (status: TicketStatus): TicketRow => ({
  ...{ token: "t", id: "i", centre: "kigali", day: "2026-11-23", number: "A001", topic: "papers" },
  ...{
    group: null,
    party: 1,
    person: null,
    appointment: null,
    lang: "en",
    status,
    counter: "1",
    why: null,
    missedAt: null,
  },
  ...{ takenAt: now, waitingSince: now, calledAt: null, startedAt: now, calls: 0 },
  ...{ endedAt: ["done", "absent", "left"].includes(status) ? now : null },
  ...{ announced: 1, servedSeconds: null },
});

test("What can be done with a ticket follows from how it stands, and nothing after its end", () => {
  const acts: Act[] = [
    ...(["recall", "skip", "start", "finish", "park", "leave"] as const).map((type) => ({ type })),
    { type: "resume", counter: "1" },
    { type: "transfer", topic: "trade", counter: null },
    { type: "move", topic: "trade", counter: null },
    { type: "prioritise" },
    { type: "cancel" },
    { type: "put-back" },
  ];
  const all: TicketStatus[] = ["waiting", "called", "serving", "parked", "done", "absent", "left"];
  for (const act of acts)
    for (const status of all) {
      const decided = decide(ticketIn(status), act, now);
      assert.equal(decided.ok, rules[act.type].from.includes(status), `${act.type} ${status}`);
      if (!decided.ok && ticketIn(status).endedAt)
        assert.equal(decided.refusal.code, "centre.over");
    }
});

const line = (...minutes: number[]) =>
  minutes.map((expectedMinutes, since) => ({
    ...{ id: String(since), topic: "papers", priority: false, party: 1, since, expectedMinutes },
  }));
const counter = (busyFor: number, ...topics: string[]) => ({ id: topics.join(), topics, busyFor });
const counters = (count: number, busyFor = 0) =>
  Array.from({ length: count }, (_, id) => ({ ...counter(busyFor, "papers"), id: String(id) }));
const at = (waiting: ReturnType<typeof line>, servers: readonly Server[]) => ({
  ...{ now: 60, waiting, servers },
});
const papersTicket = { topic: "papers", expectedMinutes: 10 };

test("A wait is the work ahead, shared by the counters that can serve it, as a range", () => {
  const calls = [...foreseen(at(line(10, 10, 10), [counter(4, "papers")]))];
  assert.deepEqual(
    calls.map(({ one, inMinutes, ahead }) => [one.id, inMinutes, ahead]),
    [
      ["0", 4, 0],
      ["1", 14, 1],
      ["2", 24, 2],
    ],
  );
  for (const call of calls) {
    const { fromMinutes, toMinutes } = waitOf(call);
    assert.ok(fromMinutes <= call.inMinutes && call.inMinutes < toMinutes);
  }
  const one = waitAtEnd(at(line(10, 10, 10, 10), counters(1)), papersTicket);
  const two = waitAtEnd(at(line(10, 10, 10, 10), counters(2)), papersTicket);
  assert.ok(two.toMinutes < one.toMinutes);
  const other = waitAtEnd(at(line(10, 10), [...counters(1), counter(0, "trade")]), {
    ...{ topic: "trade", expectedMinutes: 10 },
  });
  assert.deepEqual(other, { ahead: 0, fromMinutes: 0, toMinutes: 2 });
});

test("A short service has a shorter wait than a long one before it, as it will be called", () => {
  const [long, short] = [waitIn(at(line(5, 30, 4), counters(1, 10)), "1"), "2"];
  const wait = waitIn(at(line(5, 30, 4), counters(1, 10)), short);
  assert.ok((wait?.toMinutes ?? 99) < (long?.toMinutes ?? 0), JSON.stringify([long, wait]));
});

const ticketOf = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  ...{ id, topic: id[0] ?? "", priority: false, party: 1, since: 0, expectedMinutes: 8 },
  ...more,
});
const server = (id: string, topics: string, busyFor: number) => ({
  ...{ id, topics: [...topics], busyFor },
});

test("A ticket that a busy counter calls next does not stand before those called sooner", () => {
  const waiting = [ticketOf("B1"), ticketOf("A1", { since: 1 }), ticketOf("A2", { since: 2 })];
  const servers = [{ ...server("1", "AB", 20), first: "B" }, server("2", "A", 1)];
  const calls = [...inOrder({ now: 60, waiting, servers })];
  assert.deepEqual(
    calls.map(({ one, inMinutes, ahead }) => [one.id, inMinutes, ahead]),
    [
      ["A1", 1, 0],
      ["A2", 9, 1],
      ["B1", 20, 0],
    ],
  );
});

test("Who rests stands behind whom their counter calls next, and before nobody else", () => {
  const resting = ticketOf("A0", { priority: true, restsUntil: 62 });
  const waiting = [resting, ticketOf("A1"), ticketOf("B1"), ticketOf("B2", { since: 1 })];
  const servers = [server("1", "A", 5), server("2", "B", 30)];
  const calls = [...inOrder({ now: 60, waiting, servers })];
  assert.deepEqual(
    calls.map(({ one, ahead }) => [one.id, ahead]),
    [
      ["A1", 0],
      ["A0", 1],
      ["B1", 0],
      ["B2", 1],
    ],
  );
});

test("The order told has everybody whom a call is foreseen for, once", () => {
  const tickets = fc.array(
    fc.record({
      topic: fc.constantFrom("A", "B", "C"),
      priority: fc.boolean(),
      restsUntil: fc.option(fc.integer({ min: 55, max: 75 }), { nil: 60 }),
    }),
    { maxLength: 12 },
  );
  const open = fc.array(fc.tuple(fc.constantFrom("A", "AB", "BA", "B"), fc.nat(20)), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(tickets, open, (all, busy) => {
      const waiting = all.map((more, since) => ticketOf(String(since), { ...more, since }));
      const servers = busy.map(([topics, busyFor], id) => server(String(id), topics, busyFor));
      const order = [...inOrder({ now: 60, waiting, servers })].map(({ one }) => one.id);
      assert.deepEqual(order.toSorted(), waiting.map(({ id }) => id).toSorted());
    }),
  );
});

test("The board foresees no call of a queue without a counter once it has all others", () => {
  let looks = 0;
  const unserved = Array.from({ length: 200 }, (_, since) => ({
    ...ticketOf(`B${since}`, { since, number: `B${since}` }),
    get expectedMinutes() {
      looks += 1;
      return 8;
    },
  }));
  const served = ticketOf("A1", { number: "A1" });
  const line = { now: 60, waiting: [...unserved, served], servers: [server("1", "A", 0)] };
  assert.deepEqual(nextOf(line), ["A1"]);
  const shortly = looks;
  [...inOrder(line)];
  assert.ok(shortly < looks / 50, `${shortly} of ${looks}`);
});

test("Without an open counter, the wait is that of one opening now, or when the hall opens", () => {
  const closed = at(line(10, 10), []);
  const wait = waitAtEnd(closed, papersTicket);
  assert.equal(wait.ahead, 2);
  assert.ok(wait.fromMinutes <= 20 && 20 <= wait.toMinutes);
  const noon = waitAtEnd({ ...closed, opensIn: 40 }, papersTicket);
  assert.ok(noon.fromMinutes >= 30 && noon.toMinutes >= 60, "a break is waited out");
  assert.equal(opensIn(kigali, new Date("2026-11-23T10:30:00Z"), calendar), 30);
  assert.equal(opensIn(kigali, new Date("2026-11-23T09:59:00Z"), calendar), 0);
  assert.equal(opensIn(kigali, new Date("2026-11-23T16:00:00Z"), calendar), 0);
});

test("More counters never make anybody's wait longer, and everybody is called once", () => {
  const minutes = fc.array(fc.constant(10), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(minutes, fc.integer({ min: 1, max: 6 }), (all, open) => {
      const waiting = line(...all);
      const calls = [...foreseen(at(waiting, counters(open)))];
      assert.deepEqual(
        calls.map(({ one }) => one.id),
        waiting.map(({ id }) => id),
      );
      const more = waitAtEnd(at(waiting, counters(open + 1)), papersTicket);
      assert.ok(more.toMinutes <= waitAtEnd(at(waiting, counters(open)), papersTicket).toMinutes);
    }),
  );
});

test("Calls foreseen come in the order of their time, so the next minutes can be told", () => {
  const waits = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });
  const busy = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 });
  const horizon = fc.integer({ min: 0, max: 120 });
  fc.assert(
    fc.property(waits, busy, horizon, (all, open, minutes) => {
      const servers = open.map((busyFor, id) => ({
        ...{ ...counter(busyFor, id % 2 ? "trade" : "papers"), id: String(id) },
        awayFor: id === 2 ? busyFor : 0,
      }));
      const waiting = line(...all).map((one, i) => ({ ...one, topic: i % 3 ? "papers" : "trade" }));
      const queue = { ...at(waiting, servers), opensIn: open.length };
      const told = ({ one, inMinutes, counter: by }: Foreseen<Waiting>) => [one.id, inMinutes, by];
      const within = [...foreseen(queue)].filter(({ inMinutes }) => inMinutes <= minutes);
      assert.deepEqual(foreseenWithin(queue, minutes).map(told), within.map(told));
    }),
  );
});

test("What was measured counts once there is enough of it, and one odd service does not", () => {
  assert.equal(expectedMinutes([3, 3, 3], 10), 10);
  assert.equal(expectedMinutes([6, 7, 8, 7, 900], 10), 11.2, "as if it had taken 28");
  assert.equal(expectedMinutes([0, 0, 0, 0, 0], 10), 10, "pressed by mistake");
  const skewed = [4, 4, 4, 5, 5, 5, 6, 14, 16];
  const sum = skewed.reduce((all, each) => all + each);
  assert.equal(expectedMinutes(skewed, 10) * skewed.length, sum, "the last waits for all of them");
  assert.equal(expectedFor(10, { party: 1, prepared: false }), 10);
  assert.equal(expectedFor(10, { party: 3, prepared: false }), 22);
  assert.equal(expectedFor(10, { party: 1, prepared: true }), 6);
});

test("Those near the front are told once, and nobody who has no telephone", () => {
  const waiting = line(10, 10, 10, 10, 10, 10).map((one, index) => ({
    ...one,
    row: { id: one.id, tell: index !== 1 },
  }));
  const tellable = (servers: readonly Server[]) => nearlyNext({ now: 60, waiting, servers });
  assert.deepEqual(tellable(counters(1, 10)), ["0"], "the third has half an hour yet");
  assert.deepEqual(tellable(counters(2, 10)), ["0", "2", "3"]);
  assert.deepEqual(
    tellable(counters(1, 50)),
    ["0"],
    "whoever is next is told, however long it takes",
  );
  assert.deepEqual(tellable(counters(6)), ["0", "2", "3", "4", "5"]);
});

test("Who rests is notified when nearly time, also behind one whose call is not near", () => {
  const resting = ticketOf("A0", { priority: true, restsUntil: 62 });
  const waiting = [resting, ticketOf("A1")].map((one) => ({
    ...one,
    row: { id: one.id, tell: true },
  }));
  const servers = [server("1", "A", 16)];
  assert.deepEqual(nearlyNext({ now: 60, waiting, servers }), ["A1", "A0"]);
});

test("A hall is open as its data says, closed on holidays, and keeps its kiosk on at noon", () => {
  const ticketsFrom = (instant: string, centre: Centre = kigali) =>
    ticketsAt(centre, new Date(instant), calendar);
  assert.equal(ticketsFrom("2026-11-23T10:30:00Z").open, true);
  assert.equal(ticketsFrom("2026-11-23T05:29:00Z").open, false);
  assert.equal(ticketsFrom("2026-11-23T05:30:00Z").open, true, "half an hour before the doors");
  const evening = ticketsFrom("2026-12-24T15:00:00Z");
  assert.ok(!evening.open);
  assert.equal(evening.opens?.toISOString(), "2026-12-28T06:00:00.000Z", "past Christmas");
  const closes = (instant: string) => closesToday(kigali, new Date(instant), calendar);
  assert.equal(closes("2026-11-23T10:30:00Z")?.toISOString(), "2026-11-23T15:00:00.000Z");
  assert.equal(closes("2026-11-23T15:00:00Z"), undefined);
  assert.equal(closes("2026-12-25T10:30:00Z"), undefined);
  const stops = [
    { day: "2026-12-25", opens: "09:00", closes: "15:00", place: { en: "The market" } },
  ];
  const bus: Centre = { ...kigali, kind: "mobile", hours: [], stops };
  assert.equal(spansOn(bus, "2026-12-25", calendar).length, 1, "a stop that is announced is kept");
  assert.equal(ticketsFrom("2026-12-25T08:00:00Z", bus).open, true);
  const after = ticketsFrom("2026-12-26T08:00:00Z", bus);
  assert.ok(!after.open && after.opens === undefined);
});

test("A request during a round waits for the next; a fault fails its own round only", async () => {
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
