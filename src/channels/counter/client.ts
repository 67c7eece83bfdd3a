import type { FastifyReply } from "fastify";
import {
  askCardCheck,
  clientOfTicket,
  numberEndLength,
  openByCard,
  openFile,
  personOfApplication,
  sameName,
  unpaidHere,
} from "../../acts/index.ts";
import { isCard, type OtherCard, type Visit } from "../../counter/index.ts";
import {
  dateOf,
  fullName,
  isIdentityNumber,
  type PersonId,
  plainIdentityNumber,
  type Refusal,
  readTelephone,
} from "../../kernel/index.ts";
import {
  type Person,
  peopleByPhone,
  personById,
  personByNationalId,
} from "../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { refusalPage } from "../staff/index.ts";
import { backWith, refused, type ServingDesk, show } from "./desk.ts";
import { startRegistering } from "./register.ts";
import type { Sought } from "./seat-forms.ts";
import { type AtSeat, atSeat } from "./seat-given.ts";
import { seatPage } from "./seat-page.ts";
import { chooseHolder, chosenName } from "./shared-phone.ts";
import { langIn } from "./visit-desk.ts";

const notSeated: Refusal = { kind: "conflict", code: "counter.not-seated" };

/**
 * POST /counter/client: opens the file of exactly one person; of several who share a telephone, the
 * one who is chosen, and of no other. Look-ups without a ticket are counted, and so are those that
 * opened no file.
 */
export async function openClient(desk: ServingDesk): Promise<FastifyReply> {
  const { deps, officer } = desk;
  const may = await deps.counter.mayLookUp(officer.id);
  if (!may.ok) return refused(desk, may.refusal);
  const form = formOf(desk.request);
  const { seat, current, family } = await atSeat(desk);
  const member = family.find(({ person }) => person.id === textOf(form, "member"));
  if (member) return openFor(desk, member.person, { toUnpaid: true });
  if (current && textOf(form, "back") === current.id) {
    const { id: ticket, centre } = current;
    const client = await clientOfTicket(deps, { operator: officer.id, ticket, centre });
    if (client) return openFor(desk, client, { toUnpaid: true });
  }
  const typed = textOf(form, "nationalId");
  const number = plainIdentityNumber(typed).slice(0, 40);
  const people = number === "" ? [] : await peopleBy(desk, number, typed);
  const isShared = people.length > 1;
  if (isShared && desk.door === "counter" && !seat) return backWith(desk, notSeated);
  const chosen = textOf(form, chosenName);
  const person = isShared ? people.find(({ id }) => id === chosen) : people[0];
  if (number !== "" && !(person && current)) await countLookup(desk);
  if (isShared && !person) return chooseHolder(desk, typed, people);
  if (!person) return nobody(desk, typed, seat);
  // What else was typed is of the card with that number; for another number it says nothing.
  const isRegistering = number !== "" && textOf(form, "registering") === number;
  return openFor(desk, person, isRegistering ? { card: await readCard(desk, person) } : {});
}

/** Nobody has what was typed: what can be somebody's number is brought along to the form. */
async function nobody(
  desk: ServingDesk,
  typed: string,
  seat: AtSeat["seat"],
): Promise<FastifyReply> {
  const sought = notFoundBy(desk, typed);
  return sought.isNew && (seat || desk.door === "agent")
    ? startRegistering(desk, typed, true)
    : seatPage(desk, sought);
}

/**
 * Their account was there when the operator was about to create it: the person sees that it was
 * looked up for that. A card in another name than the account's counts as a look-up that found
 * nobody. Only that it is another name is said; the account's own stands on the file, and opening
 * that is recorded.
 */
export async function readCard(
  desk: ServingDesk,
  { id, name }: Pick<Person, "name"> & { readonly id: PersonId },
): Promise<CardRead> {
  const { deps, officer, request } = desk;
  const form = formOf(request);
  const seat = await deps.centres.seatOf(officer.id);
  const look = { officer: officer.id, people: [id], what: "registering" } as const;
  if (seat) await deps.counter.recordLook({ ...look, centre: seat.centre });
  const [givenName, familyName] = [textOf(form, "givenName"), textOf(form, "familyName")];
  const { nameOrder } = deps.catalogue.jurisdiction;
  const typed = fullName({ givenName, familyName }, nameOrder).trim().slice(0, 200);
  const isSame = sameName(typed, name);
  if (!isSame) await countLookup(desk);
  const card = textOf(form, "card");
  return isSame ? "same-name" : { otherCard: { card: isCard(card) ? card : "other", name: typed } };
}

/**
 * By the number of a card, whichever card it is, by a telephone that is known to us, which several
 * may share, or by the number of an application.
 */
async function peopleBy(
  { deps }: ServingDesk,
  number: string,
  typed: string,
): Promise<readonly Person[]> {
  const byCard = await personByNationalId(deps.sql, number);
  if (byCard) return [byCard];
  const phone = readTelephone(typed.slice(0, 40), deps.catalogue.jurisdiction.telephone);
  const byPhone = phone === undefined ? [] : await peopleByPhone(deps.sql, phone);
  if (byPhone.length > 0) return byPhone;
  const applied = await personOfApplication(deps, typed.slice(0, 40));
  const applicant = applied && (await personById(deps.sql, applied));
  return applicant ? [applicant] : [];
}

/** Of whichever country: letters and digits, and some of both. */
export const isPassport = (number: string): boolean =>
  /^[A-Z0-9]{6,12}$/i.test(number) && /[A-Z]/i.test(number) && /\d/.test(number);

/** A number that cannot be one of this country's says so: it was mistyped. */
function notFoundBy({ deps, t }: ServingDesk, typed: string): Sought {
  const { identityNumber, telephone } = deps.catalogue.jurisdiction;
  const number = plainIdentityNumber(typed).slice(0, 40);
  const isNew =
    isIdentityNumber(number, identityNumber) ||
    isPassport(number) ||
    readTelephone(number, telephone) !== undefined;
  const error = isNew
    ? t("counter.not-found", { button: t("counter.register.title") })
    : t("counter.register.nationalId-wrong", { example: identityNumber.example });
  return { typed, error, isNew };
}

/** One look-up that no ticket explains, or that found what it should not. */
export async function countLookup(desk: ServingDesk): Promise<void> {
  const { deps, officer } = desk;
  const seat = await deps.centres.seatOf(officer.id);
  await deps.counter.countLookup({ operator: officer.id, centre: seat?.centre ?? null });
}

/** Whether the name on the card in hand is that of the account. */
type CardRead = "same-name" | { readonly otherCard: OtherCard };

/**
 * Opens a person's file, at a counter together with the ticket in hand; another open one is in the
 * way. `draft`: what it is opened for, where that was begun at this hall before; `toUnpaid`: leads
 * to the one application that is not paid, where there is one; `card`: what was read on it.
 */
export async function openFor(
  desk: ServingDesk,
  person: Pick<Person, "language" | "phone" | "email"> & { readonly id: PersonId },
  {
    draft,
    toUnpaid = false,
    card,
  }: {
    readonly draft?: string | undefined;
    readonly toUnpaid?: boolean;
    readonly card?: CardRead;
  } = {},
): Promise<FastifyReply> {
  const { deps, officer, door } = desk;
  const { seat, current } = await atSeat(desk);
  if (door === "counter" && !seat) return backWith(desk, notSeated);
  const wasAsked = current !== undefined && (await deps.centres.isByHand(current.id));
  const visit = await openFile(deps, {
    ...{ operator: officer, seat, ticket: current, person },
    lang: langIn(deps, wasAsked ? current.lang : (person.language ?? current?.lang ?? null)),
    ...(typeof card === "object" && card),
  });
  if (!visit.ok) return inTheWay(desk, visit.refusal);
  if (card === "same-name") await openByTyped(desk, visit.value);
  if (draft) await deps.counter.recordBegun(visit.value, draft);
  const [owed, ...others] = toUnpaid ? await unpaidHere(deps, visit.value) : [];
  return servedIn(desk, visit.value, {
    ...{ seat, current },
    isSameName: card === "same-name",
    ...(owed && others.length === 0 && { application: owed.app.id }),
  });
}

/** What was typed of the card to make an account opens the file as typing it once more would. */
async function openByTyped({ deps, request }: ServingDesk, visit: Visit): Promise<void> {
  const person = await personById(deps.sql, visit.person);
  const form = formOf(request);
  const part = (name: string) => textOf(form, `birth-${name}`);
  const birthDate = dateOf(part("day"), part("month"), part("year"));
  const number = plainIdentityNumber(textOf(form, "nationalId"));
  if (!person || number !== person.nationalId || birthDate !== person.birthDate) return;
  await openByCard(
    deps,
    { visit, person },
    {
      ...{ numberEnd: number.slice(-numberEndLength), birthDate },
      seen: textOf(form, "seen") === "true",
      reason: deps.i18n.for(langIn(deps, visit.lang))("counter.open.card-read"),
    },
  );
}

/** Leads to the visit that was opened; the ticket in hand is served from then on. */
export async function servedIn(
  { deps, reply }: ServingDesk,
  visit: Visit,
  {
    seat,
    current,
    application,
    isSameName = false,
    isCalled = false,
  }: Pick<AtSeat, "seat" | "current"> & {
    readonly application?: string;
    /** The account was there when it was to be made, in the name that is on the card. */
    readonly isSameName?: boolean;
    /** A colleague is called to read the card at once, where one can. */
    readonly isCalled?: boolean;
  },
): Promise<FastifyReply> {
  if (seat && current?.status === "called") await deps.centres.start(seat);
  const base = `/counter/visits/${visit.id}`;
  const person = isCalled && (await personById(deps.sql, visit.person));
  if (person && (await askCardCheck(deps, { visit, person })).ok)
    return redirectTo(reply, `${base}/card`);
  return redirectTo(
    reply,
    application ? `${base}/applications/${application}` : base,
    isSameName ? { kind: "notice", code: "counter.register.same-name" } : undefined,
  );
}

/** Another client is open, on this or another screen: names them, so that no files are mixed up. */
export async function inTheWay(desk: ServingDesk, refusal: Refusal): Promise<FastifyReply> {
  const { t } = desk;
  const { client } = await atSeat(desk);
  const next = client
    ? { text: client.person.name, href: `/counter/visits/${client.visit.id}` }
    : { text: t("counter.back"), href: "/counter" };
  return show(desk, { ...refusalPage(refusal, next, t), path: "/counter" });
}
