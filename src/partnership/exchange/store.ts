import { json, type Sql } from "../../platform/db/index.ts";
import type { Side } from "../instruments/model.ts";
import type { Link, Statement } from "./model.ts";
import type { Shared } from "./sharing.ts";

/** Where both sides stand on one fact. */
export interface Position {
  readonly subject: string;
  readonly slot: string;
  readonly share: "joint" | "own";
  /** Whose own word it is; null where it needs both. */
  readonly about: Side | null;
  readonly standing: "agreed" | "declined" | "told" | "taken" | "waits" | "differs";
  readonly ours: Said | null;
  readonly theirs: Said | null;
  readonly theirsDigest: string | null;
  /** The side that said no. */
  readonly declined: Side | null;
  readonly refusal: string | null;
}

/** One side's word. */
export interface Said {
  readonly number: number;
  readonly type: string;
  readonly data: object;
  readonly at: Date;
  /** The bundle that carried it. */
  readonly bundle: number | null;
}

/** Two writers of the exchange wait for each other until their transactions end. */
export const lockExchange = (tx: Sql) =>
  tx`select pg_advisory_xact_lock(hashtextextended('partnership.exchange', 0))`;

type Stated = Omit<Statement, "number" | "at"> & { readonly at: Date };

/** Writes what our side states, and where the fact stands since. */
export const stateOurs = (tx: Sql, side: Side, stated: Stated, shared: Shared) => tx`
  with stated as (
    insert into partnership.statement (side, subject, slot, type, data, at)
    values (${side}, ${stated.subject}, ${stated.slot}, ${stated.type},
      ${json(tx, stated.data)}, ${stated.at})
    returning number)
  insert into partnership.position (subject, slot, share, about, ours, ours_digest)
  select ${stated.subject}, ${stated.slot}, ${shared.share}, ${shared.side ?? null},
    number, ${shared.digest}
  from stated
  on conflict (subject, slot) do update set ours = excluded.ours,
    ours_digest = excluded.ours_digest, declined = null, refusal = null`;

/** The answer "no" travels as a statement of ours too. */
export const stateDeclined = (
  tx: Sql,
  side: Side,
  { subject, slot, data, at }: Omit<Stated, "type">,
) => tx`
  with stated as (
    insert into partnership.statement (side, subject, slot, type, data, at)
    values (${side}, ${subject}, ${slot}, 'Declined', ${json(tx, data)}, ${at}))
  update partnership.position set declined = ${side} where subject = ${subject} and slot = ${slot}`;

/** Keeps what the other side states, as it came. */
export const keepTheirs = (tx: Sql, side: Side, bundle: number, stated: Statement) => tx`
  insert into partnership.statement (side, number, subject, slot, type, data, at, bundle)
  values (${side}, ${stated.number}, ${stated.subject}, ${stated.slot}, ${stated.type},
    ${json(tx, stated.data)}, ${stated.at}, ${bundle})`;

export const placeTheirs = (
  tx: Sql,
  { subject, slot, number }: Statement,
  { share, side = undefined, digest }: Shared,
) => tx`
  insert into partnership.position (subject, slot, share, about, theirs, theirs_digest)
  values (${subject}, ${slot}, ${share}, ${side ?? null}, ${number}, ${digest})
  on conflict (subject, slot) do update set theirs = excluded.theirs,
    theirs_digest = excluded.theirs_digest, taken = false, declined = null, refusal = null`;

/** They say no to what we state now; a no to what we stated before says nothing any more. */
export const placeDeclined = (tx: Sql, side: Side, { subject, slot, data }: Statement) => tx`
  update partnership.position set declined = ${side}
  where subject = ${subject} and slot = ${slot}
    and ours_digest is not distinct from ${(data as { digest?: string }).digest ?? null}`;

export const markTaken = (tx: Sql, subject: string, slot: string, refusal: string | null) => tx`
  update partnership.position set taken = ${refusal === null}, refusal = ${refusal}
  where subject = ${subject} and slot = ${slot}`;

/** @param side our own */
const positions = (sql: Sql, side: Side) => sql`
  select p.subject, p.slot, p.share, p.about, p.standing, p.declined, p.refusal,
    p.theirs_digest as "theirsDigest",
    case when o.number is not null then
      jsonb_build_object('number', o.number, 'type', o.type, 'data', o.data, 'at', o.at,
        'bundle', o.bundle) end as ours,
    case when t.number is not null then
      jsonb_build_object('number', t.number, 'type', t.type, 'data', t.data, 'at', t.at,
        'bundle', t.bundle) end as theirs
  from partnership.position p
  left join partnership.statement o on o.number = p.ours and o.side = ${side}
  left join partnership.statement t on t.number = p.theirs and t.side <> ${side}`;

type Row = Omit<Position, "ours" | "theirs"> & Record<"ours" | "theirs", Told | null>;
type Told = Omit<Said, "at"> & { readonly at: string };

const revive = (told: Told | null): Said | null => told && { ...told, at: new Date(told.at) };
const positionOf = (row: Row): Position => ({
  ...row,
  ours: revive(row.ours),
  theirs: revive(row.theirs),
});

/** Every fact of one subject, as both sides state it. */
export async function readPositions(
  sql: Sql,
  side: Side,
  subject: string,
): Promise<readonly Position[]> {
  const rows = await sql<
    Row[]
  >`${positions(sql, side)} where p.subject = ${subject} order by p.slot`;
  return rows.map(positionOf);
}

export async function readPosition(
  sql: Sql,
  side: Side,
  subject: string,
  slot: string,
): Promise<Position | undefined> {
  const [row] = await sql<Row[]>`${positions(sql, side)}
    where p.subject = ${subject} and p.slot = ${slot}`;
  return row && positionOf(row);
}

/** Facts on which somebody has to act or on which the sides differ; at most `limit` of them. */
export async function readOpenPositions(
  sql: Sql,
  side: Side,
  limit: number,
): Promise<readonly Position[]> {
  const rows = await sql<Row[]>`${positions(sql, side)}
    where p.standing in ('waits', 'differs', 'declined')
    order by p.standing desc, p.subject, p.slot limit ${limit}`;
  return rows.map(positionOf);
}

/** Facts that our register refused, oldest statement first: tried again later. */
export const readRefused = async (sql: Sql, side: Side): Promise<readonly Position[]> => {
  const rows = await sql<Row[]>`${positions(sql, side)}
    where p.refusal is not null and p.ours is null order by p.theirs limit 1000`;
  return rows.map(positionOf);
};

/** Whether something that the other side stated before this waits for our answer. */
export async function waitsBefore(sql: Sql, subject: string, number: number): Promise<boolean> {
  const [row] = await sql`
    select 1 from partnership.position
    where subject = ${subject} and theirs < ${number} and standing = 'waits' and refusal is null
    limit 1`;
  return row !== undefined;
}

/** Whether our register refused something about a subject that may be taken over now. */
export async function hasRefused(sql: Sql, subject: string): Promise<boolean> {
  const [row] = await sql`
    select 1 from partnership.position
    where subject = ${subject} and refusal is not null and ours is null limit 1`;
  return row !== undefined;
}

export interface Counts {
  /** Statements of ours that no bundle has carried yet. */
  readonly unsent: number;
  readonly agreed: number;
  readonly waits: number;
  readonly differs: number;
  readonly told: number;
}

export async function readCounts(sql: Sql): Promise<Counts> {
  const [row] = await sql<Counts[]>`
    select (select count(*)::int from partnership.statement where bundle is null) as unsent,
      count(*) filter (where standing in ('agreed', 'taken'))::int as agreed,
      count(*) filter (where standing = 'waits')::int as waits,
      count(*) filter (where standing in ('differs', 'declined'))::int as differs,
      count(*) filter (where standing = 'told')::int as told
    from partnership.position`;
  return row ?? { unsent: 0, agreed: 0, waits: 0, differs: 0, told: 0 };
}

/** Statements of ours that wait to be sent, oldest first. */
export async function readUnsent(sql: Sql, limit: number): Promise<readonly Statement[]> {
  const rows = await sql<(Omit<Statement, "at"> & { at: Date })[]>`
    select number, subject, slot, type, data, at from partnership.statement
    where bundle is null order by number limit ${limit}`;
  return rows.map((row) => ({ ...row, number: Number(row.number), at: row.at.toISOString() }));
}

/** @param bundle the one that carries them, or 0 where the other side is no party */
export const markSent = (tx: Sql, side: Side, numbers: readonly number[], bundle: number) =>
  numbers.length > 0 &&
  tx`update partnership.statement set bundle = ${bundle}
    where side = ${side} and number in ${tx(numbers)}`;

/** Subjects about which our side has stated something. */
export async function readStatedSubjects(sql: Sql, side: Side): Promise<ReadonlySet<string>> {
  const rows = await sql<{ subject: string }[]>`
    select distinct subject from partnership.statement where side = ${side}`;
  return new Set(rows.map(({ subject }) => subject));
}

type Direction = "sent" | "received";

export interface KeptBundle extends Link {
  readonly direction: Direction;
  readonly statements: number;
  readonly at: Date;
}

export const keepBundle = (
  tx: Sql,
  { direction, sequence, hash, statements, at }: KeptBundle,
  text: string,
) => tx`
  insert into partnership.bundle (direction, sequence, hash, text, statements, at)
  values (${direction}, ${sequence}, ${hash}, ${text}, ${statements}, ${at})`;

/** The newest bundles of both directions. */
export const readBundles = (sql: Sql, limit: number): Promise<readonly KeptBundle[]> =>
  sql<KeptBundle[]>`
    select direction, sequence, hash, statements, at from partnership.bundle
    order by at desc, sequence desc limit ${limit}`;

export async function readBundleText(
  sql: Sql,
  direction: Direction,
  sequence: number,
): Promise<string | undefined> {
  const [row] = await sql<{ text: string }[]>`
    select text from partnership.bundle
    where direction = ${direction} and sequence = ${sequence}`;
  return row?.text;
}
