import { type CommandId, dateIn, isUuid, type Result, refuse } from "../../kernel/index.ts";
import type { Centre, Ticket } from "../model.ts";
import { phoneForm } from "../phone-form.ts";
import type { AppointmentsDeps } from "./deps.ts";
import { endAppointment, findAppointment, findByCode, type Kept } from "./store.ts";

/** The code as it is written down, however it was typed. */
const normalised = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");

async function whoCame(
  { sql, clock, calendar }: AppointmentsDeps,
  centre: string,
  codeOrId: string,
): Promise<Kept | undefined> {
  const day = dateIn(clock(), calendar().timeZone);
  const found = isUuid(codeOrId)
    ? await findAppointment(sql, codeOrId)
    : await findByCode(sql, { centre, day, code: normalised(codeOrId) });
  if (found?.centre !== centre) return undefined;
  return found.status === "cancelled" || found.status === "called-off" ? undefined : found;
}

/** From when the door is open to this person. */
const opensAt = ({ startsAt }: Kept, { rules }: Centre): Date =>
  new Date(startsAt.getTime() - rules.earlyMinutes * 60_000);

/** `09:30`, with the day before it where that is not today. */
function timeSaid(at: Date, now: Date, timeZone: string): string {
  const time = at.toLocaleTimeString("sv-SE", { timeZone, timeStyle: "short" });
  const day = dateIn(at, timeZone);
  return day === dateIn(now, timeZone) ? time : `${day} ${time}`;
}

/** The person is here: a ticket with the appointment's place in the queue. See `Appointments.arrive`. */
export async function arrive(
  deps: AppointmentsDeps,
  centreId: string,
  codeOrId: string,
): Promise<Result<Ticket>> {
  const centre = deps.centre(centreId);
  if (!centre) return refuse("not-found", "centre.not-found");
  const found = await whoCame(deps, centreId, codeOrId);
  if (!found) return refuse("not-found", "centre.appointment-unknown");
  if (found.status === "arrived") return refuse("conflict", "centre.arrived-already");
  if (found.status === "missed") return refuse("conflict", "centre.too-late");
  const now = deps.clock();
  const from = opensAt(found, centre);
  if (now < from)
    return refuse("conflict", "centre.too-early", {
      facts: { from: timeSaid(from, now, deps.calendar().timeZone) },
    });
  if (now > found.voidAt) {
    await endAppointment(deps.sql, found.id, "missed", now);
    return refuse("conflict", "centre.too-late");
  }
  // The ticket first: were we to end between the two, the next try gets the same one by its key.
  const ticket = await deps.takeTicket({ ...ticketFor(found), ...(await phoneFor(deps, found)) });
  if (!ticket.ok) return ticket;
  if (await endAppointment(deps.sql, found.id, "arrived", now)) return ticket;
  return refuse("conflict", "centre.arrived-already");
}

/** So that somebody who waits outside hears when it is nearly time; a number of another form is none. */
async function phoneFor({ phoneOf }: AppointmentsDeps, { person }: Kept) {
  const phone = await phoneOf(person);
  return phone !== undefined && phoneForm.test(phone) ? { phone } : {};
}

const ticketFor = ({ id, centre, topic, person, lang, party, group, startsAt }: Kept) => ({
  ...{ centre, topic, person, lang, party, appointment: id, appointmentAt: startsAt },
  ...{ key: `arrive:${id}` as CommandId },
  ...(group && { group }),
});
