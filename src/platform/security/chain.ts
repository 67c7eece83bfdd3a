import { createHash } from "node:crypto";
import type { Pool, Sql } from "../db/index.ts";

/** Rows of some transactions, as a chain covers them. */
export interface Covered {
  readonly rows: number;
  /** SHA-256 over all of them in order; any change of any of them changes it. */
  readonly digest: Buffer;
}

/** A table that is only ever added to. */
export interface Chained {
  /** `security` or `history`. */
  readonly of: string;
  /** The rows of the transactions from `from` up to `to`, which is not in it. */
  cover(sql: Sql, from: number, to: number): Promise<Covered>;
}

/** A link as it is published. */
export interface Head {
  readonly of: string;
  readonly number: number;
  readonly at: Date;
  readonly rows: number;
  /** SHA-256, base64url. */
  readonly hash: string;
}

interface Link extends Covered {
  readonly of: string;
  readonly number: number;
  readonly at: Date;
  readonly from: number;
  readonly to: number;
  readonly hash: Buffer;
}

const beginning = Buffer.alloc(32);

const hashOf = (before: Buffer, { of, number, at, from, to, rows, digest }: Omit<Link, "hash">) =>
  createHash("sha256")
    .update(before)
    .update(JSON.stringify([of, number, at.toISOString(), from, to, rows, digest.toString("hex")]))
    .digest();

const columns = (sql: Sql) => sql`of, number, at, from_tx as from, to_tx as to, rows, digest, hash`;

async function lastLink(sql: Sql, of: string): Promise<Link | undefined> {
  const [link] = await sql<Link[]>`
    select ${columns(sql)} from security.chain where of = ${of} order by number desc limit 1`;
  return link;
}

/**
 * All transactions before this one have ended, so no row of them comes any more. Nobody waits for
 * it: rows are written as ever, and the chain follows.
 */
async function settledTx(sql: Sql): Promise<number> {
  const [row] = await sql<{ tx: number }[]>`
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      + coalesce((select ahead from security.chain_clock), 0) as tx`;
  return row?.tx ?? 0;
}

/**
 * After a restore into a cluster that counts its transactions anew: from now on so much is added to
 * their numbers that rows come behind all links. As the owner, before any server writes.
 * @returns what is added
 */
export async function countOn(ownerSql: Sql): Promise<number> {
  const [row] = await ownerSql<{ ahead: number }[]>`
    insert into security.chain_clock (ahead)
    select coalesce(max(to_tx), 0) from security.chain
    on conflict (one) do update set ahead = excluded.ahead returning ahead`;
  const ahead = row?.ahead ?? 0;
  await ownerSql.unsafe(`alter table security.event alter column tx set default ${txAhead(ahead)}`);
  return ahead;
}

/** The default of a column that says which transaction wrote a row. */
export const txAhead = (ahead: number): string =>
  `pg_current_xact_id()::text::bigint + ${Math.trunc(ahead)}`;

/**
 * Adds a link over what was committed since the last one; none where nothing was. Of several
 * servers that do so at once one adds it. Throws where the database counts its transactions anew,
 * as after a restore from a dump.
 * @returns the new head
 */
export async function extendChain(
  sql: Pool,
  { of, cover }: Chained,
  at: Date,
): Promise<Head | undefined> {
  const last = await lastLink(sql, of);
  const [from, to] = [last?.to ?? 0, await settledTx(sql)];
  if (to < from)
    throw new Error(`the chain of ${of} is ahead of this database: npm run security -- restored`);
  if (to === from) return undefined;
  const covered = await cover(sql, from, to);
  if (covered.rows === 0) return undefined;
  const link = { of, number: (last?.number ?? 0) + 1, at, from, to, ...covered };
  const hash = hashOf(last?.hash ?? beginning, link);
  const { count } = await sql`
    insert into security.chain (of, number, at, from_tx, to_tx, rows, digest, hash)
    values (${of}, ${link.number}, ${at}, ${from}, ${to}, ${link.rows}, ${link.digest}, ${hash})
    on conflict do nothing`;
  return count === 1 ? headOf({ ...link, hash }) : undefined;
}

const headOf = ({ of, number, at, rows, hash }: Link): Head => ({
  ...{ of, number, at, rows, hash: hash.toString("base64url") },
});

/** The newest link of each chain. */
export async function chainHeads(sql: Sql): Promise<readonly Head[]> {
  const links = await sql<Link[]>`
    select distinct on (of) ${columns(sql)} from security.chain order by of, number desc`;
  return links.map(headOf);
}

/** What is wrong with a chain; the first link at which it is. */
export interface ChainFault {
  readonly of: string;
  readonly number: number;
  readonly at: Date;
  /**
   * `rows`: something in it was changed, taken away or put in. `link`: the link itself was changed,
   * or one before it is missing.
   */
  readonly what: "rows" | "link";
}

/** Computes all of a chain anew. @returns its head, and what is wrong first, if anything */
export async function verifyChain(
  sql: Sql,
  { of, cover }: Chained,
): Promise<{ readonly head?: Head; readonly fault?: ChainFault; readonly links: number }> {
  let before: Link | undefined;
  for (let number = 1; ; number += page) {
    const links = await sql<Link[]>`
      select ${columns(sql)} from security.chain
      where of = ${of} and number >= ${number} order by number limit ${page}`;
    for (const link of links) {
      const fault = await faultOf(sql, cover, before, link);
      const links = link.number;
      if (fault) return { fault: { of, number: link.number, at: link.at, what: fault }, links };
      before = link;
    }
    if (links.length < page) break;
  }
  return { ...(before && { head: headOf(before) }), links: before?.number ?? 0 };
}

/** Links read at a time. */
const page = 1000;

async function faultOf(
  sql: Sql,
  cover: Chained["cover"],
  before: Link | undefined,
  link: Link,
): Promise<ChainFault["what"] | undefined> {
  const { number, from, to, rows, digest, hash } = link;
  const follows = number === (before?.number ?? 0) + 1 && from === (before?.to ?? 0);
  if (!follows || !hashOf(before?.hash ?? beginning, link).equals(hash)) return "link";
  const covered = await cover(sql, from, to);
  return covered.rows === rows && covered.digest.equals(digest) ? undefined : "rows";
}

/** The hash of one link, to be held against a head that somebody kept. */
export async function hashAt(sql: Sql, of: string, number: number): Promise<string | undefined> {
  const [link] = await sql<{ hash: Buffer }[]>`
    select hash from security.chain where of = ${of} and number = ${number}`;
  return link?.hash.toString("base64url");
}
