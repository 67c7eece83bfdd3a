import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  callReason,
  firstCome,
  limitMinutes,
  nextTicket,
  priorityThenArrival,
  type QueuePolicy,
  type QueueSituation,
  type Waiting,
} from "./index.ts";

const TOPICS = ["passport", "birth", "land"];
const counter = (id: string, ...topics: string[]) => ({ id, topics });
const ticket = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  ...{ id, topic: "passport", priority: false, party: 1, since: 0, expectedMinutes: 10 },
  ...more,
});
const hall = (waiting: readonly Waiting[], counters = [counter("1", ...TOPICS)], now = 30) => {
  const [first = counter("1", ...TOPICS)] = counters;
  return { now, counter: first, waiting, counters };
};

const policies: Readonly<Record<string, QueuePolicy>> = {
  firstCome,
  priorityThenArrival,
  nextTicket,
};

const topic = fc.constantFrom(...TOPICS);
const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value).map((one) => (one === null ? {} : { [key]: one }));
const anyTicket = fc
  .tuple(
    fc.record({
      ...{ topic, priority: fc.boolean(), party: fc.integer({ min: 1, max: 5 }) },
      since: fc.double({ min: 0, max: 300, noNaN: true }),
      expectedMinutes: fc.double({ min: 0, max: 90, noNaN: true }),
    }),
    optional("appointment", fc.double({ min: 0, max: 400, noNaN: true })),
    optional("reserved", fc.constantFrom("1", "2")),
  )
  .map((parts): Omit<Waiting, "id"> => Object.assign({}, ...parts));
const situation: fc.Arbitrary<QueueSituation> = fc
  .record({
    tickets: fc.array(anyTicket, { maxLength: 25 }),
    skills: fc.array(fc.uniqueArray(topic, { minLength: 1 }), { minLength: 1, maxLength: 4 }),
    now: fc.double({ min: 300, max: 500, noNaN: true }),
  })
  .map(({ tickets, skills, now }) =>
    hall(
      tickets.map((one, i) => ({ ...one, id: `${i}` })),
      skills.map((topics, i) => counter(`${i + 1}`, ...topics)),
      now,
    ),
  );

const mayTake = ({ counter: { id, topics } }: QueueSituation, one: Waiting): boolean =>
  one.reserved === undefined ? topics.includes(one.topic) : one.reserved === id;

for (const [name, policy] of Object.entries(policies)) {
  test(`A free counter calls somebody whom it can serve, if there is one (${name})`, () => {
    fc.assert(
      fc.property(situation, (now) => {
        const called = now.waiting.find(({ id }) => id === policy(now));
        if (called) assert.ok(mayTake(now, called));
        else assert.ok(!now.waiting.some((one) => mayTake(now, one)));
      }),
    );
  });

  test(`Nobody gains or loses by where a list happens to name him (${name})`, () => {
    fc.assert(
      fc.property(situation, fc.infiniteStream(fc.nat()), (now, keys) => {
        const shuffled = now.waiting
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        assert.equal(policy({ ...now, waiting: shuffled }), policy(now));
      }),
    );
  });
}

test("Within one line nobody goes before somebody who came earlier, unless sent by hand", () => {
  const line = fc.option(fc.constantFrom("A", "AF", "B"), { nil: undefined });
  fc.assert(
    fc.property(situation, fc.infiniteStream(line), (now, lines) => {
      const waiting = now.waiting.map((one) => {
        const { value } = lines.next();
        return value === undefined ? one : { ...one, line: value };
      });
      const lined = { ...now, waiting };
      const called = waiting.find(({ id }) => id === nextTicket(lined));
      if (called?.line === undefined || called.reserved !== undefined) return;
      const earlier = waiting.filter(
        (one) => one.line === called.line && one.since < called.since && mayTake(lined, one),
      );
      assert.deepEqual(earlier, []);
    }),
  );
});

test("In one line the long matter that came first goes before the short one", () => {
  const line = "A";
  const waiting = [
    ticket("long", { since: 0, expectedMinutes: 25, line }),
    ticket("short", { since: 5, expectedMinutes: 4, line }),
  ];
  assert.equal(nextTicket(hall(waiting)), "long");
  const family = waiting.map((one) => (one.id === "long" ? { ...one, line: "AF" } : one));
  assert.equal(nextTicket(hall(family)), "short", "between lines the policy weighs");
});

test("Of two who came in the same instant the smaller number goes first", () => {
  const both = ["AF9", "AF10"].map((number, i) =>
    ticket(`${9 - i}`, { number, line: "AF", since: 3 }),
  );
  assert.equal(nextTicket(hall(both)), "9");
});

test("A ticket past the limit is called before any shorter service, longest first", () => {
  fc.assert(
    fc.property(situation, (now) => {
      const able = now.waiting.filter((one) => mayTake(now, one));
      const over = able.filter(({ since }) => now.now - since > limitMinutes(now));
      fc.pre(over.length > 0 && able.every(({ reserved }) => reserved === undefined));
      const called = able.find(({ id }) => id === nextTicket(now));
      assert.equal(called?.since, Math.min(...over.map(({ since }) => since)));
    }),
  );
});

test("The limit grows with what waits, and is never less than in an empty hall", () => {
  const empty = limitMinutes(hall([]));
  const full = limitMinutes(
    hall(Array.from({ length: 100 }, (_, i) => ticket(`${i}`, { expectedMinutes: 20 }))),
  );
  assert.ok(empty > 0 && full > empty);
});

test("Who only collects a paper goes before a long matter that came shortly before", () => {
  const waiting = [
    ticket("long", { since: 0, expectedMinutes: 25 }),
    ticket("short", { since: 5, expectedMinutes: 4 }),
  ];
  assert.equal(nextTicket(hall(waiting)), "short");
  assert.equal(firstCome(hall(waiting)), "long");
});

test("Short matters that come one after the other never keep a long one waiting for ever", () => {
  const long = ticket("long", { expectedMinutes: 60 });
  const called = (now: number) => {
    const short = ticket("short", { since: now - 1, expectedMinutes: 2 });
    return nextTicket(hall([long, short], undefined, now));
  };
  assert.equal(called(10), "short");
  const limit = limitMinutes(hall([long, ticket("short", { expectedMinutes: 2 })]));
  assert.equal(called(limit + 1), "long");
});

test("Those whom the law puts first go before others who came at the same time", () => {
  const waiting = [
    ticket("other", { since: 0, expectedMinutes: 8 }),
    ticket("first", { since: 10, expectedMinutes: 12, priority: true }),
  ];
  for (const policy of [nextTicket, priorityThenArrival])
    assert.equal(policy(hall(waiting)), "first");
  assert.equal(firstCome(hall(waiting)), "other");
});

test("Several whom the law puts first go before one ordinary ticket of their topic", () => {
  const waiting = [
    ticket("family", { since: 5, expectedMinutes: 33, priority: true, party: 3, line: "GP" }),
    ticket("behind", { since: 8, expectedMinutes: 15, priority: true, line: "GP" }),
    ticket("other", { since: 0, expectedMinutes: 15, line: "G" }),
  ];
  assert.equal(nextTicket(hall(waiting)), "family");
  const [, behind, other] = waiting;
  assert.equal(nextTicket(hall([behind, other].flatMap((one) => one ?? []))), "behind");
  const late = waiting.map((one) => (one.id === "other" ? { ...one, since: -300 } : one));
  assert.equal(nextTicket(hall(late)), "other", "but not before the limit");
  const short = { ...ticket("land", { topic: "land", since: 0, expectedMinutes: 4 }) };
  assert.equal(nextTicket(hall([...waiting, short])), "land", "topics are weighed as before");
});

test("A due appointment goes before tickets without one; before its time it waits", () => {
  const at = (appointment: number) => [
    ticket("promised", { since: 10, appointment }),
    ticket("other", { since: 5 }),
  ];
  assert.equal(nextTicket(hall(at(30))), "promised");
  assert.equal(nextTicket(hall(at(45))), "other");
});

test("A counter that can do more leaves to the others what they can do", () => {
  const counters = [counter("1", "passport", "land"), counter("2", "passport")];
  const waiting = [
    ticket("passport", { since: 10, expectedMinutes: 12 }),
    ...["a", "b", "c"].map((id) => ticket(id, { topic: "land", since: 12, expectedMinutes: 12 })),
  ];
  assert.equal(nextTicket(hall(waiting, counters)), "a");
  assert.equal(firstCome(hall(waiting, counters)), "passport");
});

test("A ticket reserved for one counter is called there alone, whatever its topics", () => {
  const counters = [counter("1", "birth"), counter("2", "passport")];
  const reserved = ticket("kept", { reserved: "1" });
  for (const policy of Object.values(policies)) {
    assert.equal(policy(hall([reserved], counters)), "kept");
    assert.equal(policy(hall([reserved], counters.toReversed())), undefined);
  }
});

test("What was sent to a counter by hand is its next call, whatever the policy weighs", () => {
  const sent = { reserved: "1", party: 4, expectedMinutes: 30, line: "passport F" };
  const family = ticket("family", { ...sent, since: 5 });
  const others = [
    ticket("past the limit", { since: -400, line: "passport" }),
    ticket("priority", { priority: true, since: 6, line: "passport P" }),
    ticket("earlier of its line", { party: 3, since: 1, line: "passport F" }),
    ...["a", "b", "c"].map((id) => ticket(id, { since: 20, expectedMinutes: 3, topic: "birth" })),
  ];
  assert.equal(nextTicket(hall([...others, family])), "family");
  const earlier = ticket("sent too", { ...sent, since: 2 });
  assert.equal(nextTicket(hall([...others, family, earlier])), "sent too", "in order of arrival");
  const booked = ticket("booked", { since: 24, appointment: 30, line: "passport R" });
  assert.equal(nextTicket(hall([...others, family, booked])), "booked", "its time has come");
  assert.equal(nextTicket(hall([...others, family, { ...booked, appointment: 31 }])), "family");
  const elsewhere = [{ ...family, reserved: "2" }, ...others];
  assert.equal(nextTicket(hall(elsewhere)), "past the limit");
});

test("The reason for a call is told in one word that is true of what was there", () => {
  const why = (waiting: readonly Waiting[], id: string, now = 30) => {
    const called = waiting.find((one) => one.id === id);
    assert.ok(called);
    return callReason(hall(waiting, undefined, now), called);
  };
  const [long, short] = [
    ticket("long", { since: 0, expectedMinutes: 25, line: "A" }),
    ticket("short", { since: 5, expectedMinutes: 4, line: "AF" }),
  ];
  assert.equal(why([long], "long"), "only");
  assert.equal(why([long, short], "long"), "longest");
  assert.equal(why([long, short], "short"), "short");
  assert.equal(why([long, short], "long", 500), "limit");
  assert.equal(why([long, { ...short, priority: true }], "short"), "priority");
  assert.equal(why([long, { ...short, appointment: 20 }], "short"), "appointment");
  assert.equal(why([long, { ...short, expectedMinutes: 40 }], "short"), "weighed");
  assert.equal(why([long, { ...short, reserved: "1" }], "short"), "reserved");
});
