import assert from "node:assert/strict";
import { test } from "node:test";
import { onlyHere } from "./can-call.ts";
import type { CounterState, QueuedTicket } from "./model.ts";

const counter = (id: string, topics: string[], more: Partial<CounterState> = {}): CounterState => ({
  ...{ id, topics, open: true, officer: null, breakUntil: null, after: null },
  ...{ topicsChanged: false, first: null, ticket: null, withoutTicket: null, signedOutAt: null },
  ...{ hasLeft: false, awaited: false },
  ...more,
});
const ticket = (number: string, topic: string, reserved: string | null = null): QueuedTicket => ({
  ...{ id: number, number, topic, reserved, party: 1 },
  ...{ since: new Date(0), priority: false, appointment: null, restsUntil: null },
});

test("Only this counter calls what no other serves that is open, and what was sent to it", () => {
  const own = counter("1", ["civil", "land"]);
  const queue = [
    ticket("A001", "civil"),
    ticket("B001", "land"),
    ticket("C001", "trade", "1"),
    ticket("A002", "civil", "2"),
  ];
  const alone = (...others: CounterState[]) =>
    onlyHere({ queue, counters: [own, ...others] }, own).map(({ number }) => number);
  assert.deepEqual(alone(), ["A001", "B001", "C001"]);
  assert.deepEqual(alone(counter("2", ["civil", "trade"])), ["B001", "C001"]);
  assert.deepEqual(alone(counter("2", ["civil", "land"], { open: false })).length, 3);
  const away = counter("2", ["civil", "land"], { breakUntil: new Date(1) });
  assert.deepEqual(alone(away).length, 3, "a colleague on a break calls nobody");
  const gone = counter("2", ["civil", "land"], { signedOutAt: new Date(1) });
  assert.deepEqual(alone(gone).length, 3, "whoever has signed out calls nobody");
});
