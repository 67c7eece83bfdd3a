import type { Account, Application } from "../cases/index.ts";
import type { Appointment, CallOut } from "../centres/index.ts";
import { clockTime, dateIn, type PersonId } from "../kernel/index.ts";
import type { MessageFact, MessageFacts, Send, Template } from "../messages/index.ts";
import { type Person, personById } from "../platform/auth/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import { appealStage } from "../workflow/index.ts";
import { askedFor, groundWords } from "./case-why.ts";
import { contactOf } from "./contact.ts";
import type { ActDeps } from "./deps.ts";
import { type OfCase, opened } from "./of-case.ts";
import { toldInOf } from "./told-in.ts";
import { langOf, noticeOf, statusWords } from "./wording.ts";

type NotifyDeps = Pick<ActDeps, "sql" | "calendar" | "cases" | "messages" | "i18n">;

/** Where a person can be written to; nowhere where they are not known any more. */
export const addressesOf = (person: Pick<Person, "phone" | "email"> | undefined) => ({
  ...(person?.phone && { phone: person.phone }),
  ...(person?.email && { email: person.email }),
});

/**
 * The facts that one telling has beside those of the case: amount and number of a bill, a last day.
 */
type More = Readonly<Record<string, MessageFact>>;

export interface Notice extends OfCase {
  readonly template: Template;
  /**
   * Tells one occasion from another of the same kind: the version of the case. A bill has its
   * number.
   */
  readonly occasion?: number;
  /** Tells apart what has no version: a payment, a refund. */
  readonly of?: string;
  readonly more?: More;
}

/** Tells the applicant where an application stands; the same occasion is told once. */
export async function notify(deps: NotifyDeps, notice: Notice) {
  const application = await opened(deps, notice.caseId);
  const { submitted } = application.state;
  const person = submitted && (await personById(deps.sql, submitted.person));
  const message = messageFor(deps, application, person, notice);
  if (message) await deps.messages.send(message);
}

/** What the applicant is told, and where. */
export function messageFor(
  deps: Pick<NotifyDeps, "calendar" | "i18n">,
  found: Pick<Application, "state" | "definition" | "contact">,
  account: Account | undefined,
  { caseId, template, occasion, of, more = {} }: Notice,
): Send | undefined {
  const { submitted } = found.state;
  if (!submitted) return undefined;
  // That it was changed is told to the account: whoever did not ask for it has to hear of it.
  const to = template === "contact-changed" ? account : contactOf(found, account);
  const lang = toldInOf(deps.i18n, found, account);
  const outcome = template === "appeal-decided" ? appealOutcome(found) : undefined;
  return {
    id: `${caseId}:${template}:${occasion ?? of ?? more.number ?? ""}`,
    personId: submitted.person,
    to: addressesOf(to),
    lang,
    template,
    facts: {
      ...noticeOf(found, deps.calendar().timeZone),
      ...whyFacts(found, deps.i18n.for(lang)),
      ...(outcome && { status: { words: outcome } }),
      ...more,
    } satisfies MessageFacts,
    caseId: submitted.case,
    service: submitted.service,
  };
}

/** What was decided on the last appeal; where the file stands now is another matter. */
function appealOutcome({ state, definition }: Pick<Application, "state" | "definition">) {
  const task = state.tasks.findLast((each) => each.done && each.task === appealStage);
  return definition.appeal?.outcomes.find(({ id }) => id === task?.done?.outcome)?.title;
}

/** The ground, what is asked for, and how it stands: whoever has no internet reads it here. */
function whyFacts(app: Pick<Application, "state" | "definition">, t: Translate): MessageFacts {
  const { status } = app.state;
  return {
    reason: groundWords(app, t) ?? "",
    what: t.list([...askedFor(app, t)]) || t("ussd.more-information"),
    status: status === "none" ? "" : t(`status.${statusWords[status]}`),
  };
}

export interface OfTicket {
  readonly ticket: string;
  readonly template: "ticket-taken" | "ticket-soon";
}

/** Tells whoever holds a ticket how long it takes, or to come near; nobody who waits no longer. */
export async function tellTicket(
  deps: Pick<ActDeps, "centres" | "messages" | "i18n">,
  { ticket: id, template }: OfTicket,
) {
  const notice = await deps.centres.toTell(id);
  if (!notice) return;
  const { ticket, phone, wait, soonTold } = notice;
  // Whoever is told at once that it is nearly time is not promised to be told so.
  const taken = wait.isUnserved ? "ticket-unserved" : soonTold ? "ticket-near" : "ticket-taken";
  await deps.messages.send({
    id: `${id}:${template}`,
    personId: ticket.person,
    to: { phone },
    lang: langOf(deps.i18n, ticket.lang),
    template: template === "ticket-taken" ? taken : template,
    facts: { ticket: ticket.number, from: wait.fromMinutes, to: wait.toMinutes },
  });
}

/** The telling of an appointment; `startsAt` is the time that it is about. */
export interface AppointmentNotice {
  readonly appointment: string;
  readonly template: Template;
  /** ISO instant. */
  readonly startsAt: string;
  /** Tells one occasion from another of the same kind. */
  readonly occasion: string;
}

export interface CallOutNotice {
  readonly outing: string;
  readonly template: Template;
  readonly occasion: string;
}

type VisitDeps = Pick<
  ActDeps,
  "sql" | "clock" | "calendar" | "i18n" | "messages" | "centres" | "appointments" | "callOuts"
>;

/** Where somebody goes: the centre, or the place where a mobile unit stands on that day. */
function placeOf({ centres, calendar }: VisitDeps, { centre: id, startsAt }: Appointment) {
  const centre = centres.find(id);
  const day = dateIn(startsAt, calendar().timeZone);
  return { words: centre?.stops?.find((stop) => stop.day === day)?.place ?? centre?.name ?? {} };
}

/**
 * How an appointment stands that is told to have ended; every other telling is of one that is
 * booked.
 */
const ended: Readonly<Partial<Record<Template, Appointment["status"]>>> = {
  "appointment-cancelled": "cancelled",
  "appointment-called-off": "called-off",
};

/**
 * Tells the person, unless its time has passed or it was moved, cancelled or kept since the job was
 * written.
 */
export async function tellOfAppointment(
  deps: VisitDeps,
  { appointment, template, startsAt, occasion }: AppointmentNotice,
): Promise<void> {
  const booked = await deps.appointments.find(appointment);
  if (
    booked?.status !== (ended[template] ?? "booked") ||
    booked.startsAt.toISOString() !== startsAt
  )
    return;
  if (booked.startsAt <= deps.clock()) return;
  const { timeZone } = deps.calendar();
  const facts = {
    code: booked.code,
    date: { at: startsAt, timeZone },
    time: clockTime(booked.startsAt, timeZone),
    place: placeOf(deps, booked),
  };
  const id = `${appointment}:${template}:${occasion}`;
  await tellVisitor(deps, booked, { id, template, facts });
}

/** Tells the person what became of the call-out that they asked for. */
export async function tellOfCallOut(
  deps: VisitDeps,
  { outing, template, occasion }: CallOutNotice,
): Promise<void> {
  const visit = await deps.callOuts.find(outing);
  if (!visit || (template === "outing-planned" && visit.status !== "planned")) return;
  const { endedWhy: why } = visit;
  const t = deps.i18n.for(langOf(deps.i18n, visit.lang));
  const facts = {
    date: { day: visit.day ?? visit.wishedDay },
    time: hoursOf(visit, deps),
    reason: why && why !== "person" ? t(`visits.why.${why}`) : "",
  };
  await tellVisitor(deps, visit, { id: `${outing}:${template}:${occasion}`, template, facts });
}

function hoursOf({ from, to }: CallOut, { calendar }: VisitDeps): string {
  const { timeZone } = calendar();
  return from && to ? `${clockTime(from, timeZone)}-${clockTime(to, timeZone)}` : "";
}

async function tellVisitor(
  { sql, i18n, messages }: VisitDeps,
  { person: personId, lang }: { readonly person: PersonId; readonly lang: string },
  message: { readonly id: string; readonly template: Template; readonly facts: MessageFacts },
): Promise<void> {
  const person = await personById(sql, personId);
  await messages.send({
    ...message,
    personId,
    to: addressesOf(person),
    lang: langOf(i18n, person?.toldIn ?? lang),
  });
}
