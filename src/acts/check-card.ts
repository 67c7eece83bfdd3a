import type { Through } from "../cases/index.ts";
import { aloneADay, type Card, type CardCheck, type Visit } from "../counter/index.ts";
import { type OfficerId, ok, plainIdentityNumber, type Result, refuse } from "../kernel/index.ts";
import {
  counterAccount,
  isNationalIdKnown,
  type Person,
  personById,
  rememberPerson,
  setLevel,
} from "../platform/auth/index.ts";
import { newId, transaction } from "../platform/db/index.ts";
import type { ActDeps } from "./deps.ts";

/** The level of an account whose card two officers have read. */
export const cardLevel = 2;

type Deps = Pick<ActDeps, "sql" | "clock" | "counter">;
type DepsAlone = Deps & { readonly centres: Pick<ActDeps["centres"], "hall"> };

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
export const isCardToCheck = ({ visit, person }: InFront): boolean =>
  visit.door === "counter" &&
  visit.centre !== null &&
  person.iss === counterAccount &&
  person.level < cardLevel &&
  person.nationalId !== null &&
  person.birthDate !== null;

const cardsOfTwo: readonly string[] = ["national-id", "passport"];

/** The card by which an account of level 1 can become more; undefined where there is none. */
export async function fitCard(
  { counter }: Pick<Deps, "counter">,
  { id, iss, level, nationalId, birthDate }: Person,
): Promise<Card | undefined> {
  if (iss !== counterAccount || level >= cardLevel || !nationalId || !birthDate) return undefined;
  const card = await counter.cardOf(id);
  return card && cardsOfTwo.includes(card) ? card : undefined;
}

/** Whom somebody had before them where there was no network, from the card that they saw. */
export interface WrittenDown {
  readonly name: string;
  readonly nationalId: string;
  readonly birthDate: string;
  readonly lang: string;
  /** The card says: a citizen of this country. */
  readonly nationality: string | null;
}

/**
 * An account of level 1 from what a device took, by the officer who saw the card. Refuses
 * offline.name-differs where the number is somebody's, or the date of birth is not there.
 */
export async function writeDown(
  { sql, clock, counter }: Deps,
  { nationalId, birthDate, lang, ...seen }: WrittenDown,
  operator: OfficerId,
): Promise<Result<true>> {
  if (!birthDate || (await isNationalIdKnown(sql, nationalId)))
    return refuse("conflict", "offline.name-differs");
  const person = await rememberPerson(
    sql,
    {
      ...{ iss: counterAccount, sub: `card:${nationalId}`, nationalId, birthDate, ...seen },
      ...{ givenName: null, familyName: null, phone: null, email: null, language: lang },
      level: 1,
    },
    { id: newId(), now: clock() },
  );
  await counter.recordRegistration(person.id, { operator, card: "national-id" });
  return ok(true);
}

/** A second officer stands for a card that the first one saw where there was no network. */
export async function standForCard(
  { sql, clock, counter }: Deps,
  person: Person,
  at: { readonly item: string; readonly operator: OfficerId; readonly centre: string },
  by: OfficerId,
): Promise<void> {
  const card = await fitCard({ counter }, person);
  if (!card) return;
  await transaction(sql, async (tx) => {
    await counter.recordCardOffline(tx, { ...at, person: person.id, by, card });
    await setLevel(tx, person, cardLevel, clock());
  });
}

/**
 * Asks the hall for a second officer who reads the card too (docs/decisions/0027). Refuses
 * counter.card-unfit.
 */
export async function askCardCheck(
  { counter }: Pick<Deps, "counter">,
  at: InFront,
): Promise<Result<true>> {
  const card = await fitCard({ counter }, at.person);
  if (!isCardToCheck(at) || !card) return refuse("not-allowed", "counter.card-unfit");
  await counter.askCardCheck(at.visit, card);
  return ok(true);
}

/** What the second officer read on the card. */
export interface CardRead {
  readonly officer: OfficerId;
  readonly number: string;
  /** As YYYY-MM-DD. */
  readonly birthDate: string | undefined;
}

/**
 * A second officer has read the card: where number and date of birth are those that the first wrote
 * down, the account is of level 2. The first officer's are not shown to them, so agreeing means
 * reading. Refuses counter.card-own, counter.card-settled, counter.card-differs.
 */
export async function confirmCard(
  deps: Deps,
  check: CardCheck,
  { officer, number, birthDate }: CardRead,
): Promise<Result<true>> {
  if (check.operator === officer) return refuse("not-allowed", "counter.card-own");
  const person = await personById(deps.sql, check.person);
  if (!person || check.settledAt) return refuse("conflict", "counter.card-settled");
  const isSame =
    plainIdentityNumber(number) === person.nationalId && birthDate === person.birthDate;
  if (isSame) return raise(deps, check, person, { by: officer, outcome: "confirmed" });
  await deps.counter.recordDifference(check, officer);
  return refuse("invalid", "counter.card-differs");
}

/**
 * Where nobody else is at a counter of the hall, which the program looks up itself: the operator
 * answers for the card alone, and another officer looks into every one of these. Refuses
 * counter.card-unfit, counter.card-settled, counter.colleague-here, counter.alone-too-often.
 */
export async function checkCardAlone(deps: DepsAlone, at: InFront): Promise<Result<true>> {
  const check = await deps.counter.cardCheckIn(at.visit);
  if (!check || check.settledAt) return refuse("conflict", "counter.card-settled");
  if (!isCardToCheck(at)) return refuse("not-allowed", "counter.card-unfit");
  if (!(await isAlone(deps, at.visit))) return refuse("conflict", "counter.colleague-here");
  const { operator } = at.visit;
  if ((await deps.counter.checkedAlone(operator)) >= aloneADay)
    return refuse("unavailable", "counter.alone-too-often");
  return raise(deps, check, at.person, { by: operator, outcome: "alone" });
}

/** Whether no other officer is at a counter of this hall now. */
export async function isAlone(
  { centres }: Pick<DepsAlone, "centres">,
  { centre, operator }: Pick<Visit, "centre" | "operator">,
): Promise<boolean> {
  const hall = await centres.hall(centre ?? "");
  return (hall?.counters ?? []).every(({ officer }) => !officer || officer === operator);
}

/** The check and the level stand or fall together. */
function raise(
  { sql, clock, counter }: Deps,
  check: CardCheck,
  person: Person,
  settled: { readonly by: OfficerId; readonly outcome: "confirmed" | "alone" },
): Promise<Result<true>> {
  const draw = Math.random();
  return transaction(sql, async (tx) => {
    if (!(await counter.settleCardCheck(tx, check, { ...settled, draw })))
      return refuse("conflict", "counter.card-settled");
    await setLevel(tx, person, cardLevel, clock());
    return ok(true);
  });
}

/** A third officer found a card not in order: the account is of level 1 again. */
export async function distrustCard(
  { sql, clock }: Pick<Deps, "sql" | "clock">,
  id: CardCheck["person"],
): Promise<void> {
  const person = await personById(sql, id);
  if (person?.iss === counterAccount) await setLevel(sql, person, 1, clock());
}
