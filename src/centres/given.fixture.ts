import { randomBytes } from "node:crypto";
import type { Calendar, OfficerId, PersonId } from "../kernel/index.ts";
import { newId, type Pool } from "../platform/db/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import { makeCentres } from "./make.ts";
import type { Centre } from "./model.ts";

const counter = (id: number, ...topics: string[]) => ({ id: String(id), topics });
const rules = { earlyMinutes: 30, lateMinutes: 10, daysAhead: 14, callMinutes: 3 };
const place = { name: { en: "Hall" }, address: { en: "Street" }, illustrative: true };

/** Four counters with overlapping topics, on weekdays from 8 to 12 and 13 to 17. */
export const kigali: Centre = {
  ...place,
  ...{ id: "kigali", kind: "hall" },
  hours: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, opens: "08:00", closes: "12:00" },
    { weekday, opens: "13:00", closes: "17:00" },
  ]),
  topics: [
    { id: "papers", letter: "A", name: { en: "Papers" }, services: [], minutes: 10 },
    { id: "trade", letter: "B", name: { en: "Trade" }, services: [], minutes: 20 },
  ],
  counters: [
    counter(1, "papers"),
    counter(2, "papers", "trade"),
    counter(3, "trade"),
    counter(4, "papers", "trade"),
  ],
  groups: [{ id: "older", name: { en: "Older people" }, illustrative: true }],
  rules: { ...rules, illustrative: true },
};

/** Forty counters in three kinds. */
export const large: Centre = {
  ...kigali,
  id: "large",
  counters: Array.from({ length: 40 }, (_, index) => ({
    id: String(index + 1),
    topics: [["papers"], ["papers", "trade"], ["trade"]][index % 3] ?? [],
  })),
};

export const calendar: Calendar = {
  timeZone: "Africa/Kigali",
  weekend: [6, 7],
  holidays: new Set(["2026-12-25"]),
  opens: "08:00",
  closes: "17:00",
};

/** Halls over a fresh database, at nine on a Monday in Kigali; the test drives the clock. */
export function givenHalls<Database extends { readonly appSql: Pool }>(database: Database) {
  const time = { now: new Date("2026-11-23T07:00:00Z") };
  const prepared = new Set<PersonId>();
  const files = new Map<string, Date>();
  const deps = {
    ...{ sql: database.appSql, clock: () => time.now, calendar: () => calendar, enqueue },
    timeZone: calendar.timeZone,
    centres: () => [kigali, large],
    filledIn: async (person: PersonId) => prepared.has(person),
    withoutTicket: async () => files,
    random: (bytes: number) => randomBytes(bytes),
  };
  const make = () => makeCentres(deps);
  const centres = make();
  return {
    ...{ database, time, centres, make, deps, prepared, files },
    later(minutes: number): void {
      time.now = new Date(time.now.getTime() + minutes * 60_000);
    },
    /** An officer at an open counter. */
    async sit(at: string, centre = "kigali") {
      const seat = { centre, counter: at, officer: newId<OfficerId>() };
      const opened = await centres.openCounter(seat);
      if (!opened.ok) throw new Error(opened.refusal.code);
      return seat;
    },
    async take(topic = "papers", more: object = {}, centre = "kigali") {
      const ticket = await centres.takeTicket({ centre, topic, lang: "en", ...more });
      if (!ticket.ok) throw new Error(ticket.refusal.code);
      return ticket.value;
    },
  };
}
