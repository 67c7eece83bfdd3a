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
import { type AppointmentRow, changePlace, endAppointment, findAppointment } from "./store.ts";

/** The person's own appointment while it can still be changed. */
async function openOne(
  { sql, clock }: AppointmentsDeps,
  id: string,
  person: PersonId,
): Promise<{ readonly ok: true; readonly appointment: AppointmentRow } | Refused> {
  const appointment = isUuid(id) ? await findAppointment(sql, id) : undefined;
  if (appointment?.person !== person) return refuse("not-found", "centre.appointment-unknown");
  if (appointment.status !== "booked" || appointment.voidAt < clock())
    return refuse("conflict", "centre.appointment-over");
  return { ok: true, appointment };
}

/**
 * Moves an appointment to another slot of the same centre and topic. The old seat is released only
 * by taking the new one.
 */
export async function move(
  deps: AppointmentsDeps,
  id: string,
  person: PersonId,
  startsAt: Date,
): Promise<Result<Appointment>> {
  for (let tries = 0; tries < mostTries; tries++) {
    const current = await openOne(deps, id, person);
    if (!current.ok) return current;
    if (current.appointment.startsAt.getTime() === startsAt.getTime())
      return ok(current.appointment);
    const { centre, topic } = current.appointment;
    const wish = wishOf(deps, { centre, topic, startsAt });
    if (!wish.ok) return wish;
    const slot = await freePlace(deps, wish, id);
    if (!slot.ok) return slot;
    const moved = await take(deps, current.appointment, slot);
    if (moved) return ok(moved);
  }
  return refuse("conflict", "centre.slot-taken");
}

/** Undefined where somebody else took it, or the appointment ended meanwhile: retry. */
async function take(
  deps: AppointmentsDeps,
  { id }: AppointmentRow,
  slot: Parameters<typeof changePlace>[2],
): Promise<AppointmentRow | undefined> {
  try {
    return await transaction(deps.sql, async (tx) => {
      const moved = await changePlace(tx, id, slot);
      if (moved) await deps.react(tx, eventOf("AppointmentMoved", moved, deps.clock()));
      return moved;
    });
  } catch (error) {
    if (isConflict(error) || isDeadlock(error)) return undefined;
    throw error;
  }
}

/** Cancels an appointment and frees its seat. Idempotent. */
export async function cancel(
  deps: AppointmentsDeps,
  id: string,
  person: PersonId,
): Promise<Result<Appointment>> {
  const current = await openOne(deps, id, person);
  if (!current.ok) return asBefore(deps, id, person, current);
  const ended = await transaction(deps.sql, async (tx) => {
    const at = deps.clock();
    const cancelled = await endAppointment(tx, id, "cancelled", at);
    if (cancelled) await deps.react(tx, eventOf("AppointmentCancelled", cancelled, at));
    return cancelled;
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
  const appointment = isUuid(id) ? await findAppointment(sql, id) : undefined;
  return appointment?.person === person && appointment.status === "cancelled"
    ? ok(appointment)
    : refused;
}

/**
 * The slot has passed without the person: missed, or called off where the centre was closed. Does
 * nothing where the appointment was moved, cancelled or used since, so its job may be late, doubled
 * or outdated.
 */
export async function fallDue(deps: AppointmentsDeps, id: string): Promise<void> {
  const { sql, clock } = deps;
  const appointment = await findAppointment(sql, id);
  if (appointment?.status !== "booked" || appointment.voidAt >= clock()) return;
  await endAppointment(sql, id, isClosedAt(deps, appointment) ? "called-off" : "missed", clock());
}
