import { makeCode, ok, type Refused, type Result, refuse } from "../../kernel/index.ts";
import { newId, PostgresError, transaction } from "../../platform/db/index.ts";
import type { Appointment, Booking } from "../door-appointments.ts";
import type { AppointmentsDeps } from "./deps.ts";
import { freeSeats } from "./free.ts";
import type { AppointmentEvent } from "./model.ts";
import { slotAt, type Wish } from "./slots.ts";
import {
  type AppointmentRow,
  findByCommand,
  hasOpen,
  insertAppointment,
  type ReservedSlot,
  takenBetween,
} from "./store.ts";

/** The centre and topic of a booking, or why it is invalid. */
export function wishOf(
  { centre: find }: AppointmentsDeps,
  wish: Pick<Booking, "centre" | "topic" | "startsAt" | "group">,
): ({ readonly ok: true } & Wish) | Refused {
  const centre = find(wish.centre);
  if (!centre) return refuse("not-found", "centre.not-found");
  const topic = centre.topics.find(({ id }) => id === wish.topic);
  if (!topic) return refuse("not-found", "centre.topic-unknown");
  if (wish.group !== undefined && !centre.groups.some(({ id }) => id === wish.group))
    return refuse("invalid", "centre.group-unknown");
  return { ok: true, centre, topic, startsAt: wish.startsAt };
}

/** A free seat of the slot at random, so that simultaneous bookings rarely collide. */
export async function freePlace(
  deps: AppointmentsDeps,
  wish: Wish,
  except?: string,
): Promise<({ readonly ok: true } & ReservedSlot) | Refused> {
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
  { id, startsAt, voidAt }: Pick<AppointmentRow, "id" | "startsAt" | "voidAt">,
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

/**
 * PostgreSQL aborts one of two transactions that wait for each other's seat; the caller retries.
 */
export const isDeadlock = (error: unknown): boolean =>
  error instanceof PostgresError && error.code === "40P01";

/** Retries while a seat seems free: each failure means that somebody else took one. */
export const mostTries = 100;

/** Books a slot for a person; idempotent by key. Refusals: see `Appointments`. */
export async function book(deps: AppointmentsDeps, order: Booking): Promise<Result<Appointment>> {
  const booking = { ...order, key: order.key ?? newId() };
  const wish = wishOf(deps, booking);
  if (!wish.ok) return wish;
  for (let tries = 0; tries < mostTries; tries++) {
    // In this order, so that a booking made meanwhile by the same command is seen below.
    const open = await hasOpen(deps.sql, booking.person, booking.topic);
    const existing = await findByCommand(deps.sql, booking.person, booking.key);
    if (existing) return ok(existing);
    if (open) return refuse("conflict", "centre.has-appointment");
    const slot = await freePlace(deps, wish);
    if (!slot.ok) return slot;
    const appointment = await keep(deps, booking, slot);
    if (appointment) return ok(appointment);
  }
  return refuse("conflict", "centre.slot-taken");
}

async function keep(
  deps: AppointmentsDeps,
  { centre, topic, person, lang, ...more }: Booking & { readonly key: string },
  slot: ReservedSlot,
): Promise<AppointmentRow | undefined> {
  const at = deps.clock();
  const { startsAt, endsAt, seat, day, code, voidAt } = slot;
  const row = {
    ...{ id: newId(), centre, topic, person, lang, startsAt, endsAt, seat, day, code, voidAt },
    ...{ service: more.service ?? null, group: more.group ?? null, party: more.party ?? 1 },
    ...{ bookedAt: at, command: more.key },
  };
  try {
    return await transaction(deps.sql, async (tx) => {
      const appointment = await insertAppointment(tx, row);
      if (appointment) await deps.react(tx, eventOf("AppointmentBooked", appointment, at));
      return appointment;
    });
  } catch (error) {
    if (isDeadlock(error)) return undefined;
    throw error;
  }
}
