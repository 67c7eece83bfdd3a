import assert from "node:assert/strict";
import { test } from "node:test";
import type { HolidayCommand } from "../settings/index.ts";
import { effectOfHoliday } from "./holiday.ts";

const booked: Readonly<Record<string, number>> = { hall: 3, small: 0, bus: 5 };
const centre = (id: string, kind: "hall" | "mobile") => ({ id, kind });
const deps = {
  catalogue: {
    jurisdiction: {
      weekend: [6, 7],
      centres: [centre("hall", "hall"), centre("small", "hall"), centre("bus", "mobile")],
    },
  },
  appointments: { kept: async (id: string) => ({ booked: booked[id] ?? 0, cancelled: 9 }) },
} as unknown as Parameters<typeof effectOfHoliday>[0];

const day = (date: string) => ({ date, name: { en: "A holiday" } });
const effect = (command: HolidayCommand) => effectOfHoliday(deps, command);

test("A new holiday calls off what is booked in halls, and leaves the bus alone", async () => {
  assert.deepEqual(await effect({ type: "add-holiday", day: day("2026-11-26") }), {
    ...{ closes: "2026-11-26", appointments: 3, centres: 1 },
    ...{ mobileStays: true, closedAnyway: false },
  });
});

test("A day that opens again, or is only renamed, calls nothing off", async () => {
  const removed = await effect({ type: "remove-holiday", date: "2026-12-26" });
  assert.deepEqual(removed, {
    ...{ opens: "2026-12-26", appointments: 0, centres: 0 },
    ...{ mobileStays: false, closedAnyway: true },
  });
  const date = "2026-12-25";
  const renamed = await effect({ type: "change-holiday", date, day: day(date) });
  assert.deepEqual(
    [renamed.closes, renamed.opens, renamed.appointments],
    [undefined, undefined, 0],
  );
});
