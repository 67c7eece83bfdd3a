import assert from "node:assert/strict";
import { test } from "node:test";
import { hoursOf, weekOf } from "./week.ts";

const closed = { opens: "", closes: "", breakFrom: "", breakUntil: "" };
const day = (opens: string, closes: string, breakFrom = "", breakUntil = "") => ({
  ...{ opens, closes, breakFrom, breakUntil },
});
const from = (...days: readonly ReturnType<typeof day>[]) =>
  hoursOf([...days, ...Array.from({ length: 7 - days.length }, () => closed)]);
const wrong = (...days: readonly ReturnType<typeof day>[]) => {
  const read = from(...days);
  return "problems" in read
    ? read.problems.map(({ weekday, part, code }) => `${weekday} ${part} ${code}`)
    : [];
};

test("Days with the same span stand together, a break makes two spans, and back again", () => {
  const long = day("08:00", "17:00", "12:30", "13:30");
  const week = [long, long, closed, day("08:00", "12:30"), closed, closed, closed];
  const read = hoursOf(week);
  assert.ok("hours" in read);
  assert.deepEqual(read.hours, [
    { weekdays: [1, 2, 4], opens: "08:00", closes: "12:30" },
    { weekdays: [1, 2], opens: "13:30", closes: "17:00" },
  ]);
  const spans = read.hours.flatMap(({ weekdays, ...span }) =>
    weekdays.map((weekday) => ({ ...span, weekday })),
  );
  assert.deepEqual(weekOf(spans), week);
});

test("A day with two breaks is not one of the form", () => {
  const span = (opens: string, closes: string) => ({ weekday: 1, opens, closes });
  const spans = [span("08:00", "10:00"), span("10:15", "12:00"), span("13:00", "17:00")];
  assert.equal(weekOf(spans), undefined);
});

test("Everything that is wrong is told, each at its day and time", () => {
  assert.deepEqual(
    wrong(day("08:00", ""), day("17:00", "08:00"), day("08:00", "17:00", "12:00", "")),
    ["1 closes missing", "2 closes order", "3 breakUntil missing"],
  );
  assert.deepEqual(
    wrong(
      day("08:00", "17:00", "07:00", "18:00"),
      day("08:00", "17:00", "13:00", "12:00"),
      day("", "", "12:00", "13:00"),
    ),
    [
      ...["1 breakFrom outside", "1 breakUntil outside", "2 breakUntil order"],
      ...["3 opens missing", "3 closes missing"],
    ],
  );
  assert.deepEqual(wrong(), ["1 opens missing"], "a hall is open at some time");
});
