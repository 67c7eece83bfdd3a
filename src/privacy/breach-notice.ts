import { type OfficerId, ok, type PersonId, type Result, refuse } from "../kernel/index.ts";
import { json, type Sql } from "../platform/db/index.ts";
import "./refusals.ts";

/** Between two minutes, both counted. */
interface Between {
  readonly from: Date;
  readonly until: Date;
}

/**
 * Whom a breach is about: who applied for a service (null: for any) on local days `YYYY-MM-DD`,
 * both counted; whose files an officer or a program read; whose files were exported; or who sent
 * these applications.
 */
export type BreachPeople =
  | {
      readonly kind: "applied";
      readonly service: string | null;
      readonly sentFrom: string;
      readonly sentUntil: string;
    }
  | ({ readonly kind: "seen"; readonly by: string } & Between)
  | ({ readonly kind: "exported" } & Between)
  | { readonly kind: "listed"; readonly references: readonly string[] };

export const breachKinds = [
  "applied",
  "seen",
  "exported",
  "listed",
] as const satisfies readonly BreachKind[];

export type BreachKind = BreachPeople["kind"];

/** What the people of a breach are told, and how far that has gone. */
export interface BreachNotice {
  readonly breach: string;
  readonly people: BreachPeople;
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

export type NewNotice = Pick<BreachNotice, "breach" | "words" | "people"> & {
  readonly by: OfficerId;
};

/** Of each kind its keys, as its type has them. */
const columns = (sql: Sql) => sql`
  breach, case kind
    when 'applied' then jsonb_build_object('kind', kind, 'service', service,
      'sentFrom', sent_from, 'sentUntil', sent_until)
    when 'listed' then jsonb_build_object('kind', kind, 'references', refs)
    else jsonb_build_object('kind', kind, 'by', seen_by) end as people,
  seen_from as "seenFrom", seen_until as "seenUntil", words, revision,
  written_by as "writtenBy", confirmed_by as "confirmedBy", confirmed_at as "confirmedAt",
  last_person as "lastPerson", reached, unreachable, ended_at as "endedAt"`;

type Row = BreachNotice & { readonly seenFrom: Date | null; readonly seenUntil: Date | null };

function readRow(row: Row | undefined): BreachNotice | undefined {
  if (!row) return undefined;
  const { seenFrom, seenUntil, people, ...notice } = row;
  const between = seenFrom && seenUntil && { from: seenFrom, until: seenUntil };
  return { ...notice, people: { ...people, ...between } };
}

/** The notice of a breach; undefined where nobody has written one. */
export async function noticeOf(sql: Sql, breach: string): Promise<BreachNotice | undefined> {
  const [row] = await sql<Row[]>`
    select ${columns(sql)} from privacy.breach_notice where breach = ${breach}`;
  return readRow(row);
}

/**
 * The first of two officers writes it, or writes it anew while nobody has confirmed it. Refuses
 * privacy.breach-not-found, privacy.notice-confirmed.
 */
export async function writeNotice(
  sql: Sql,
  at: Date,
  { breach, people, words, by }: NewNotice,
): Promise<Result<undefined>> {
  const exists = await sql`select from privacy.breach where id = ${breach}`;
  if (exists.length === 0) return refuse("not-found", "privacy.breach-not-found");
  const applied = people.kind === "applied" ? people : undefined;
  const between = "from" in people ? people : undefined;
  const seenBy = people.kind === "seen" ? people.by : null;
  const references = people.kind === "listed" ? [...people.references] : null;
  const { count } = await sql`
    insert into privacy.breach_notice as n (breach, kind, service, sent_from, sent_until, seen_by,
      seen_from, seen_until, refs, words, written_by, written_at)
    values (${breach}, ${people.kind}, ${applied?.service ?? null}, ${applied?.sentFrom ?? null},
      ${applied?.sentUntil ?? null}, ${seenBy}, ${between?.from ?? null},
      ${between?.until ?? null}, ${references}, ${json(sql, words)}, ${by}, ${at})
    on conflict on constraint breach_notice_pk do update set kind = excluded.kind,
      service = excluded.service, sent_from = excluded.sent_from, sent_until = excluded.sent_until,
      seen_by = excluded.seen_by, seen_from = excluded.seen_from,
      seen_until = excluded.seen_until, refs = excluded.refs, words = excluded.words,
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
  const [notice] = await tx<Row[]>`
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
  const [row] = await tx<Row[]>`
    select ${columns(tx)} from privacy.breach_notice
    where breach = ${breach} and confirmed_at is not null and ended_at is null for update`;
  return readRow(row);
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
