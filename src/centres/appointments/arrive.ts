import {
  type CommandId,
  clockTime,
  dateIn,
  isUuid,
  type PersonId,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import type { Centre, Ticket } from "../model.ts";
import { phoneForm } from "../phone-form.ts";
import type { AppointmentsDeps } from "./deps.ts";
import { type AppointmentRow, endAppointment, findAppointment, findByCode } from "./store.ts";

/** The id in the address of an appointment, which the code on its slip and its page lead to. */
const idInAddress = (text: string): string | undefined =>
  /\/appointments\/([0-9a-f-]{36})\b/i.exec(text)?.[1]?.toLowerCase();

/** The code in its stored form, however it was typed. */
const normalised = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");

async function whoCame(
  { sql, clock, calendar }: AppointmentsDeps,
  centre: string,
  codeOrId: string,
): Promise<AppointmentRow | undefined> {
  const day = dateIn(clock(), calendar().timeZone);
  const id = idInAddress(codeOrId) ?? codeOrId;
  const appointment = isUuid(id)
    ? await findAppointment(sql, id)
    : await findByCode(sql, { centre, day, code: normalised(codeOrId) });
  if (appointment?.centre !== centre) return undefined;
  return appointment.status === "cancelled" || appointment.status === "called-off"
    ? undefined
    : appointment;
}

/** See `Appointments.keptBy`. */
export async function keptBy(
  deps: AppointmentsDeps,
  person: PersonId,
  { centre, code }: { readonly centre: string; readonly code: string },
): Promise<AppointmentRow | undefined> {
  const appointment = isUuid(code) ? undefined : await whoCame(deps, centre, code);
  if (appointment?.person !== person) return undefined;
  // One that was missed is still theirs: they are late, and here.
  await endAppointment(deps.sql, appointment.id, "arrived", deps.clock());
  return appointment;
}

/** From when the person can arrive. */
const opensAt = ({ startsAt }: AppointmentRow, { rules }: Centre): Date =>
  new Date(startsAt.getTime() - rules.earlyMinutes * 60_000);

/** `09:30`, preceded by the day where that is not today. */
function timeSaid(at: Date, now: Date, timeZone: string): string {
  const time = clockTime(at, timeZone);
  const day = dateIn(at, timeZone);
  return day === dateIn(now, timeZone) ? time : `${day} ${time}`;
}

/**
 * The person has arrived: takes a ticket with the appointment's place in the queue. See
 * `Appointments.arrive`.
 */
export async function arrive(
  deps: AppointmentsDeps,
  centreId: string,
  codeOrId: string,
): Promise<Result<Ticket>> {
  const centre = deps.centre(centreId);
  if (!centre) return refuse("not-found", "centre.not-found");
  const appointment = await whoCame(deps, centreId, codeOrId);
  if (!appointment) return refuse("not-found", "centre.appointment-unknown");
  if (appointment.status === "arrived") return refuse("conflict", "centre.arrived-already");
  if (appointment.status === "missed") return refuse("conflict", "centre.too-late");
  const now = deps.clock();
  const from = opensAt(appointment, centre);
  if (now < from)
    return refuse("conflict", "centre.too-early", {
      facts: { from: timeSaid(from, now, deps.calendar().timeZone) },
    });
  if (now > appointment.voidAt) {
    await endAppointment(deps.sql, appointment.id, "missed", now);
    return refuse("conflict", "centre.too-late");
  }
  // The ticket first: after a crash between the two, a retry gets the same ticket by its key.
  const ticket = await deps.takeTicket({
    ...ticketFor(appointment),
    ...(await phoneFor(deps, appointment)),
  });
  if (!ticket.ok) return ticket;
  if (await endAppointment(deps.sql, appointment.id, "arrived", now)) return ticket;
  return refuse("conflict", "centre.arrived-already");
}

/** For the message that it is nearly time. A number that is not E.164 is left out. */
async function phoneFor({ phoneOf }: AppointmentsDeps, { person }: AppointmentRow) {
  const phone = await phoneOf(person);
  return phone !== undefined && phoneForm.test(phone) ? { phone } : {};
}

const ticketFor = ({
  id,
  centre,
  topic,
  person,
  lang,
  party,
  group,
  startsAt,
}: AppointmentRow) => ({
  ...{ centre, topic, person, lang, party, appointment: id, appointmentAt: startsAt },
  ...{ key: `arrive:${id}` as CommandId },
  ...(group && { group }),
});
