import assert from "node:assert/strict";
import { test } from "node:test";
import { holidayDecider } from "./decide.ts";
import type { HolidayCommand, HolidaysState } from "./model.ts";

const facts = { today: "2026-11-23", last: "2029-12-31" };
const eid = { date: "2027-03-09", name: { en: "Eid al-Fitr" } };
const given: HolidaysState = {
  days: new Map([
    ["2026-10-01", { date: "2026-10-01", name: { en: "A day that has passed" }, observed: true }],
    [eid.date, { ...eid, observed: true }],
    ["2027-12-25", { date: "2027-12-25", name: { en: "Christmas Day" }, observed: true }],
  ]),
};

/** What these commands lead to; the refusal of the last. */
function after(...commands: readonly HolidayCommand[]) {
  let state = given;
  for (const command of commands) {
    const events = holidayDecider.decide(state, command, facts);
    if (!events.ok) return { state, refused: events.refusal.code };
    state = events.value.reduce(holidayDecider.evolve, state);
  }
  return { state };
}

const add = (date: string): HolidayCommand => ({
  ...{ type: "add-holiday", day: { date, name: { en: "A new holiday" } } },
});
const move = (date: string, to: string): HolidayCommand => ({
  ...{ type: "change-holiday", date, day: { ...eid, date: to } },
});
const remove = (date: string): HolidayCommand => ({ type: "remove-holiday", date });
const observed = ({ state }: { readonly state: HolidaysState }) =>
  [...state.days.values()].filter((day) => day.observed).map(({ date }) => date);

test("A holiday moves, and the day on which it was stays known as removed", () => {
  const moved = after(move(eid.date, "2027-03-10"));
  assert.deepEqual(observed(moved), ["2026-10-01", "2027-12-25", "2027-03-10"]);
  assert.equal(moved.state.days.get(eid.date)?.observed, false);
  const back = after(move(eid.date, "2027-03-10"), move("2027-03-10", eid.date));
  assert.deepEqual(observed(back), ["2026-10-01", eid.date, "2027-12-25"]);
});

test("A holiday is added once, today at the earliest, and put back after it was removed", () => {
  assert.equal(after(add(facts.today)).refused, undefined);
  assert.equal(after(add(facts.last)).refused, undefined);
  assert.equal(after(add("2026-11-22")).refused, "settings.holiday-past");
  assert.equal(after(add("2030-01-01")).refused, "settings.holiday-far");
  assert.equal(after(add(eid.date)).refused, "settings.holiday-exists");
  assert.ok(observed(after(remove(eid.date), add(eid.date))).includes(eid.date));
});

test("What has passed or is not there is not changed, nor moved onto another holiday", () => {
  assert.equal(after(remove("2026-10-01")).refused, "settings.holiday-past");
  assert.equal(after(move(eid.date, "2026-11-22")).refused, "settings.holiday-past");
  assert.equal(after(move(eid.date, "2027-12-25")).refused, "settings.holiday-exists");
  assert.equal(after(remove("2027-05-05")).refused, "settings.holiday-unknown");
  assert.equal(after(remove(eid.date), remove(eid.date)).refused, "settings.holiday-unknown");
});

test("A change that changes nothing is no event", () => {
  const same = holidayDecider.decide(given, move(eid.date, eid.date), facts);
  assert.deepEqual(same.ok && same.value, []);
});
