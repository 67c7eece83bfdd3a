import { randomBytes } from "node:crypto";
import { type Calendar, ok, type PersonId } from "../../kernel/index.ts";
import { newId, type Pool } from "../../platform/db/index.ts";
import type { Centre, NewTicket, Ticket } from "../model.ts";
import type { AppointmentEvent } from "./model.ts";

/**
 * Monday to Friday 8 to 12 and 13 to 15, a slot each half hour for ten; today is Monday 23
 * November.
 */
export const hall: Centre = {
  id: "kigali",
  kind: "hall",
  name: { en: "Kigali" },
  address: { en: "KG 7 Ave" },
  hours: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, opens: "08:00", closes: "12:00" },
    { weekday, opens: "13:00", closes: "15:00" },
  ]),
  topics: [
    {
      ...{ id: "papers", letter: "A", name: { en: "Papers" }, services: [], minutes: 12 },
      slots: { minutes: 30, atOnce: 10 },
    },
    { id: "walk-in", letter: "B", name: { en: "Walk in" }, services: [], minutes: 5 },
  ],
  counters: [{ id: "1", topics: ["papers", "walk-in"] }],
  groups: [],
  rules: { earlyMinutes: 30, lateMinutes: 10, daysAhead: 14, callMinutes: 2, illustrative: true },
  illustrative: true,
};

export const calendar: Calendar = {
  timeZone: "Africa/Kigali",
  weekend: [6, 7],
  holidays: new Set(["2026-11-25"]),
  opens: "08:00",
  closes: "17:00",
};

/** The dependencies of appointments over a database, with a clock that the test drives. */
export function givenHall(sql: Pool, centre: Centre = hall) {
  const time = { now: new Date("2026-11-23T05:00:00Z") };
  const events: AppointmentEvent[] = [];
  const tickets: NewTicket[] = [];
  const deps = {
    sql,
    clock: () => time.now,
    calendar: () => calendar,
    random: (bytes: number) => randomBytes(bytes),
    centre: (id: string) => (id === centre.id ? centre : undefined),
    phoneOf: async () => "+250788123456",
    takeTicket: async (order: NewTicket) => {
      tickets.push(order);
      return ok({ number: "A001", appointment: order.appointment } as Ticket);
    },
    react: async (_tx: unknown, event: AppointmentEvent) => {
      events.push(event);
    },
  };
  const wish = (startsAt: string, person: PersonId = newId<PersonId>()) => ({
    ...{ centre: centre.id, topic: "papers", startsAt: new Date(startsAt), person, lang: "en" },
  });
  return { deps, time, events, tickets, wish };
}
