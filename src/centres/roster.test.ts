import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gapsOf, plannedFrom, type Shift, shiftProblem } from "./roster.ts";

const shift = (counter: string, officer: string, from = 480, until = 1080): Shift => ({
  ...{ counter, officer, from, until, pause: null },
});

describe("The shifts of a day", () => {
  it("fit where nobody is at two counters and no counter has two", () => {
    assert.equal(shiftProblem([shift("1", "a"), shift("2", "b")]), undefined);
    const handedOver = [shift("1", "a", 480, 780), shift("1", "b", 780), shift("2", "a", 780)];
    assert.equal(shiftProblem(handedOver), undefined);
  });

  it("are refused, with the counter, where they cannot be", () => {
    assert.deepEqual(shiftProblem([shift("1", "a", 780, 780)]), {
      ...{ code: "centre.shift-times", counter: "1" },
    });
    assert.deepEqual(shiftProblem([shift("1", "a"), shift("1", "b", 1079)]), {
      ...{ code: "centre.shift-counter", counter: "1" },
    });
    assert.deepEqual(shiftProblem([shift("1", "a"), shift("2", "a", 600, 660)]), {
      ...{ code: "centre.shift-officer", counter: "2", other: "1" },
    });
    const late: Shift = { ...shift("3", "c"), pause: { from: 1065, minutes: 30 } };
    assert.deepEqual(shiftProblem([late]), { code: "centre.shift-break", counter: "3" });
  });

  it("are opening times from now on, with what lies between them as breaks", () => {
    const paused: Shift = { ...shift("1", "a", 480, 780), pause: { from: 600, minutes: 30 } };
    const shifts = [paused, shift("1", "b", 800), shift("2", "c", 480, 660), shift("3", "d", 700)];
    const from = (minute: number) => plannedFrom(shifts, { minute, closes: 1080 });
    assert.deepEqual(from(590), [
      {
        ...{ id: "1", opensAt: 0 },
        breaks: [
          { from: 10, minutes: 30 },
          { from: 190, minutes: 20 },
        ],
      },
      { id: "2", opensAt: 0, breaks: [], closesAt: 70 },
      { id: "3", opensAt: 110, breaks: [] },
    ]);
    const breaks = [{ from: 170, minutes: 20 }];
    const resting = { id: "1", opensAt: 20, breaks, isResting: true };
    assert.deepEqual(from(610)[0], resting, "a break that runs ends when it was to end");
    assert.deepEqual(from(1080), []);
  });

  it("leave a gap where nobody can serve a topic while the hall is open", () => {
    const counters = [
      { id: "1", topics: ["births", "land"] },
      { id: "2", topics: ["births"] },
    ];
    const hours = [
      { from: 480, until: 750 },
      { from: 810, until: 1020 },
    ];
    const paused: Shift = { ...shift("1", "a", 480, 900), pause: { from: 600, minutes: 30 } };
    assert.deepEqual(gapsOf(["births", "land"], counters, hours, [paused, shift("2", "b")]), [
      { topic: "land", from: 600, until: 630 },
      { topic: "land", from: 900, until: 1020 },
    ]);
  });
});
