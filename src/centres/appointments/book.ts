import { makeCode, ok, type Refused, type Result, refuse } from "../../kernel/index.ts";
import { newId, PostgresError, transaction } from "../../platform/db/index.ts";
import type { Appointment, Booking } from "../door-appointments.ts";
import type { AppointmentsDeps } from "./deps.ts";
import { freeSeats } from "./free.ts";
import type { AppointmentEvent } from "./model.ts";
import { slotAt, type Wish } from "./slots.ts";
import {
  findByCommand,
  hasOpen,
  insertAppointment,
  type Kept,
  type Place,
  takenBetween,
} from "./store.ts";

/** The centre and topic of a wish, or what is wrong with it. */
export function wishOf(
  { centre: find }: AppointmentsDeps,
  wanted: Pick<Booking, "centre" | "topic" | "startsAt" | "group">,
): ({ readonly ok: true } & Wish) | Refused {
  const centre = find(wanted.centre);
  if (!centre) return refuse("not-found", "centre.not-found");
  const topic = centre.topics.find(({ id }) => id === wanted.topic);
  if (!topic) return refuse("not-found", "centre.topic-unknown");
  if (wanted.group !== undefined && !centre.groups.some(({ id }) => id === wanted.group))
    return refuse("invalid", "centre.group-unknown");
  return { ok: true, centre, topic, startsAt: wanted.startsAt };
}

/** One free place of that slot, any of them, so that people who ask at one moment rarely want the same. */
export async function freePlace(
  deps: AppointmentsDeps,
  wish: Wish,
  except?: string,
): Promise<({ readonly ok: true } & Place) | Refused> {
  const slot = slotAt(wish, deps.clock(), deps.calendar());
  if (!slot.ok) return slot;
  const about = { centre: wish.centre.id, topic: wish.topic.id };
  const seats = freeSeats(slot, slot.atOnce, await takenBetween(deps.sql, about, slot, except));
  const [high = 0, low = 0] = deps.random(2);
  const seat = seats[(high * 256 + low) % seats.length];
  if (seat === undefined) return refuse("conflict", "centre.slot-taken");
  const voidAt = new Date(slot.startsAt.getTime() + wish.centre.rules.lateMinutes * 60_000);
  const { startsAt, endsAt, day } = slot;
  return { ok: true, startsAt, endsAt, day, seat, voidAt, code: makeCode(deps.random(8)) };
}

export const eventOf = (
  type: AppointmentEvent["type"],
  { id, startsAt, voidAt }: Pick<Kept, "id" | "startsAt" | "voidAt">,
  at: Date,
): AppointmentEvent => ({
  type,
  data: {
    id,
    at: at.toISOString(),
    startsAt: startsAt.toISOString(),
    voidAt: voidAt.toISOString(),
  },
});

/** Two who each wait for the other's place: PostgreSQL sends one away, and he looks again. */
export const isDeadlock = (error: unknown): boolean =>
  error instanceof PostgresError && error.code === "40P01";

/** Looks and tries again for as long as a place seems free; each failure means that somebody else had one. */
export const mostTries = 100;

/** Keeps a time for a person: the same key again is the same appointment. Refusals: see `Appointments`. */
export async function book(deps: AppointmentsDeps, asked: Booking): Promise<Result<Appointment>> {
  const booking = { ...asked, key: asked.key ?? newId() };
  const wish = wishOf(deps, booking);
  if (!wish.ok) return wish;
  for (let tries = 0; tries < mostTries; tries++) {
    // In this order: an open one that is seen first and is the twin of this wish is then known too.
    const open = await hasOpen(deps.sql, booking.person, booking.topic);
    const known = await findByCommand(deps.sql, booking.person, booking.key);
    if (known) return ok(known);
    if (open) return refuse("conflict", "centre.has-appointment");
    const place = await freePlace(deps, wish);
    if (!place.ok) return place;
    const made = await keep(deps, booking, place);
    if (made) return ok(made);
  }
  return refuse("conflict", "centre.slot-taken");
}

async function keep(
  deps: AppointmentsDeps,
  { centre, topic, person, lang, ...more }: Booking & { readonly key: string },
  place: Place,
): Promise<Kept | undefined> {
  const at = deps.clock();
  const { startsAt, endsAt, seat, day, code, voidAt } = place;
  const row = {
    ...{ id: newId(), centre, topic, person, lang, startsAt, endsAt, seat, day, code, voidAt },
    ...{ service: more.service ?? null, group: more.group ?? null, party: more.party ?? 1 },
    ...{ bookedAt: at, command: more.key },
  };
  try {
    return await transaction(deps.sql, async (tx) => {
      const made = await insertAppointment(tx, row);
      if (made) await deps.react(tx, eventOf("AppointmentBooked", made, at));
      return made;
    });
  } catch (error) {
    if (isDeadlock(error)) return undefined;
    throw error;
  }
}
