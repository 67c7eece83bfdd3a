import assert from "node:assert/strict";
import { test } from "node:test";
import { type Day, firstCome, nextTicket, simulateDay, type WhatIf, whatIf } from "./index.ts";

const hall: WhatIf = {
  topics: [
    { id: "passport", minutes: 12, perHour: 14 },
    { id: "birth", minutes: 8, perHour: 12 },
    { id: "land", minutes: 25, perHour: 3 },
  ],
  counters: Array.from({ length: 12 }, (_, i) => ({
    id: `${i + 1}`,
    topics: i % 3 === 2 ? ["land", "passport"] : ["passport", "birth"],
  })),
  seeds: [1, 2, 3],
  hours: 8,
};

test("With more counters open nobody is told to wait longer", () => {
  const answers = whatIf(hall, nextTicket);
  assert.ok(answers.length >= 10);
  answers.slice(1).forEach(({ counters, meanWaitMinutes }, i) => {
    const fewer = answers[i]?.meanWaitMinutes ?? 0;
    const noise = 0.5 + fewer * 0.02;
    assert.ok(meanWaitMinutes <= fewer + noise, `${counters.length}: ${meanWaitMinutes}`);
  });
  assert.ok((answers.at(-1)?.meanWaitMinutes ?? 1) < (answers[0]?.meanWaitMinutes ?? 0) / 10);
});

test("The same question has the same answer, and other people another one", () => {
  assert.deepEqual(whatIf(hall, nextTicket), whatIf(hall, nextTicket));
  assert.notDeepEqual(whatIf(hall, nextTicket), whatIf({ ...hall, seeds: [9] }, nextTicket));
});

test("Each answer serves every topic in demand; where none can, there is no answer", () => {
  for (const { counters } of whatIf(hall, nextTicket)) {
    const open = hall.counters.filter(({ id }) => counters.includes(id));
    for (const { id } of hall.topics) assert.ok(open.some(({ topics }) => topics.includes(id)));
  }
  const topics = [...hall.topics, { id: "marriage", minutes: 10, perHour: 1 }];
  assert.deepEqual(whatIf({ ...hall, topics }, nextTicket), []);
  assert.deepEqual(whatIf({ ...hall, topics: [] }, nextTicket), []);
});

const visit = (id: string, since: number, minutes: number, missedCalls = 0) => ({
  ticket: { id, topic: "any", priority: false, party: 1, since, expectedMinutes: minutes },
  ...{ minutes, missedCalls },
});
const calls = (day: Day) =>
  simulateDay(day, firstCome).map(({ visit: { ticket }, calledAt }) => [ticket.id, calledAt]);

test("A counter serves one after the other, rests when it is time, and then goes on", () => {
  const desks = [{ id: "1", topics: ["any"], breaks: [{ from: 5, minutes: 30 }] }];
  const visits = [visit("a", 0, 10), visit("b", 1, 10), visit("c", 2, 10)];
  assert.deepEqual(calls({ visits, desks }), [
    ["a", 0],
    ["b", 40],
    ["c", 50],
  ]);
});

test("Who does not come when called is called once more and then no longer waited for", () => {
  const desks = [{ id: "1", topics: ["any"] }];
  const visits = [visit("a", 0, 10, 1), visit("b", 1, 10), visit("gone", 2, 10, 9)];
  assert.deepEqual(calls({ visits, desks, callMinutes: 2, skippedMinutes: 5 }), [
    ["b", 2],
    ["a", 12],
  ]);
});

test("Two counters never serve the same person, and everybody who comes is served", () => {
  const desks = ["1", "2", "3"].map((id) => ({ id, topics: ["any"] }));
  const visits = Array.from({ length: 60 }, (_, i) => visit(`${i}`, i, 7));
  const served = simulateDay({ visits, desks }, nextTicket);
  assert.equal(new Set(served.map((one) => one.visit.ticket.id)).size, visits.length);
  assert.equal(served.length, visits.length);
});
