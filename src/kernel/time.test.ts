import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addDuration,
  type Calendar,
  clockTime,
  type Duration,
  parseDuration,
  remainingOf,
  resumeAt,
} from "./index.ts";

const kigali: Calendar = {
  timeZone: "Africa/Kigali",
  weekend: [6, 7],
  holidays: new Set(["2026-12-25"]),
  opens: "08:00",
  closes: "17:00",
};
const duration = (text: string): Duration => {
  const parsed = parseDuration(text);
  assert.ok(parsed, text);
  return parsed;
};
const ends = (from: string, text: string, calendar = kigali) =>
  addDuration(new Date(from), duration(text), calendar).toISOString();

test("one working day from Monday morning ends on Tuesday when offices close", () => {
  assert.equal(ends("2026-11-23T08:00:00Z", "1bd"), "2026-11-24T15:00:00.000Z");
});
test("working days step over the weekend and a public holiday", () => {
  assert.equal(ends("2026-12-24T08:00:00Z", "1bd"), "2026-12-28T15:00:00.000Z");
  assert.equal(ends("2026-11-28T08:00:00Z", "1bd"), "2026-11-30T15:00:00.000Z");
});
test("late in the evening in London is already the next day in Kigali", () => {
  assert.equal(ends("2026-11-23T22:30:00Z", "1bd"), "2026-11-25T15:00:00.000Z");
});
test("six working hours begun at four in the afternoon go on the next morning", () => {
  assert.equal(ends("2026-11-23T14:00:00Z", "6bh"), "2026-11-24T11:00:00.000Z");
});
test("thirty calendar days end at the end of the thirtieth day", () => {
  assert.equal(ends("2026-11-23T08:00:00Z", "P30D"), "2026-12-23T22:00:00.000Z");
});
test("a month from the last of January ends with February", () => {
  assert.equal(ends("2027-01-31T08:00:00Z", "P1M"), "2027-02-28T22:00:00.000Z");
});
test("three hours are three hours, also at night", () => {
  assert.equal(ends("2026-11-28T22:00:00Z", "PT3H"), "2026-11-29T01:00:00.000Z");
});
test("a clock that was stopped goes on with the working days it had left", () => {
  const due = new Date(ends("2026-11-23T08:00:00Z", "10bd"));
  const left = remainingOf(due, new Date("2026-11-25T10:00:00Z"), "business-days", kigali);
  assert.deepEqual(left, { businessDays: 8 });
  assert.equal(
    resumeAt(new Date("2026-12-07T06:00:00Z"), left, kigali).toISOString(),
    "2026-12-17T15:00:00.000Z",
  );
});
test("a stopped clock of working hours keeps its minutes", () => {
  const due = new Date(ends("2026-11-23T14:00:00Z", "6bh"));
  const left = remainingOf(due, new Date("2026-11-23T14:30:00Z"), "business-hours", kigali);
  assert.deepEqual(left, { businessMinutes: 330 });
});
test("a zone with summer time is served by its own clock", () => {
  const paris = { ...kigali, timeZone: "Europe/Paris", holidays: new Set<string>() };
  assert.equal(ends("2026-03-27T12:00:00Z", "1bd", paris), "2026-03-30T15:00:00.000Z");
  assert.equal(ends("2026-03-26T12:00:00Z", "1bd", paris), "2026-03-27T16:00:00.000Z");
});
test("what is not a length of time is not taken for one", () => {
  for (const text of ["", "P", "30", "30d", "PT", "P1.5D", "-P1D"]) {
    assert.equal(parseDuration(text), undefined, text);
  }
});
test("the time of day is that of the zone, with two digits each", () => {
  assert.equal(clockTime(new Date("2026-11-23T22:05:59Z"), "Africa/Kigali"), "00:05");
  assert.equal(clockTime(new Date("2026-11-23T22:05:59Z"), "Asia/Baku"), "02:05");
});
