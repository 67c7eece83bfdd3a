import { isUuid, type OfficerId, type PersonId } from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";
import { isBarred, isDecidedBy } from "./card-holds.ts";
import type { Card, CardCheck, CardField, CardRefused, Visit } from "./model.ts";

/**
 * One in this many that a second officer confirmed is looked into by a third; every one that was
 * confirmed alone, or by whoever had decided that the refusal of this person's card was wrong.
 */
const drawnOneIn = 4;

/** Minutes after which a call that nobody has answered by reading the card is over. */
export const cardCallMinutes = 5;

const callsSince = (now: Date): Date => new Date(now.getTime() - cardCallMinutes * 60_000);

/** Whether nobody read the card in time, so that it must be asked for again. */
export const isCallOver = ({ settledAt, askedAt }: CardCheck, now: Date): boolean =>
  settledAt === null && askedAt <= callsSince(now);

/** What a second officer may type wrong before the check is over. */
const mostTries = 3;

/** How many more times a second officer may read this card. */
export const readingsLeft = ({ tries }: Pick<CardCheck, "tries">): number => mostTries - tries;

/** Checks that one operator may make alone in 24 hours. */
export const aloneADay = 10;

const columns = (sql: Sql) => sql`
  card_check.id, card_check.person, card_check.visit, card_check.operator, card_check.centre,
  card_check.counter, card_check.card, asked_at as "askedAt", tries, differing,
  settled_at as "settledAt", settled_by as "settledBy", outcome, coming, note, phone, opens,
  card_name as "cardName", review_note as decision,
  (select other_card is not null from counter.visit
    where visit.id = card_check.visit) is true as "otherName"`;

/** The card that the counter saw when it made this account. */
export async function cardOf(sql: Sql, person: PersonId): Promise<Card | undefined> {
  const [row] = await sql<{ card: Card }[]>`
    select card from counter.registration where person = ${person}`;
  return row?.card;
}

/**
 * The check that waits is over, such as one of what was corrected since; a new one begins anew.
 * @returns the ids of what is over
 */
export const replaceCheck = async (
  sql: Sql,
  now: Date,
  { person, operator }: Pick<Visit, "person" | "operator">,
  where = sql`true`,
): Promise<readonly string[]> => {
  const rows = await sql<{ id: string }[]>`
    update counter.card_check
    set settled_at = ${now}, settled_by = ${operator}, outcome = 'replaced'
    where person = ${person} and settled_at is null and ${where} returning id`;
  return rows.map(({ id }) => id);
};

/**
 * Asks for a second officer; a check that was asked for before, in another visit or longer ago than
 * a call lasts, is replaced. Wrong readings of what was replaced count on: nobody gets three more
 * by calling again or by a correction.
 * @returns the ids of what it replaces
 */
export async function askCardCheck(
  sql: Sql,
  now: Date,
  at: Visit,
  { card, phone, opens }: Pick<CardCheck, "card" | "phone" | "opens">,
): Promise<readonly string[]> {
  const { id: visit, person, operator, centre, counter } = at;
  const isOther = sql`
    (visit <> ${visit} or asked_at <= ${callsSince(now)} or phone is distinct from ${phone}
      or opens is distinct from ${opens})`;
  const over = await replaceCheck(sql, now, { person, operator }, isOther);
  const { tries, coming } = await replacedBefore(sql, now, at);
  await sql`
    insert into counter.card_check (id, person, visit, operator, centre, counter, card, asked_at,
      phone, opens, tries, coming, coming_at)
    values (${newId()}, ${person}, ${visit}, ${operator}, ${centre}, ${counter}, ${card}, ${now},
      ${phone}, ${opens}, ${tries}, ${coming}, ${coming ? now : null})
    on conflict (person) where settled_at is null do nothing`;
  return over;
}

/**
 * Of a check that was replaced without being settled: how often the card was read wrong, and who is
 * still coming to it.
 */
async function replacedBefore(sql: Sql, now: Date, { person, operator }: Visit) {
  const [before] = await sql<Pick<CardCheck, "tries" | "outcome" | "coming" | "askedAt">[]>`
    select tries, outcome, coming, asked_at as "askedAt" from counter.card_check
    where person = ${person} and item is null order by id desc limit 1`;
  if (before?.outcome !== "replaced") return { tries: 0, coming: null };
  const { tries, coming, askedAt } = before;
  return { tries, coming: askedAt > callsSince(now) && coming !== operator ? coming : null };
}

/** The newest check of a visit. */
export async function cardCheckIn(
  sql: Sql,
  { id }: Pick<Visit, "id">,
): Promise<CardCheck | undefined> {
  const [check] = await sql<CardCheck[]>`
    select ${columns(sql)} from counter.card_check where visit = ${id}
    order by asked_at desc, id desc limit 1`;
  return check;
}

/** One check, by its id. */
export async function cardCheck(sql: Sql, id: string): Promise<CardCheck | undefined> {
  if (!isUuid(id)) return undefined;
  const [check] = await sql<CardCheck[]>`
    select ${columns(sql)} from counter.card_check where id = ${id}`;
  return check;
}

/**
 * Whose card waits for a second officer in these halls, the oldest first; nobody's own, nor one
 * that was refused when this officer was one of the two.
 */
export const cardChecksIn = (
  sql: Sql,
  now: Date,
  centres: readonly string[],
  by: OfficerId,
): Promise<readonly CardCheck[]> => sql<CardCheck[]>`
  select ${columns(sql)} from counter.card_check join counter.visit on visit.id = card_check.visit
  where settled_at is null and closed_at is null and card_check.operator <> ${by}
    and asked_at > ${callsSince(now)} and card_check.centre = any(${[...centres]})
    and not ${isBarred(sql, by)}
  order by asked_at limit 50`;

/** A second officer is coming; where another one is already, it stays that one. */
export const comeToCard = (
  sql: Sql,
  now: Date,
  { id }: Pick<CardCheck, "id">,
  officer: OfficerId,
) => sql`
  update counter.card_check set coming = ${officer}, coming_at = ${now}
  where id = ${id} and settled_at is null and coming is null and operator <> ${officer}`;

/** Whoever said that they come has left: these cards wait for somebody else. */
export const comeToNoCard = (sql: Sql, officer: OfficerId) => sql`
  update counter.card_check set coming = null, coming_at = null
  where coming = ${officer} and settled_at is null`;

/** What settles a check: the card read by a second officer, or by the operator alone. */
export interface CardSettled {
  readonly by: OfficerId;
  readonly outcome: "confirmed" | "alone";
  /** A random number from 0 to 1 that selects what a third officer looks into. */
  readonly draw: number;
  /** What two officers read on it, where that is not the account's name; looked into each time. */
  readonly cardName: string | null;
}

/** @returns whether this settled it; of two at the same moment, one does. */
export async function settleCardCheck(
  sql: Sql,
  now: Date,
  { id }: Pick<CardCheck, "id">,
  { by, outcome, draw, cardName }: CardSettled,
): Promise<boolean> {
  const drawn = outcome === "alone" || cardName !== null || draw < 1 / drawnOneIn;
  const rows = await sql`
    update counter.card_check
    set settled_at = ${now}, settled_by = ${by}, outcome = ${outcome},
      drawn = ${drawn} or ${isDecidedBy(sql, by)}, card_name = ${cardName}
    where id = ${id} and settled_at is null returning id`;
  return rows.length > 0;
}

/** A second officer does not confirm it. @returns whether this settled it */
export async function refuseCard(
  sql: Sql,
  now: Date,
  { id }: Pick<CardCheck, "id">,
  { by, why, note }: CardNotConfirmed,
): Promise<boolean> {
  const { count } = await sql`
    update counter.card_check
    set settled_at = ${now}, settled_by = ${by}, outcome = ${why}, note = ${note}, drawn = true
    where id = ${id} and settled_at is null`;
  return count === 1;
}

export interface CardNotConfirmed {
  readonly by: OfficerId;
  readonly why: CardRefused;
  /** The reason, where it is not the photo. */
  readonly note: string | null;
}

/**
 * The second officer read something else. After the third time the check is over, and the
 * floor manager decides. Kept by which fields differed, never by what was read.
 * @returns whether it is over
 */
export async function recordDifference(
  sql: Sql,
  now: Date,
  { id }: Pick<CardCheck, "id">,
  { by, differing }: { readonly by: OfficerId; readonly differing: readonly CardField[] },
): Promise<boolean> {
  const [row] = await sql<{ over: boolean }[]>`
    update counter.card_check set tries = tries + 1, differing = ${[...differing]},
      settled_at = case when tries + 1 >= ${mostTries} then ${now}::timestamptz end,
      settled_by = case when tries + 1 >= ${mostTries} then ${by}::uuid end,
      outcome = case when tries + 1 >= ${mostTries} then 'differs' end,
      drawn = tries + 1 >= ${mostTries}
    where id = ${id} and settled_at is null returning settled_at is not null as over`;
  return row?.over ?? false;
}

/** How many this operator checked alone in the last 24 hours. */
export async function checkedAlone(sql: Sql, now: Date, operator: OfficerId): Promise<number> {
  const since = new Date(now.getTime() - 24 * 3_600_000);
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from counter.card_check
    where operator = ${operator} and outcome = 'alone' and settled_at > ${since}`;
  return row?.count ?? 0;
}

/**
 * Whose check stood on what was taken without network alone: whoever sent that had read no card
 * (docs/decisions/0027). Two officers may have read it since; then it is not among them.
 */
export async function unreadCards(sql: Sql): Promise<readonly PersonId[]> {
  const rows = await sql<{ person: PersonId }[]>`
    select distinct person from counter.card_check as unread
    where item is not null and outcome in ('confirmed', 'replaced') and not exists (
      select from counter.card_check as read
      where read.person = unread.person and item is null and outcome in ('confirmed', 'alone'))`;
  return rows.map(({ person }) => person);
}

/** How this person's card was checked, the newest first. */
export const cardChecksOf = (sql: Sql, person: PersonId): Promise<readonly CardCheck[]> => sql<
  CardCheck[]
>`
  select ${columns(sql)} from counter.card_check
  where person = ${person} and outcome in ('confirmed', 'alone')
  order by settled_at desc, id desc limit 20`;

/** What came of every check of this person's card, the newest first. */
export const settledChecksOf = (sql: Sql, person: PersonId): Promise<readonly CardCheck[]> => sql<
  CardCheck[]
>`
  select ${columns(sql)} from counter.card_check
  where person = ${person} and settled_at is not null and outcome <> 'replaced'
  order by settled_at desc, id desc limit 20`;
