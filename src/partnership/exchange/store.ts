import type { Refusal } from "../../kernel/index.ts";
import { json, type Sql } from "../../platform/db/index.ts";
import type { Side } from "../instruments/model.ts";
import type { ExchangeState, Link, Statement } from "./model.ts";
import { fingerprintOf } from "./seal.ts";
import type { Shared } from "./sharing.ts";

/** Where our side and a partner stand on one fact. */
export interface Position {
  readonly partner: Side;
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
  /** What the words of the refusal name. */
  readonly refusalFacts: Refusal["facts"] | null;
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

/**
 * Writes what our side states, where the fact stands since with each partner whom it concerns, and
 * that it is to be sent to them.
 */
export const stateOurs = (
  tx: Sql,
  side: Side,
  stated: Stated,
  shared: Shared,
  partners: readonly Side[],
) => tx`
  with stated as (
    insert into partnership.statement (side, subject, slot, type, data, at)
    values (${side}, ${stated.subject}, ${stated.slot}, ${stated.type},
      ${json(tx, stated.data)}, ${stated.at})
    returning number),
  to_send as (
    insert into partnership.outbox (partner, number)
    select partner, number from stated, unnest(${partners}::text[]) partner)
  insert into partnership.position (partner, subject, slot, share, about, ours, ours_digest)
  select partner, ${stated.subject}, ${stated.slot}, ${shared.share}, ${shared.side ?? null},
    number, ${shared.digest}
  from stated, unnest(${partners}::text[]) partner
  on conflict (partner, subject, slot) do update set ours = excluded.ours,
    ours_digest = excluded.ours_digest, declined = null, refusal = null`;

/** The answer "no" travels as a statement of ours too. */
export const stateDeclined = (
  tx: Sql,
  side: Side,
  { subject, slot, data, at }: Omit<Stated, "type">,
  partner: Side,
) => tx`
  with stated as (
    insert into partnership.statement (side, subject, slot, type, data, at)
    values (${side}, ${subject}, ${slot}, 'Declined', ${json(tx, data)}, ${at})
    returning number),
  to_send as (
    insert into partnership.outbox (partner, number) select ${partner}, number from stated)
  update partnership.position set declined = ${side}
  where partner = ${partner} and subject = ${subject} and slot = ${slot}`;

/** Keeps what the other side states, as it came. */
export const keepTheirs = (tx: Sql, side: Side, bundle: number, stated: Statement) => tx`
  insert into partnership.statement (side, number, subject, slot, type, data, at, bundle)
  values (${side}, ${stated.number}, ${stated.subject}, ${stated.slot}, ${stated.type},
    ${json(tx, stated.data)}, ${stated.at}, ${bundle})`;

export const placeTheirs = (
  tx: Sql,
  partner: Side,
  { subject, slot, number }: Statement,
  { share, side = undefined, digest }: Shared,
) => tx`
  insert into partnership.position (partner, subject, slot, share, about, theirs, theirs_digest)
  values (${partner}, ${subject}, ${slot}, ${share}, ${side ?? null}, ${number}, ${digest})
  on conflict (partner, subject, slot) do update set theirs = excluded.theirs,
    theirs_digest = excluded.theirs_digest, taken = false, declined = null, refusal = null`;

/** They say no to what we state now; a no to what we stated before says nothing any more. */
export const placeDeclined = (tx: Sql, partner: Side, { subject, slot, data }: Statement) => tx`
  update partnership.position set declined = ${partner}
  where partner = ${partner} and subject = ${subject} and slot = ${slot}
    and ours_digest is not distinct from ${(data as { digest?: string }).digest ?? null}`;

/** Which fact, between us and whom. */
export type At = Pick<Position, "partner" | "subject" | "slot">;

export const markTaken = (
  tx: Sql,
  { partner, subject, slot }: At,
  refusal: Pick<Refusal, "code" | "facts"> | null,
) => tx`
  update partnership.position set taken = ${refusal === null}, refusal = ${refusal?.code ?? null},
    refusal_facts = ${refusal?.facts ? json(tx, refusal.facts) : null}
  where partner = ${partner} and subject = ${subject} and slot = ${slot}`;

/** @param side our own */
const positions = (sql: Sql, side: Side) => sql`
  select p.partner, p.subject, p.slot, p.share, p.about, p.standing, p.declined, p.refusal,
    p.refusal_facts as "refusalFacts",
    p.theirs_digest as "theirsDigest",
    case when o.number is not null then
      jsonb_build_object('number', o.number, 'type', o.type, 'data', o.data, 'at', o.at,
        'bundle', o.bundle) end as ours,
    case when t.number is not null then
      jsonb_build_object('number', t.number, 'type', t.type, 'data', t.data, 'at', t.at,
        'bundle', t.bundle) end as theirs
  from partnership.position p
  left join partnership.statement o on o.number = p.ours and o.side = ${side}
  left join partnership.statement t on t.number = p.theirs and t.side = p.partner`;

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
  >`${positions(sql, side)} where p.subject = ${subject} order by p.partner, p.slot`;
  return rows.map(positionOf);
}

export async function readPosition(
  sql: Sql,
  side: Side,
  { partner, subject, slot }: At,
): Promise<Position | undefined> {
  const [row] = await sql<Row[]>`${positions(sql, side)}
    where p.partner = ${partner} and p.subject = ${subject} and p.slot = ${slot}`;
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
    order by p.partner, p.subject, coalesce(p.theirs, p.ours) limit ${limit}`;
  return rows.map(positionOf);
}

/** Facts of a partner that our register refused, oldest statement first: tried again later. */
export const readRefused = async (
  sql: Sql,
  side: Side,
  partner: Side,
): Promise<readonly Position[]> => {
  const rows = await sql<Row[]>`${positions(sql, side)}
    where p.partner = ${partner} and p.refusal is not null and p.ours is null
    order by p.theirs limit 1000`;
  return rows.map(positionOf);
};

/** Whether something that the other side stated before this waits for our answer. */
export async function waitsBefore(
  sql: Sql,
  { partner, subject }: At,
  number: number,
): Promise<boolean> {
  const [row] = await sql`
    select 1 from partnership.position
    where partner = ${partner} and subject = ${subject} and theirs < ${number}
      and standing = 'waits' and refusal is null
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

const noCounts: Counts = { unsent: 0, agreed: 0, waits: 0, differs: 0, told: 0 };

/** Counts of each partner, also of one that nobody has introduced yet. */
export async function readCounts(sql: Sql): Promise<ReadonlyMap<Side, Counts>> {
  const rows = await sql<(Counts & { readonly partner: Side })[]>`
    select partner, count(*) filter (where standing in ('agreed', 'taken'))::int as agreed,
      count(*) filter (where standing = 'waits')::int as waits,
      count(*) filter (where standing in ('differs', 'declined'))::int as differs,
      count(*) filter (where standing = 'told')::int as told, 0 as unsent
    from partnership.position group by partner`;
  const unsent = await sql<{ partner: Side; count: number }[]>`
    select partner, count(*)::int as count from partnership.outbox group by partner`;
  const counts = new Map<Side, Counts>(rows.map(({ partner, ...each }) => [partner, each]));
  for (const { partner, count } of unsent)
    counts.set(partner, { ...(counts.get(partner) ?? noCounts), unsent: count });
  return counts;
}

/** Statements of ours that wait to be sent to a partner, oldest first. */
export async function readUnsent(
  sql: Sql,
  side: Side,
  partner: Side,
  limit: number,
): Promise<readonly Statement[]> {
  const rows = await sql<(Omit<Statement, "at"> & { at: Date })[]>`
    select s.number, s.subject, s.slot, s.type, s.data, s.at
    from partnership.outbox o
    join partnership.statement s on s.side = ${side} and s.number = o.number
    where o.partner = ${partner} order by o.number limit ${limit}`;
  return rows.map((row) => ({ ...row, number: Number(row.number), at: row.at.toISOString() }));
}

/** A bundle carries all up to this one. */
export const markSent = (tx: Sql, partner: Side, last: number) =>
  tx`delete from partnership.outbox where partner = ${partner} and number <= ${last}`;

/** The rows by which a statement knows at once whether it is to be sent, and pages who is who. */
export const savePartners = (tx: Sql, { partners }: ExchangeState) =>
  tx`
    insert into partnership.partner (side, name, fingerprint, address, introduced_at, trusted_on,
      withdrawn_on)
    select side, name, fingerprint, address, introduced_at, trusted_on, withdrawn_on
    from jsonb_to_recordset(${json(
      tx,
      Object.values(partners).map((each) => ({
        ...{ side: each.side, name: each.name, address: each.address ?? null },
        fingerprint: each.keys.map(fingerprintOf).at(-1) ?? "",
        introduced_at: each.introducedAt ?? null,
        ...{ trusted_on: each.trustedOn ?? null, withdrawn_on: each.withdrawn?.on ?? null },
      })),
    )}) as each (side text, name jsonb, fingerprint text, address text,
      introduced_at timestamptz, trusted_on date, withdrawn_on date)
    on conflict (side) do update set name = excluded.name, fingerprint = excluded.fingerprint,
      address = excluded.address, introduced_at = excluded.introduced_at,
      trusted_on = excluded.trusted_on, withdrawn_on = excluded.withdrawn_on`;

/** Governments whose registers were ever trusted. */
export async function readPartners(sql: Sql): Promise<ReadonlySet<Side>> {
  const rows = await sql<{ side: Side }[]>`select side from partnership.partner`;
  return new Set(rows.map(({ side }) => side));
}

/** How many things of each kind, such as `session`, wait for our answer. */
export async function readWaiting(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ kind: string; count: number }[]>`
    select split_part(subject, '-', 1) as kind, count(distinct (partner, subject))::int as count
    from partnership.position where standing = 'waits' and refusal is null group by 1`;
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

/** What partners stated and no version of this register has understood so far, oldest first. */
export async function readNotUnderstood(
  sql: Sql,
  side: Side,
): Promise<readonly (Statement & { readonly from: Side })[]> {
  const rows = await sql<(Omit<Statement, "at"> & { at: Date; from: Side })[]>`
    select s.side as "from", s.number, s.subject, s.slot, s.type, s.data, s.at
    from partnership.statement s
    where s.side <> ${side} and s.type <> 'Declined' and not exists (
      select 1 from partnership.position p
      where p.partner = s.side and p.subject = s.subject and p.slot = s.slot)
    order by s.side, s.number limit 10000`;
  return rows.map((row) => ({ ...row, number: Number(row.number), at: row.at.toISOString() }));
}

/** Subjects about which our side has stated something. */
export async function readStatedSubjects(sql: Sql, side: Side): Promise<ReadonlySet<string>> {
  const rows = await sql<{ subject: string }[]>`
    select distinct subject from partnership.statement where side = ${side}`;
  return new Set(rows.map(({ subject }) => subject));
}

type Direction = "sent" | "received";

export interface KeptBundle extends Link {
  readonly partner: Side;
  readonly direction: Direction;
  readonly statements: number;
  readonly at: Date;
}

export const keepBundle = (
  tx: Sql,
  { partner, direction, sequence, hash, statements, at }: KeptBundle,
  text: string,
) => tx`
  insert into partnership.bundle (partner, direction, sequence, hash, text, statements, at)
  values (${partner}, ${direction}, ${sequence}, ${hash}, ${text}, ${statements}, ${at})`;

/** The newest bundles of both directions. */
export const readBundles = (sql: Sql, limit: number): Promise<readonly KeptBundle[]> =>
  sql<KeptBundle[]>`
    select partner, direction, sequence, hash, statements, at from partnership.bundle
    order by at desc, sequence desc limit ${limit}`;

/** Which bundle of a chain. */
export type BundleAt = Pick<KeptBundle, "partner" | "direction" | "sequence">;

export async function readBundleText(
  sql: Sql,
  { partner, direction, sequence }: BundleAt,
): Promise<string | undefined> {
  const [row] = await sql<{ text: string }[]>`
    select text from partnership.bundle
    where partner = ${partner} and direction = ${direction} and sequence = ${sequence}`;
  return row?.text;
}
