import type { OfficerId, PersonId, Result } from "../kernel/index.ts";
import { isUuid, ok, refuse } from "../kernel/index.ts";
import { isConflict, newId, type Sql } from "../platform/db/index.ts";
import type { ClosedWhy, CounterRules, NewVisit, Visit } from "./model.ts";
import { isIdle } from "./policy.ts";

const columns = (sql: Sql) => sql`
  id, operator, door, centre, counter, ticket, person, lang, opened_at as "openedAt",
  touched_at as "touchedAt", closed_at as "closedAt", closed_why as "closedWhy", access, reason,
  case when other_card_settled_at is null then other_card end as "otherCard"`;

/**
 * Empties why a person's files were opened without their yes, the names on cards in another name,
 * why a card was refused and what was decided of that, and why an account is beside another; that
 * they were stays.
 */
export async function eraseVisitWords(tx: Sql, person: PersonId): Promise<void> {
  await tx`
    update counter.visit set other_card_name = null,
      reason = case when reason is not null then '' end
    where person = ${person} and num_nonnulls(reason, other_card_name) > 0`;
  await tx`
    update counter.card_check set opens = case when opens is not null then '' end,
      note = case when note is not null then '' end,
      card_name = case when card_name is not null then '' end,
      review_note = case when review_note is not null then '' end
    where person = ${person} and num_nonnulls(opens, note, card_name, review_note) > 0`;
  await tx`update counter.beside set reason = '' where ${person} in (person, other)`;
}

/** This operator's open client; an idle one is closed first. */
export async function openVisitOf(
  sql: Sql,
  now: Date,
  rules: CounterRules,
  operator: OfficerId,
): Promise<Visit | undefined> {
  const [visit] = await sql<Visit[]>`
    select ${columns(sql)} from counter.visit where operator = ${operator} and closed_at is null`;
  if (!visit || !isIdle(visit, now, rules)) return visit;
  await closeVisit(sql, now, visit, "idle");
  return undefined;
}

/** Where else this person's file is open now, the longest first. */
export async function openElsewhere(
  sql: Sql,
  now: Date,
  rules: CounterRules,
  { id, person }: Pick<Visit, "id" | "person">,
): Promise<readonly Visit[]> {
  const visits = await sql<Visit[]>`
    select ${columns(sql)} from counter.visit
    where person = ${person} and closed_at is null and id <> ${id} order by opened_at`;
  return visits.filter((visit) => !isIdle(visit, now, rules));
}

/** Since when counters of a hall have a file open of somebody without a ticket, by counter. */
export async function withoutTicketIn(
  sql: Sql,
  now: Date,
  rules: CounterRules,
  centre: string,
): Promise<ReadonlyMap<string, Date>> {
  const visits = await sql<Visit[]>`
    select ${columns(sql)} from counter.visit
    where centre = ${centre} and closed_at is null and ticket is null`;
  return new Map(
    visits.flatMap((visit) =>
      visit.counter === null || isIdle(visit, now, rules) ? [] : [[visit.counter, visit.openedAt]],
    ),
  );
}

/** Whether a file is open with this operator, or at this counter with the previous one. */
export async function isInTheWay(
  sql: Sql,
  now: Date,
  rules: CounterRules,
  at: At,
): Promise<boolean> {
  await closeIdle(sql, now, rules, at);
  const visits = await sql`
    select 1 from counter.visit where closed_at is null and ${isAt(sql, at)} limit 1`;
  return visits.length > 0;
}

/**
 * Opens a person's file. Refuses counter.client-open where this operator, or the previous one at
 * this counter, still has another file open, so that two clients are never mixed up.
 */
export async function openVisit(
  sql: Sql,
  now: Date,
  rules: CounterRules,
  newVisit: NewVisit,
): Promise<Result<Visit>> {
  await closeIdle(sql, now, rules, newVisit);
  const { operator, seat, person, ticket = null, isNew = false } = newVisit;
  const lang = (await spokenBefore(sql, now, newVisit)) ?? newVisit.lang;
  const isOwn = ticket !== null && newVisit.ownTicket;
  const before = isOwn || isNew ? undefined : await openedBefore(sql, newVisit);
  const access = seat && (isOwn ? "ticket" : isNew ? "registered" : before?.access);
  const reason = before?.reason ?? null;
  try {
    const [visit] = await sql<Visit[]>`
      insert into counter.visit (id, operator, door, centre, counter, ticket, person, lang,
        opened_at, touched_at, access, access_at, reason, other_card, other_card_name)
      values (${newId()}, ${operator}, ${seat ? "counter" : "agent"}, ${seat?.centre ?? null},
        ${seat?.counter ?? null}, ${ticket}, ${person}, ${lang}, ${now}, ${now},
        ${access ?? null}, ${access ? now : null}, ${reason},
        coalesce(${newVisit.otherCard?.card ?? null}, ${otherCardBefore(sql, now, newVisit)}),
        coalesce(${newVisit.otherCard?.name ?? null},
          ${otherCardBefore(sql, now, newVisit, sql`other_card_name`)}))
      returning ${columns(sql)}`;
    if (!visit) throw new Error("a visit was written and not returned");
    return ok(visit);
  } catch (error) {
    if (isConflict(error, "visit_one_for_operator") || isConflict(error, "visit_one_at_counter"))
      return refuse("conflict", "counter.client-open");
    throw error;
  }
}

/**
 * How this operator had this person's file open with the same ticket before: the person comes back
 * with it, from the cash desk or with a paper, and is asked for no second code. Not where it was
 * the wrong file.
 */
async function openedBefore(
  sql: Sql,
  { operator, person, ticket, seat }: NewVisit,
): Promise<Pick<Visit, "access" | "reason"> | undefined> {
  if (!ticket || !seat) return undefined;
  const [visit] = await sql<Pick<Visit, "access" | "reason">[]>`
    select access, reason from counter.visit
    where ticket = ${ticket} and operator = ${operator} and person = ${person}
      and centre = ${seat.centre} and access is not null
      and closed_why is distinct from 'wrong-file'
    order by opened_at desc, id desc limit 1`;
  return visit;
}

/** Until when the language that was chosen with somebody holds for their next visit to a hall. */
const spokenHours = 12;

/**
 * The language that was spoken with this person at this hall before on this day: whoever comes back
 * from the cash desk is not asked again. A file that was closed as the wrong one was another's.
 */
async function spokenBefore(
  sql: Sql,
  now: Date,
  { person, seat }: NewVisit,
): Promise<string | undefined> {
  if (!seat) return undefined;
  const since = new Date(now.getTime() - spokenHours * 3_600_000);
  const [visit] = await sql<Pick<Visit, "lang">[]>`
    select lang from counter.visit
    where person = ${person} and centre = ${seat.centre} and opened_at > ${since}
      and closed_why is distinct from 'wrong-file'
    order by opened_at desc, id desc limit 1`;
  return visit?.lang;
}

/** How long a card in another name holds up the same person's later visits to a hall. */
const otherCardHours = 24;

/**
 * The card in another name of an earlier visit to this hall: closing the file and opening it again
 * does not settle it. A file that was closed as the wrong one was not this person's.
 */
const otherCardBefore = (
  sql: Sql,
  now: Date,
  { person, seat }: NewVisit,
  column = sql`other_card`,
) => sql`
  (select case when other_card_settled_at is null and closed_why is distinct from 'wrong-file'
    then ${column} end
  from counter.visit where person = ${person} and centre = ${seat?.centre ?? null}
    and other_card is not null
    and opened_at > ${new Date(now.getTime() - otherCardHours * 3_600_000)}
  order by opened_at desc, id desc limit 1)`;

/** The card in another name was read by a second officer: what was held up goes on. */
export const settleOtherCard = (tx: Sql, now: Date, visit: string) => tx`
  update counter.visit set other_card_settled_at = ${now}, other_card_name = null
  where id = ${visit} and other_card is not null and other_card_settled_at is null`;

/** The name as it was typed from a card in another name, while that is not settled. */
export async function otherCardName(
  sql: Sql,
  { id }: Pick<Visit, "id">,
): Promise<string | undefined> {
  const [row] = await sql<{ name: string | null }[]>`
    select other_card_name as name from counter.visit where id = ${id}`;
  return row?.name ?? undefined;
}

type At = Pick<NewVisit, "operator" | "seat">;

const isAt = (sql: Sql, { operator, seat }: At) => sql`
  (operator = ${operator} or (centre = ${seat?.centre ?? null}
    and counter = ${seat?.counter ?? null}))`;

const closeIdle = (sql: Sql, now: Date, rules: CounterRules, at: At) => {
  const before = new Date(now.getTime() - rules.idleMinutes * 60_000);
  return sql`
    update counter.visit set closed_at = ${now}, closed_why = 'idle'
    where closed_at is null and touched_at < ${before} and ${isAt(sql, at)}`;
};

/** Visits in which this person's file was open, newest first. */
export const visitsOf = (sql: Sql, person: PersonId): Promise<readonly Visit[]> => sql<Visit[]>`
  select ${columns(sql)} from counter.visit where person = ${person}
  order by opened_at desc limit 100`;

export interface VisitAsked {
  readonly id: string;
  readonly operator: OfficerId;
  readonly quiet?: boolean;
}

/** Whose files were open with this ticket, in the order in which they came; no wrong ones. */
export async function peopleOfTicket(sql: Sql, ticket: string): Promise<readonly PersonId[]> {
  const rows = await sql<{ person: PersonId }[]>`
    select person from counter.visit
    where ticket = ${ticket} and closed_why is distinct from 'wrong-file'
    group by person order by min(opened_at), min(id::text)`;
  return rows.map(({ person }) => person);
}

/**
 * Whose file was open last with this ticket, and with whom, where they went away with it or back to
 * the queue; a file that closed because nobody touched it shows no name again.
 */
export async function clientOfTicket(
  sql: Sql,
  ticket: string,
): Promise<Pick<Visit, "person" | "operator"> | undefined> {
  const [visit] = await sql<Pick<Visit, "person" | "operator" | "closedWhy">[]>`
    select person, operator, closed_why as "closedWhy" from counter.visit
    where ticket = ${ticket} order by opened_at desc, id desc limit 1`;
  return visit?.closedWhy === "parked" || visit?.closedWhy === "transferred" ? visit : undefined;
}

/**
 * The visit of a page, marking it as active. Refuses counter.visit-closed (also after it was idle
 * too long), and http.not-found for another operator's. Automatic requests do not count as activity
 * (`quiet`).
 */
export async function visitAt(
  sql: Sql,
  now: Date,
  rules: CounterRules,
  { id, operator, quiet }: VisitAsked,
): Promise<Result<Visit>> {
  const [visit] = isUuid(id)
    ? await sql<Visit[]>`
        select ${columns(sql)} from counter.visit where id = ${id} and operator = ${operator}`
    : [];
  if (!visit) return refuse("not-found", "http.not-found");
  if (visit.closedAt) return refuse("conflict", "counter.visit-closed");
  if (isIdle(visit, now, rules)) {
    await closeVisit(sql, now, visit, "idle");
    return refuse("conflict", "counter.visit-closed");
  }
  if (!quiet)
    await sql`update counter.visit set touched_at = ${now} where id = ${id} and closed_at is null`;
  return ok(visit);
}

export async function closeVisit(
  sql: Sql,
  now: Date,
  { id }: Pick<Visit, "id">,
  why: ClosedWhy,
): Promise<void> {
  await sql`
    update counter.visit set closed_at = ${now}, closed_why = ${why},
      other_card_name = case when ${why} <> 'wrong-file' then other_card_name end
    where id = ${id} and closed_at is null`;
}

export const speakIn = async (sql: Sql, { id }: Pick<Visit, "id">, lang: string): Promise<void> => {
  await sql`update counter.visit set lang = ${lang} where id = ${id} and closed_at is null`;
};
