import { dateIn, isUuid } from "../../kernel/index.ts";
import type { NoPayload, TasksOf } from "../../platform/jobs/index.ts";
import type { Appointments } from "../door-appointments.ts";
import { arrive, keptBy } from "./arrive.ts";
import { book } from "./book.ts";
import { calledOffBy, callOffClosed } from "./call-off.ts";
import { cancel, fallDue, move } from "./change.ts";
import type { AppointmentsDeps } from "./deps.ts";
import { freeOf, loadOf } from "./free.ts";
import { bookableDays, type SlotTime, slotsOn } from "./slots.ts";
import { appointmentsOf, countKept, findAppointment, takenBetween } from "./store.ts";

declare module "../../platform/jobs/index.ts" {
  interface Jobs {
    readonly "appointment-missed": { readonly id: string };
    /** Runs when a day became a holiday or a centre changed, and at night. */
    readonly "appointments.call-off": NoPayload;
  }
}
export type AppointmentTasks = TasksOf<"appointment-missed" | "appointments.call-off">;

/**
 * Free slots of these days, each day apart; empty where the centre takes no appointments for the
 * topic.
 */
async function freeOn(
  { sql, clock, calendar, centre: find }: AppointmentsDeps,
  about: { readonly centre: string; readonly topic: string },
  from?: string,
) {
  const centre = find(about.centre);
  const places = centre?.topics.find(({ id }) => id === about.topic)?.slots;
  if (!centre || !places) return [];
  const [now, working] = [clock(), calendar()];
  const days = bookableDays(centre, now, working).filter((day) => !from || day === from);
  const slots = days.map((day) => slotsOn(centre, places, day, working));
  const [first, last] = [slots.flat()[0], slots.flat().at(-1)];
  if (!first || !last) return [];
  const all = await takenBetween(sql, about, { startsAt: first.startsAt, endsAt: last.endsAt });
  const dayOf = ({ startsAt }: SlotTime) => dateIn(startsAt, working.timeZone);
  const byDay = Map.groupBy(all, dayOf);
  return days.map((day, index) => {
    const times = slots[index] ?? [];
    const free = freeOf(times, places.atOnce, byDay.get(day) ?? [], now);
    return { day, slots: free, load: loadOf(day, times, free, { atOnce: places.atOnce, now }) };
  });
}

/** Appointments over one database. */
export const makeAppointments = (deps: AppointmentsDeps): Appointments => ({
  freeDays: async (centre, topic) =>
    (await freeOn(deps, { centre, topic }))
      .filter(({ slots }) => slots.length > 0)
      .map(({ day }) => day),
  loads: async (centre, topic) =>
    (await freeOn(deps, { centre, topic }))
      .map(({ load }) => load)
      .filter(({ places }) => places > 0),
  freeSlots: async (centre, topic, day) =>
    (await freeOn(deps, { centre, topic }, day)).flatMap(({ slots }) => slots),
  book: (booking) => book(deps, booking),
  find: async (id) => (isUuid(id) ? findAppointment(deps.sql, id) : undefined),
  ofPerson: (person) => appointmentsOf(deps.sql, person),
  move: (id, person, startsAt) => move(deps, id, person, startsAt),
  cancel: (id, person) => cancel(deps, id, person),
  arrive: (centre, codeOrId) => arrive(deps, centre, codeOrId),
  keptBy: (person, at) => keptBy(deps, person, at),
  calledOffBy: (centre) => calledOffBy(deps, centre),
  kept: (centre, from, to) => countKept(deps.sql, centre, from, to),
});

export const appointmentTasks = (deps: AppointmentsDeps): AppointmentTasks => ({
  "appointment-missed": ({ id }) => fallDue(deps, id),
  "appointments.call-off": () => callOffClosed(deps),
});
