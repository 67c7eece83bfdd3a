import { json, newId, type Sql } from "../db/index.ts";
import type { Chained, Covered } from "./chain.ts";
import type { SecurityEvent } from "./model.ts";

export interface RecordedEvent extends SecurityEvent {
  readonly id: string;
  readonly at: Date;
  /** How often the same happened within a moment. */
  readonly times: number;
}

/** Writes an event down, in the transaction of what it tells of where `sql` is one. */
export async function recordSecurity(
  sql: Sql,
  at: Date,
  { kind, actor, about, facts }: SecurityEvent,
  times = 1,
): Promise<void> {
  await sql`
    insert into security.event (id, at, kind, actor, about, facts, times)
    values (${newId()}, ${at}, ${kind}, ${actor ?? null}, ${about ?? null},
      ${json(sql, facts ?? {})}, ${times})`;
}

/** The newest first, a hundred at most; `kind`: of one kind; `before`: older than this one. */
export async function latestEvents(
  sql: Sql,
  { kind, before }: { readonly kind?: string | undefined; readonly before?: string | undefined },
): Promise<readonly RecordedEvent[]> {
  return sql<RecordedEvent[]>`
    select id, at, kind, actor, about, facts, times from security.event
    where (${kind ?? null}::text is null or kind = ${kind ?? null})
      and (${before ?? null}::uuid is null or id < ${before ?? null})
    order by id desc limit 100`;
}

/** Security events as a chain covers them: each with all that it says. */
export const securityChain: Chained = {
  of: "security",
  async cover(sql, from, to) {
    const [row] = await sql<Covered[]>`
      select count(*)::int as rows,
        sha256(coalesce(string_agg(digest, ''::bytea order by tx, id), '')) as digest
      from (
        select tx, id, sha256(convert_to(jsonb_build_array(
          id, extract(epoch from at), kind, actor, about, facts, times, tx)::text, 'UTF8'))
          as digest
        from security.event where tx >= ${from} and tx < ${to}) as each`;
    return row ?? { rows: 0, digest: Buffer.alloc(0) };
  },
};
