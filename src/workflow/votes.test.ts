import assert from "node:assert/strict";
import { test } from "node:test";
import type { Committee } from "../catalogue/index.ts";
import { tally } from "./votes.ts";

const five: Committee = { members: 5, quorum: 3, majority: "simple", otherwise: "no" };
const yes = (count: number) => Array<string>(count).fill("yes");
const no = (count: number) => Array<string>(count).fill("no");
const decided = (outcome: string) => ({ kind: "decided", outcome });

test("A majority that nobody can overturn decides at once, and not before the quorum", () => {
  assert.deepEqual(tally(five, yes(2), { seats: 5 }), { kind: "open" });
  assert.deepEqual(tally(five, yes(3), { seats: 5 }), decided("yes"));
  assert.deepEqual(tally(five, [...yes(2), ...no(2)], { seats: 5 }), { kind: "open" });
  assert.deepEqual(tally(five, [...yes(2), ...no(3)], { seats: 5 }), decided("no"));
});

test("A tie has no majority: what the definition says otherwise stands", () => {
  assert.deepEqual(tally(five, [...yes(2), ...no(2)], { seats: 4 }), decided("no"));
  const three = [...yes(2), ...no(2), "later"];
  assert.deepEqual(tally({ ...five, otherwise: "later" }, three, { seats: 5 }), decided("later"));
});

test("Whoever recuses leaves a seat empty, until there is no quorum", () => {
  assert.deepEqual(tally(five, yes(2), { seats: 3 }), { kind: "open" });
  assert.deepEqual(tally(five, yes(3), { seats: 3 }), decided("yes"));
  assert.deepEqual(tally(five, yes(2), { seats: 2 }), { kind: "no-quorum" });
});

test("Where a member is missing, a tie waits for one, until the time is over", () => {
  const short = { seats: 4, isShort: true };
  assert.deepEqual(tally(five, [...yes(2), ...no(2)], short), { kind: "open" });
  assert.deepEqual(tally(five, [...yes(3), ...no(1)], short), decided("yes"));
  const over = { ...short, isOver: true };
  assert.deepEqual(tally(five, [...yes(2), ...no(2)], over), decided("no"));
});

test("When the time is over the votes that were cast decide, if they are a quorum", () => {
  const over = { seats: 5, isOver: true };
  assert.deepEqual(tally(five, yes(2), over), { kind: "open" });
  assert.deepEqual(tally(five, [...yes(2), ...no(1)], over), decided("yes"));
  assert.deepEqual(tally(five, [...yes(2), ...no(2)], over), decided("no"));
});

test("Two thirds and all are what they say", () => {
  const thirds = { ...five, majority: "two-thirds" as const };
  assert.deepEqual(tally(thirds, [...yes(3), ...no(2)], { seats: 5 }), decided("no"));
  assert.deepEqual(tally(thirds, [...yes(4), ...no(1)], { seats: 5 }), decided("yes"));
  const all = { ...five, majority: "all" as const };
  assert.deepEqual(tally(all, yes(4), { seats: 5 }), { kind: "open" });
  assert.deepEqual(tally(all, [...yes(4), ...no(1)], { seats: 5 }), decided("no"));
  assert.deepEqual(tally(all, yes(5), { seats: 5 }), decided("yes"));
});

test("Votes for what can no longer be are cast, and count for nothing", () => {
  const three = { ...five, quorum: 2 };
  const impossible = ["yes"];
  const tied = [...yes(1), ...no(1)];
  assert.deepEqual(tally(three, tied, { seats: 3, impossible }), { kind: "open" });
  const otherwise = { ...three, otherwise: "later" };
  assert.deepEqual(tally(otherwise, tied, { seats: 2, impossible }), decided("no"));
  assert.deepEqual(tally(otherwise, yes(2), { seats: 2, impossible }), decided("later"));
  assert.deepEqual(tally(otherwise, tied, { seats: 2 }), decided("later"));
});
