import {
  isUuid,
  ok,
  type PersonId,
  type Refused,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import { isConflict, transaction } from "../../platform/db/index.ts";
import type { Appointment } from "../door-appointments.ts";
import { eventOf, freePlace, isDeadlock, mostTries, wishOf } from "./book.ts";
import { isClosedAt } from "./call-off.ts";
import type { AppointmentsDeps } from "./deps.ts";
import { changePlace, endAppointment, findAppointment, type Kept } from "./store.ts";

/** The person's own appointment while it can still be changed. */
async function openOne(
  { sql, clock }: AppointmentsDeps,
  id: string,
  person: PersonId,
): Promise<{ readonly ok: true; readonly found: Kept } | Refused> {
  const found = isUuid(id) ? await findAppointment(sql, id) : undefined;
  if (found?.person !== person) return refuse("not-found", "centre.appointment-unknown");
  if (found.status !== "booked" || found.voidAt < clock())
    return refuse("conflict", "centre.appointment-over");
  return { ok: true, found };
}

/** To another time of the same centre and topic. The old place is given up only by having the new one. */
export async function move(
  deps: AppointmentsDeps,
  id: string,
  person: PersonId,
  startsAt: Date,
): Promise<Result<Appointment>> {
  for (let tries = 0; tries < mostTries; tries++) {
    const own = await openOne(deps, id, person);
    if (!own.ok) return own;
    if (own.found.startsAt.getTime() === startsAt.getTime()) return ok(own.found);
    const { centre, topic } = own.found;
    const wish = wishOf(deps, { centre, topic, startsAt });
    if (!wish.ok) return wish;
    const place = await freePlace(deps, wish, id);
    if (!place.ok) return place;
    const moved = await take(deps, own.found, place);
    if (moved) return ok(moved);
  }
  return refuse("conflict", "centre.slot-taken");
}

/** Undefined where somebody was quicker, or the appointment ended meanwhile: look again. */
async function take(
  deps: AppointmentsDeps,
  { id }: Kept,
  place: Parameters<typeof changePlace>[2],
): Promise<Kept | undefined> {
  try {
    return await transaction(deps.sql, async (tx) => {
      const moved = await changePlace(tx, id, place);
      if (moved) await deps.react(tx, eventOf("AppointmentMoved", moved, deps.clock()));
      return moved;
    });
  } catch (error) {
    if (isConflict(error) || isDeadlock(error)) return undefined;
    throw error;
  }
}

/** Gives the place back. Cancelled twice is cancelled. */
export async function cancel(
  deps: AppointmentsDeps,
  id: string,
  person: PersonId,
): Promise<Result<Appointment>> {
  const own = await openOne(deps, id, person);
  if (!own.ok) return asBefore(deps, id, person, own);
  const ended = await transaction(deps.sql, async (tx) => {
    const at = deps.clock();
    const gone = await endAppointment(tx, id, "cancelled", at);
    if (gone) await deps.react(tx, eventOf("AppointmentCancelled", gone, at));
    return gone;
  });
  if (ended) return ok(ended);
  return asBefore(deps, id, person, refuse("conflict", "centre.appointment-over"));
}

async function asBefore(
  { sql }: AppointmentsDeps,
  id: string,
  person: PersonId,
  refused: Refused,
): Promise<Result<Appointment>> {
  const found = isUuid(id) ? await findAppointment(sql, id) : undefined;
  return found?.person === person && found.status === "cancelled" ? ok(found) : refused;
}

/**
 * The time has passed and nobody has come: missed, or called off where the doors were closed. Does
 * nothing where the appointment was moved, cancelled or kept since, so the job that asks for it may be
 * late, doubled or out of date.
 */
export async function fallDue(deps: AppointmentsDeps, id: string): Promise<void> {
  const { sql, clock } = deps;
  const found = await findAppointment(sql, id);
  if (found?.status !== "booked" || found.voidAt >= clock()) return;
  await endAppointment(sql, id, isClosedAt(deps, found) ? "called-off" : "missed", clock());
}
