import type { Through } from "../cases/index.ts";
import { aloneADay, type CardCheck, type Visit } from "../counter/index.ts";
import { type OfficerId, ok, plainIdentityNumber, type Result, refuse } from "../kernel/index.ts";
import { counterAccount, type Person, personById, setLevel } from "../platform/auth/index.ts";
import { transaction } from "../platform/db/index.ts";
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

const cardsOfTwo = ["national-id", "passport"] as const;

/**
 * Asks the hall for a second officer who reads the card too (docs/decisions/0027). Refuses
 * counter.card-unfit.
 */
export async function askCardCheck(
  { counter }: Pick<Deps, "counter">,
  at: InFront,
): Promise<Result<true>> {
  const card = await counter.cardOf(at.person.id);
  if (!isCardToCheck(at) || !cardsOfTwo.some((each) => each === card))
    return refuse("not-allowed", "counter.card-unfit");
  await counter.askCardCheck(at.visit, card ?? "other");
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
