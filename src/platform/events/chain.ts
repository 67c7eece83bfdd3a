import type { Sql } from "../db/index.ts";
import { type Chained, txAhead } from "../security/index.ts";

interface Row {
  readonly rows: number;
  readonly digest: Buffer;
}

/** The history as a chain covers it: every event with all that it says. */
export const historyChain: Chained = {
  of: "history",
  async cover(sql, from, to) {
    const [row] = await sql<Row[]>`
      select count(*)::int as rows,
        sha256(coalesce(string_agg(digest, ''::bytea order by tx, stream, version), '')) as digest
      from (
        select tx, stream, version, sha256(convert_to(jsonb_build_array(
          stream, version, type, data, extract(epoch from at), actor, command, tx)::text, 'UTF8'))
          as digest
        from events.event where tx >= ${from} and tx < ${to}) as each`;
    return row ?? { rows: 0, digest: Buffer.alloc(0) };
  },
};

/** See `countOn`: the same for events. */
export const countEventsOn = (ownerSql: Sql, ahead: number): PromiseLike<unknown> =>
  ownerSql.unsafe(`alter table events.event alter column tx set default ${txAhead(ahead)}`);
