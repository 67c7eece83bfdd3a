import assert from "node:assert/strict";
import { test } from "node:test";
import { nextTicket, whatIf } from "./index.ts";

const people = (topic: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: `${topic}${i}`, topic, since: -5 - i, line: topic },
    ...{ priority: false, party: 1, expectedMinutes: 10 },
  }));

test("A counter that serves at last who was never called does not make people wait longer", () => {
  const letters = ["A", "B", "C", "E"];
  const topics = letters.map((id, i) => ({ id, minutes: [9, 14, 12, 18][i] ?? 10, perHour: 4 }));
  const counters = [
    ...["1", "2"].map((id) => ({ id, topics: ["A"] })),
    { id: "3", topics: ["B", "C"] },
    { id: "4", topics: ["E", "B"] },
  ];
  const waiting = letters.flatMap((topic) => people(topic, 7));
  const present = { open: ["1", "2"], busyFor: {}, waiting };
  const answers = whatIf({ topics, counters, present, seeds: [1, 2, 3], hours: 3 }, nextTicket);
  const now = answers.find(({ opens, closes }) => opens.length + closes.length === 0);
  const adding = answers.filter(({ opens, closes }) => opens.length > 0 && closes.length === 0);
  assert.deepEqual(
    adding.map(({ opens }) => opens.length),
    [1, 2],
  );
  for (const { opens, worse, meanWaitMinutes } of adding) {
    const told = `${opens}: ${meanWaitMinutes}, now ${now?.meanWaitMinutes}`;
    assert.ok(!worse && meanWaitMinutes < (now?.meanWaitMinutes ?? 0), told);
  }
});
