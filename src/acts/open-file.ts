import type { Ticket } from "../centres/index.ts";
import {
  type Beside,
  type Card,
  type ClosedWhy,
  type Consent,
  type OtherCard,
  reasonLength,
  type Visit,
} from "../counter/index.ts";
import {
  clockTime,
  type OfficerId,
  ok,
  type PersonId,
  plainIdentityNumber,
  type Refusal,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { addPerson, type NewPerson, type Person, personById } from "../platform/auth/index.ts";
import { newId, transaction } from "../platform/db/index.ts";
import { isLang, type Lang } from "../platform/i18n/index.ts";
import { askInPerson, verifyInPerson } from "./consent-in-person.ts";
import type { ActDeps } from "./deps.ts";
import { dropFilled } from "./drop-filled.ts";
import type { OfTicket } from "./family.ts";
import { addressesOf } from "./tell.ts";

type Deps = Pick<
  ActDeps,
  "sql" | "clock" | "calendar" | "cases" | "counter" | "messages" | "codes"
> & { readonly centres: Pick<ActDeps["centres"], "find" | "noticeFile"> };
type Kept = Pick<ActDeps, "counter" | "appointments">;

/** Who opens a file: an operator, perhaps with a ticket in hand, or an agent. */
export interface Opening {
  readonly operator: { readonly id: Visit["operator"]; readonly name: string };
  readonly seat: { readonly centre: string; readonly counter: string } | undefined;
  readonly ticket: Pick<Ticket, "id" | "person"> | undefined;
  readonly person: Pick<Person, "phone" | "email"> & { readonly id: PersonId };
  readonly lang: Lang;
  /** The card by which they were looked up, where it is in another name than the account. */
  readonly otherCard?: OtherCard;
}

/**
 * Opens a person's file and notifies them at once. A ticket that they took signed in, or with an
 * appointment, opens all of it; otherwise the visit shows only what was begun in it, until the
 * person opens the rest (docs/decisions/0009). Refuses counter.client-open.
 */
export async function openFile(deps: Deps, opening: Opening): Promise<Result<Visit>> {
  const opened = await deps.counter.openVisit(visitOf(opening));
  if (opened.ok) await tellOpened(deps, opened.value, opening);
  return opened;
}

/**
 * Closes a file. The hall hears where its person had no ticket: their counter is free then, and
 * what was put off until they are done is done.
 */
export async function closeFile(
  deps: Parameters<typeof dropFilled>[0] & {
    readonly centres: Pick<ActDeps["centres"], "noticeFile">;
  },
  visit: Visit,
  why: ClosedWhy,
): Promise<void> {
  await deps.counter.closeVisit(visit, why);
  await dropFilled(deps, { visit: visit.id, person: visit.person });
  await hearOfFile(deps, visit);
}

/** Closes the file that is open with an officer whose client is somebody else's now, if any. */
export async function transferFile(
  {
    centres,
    counter,
  }: {
    readonly centres: Pick<ActDeps["centres"], "noticeFile">;
    readonly counter: Pick<ActDeps["counter"], "openVisitOf" | "closeVisit">;
  },
  officer: OfficerId,
): Promise<void> {
  const visit = await counter.openVisitOf(officer);
  if (!visit) return;
  await counter.closeVisit(visit, "transferred");
  await hearOfFile({ centres }, visit);
}

/** Whom the hall called it knows; of whoever comes without a ticket it hears here. */
export async function hearOfFile(
  { centres }: { readonly centres: Pick<ActDeps["centres"], "noticeFile"> },
  { centre, counter, ticket }: Visit,
): Promise<void> {
  if (centre !== null && counter !== null && ticket === null)
    await centres.noticeFile({ centre, counter });
}

/**
 * Writes somebody down whose card was seen, and opens their file, all of it, at a counter: both or
 * neither. Refuses counter.client-open, and counter.number-known where a colleague was faster.
 */
export async function registerAndOpen(
  deps: Deps,
  {
    person: about,
    card,
    besides,
  }: { readonly person: NewPerson; readonly card: Card; readonly besides: readonly Beside[] },
  by: Omit<Opening, "person">,
): Promise<Result<Visit>> {
  try {
    const { visit, opening } = await transaction(deps.sql, async (tx) => {
      const person = await addPerson(tx, about, { id: newId(), now: deps.clock() });
      if (!person) throw new NotOpened({ kind: "invalid", code: "counter.number-known" });
      const registration = { operator: by.operator.id, card };
      await deps.counter.recordRegistration(person.id, registration, tx);
      const at = { person: person.id, operator: by.operator.id, centre: by.seat?.centre ?? null };
      await deps.counter.recordBeside({ ...at, besides }, tx);
      const opening = { ...by, person };
      const opened = await deps.counter.openVisit({ ...visitOf(opening), isNew: true }, tx);
      if (!opened.ok) throw new NotOpened(opened.refusal);
      return { visit: opened.value, opening };
    });
    await tellOpened(deps, visit, opening);
    return ok(visit);
  } catch (error) {
    if (error instanceof NotOpened) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** Takes back the account that was written for a file which cannot be opened. */
class NotOpened extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

const visitOf = ({ operator, seat, ticket, person, lang, otherCard }: Opening) => ({
  ...{ operator: operator.id, person: person.id, lang },
  ...(otherCard && { otherCard }),
  ...(seat && { seat: { centre: seat.centre, counter: seat.counter } }),
  ...(ticket && { ticket: ticket.id, ownTicket: ticket.person === person.id }),
});

async function tellOpened(
  deps: Deps,
  visit: Visit,
  { operator, seat, person, lang }: Opening,
): Promise<void> {
  const { timeZone } = deps.calendar();
  const place = seat ? { words: deps.centres.find(seat.centre)?.name ?? {} } : operator.name;
  const time = clockTime(deps.clock(), timeZone);
  await hearOfFile(deps, visit);
  await deps.messages.send({
    id: `opened:${visit.id}`,
    personId: person.id,
    to: addressesOf(person),
    // In which they were spoken to here before, where that is another.
    lang: isLang(visit.lang) ? visit.lang : lang,
    template: "file-opened",
    facts: { place, time },
  });
}

/**
 * Whose file was open with this ticket before they went to pay or to fetch a paper, or back to the
 * queue, for the operator who has the ticket in hand; undefined where nobody's was. Whose colleague
 * served them sees that their name was shown.
 */
export async function clientOfTicket(
  { sql, counter }: Pick<Deps, "sql" | "counter">,
  { operator: officer, ticket, centre }: OfTicket,
): Promise<Person | undefined> {
  const client = await counter.clientOfTicket(ticket);
  if (!client) return undefined;
  const look = { officer, people: [client.person], centre, what: "at-ticket" } as const;
  if (client.operator !== officer) await counter.recordLookOnce(look);
  return personById(sql, client.person);
}

interface InFront {
  readonly visit: Visit;
  readonly person: Person;
}

const subjectOf = (visit: Visit) => ({ kind: "open", visit }) as const;

/** Sends a code that opens the person's file to this officer in this visit alone. */
export const askToOpen = (
  deps: Deps,
  { visit, person }: InFront,
  say: { readonly lang: Lang; readonly words: string },
): Promise<Result<Consent>> =>
  askInPerson(deps, { visit, person, level: 0 }, subjectOf(visit), say);

/** Opens the file by the code that the person read out. Refuses as `verifyInPerson` does. */
export async function openByCode(
  deps: Deps,
  { visit, person }: InFront,
  answer: { readonly consent: string; readonly code: string },
): Promise<Result<true>> {
  const at = { visit, person, level: 0 };
  const yes = await verifyInPerson(deps, at, subjectOf(visit), { ...answer, on: "operator" });
  if (!yes.ok) return yes;
  await deps.counter.openWhole(visit, { access: "code" });
  return ok(true);
}

/**
 * At a counter: opens the file by the code of the appointment that the person has there today. They
 * alone have it, so saying it is their yes. What is wrong counts as a look-up, so that nobody tries
 * many. Refuses counter.file-shut, counter.too-many-lookups, counter.appointment-unknown.
 */
export async function openByAppointment(
  { counter, appointments }: Kept,
  { visit }: Pick<InFront, "visit">,
  typed: string,
): Promise<Result<true>> {
  const { centre, operator } = visit;
  if (visit.door !== "counter" || !centre) return refuse("not-allowed", "counter.file-shut");
  const may = await counter.mayLookUp(operator);
  if (!may.ok) return may;
  const appointment = await appointments.keptBy(visit.person, { centre, code: typed });
  if (!appointment) {
    await counter.countLookup({ operator, centre });
    return refuse("invalid", "counter.appointment-unknown");
  }
  await counter.openWhole(visit, { access: "appointment" });
  return ok(true);
}

/** Why something is done without a code, as the person reads it. Refuses counter.reason-missing. */
export function reasonIn(typed: string): Result<string> {
  const reason = typed.trim().replaceAll(/\s+/g, " ").slice(0, reasonLength.most);
  return reason.length < reasonLength.least
    ? refuse("invalid", "counter.reason-missing")
    : ok(reason);
}

/**
 * At a counter, for a person without a telephone: opens the file for a reason that the person can
 * read; a second officer reviews a sample. Refuses counter.file-shut, counter.reason-missing.
 */
export async function openForReason(
  { counter }: Pick<Deps, "counter">,
  { visit, person }: InFront,
  typed: string,
): Promise<Result<true>> {
  if (person.phone || visit.door !== "counter") return refuse("not-allowed", "counter.file-shut");
  const reason = reasonIn(typed);
  if (!reason.ok) return reason;
  await counter.openWhole(visit, { access: "reason", reason: reason.value, draw: Math.random() });
  return ok(true);
}

/** What the operator reads on the card of somebody without a telephone, to open their file. */
export interface CardInHand {
  /** The last characters of the number. */
  readonly numberEnd: string;
  /** As YYYY-MM-DD. */
  readonly birthDate: string | undefined;
  /** The photo is of the person in front of them. */
  readonly seen: boolean;
  /** What the person reads about it, in their language. */
  readonly reason: string;
}

/** Characters of the number that are read on the card. */
export const numberEndLength = 4;

/** Whether a card can be compared with the account here: at a counter of a hall, by two facts. */
export const isCardReadable = ({ visit, person }: InFront): boolean =>
  visit.door === "counter" &&
  visit.centre !== null &&
  person.nationalId !== null &&
  person.birthDate !== null;

/** Whether the file can be opened by a card: at a counter, of somebody without a telephone. */
export const isCardEnough = (at: InFront): boolean => isCardReadable(at) && !at.person.phone;

/**
 * At a counter, for a person without a telephone: opens the file by their card, which the operator
 * has in hand. Whoever looked the number up has not seen the date of birth, and whoever searched by
 * name and date not the number; so both are read. What is wrong counts as a look-up; a second
 * officer reviews a sample, as of files opened for a reason. Refuses counter.file-shut,
 * counter.too-many-lookups, counter.card-unread.
 */
export async function openByCard(
  { counter }: Pick<Deps, "counter">,
  at: InFront,
  { numberEnd, birthDate, seen, reason }: CardInHand,
): Promise<Result<true>> {
  const { visit, person } = at;
  if (!isCardEnough(at)) return refuse("not-allowed", "counter.file-shut");
  const may = await counter.mayLookUp(visit.operator);
  if (!may.ok) return may;
  const end = plainIdentityNumber(numberEnd);
  const isRead =
    end.length === numberEndLength &&
    person.nationalId?.endsWith(end) === true &&
    birthDate === person.birthDate;
  if (!isRead) await counter.countLookup({ operator: visit.operator, centre: visit.centre });
  if (!isRead || !seen) return refuse("invalid", "counter.card-unread");
  await counter.openWhole(visit, { access: "reason", reason, draw: Math.random() });
  return ok(true);
}

/** The part of a person's file that a visit shows. */
export interface Reach {
  /** All of it: the person has opened it at a counter. Never for an agent. */
  readonly whole: boolean;
  readonly hasDraft: (draft: string) => boolean;
  readonly hasCase: (caseId: string) => boolean;
}

/** What this visit shows: all, or drafts begun in it and their applications. */
export async function reachOf(
  { counter, cases }: Pick<Deps, "counter" | "cases">,
  visit: Visit,
): Promise<Reach> {
  if (visit.door === "counter" && visit.access !== null)
    return { whole: true, hasDraft: () => true, hasCase: () => true };
  const begun = await counter.begunIn(visit);
  const drafts = await Promise.all([...begun].map((id) => cases.findDraft(id, visit.person)));
  const submitted = new Set<string>(drafts.flatMap((draft) => draft?.caseId ?? []));
  return { whole: false, hasDraft: (id) => begun.has(id), hasCase: (id) => submitted.has(id) };
}
