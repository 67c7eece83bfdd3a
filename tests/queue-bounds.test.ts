import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lowerBounds } from "../bench/queue/bound.ts";
import { meanBusyTime, srptFlow } from "../bench/queue/fast-server.ts";
import { waitOf } from "../bench/queue/report.ts";
import { firstCome, nextTicket, simulateDay, type Visit } from "../src/centres/queue/index.ts";

const jobs = [
  { since: 0, minutes: 8 },
  { since: 2, minutes: 2 },
  { since: 20, minutes: 3 },
];

test("One server breaks off a long job for a short one, and the sums are those done by hand", () => {
  // 0-2 long, 2-4 short, 4-10 long, 20-23 the third: flows 10, 2 and 3.
  assert.equal(srptFlow(jobs, 1), 15);
  // Mean moments: long (2*1 + 6*7)/8 = 5.5 after 0; short 3 after 2; the third 21.5 after 20.
  assert.equal(meanBusyTime(jobs, 1), 5.5 + 1 + 1.5);
  assert.equal(srptFlow([{ since: 0, minutes: 8 }], 4), 2);
});

const visits = fc
  .array(
    fc.record({
      topic: fc.constantFrom("a", "b", "c"),
      since: fc.integer({ min: 0, max: 60 }),
      minutes: fc.integer({ min: 1, max: 40 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((list) =>
    list.map(
      ({ topic, since, minutes }, i): Visit => ({
        ticket: { id: `${i}`, topic, priority: false, party: 1, since, expectedMinutes: minutes },
        ...{ minutes, missedCalls: 0 },
      }),
    ),
  );
const desks = [
  { id: "1", topics: ["a"] },
  { id: "2", topics: ["a", "b"] },
  { id: "3", topics: ["b", "c"] },
];

test("No policy waits less than the lower bounds say, whoever comes", () => {
  fc.assert(
    fc.property(visits, fc.constantFrom(firstCome, nextTicket), (list, policy) => {
      const served = simulateDay({ visits: list, desks }, policy);
      const waited = served.reduce((sum, one) => sum + waitOf(one), 0) / served.length;
      const { srpt, skills } = lowerBounds(served, desks);
      assert.ok(srpt <= skills + 1e-9 && skills <= waited + 1e-9, `${srpt} ${skills} ${waited}`);
    }),
  );
});

test("In a hall of one counter the bound is what the best order reaches", () => {
  const desk = [{ id: "1", topics: ["a"] }];
  const all: Visit[] = [3, 1, 2].map((minutes, i) => ({
    ticket: {
      id: `${i}`,
      topic: "a",
      priority: false,
      party: 1,
      since: 0,
      expectedMinutes: minutes,
    },
    ...{ minutes, missedCalls: 0 },
  }));
  const served = simulateDay({ visits: all, desks: desk }, firstCome);
  // 1, then 2, then 3: waits of 0, 1 and 3.
  assert.ok(Math.abs(lowerBounds(served, desk).skills - 4 / 3) < 1e-9);
});
