import type { Appointment, Appointments, Centres, Outing, Outings } from "../centres/index.ts";
import { dateIn, type PersonId } from "../kernel/index.ts";
import type { MessageFacts, Messages, Template } from "../messages/index.ts";
import { personById } from "../platform/auth/index.ts";
import type { Pool } from "../platform/db/index.ts";
import type { I18n } from "../platform/i18n/index.ts";
import { langOf } from "../wording.ts";

/** The telling of an appointment; `startsAt` is the time that it is about. */
export interface AppointmentNotice {
  readonly appointment: string;
  readonly template: Template;
  /** ISO instant. */
  readonly startsAt: string;
  /** Tells one occasion from another of the same kind. */
  readonly occasion: string;
}

export interface OutingNotice {
  readonly outing: string;
  readonly template: Template;
  readonly occasion: string;
}

export interface VisitTellers {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly i18n: I18n;
  readonly messages: Messages;
  readonly centres: Centres;
  readonly appointments: Appointments;
  readonly outings: Outings;
  readonly timeZone: string;
}

const timeIn = (at: Date, timeZone: string): string =>
  at.toLocaleTimeString("sv-SE", { timeZone, timeStyle: "short" });

/** Where somebody goes: the centre, or the place where a mobile unit stands on that day. */
function placeOf({ centres, timeZone }: VisitTellers, { centre: id, startsAt }: Appointment) {
  const centre = centres.find(id);
  const day = dateIn(startsAt, timeZone);
  return { words: centre?.stops?.find((stop) => stop.day === day)?.place ?? centre?.name ?? {} };
}

/** How an appointment stands that is told to have ended; every other telling is of one that is booked. */
const ended: Readonly<Partial<Record<Template, Appointment["status"]>>> = {
  "appointment-cancelled": "cancelled",
  "appointment-called-off": "called-off",
};

/** Tells the person, unless its time has passed or it was moved, cancelled or kept since the job was written. */
export async function tellOfAppointment(
  deps: VisitTellers,
  { appointment, template, startsAt, occasion }: AppointmentNotice,
): Promise<void> {
  const found = await deps.appointments.find(appointment);
  if (found?.status !== (ended[template] ?? "booked") || found.startsAt.toISOString() !== startsAt)
    return;
  if (found.startsAt <= deps.clock()) return;
  const facts = {
    code: found.code,
    date: { at: startsAt, timeZone: deps.timeZone },
    time: timeIn(found.startsAt, deps.timeZone),
    place: placeOf(deps, found),
  };
  const id = `${appointment}:${template}:${occasion}`;
  await tell(deps, found, { id, template, facts });
}

export async function tellOfOuting(
  deps: VisitTellers,
  { outing, template, occasion }: OutingNotice,
): Promise<void> {
  const found = await deps.outings.find(outing);
  if (!found || (template === "outing-planned" && found.status !== "planned")) return;
  const facts = { date: { day: found.day ?? found.wishedDay }, time: hoursOf(found, deps) };
  await tell(deps, found, { id: `${outing}:${template}:${occasion}`, template, facts });
}

const hoursOf = ({ from, to }: Outing, { timeZone }: VisitTellers): string =>
  from && to ? `${timeIn(from, timeZone)}-${timeIn(to, timeZone)}` : "";

async function tell(
  { sql, i18n, messages }: VisitTellers,
  { person: personId, lang }: { readonly person: PersonId; readonly lang: string },
  said: { readonly id: string; readonly template: Template; readonly facts: MessageFacts },
): Promise<void> {
  const person = await personById(sql, personId);
  await messages.send({
    ...said,
    personId,
    to: {
      ...(person?.phone && { phone: person.phone }),
      ...(person?.email && { email: person.email }),
    },
    lang: langOf(i18n, lang),
  });
}
