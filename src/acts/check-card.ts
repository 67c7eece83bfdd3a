import type { Through } from "../cases/index.ts";
import {
  aloneADay,
  type Card,
  type CardCheck,
  type CardField,
  type CardSettled,
  isCallOver,
  type Visit,
} from "../counter/index.ts";
import {
  clockTime,
  type OfficerId,
  ok,
  plainIdentityNumber,
  type Result,
  refuse,
} from "../kernel/index.ts";
import {
  counterAccount,
  type Person,
  personById,
  setFirstPhone,
  setLevel,
  signedOutAmong,
} from "../platform/auth/index.ts";
import { transaction } from "../platform/db/index.ts";
import { bellOf, endCallLater, ringRefused, settleBells } from "./card-bells.ts";
import { otherNameOn } from "./correct-registered.ts";
import type { ActDeps } from "./deps.ts";
import { dropFilled } from "./drop-filled.ts";
import { isCardReadable } from "./open-file.ts";
import { sameName } from "./same-name.ts";
import { cardHeld, maySecond } from "./second-officer.ts";
import { secondOfficers } from "./second-officers.ts";
import { addressesOf } from "./tell.ts";
import { recordNotifications } from "./tell-officers.ts";
import { langOf } from "./wording.ts";

/** The level of an account whose card two officers have read. */
export const cardLevel = 2;

type Deps = Pick<ActDeps, "sql" | "clock" | "counter">;
type DepsTelling = Deps &
  Pick<ActDeps, "calendar" | "cases" | "catalogue" | "i18n" | "messages" | "notifications"> & {
    readonly centres: Pick<ActDeps["centres"], "find">;
  };
type DepsAlone = DepsTelling & { readonly centres: Pick<ActDeps["centres"], "hall"> };
type DepsCalling = Deps &
  Pick<ActDeps, "notifications"> & {
    readonly centres: Pick<ActDeps["centres"], "hall" | "roster">;
  };

interface InFront {
  readonly visit: Visit;
  readonly person: Person;
}

/**
 * Through whom a person acts: at a counter or before an agent, with the operator named, and with a
 * mark where the account rests on a card and where they sign.
 */
export const throughServing = (
  { door, operator }: Pick<Visit, "door" | "operator">,
  { iss, level }: Pick<Person, "iss" | "level">,
  signed: boolean,
): Through => ({
  ...{ door, operator },
  ...(iss === counterAccount && level >= cardLevel && { card: true }),
  ...(signed && { signed: true }),
});

/**
 * Whether a second officer can make more of this account: it was made at a counter, from a card
 * with a number and a date of birth, and the person stands at a counter of a hall.
 */
export const isCardToCheck = (at: InFront): boolean =>
  isCardReadable(at) && at.person.iss === counterAccount && at.person.level < cardLevel;

const cardsOfTwo: readonly string[] = ["national-id", "passport"];

/** The card by which an account of level 1 can become more; undefined where there is none. */
export async function fitCard(
  { counter }: { readonly counter: Pick<ActDeps["counter"], "cardOf"> },
  { id, iss, level, nationalId, birthDate }: Person,
): Promise<Card | undefined> {
  if (iss !== counterAccount || level >= cardLevel || !nationalId || !birthDate) return undefined;
  const card = await counter.cardOf(id);
  return card && cardsOfTwo.includes(card) ? card : undefined;
}

/**
 * Asks the hall for a second officer who reads the card too (docs/decisions/0027), and rings the
 * bell of everybody who can; what nobody came for is asked for again. Refuses counter.card-unfit,
 * and counter.card-undecided and counter.card-refused where a second officer has not confirmed the
 * card and the floor manager does not let it be read.
 */
export async function askCardCheck(
  deps: DepsCalling,
  at: InFront,
  asked?: Partial<Purpose>,
): Promise<Result<true>> {
  const { counter } = deps;
  const { phone = null, opens = null } = asked ?? (await calledFor(deps, at)) ?? {};
  const { held } = await counter.cardHold(at.person.id);
  if (held) return refuse("not-allowed", cardHeld[held]);
  const card = await cardToRead(deps, at, { phone, opens });
  if (!card) return refuse("not-allowed", "counter.card-unfit");
  await settleBells(deps, await counter.askCardCheck(at.visit, { card, phone, opens }));
  const check = await counter.cardCheckIn(at.visit);
  const called = check ? await secondOfficers(deps, at.visit) : [];
  if (check) await endCallLater(deps, check);
  await recordNotifications(
    deps,
    called.map(({ id: officer }) => ({
      ...{ id: bellOf(check?.id ?? ""), officer, by: at.visit.operator },
      kind: "card-check" as const,
    })),
  );
  return ok(true);
}

/** What the check is for, beside the level of the account. */
type Purpose = Pick<CardCheck, "phone" | "opens">;

/** What the call of this visit that nobody has settled is for. */
async function calledFor(
  { counter }: Pick<Deps, "counter">,
  { visit }: Pick<InFront, "visit">,
): Promise<Purpose | undefined> {
  const check = await counter.cardCheckIn(visit);
  return check?.settledAt === null ? check : undefined;
}

/**
 * The card that a second officer is to read: that of an account which a counter made, also where it
 * gets a telephone number; one that opens the file; or one with the account's number in another
 * name. Undefined where there is none to compare with.
 */
async function cardToRead(
  deps: Pick<Deps, "counter">,
  at: InFront,
  { phone, opens }: Purpose,
): Promise<Card | undefined> {
  const { otherCard } = at.visit;
  if (otherCard === null && phone === null && opens === null)
    return isCardToCheck(at) ? fitCard(deps, at.person) : undefined;
  if (!isCardReadable(at)) return undefined;
  // Which card it is was said, now or when the account was made; or nobody has said it.
  const card = otherCard ?? (await deps.counter.cardOf(at.person.id)) ?? "other";
  return cardsOfTwo.includes(card) ? card : "other";
}

/** What the second officer read on the card. */
export interface CardRead {
  readonly officer: OfficerId;
  readonly number: string;
  /** As YYYY-MM-DD. */
  readonly birthDate: string | undefined;
  /** Asked where the first officer typed another name than the account's; else empty. */
  readonly name: string;
}

/**
 * A second officer has read the card: where number and date of birth are those that the first wrote
 * down, the account is of level 2. The first officer's are not shown to them, so agreeing means
 * reading; so is a name that is not the account's, and where both read the same one it stays noted.
 * Refuses counter.card-own, .card-settled, .card-differs, .card-name-missing, as `maySecond` does,
 * and .card-again where the first officer has corrected something meanwhile or called once more.
 */
export async function confirmCard(
  deps: DepsTelling,
  check: CardCheck,
  { officer, ...read }: CardRead,
): Promise<Result<true>> {
  if (check.operator === officer) return refuse("not-allowed", "counter.card-own");
  const person = await personById(deps.sql, check.person);
  if (!person || check.settledAt || isCallOver(check, deps.clock()))
    return (await callAfter(deps, check))
      ? refuse("conflict", "counter.card-again")
      : refuse("conflict", "counter.card-settled");
  const second = await maySecond(deps, check, officer);
  if (!second.ok) return second;
  if (isNameMissing(check, read)) return refuse("invalid", "counter.card-name-missing");
  const name = await nameRead(deps, check, read, person);
  const differing = differingFields(read, person, name);
  if (differing.length === 0 && name !== "differs")
    return raise(deps, check, person, { by: officer, outcome: "confirmed", name });
  const { operator, centre, opens } = check;
  if (opens !== null) await deps.counter.countLookup({ operator, centre });
  return differs(deps, check, { by: officer, differing });
}

/** The call that is in place of this one, and still waits. */
export async function callAfter(
  { counter, clock }: Pick<Deps, "counter" | "clock">,
  { id, visit, outcome }: CardCheck,
): Promise<CardCheck | undefined> {
  if (outcome !== "replaced" || visit === null) return undefined;
  const newest = await counter.cardCheckIn({ id: visit });
  const waits = newest && newest.id !== id && !newest.settledAt;
  return waits && !isCallOver(newest, clock()) ? newest : undefined;
}

const isNameMissing = ({ otherName }: CardCheck, { name }: Pick<CardRead, "name">): boolean =>
  otherName && name.trim() === "";

/**
 * The name on a card that is not in the account's name: null where it was the account's after all,
 * "differs" where two officers read two other names.
 */
async function nameRead(
  { counter }: Pick<Deps, "counter">,
  { otherName, visit }: CardCheck,
  { name: typed }: Pick<CardRead, "name">,
  person: Pick<Person, "id" | "name">,
): Promise<{ readonly onCard: string } | "differs" | null> {
  if (!otherName || visit === null || sameName(typed, person.name)) return null;
  // In a later check of the same visit, what both read before.
  const noted = await otherNameOn({ counter }, person);
  const first = (await counter.otherCardName({ id: visit })) ?? noted?.cardName;
  const onCard = typed.trim().replaceAll(/\s+/g, " ").slice(0, 200);
  return first === undefined || sameName(onCard, first) ? { onCard } : "differs";
}

/** The card was read otherwise than the first officer wrote it down; the third time it is over. */
async function differs(
  deps: DepsTelling,
  check: CardCheck,
  difference: { readonly by: OfficerId; readonly differing: readonly CardField[] },
): Promise<Result<true>> {
  if (!(await deps.counter.recordDifference(check, difference)))
    return refuse("invalid", "counter.card-differs");
  await settleBells(deps, [check.id]);
  await dropFilled(deps, check);
  await ringRefused(deps, check, difference.by);
  return refuse("invalid", "counter.card-differs-over");
}

const differingFields = (
  { number, birthDate }: Pick<CardRead, "number" | "birthDate">,
  person: Person,
  name: { readonly onCard: string } | "differs" | null,
): readonly CardField[] => [
  ...(plainIdentityNumber(number) === person.nationalId ? [] : (["number"] as const)),
  ...(birthDate === person.birthDate ? [] : (["birth"] as const)),
  ...(name === "differs" ? (["name"] as const) : []),
];

/**
 * Where nobody else is at a counter of the hall, which the program looks up itself: the operator
 * answers for the card alone, and another officer looks into every one of these. A card in another
 * name than the account's, and one for a telephone number, is read as a second officer would.
 * Refuses counter.card-unfit, .card-settled, .card-differs, .card-name-missing, and as
 * `mayCheckAlone` does.
 */
export async function checkCardAlone(
  deps: DepsAlone,
  at: InFront,
  read: Omit<CardRead, "officer">,
): Promise<Result<true>> {
  const check = await deps.counter.cardCheckIn(at.visit);
  if (!check || check.settledAt) return refuse("conflict", "counter.card-settled");
  if (!(await cardToRead(deps, at, check))) return refuse("not-allowed", "counter.card-unfit");
  const alone = await mayCheckAlone(deps, at.visit, check);
  if (!alone.ok) return alone;
  if (isNameMissing(check, read)) return refuse("invalid", "counter.card-name-missing");
  const name = await nameRead(deps, check, read, at.person);
  const isRead = check.otherName || check.phone !== null;
  const differing = differingFields(read, at.person, name);
  if (name === "differs" || (isRead && differing.length > 0))
    return differs(deps, check, { by: at.visit.operator, differing });
  return raise(deps, check, at.person, { by: at.visit.operator, outcome: "alone", name });
}

/**
 * Whether the operator may answer for a card alone now: no other officer is at a counter of this
 * hall (who has a break or has signed out is not there), and there is one left of the ten in 24
 * hours. Refuses counter.colleague-here, counter.alone-too-often, as `maySecond` does, and
 * counter.second-needed where the check opens a file whose person a code could be sent to.
 */
export async function mayCheckAlone(
  { sql, clock, centres, counter }: Pick<DepsAlone, "sql" | "clock" | "centres" | "counter">,
  { centre, operator }: Pick<Visit, "centre" | "operator">,
  { opens, person }: Pick<CardCheck, "opens" | "person">,
): Promise<Result<true>> {
  if (opens !== null) return refuse("not-allowed", "counter.second-needed");
  const may = await maySecond({ counter }, { person }, operator);
  if (!may.ok) return may;
  const hall = await centres.hall(centre ?? "");
  const others = (hall?.counters ?? []).flatMap(({ officer, breakUntil }) =>
    officer && officer !== operator && breakUntil === null ? officer : [],
  );
  const isAlone = (await signedOutAmong(sql, others, clock())).size === others.length;
  if (!isAlone) return refuse("conflict", "counter.colleague-here");
  return (await counter.checkedAlone(operator)) < aloneADay
    ? ok(true)
    : refuse("unavailable", "counter.alone-too-often");
}

/** The check and what follows, a level, a telephone or a file that may be served, go together. */
async function raise(
  deps: DepsTelling,
  check: CardCheck,
  person: Person,
  {
    name,
    ...settled
  }: Pick<CardSettled, "by" | "outcome"> & {
    readonly name: { readonly onCard: string } | null;
  },
): Promise<Result<true>> {
  const { sql, clock, counter } = deps;
  const draw = Math.random();
  const { phone, opens, visit } = check;
  const raised = await transaction<Result<boolean>>(sql, async (tx) => {
    if (
      !(await counter.settleCardCheck(tx, check, {
        ...settled,
        draw,
        cardName: name?.onCard ?? null,
      }))
    )
      return refuse("conflict", "counter.card-settled");
    await settleBells(deps, [check.id], tx);
    if (await fitCard({ counter }, person)) await setLevel(tx, person, cardLevel, clock());
    if (visit) await counter.settleOtherCard(tx, visit);
    if (phone !== null) await setFirstPhone(tx, person, phone, clock());
    if (!visit || opens === null) return ok(false);
    const by = { access: "second", reason: opens } as const;
    return ok(await counter.openWhole({ id: visit }, by, tx));
  });
  if (!raised.ok) return raised;
  if (phone !== null) await tellThem(deps, check, { ...person, phone }, "phone-added");
  // Not where the visit was over meanwhile.
  if (raised.value) await tellThem(deps, check, person, "file-opened");
  return ok(true);
}

/** The person is told at their number, also a new one, and at an e-mail address that they have. */
async function tellThem(
  { clock, calendar, centres, i18n, messages }: DepsTelling,
  { id, centre }: CardCheck,
  person: Person,
  template: "phone-added" | "file-opened",
): Promise<void> {
  const time = clockTime(clock(), calendar().timeZone);
  await messages.send({
    ...{ id: `${template}:${id}`, personId: person.id, to: addressesOf(person) },
    ...{ lang: langOf(i18n, person.toldIn ?? person.language ?? ""), template },
    facts: { place: { words: centres.find(centre)?.name ?? {} }, time },
  });
}
