import { type OfficerId, ok, type PersonId, type Result, refuse } from "../kernel/index.ts";
import { json, type Sql } from "../platform/db/index.ts";
import "./refusals.ts";

/** Whom a breach is about: who applied for a service on these days. */
export interface BreachPeople {
  /** Null: for any service. */
  readonly service: string | null;
  /** Local days `YYYY-MM-DD`, both counted. */
  readonly sentFrom: string;
  readonly sentUntil: string;
}

/** What the people of a breach are told, and how far that has gone. */
export interface BreachNotice extends BreachPeople {
  readonly breach: string;
  /** The text by language. */
  readonly words: Readonly<Record<string, string>>;
  /** Raised with every change: the second officer confirms what they have read. */
  readonly revision: number;
  readonly writtenBy: OfficerId;
  readonly confirmedBy: OfficerId | null;
  readonly confirmedAt: Date | null;
  /** The last person, by id, who was dealt with. */
  readonly lastPerson: PersonId | null;
  readonly reached: number;
  /** People of whom no address is known. */
  readonly unreachable: number;
  readonly endedAt: Date | null;
}

export type NewNotice = BreachPeople &
  Pick<BreachNotice, "breach" | "words"> & { readonly by: OfficerId };

const columns = (sql: Sql) => sql`
  breach, service, sent_from::text as "sentFrom", sent_until::text as "sentUntil", words, revision,
  written_by as "writtenBy", confirmed_by as "confirmedBy", confirmed_at as "confirmedAt",
  last_person as "lastPerson", reached, unreachable, ended_at as "endedAt"`;

/** The notice of a breach; undefined where nobody has written one. */
export async function noticeOf(sql: Sql, breach: string): Promise<BreachNotice | undefined> {
  const [notice] = await sql<BreachNotice[]>`
    select ${columns(sql)} from privacy.breach_notice where breach = ${breach}`;
  return notice;
}

/**
 * The first of two officers writes it, or writes it anew while nobody has confirmed it. Refuses
 * privacy.breach-not-found, privacy.notice-confirmed.
 */
export async function writeNotice(
  sql: Sql,
  at: Date,
  { breach, service, sentFrom, sentUntil, words, by }: NewNotice,
): Promise<Result<undefined>> {
  const exists = await sql`select from privacy.breach where id = ${breach}`;
  if (exists.length === 0) return refuse("not-found", "privacy.breach-not-found");
  const { count } = await sql`
    insert into privacy.breach_notice as n (breach, service, sent_from, sent_until, words,
      written_by, written_at)
    values (${breach}, ${service}, ${sentFrom}, ${sentUntil}, ${json(sql, words)}, ${by}, ${at})
    on conflict on constraint breach_notice_pk do update set service = excluded.service,
      sent_from = excluded.sent_from, sent_until = excluded.sent_until, words = excluded.words,
      written_by = excluded.written_by, written_at = excluded.written_at,
      revision = n.revision + 1
    where n.confirmed_at is null`;
  return count === 1 ? ok(undefined) : refuse("conflict", "privacy.notice-confirmed");
}

export interface NoticeConfirmed {
  readonly breach: string;
  readonly revision: number;
  readonly by: OfficerId;
}

/**
 * The second of two officers. Refuses privacy.breach-not-found, privacy.notice-confirmed,
 * privacy.same-officer, and privacy.notice-changed where it is not what they have read.
 */
export async function confirmNotice(
  tx: Sql,
  at: Date,
  { breach, revision, by }: NoticeConfirmed,
): Promise<Result<undefined>> {
  const [notice] = await tx<BreachNotice[]>`
    select ${columns(tx)} from privacy.breach_notice where breach = ${breach} for update`;
  if (!notice) return refuse("not-found", "privacy.breach-not-found");
  if (notice.confirmedAt) return refuse("conflict", "privacy.notice-confirmed");
  if (notice.writtenBy === by) return refuse("not-allowed", "privacy.same-officer");
  if (notice.revision !== revision) return refuse("conflict", "privacy.notice-changed");
  await tx`
    update privacy.breach_notice set confirmed_by = ${by}, confirmed_at = ${at}
    where breach = ${breach}`;
  return ok(undefined);
}

/**
 * The confirmed notice while it is still to be sent, locked until the transaction ends, so that no
 * two jobs take the same lot.
 */
export async function lockNotice(tx: Sql, breach: string): Promise<BreachNotice | undefined> {
  const [notice] = await tx<BreachNotice[]>`
    select ${columns(tx)} from privacy.breach_notice
    where breach = ${breach} and confirmed_at is not null and ended_at is null for update`;
  return notice;
}

/** One person of a lot, and whether there is an address to write to. */
export interface Told {
  readonly person: PersonId;
  readonly reached: boolean;
}

/** Writes down a lot, in the transaction that wrote its messages; people in the order of ids. */
export async function recordTold(
  tx: Sql,
  at: Date,
  breach: string,
  lot: readonly Told[],
): Promise<void> {
  await tx`
    insert into privacy.breach_told (breach, person, reached, at)
    select ${breach}, person, reached, ${at}
    from jsonb_to_recordset(${json(tx, lot)}) as lot(person uuid, reached boolean)`;
  const reached = lot.filter((each) => each.reached).length;
  await tx`
    update privacy.breach_notice set last_person = ${lot.at(-1)?.person ?? null},
      reached = reached + ${reached}, unreachable = unreachable + ${lot.length - reached}
    where breach = ${breach}`;
}

/** Everybody is told. The step of the breach is written down with it, unless an officer did. */
export async function endNotice(tx: Sql, at: Date, notice: BreachNotice): Promise<void> {
  await tx`
    update privacy.breach_notice set ended_at = ${at} where breach = ${notice.breach}`;
  await tx`
    insert into privacy.breach_step (breach, step, at, by, note)
    values (${notice.breach}, 'people', ${at}, ${notice.confirmedBy},
      ${`${notice.reached}/${notice.reached + notice.unreachable}`})
    on conflict on constraint breach_step_pk do nothing`;
}

/** A notice as its person reads it. */
export interface NoticeToPerson {
  readonly at: Date;
  readonly words: Readonly<Record<string, string>>;
}

/** The newest first. */
export const noticesTo = (sql: Sql, person: PersonId) => sql<NoticeToPerson[]>`
  select told.at, words from privacy.breach_told told
  join privacy.breach_notice notice using (breach)
  where person = ${person} order by told.at desc limit 20`;
