import type { Sql } from "../../platform/db/index.ts";
import type { Side } from "../instruments/model.ts";

/** Other governments that a subject concerns. */
export type OthersOf = (subject: string) => Promise<readonly Side[]>;

/**
 * Gives rows of the time when a register had one partner at most the name of that partner, or,
 * where nobody was introduced yet, of those whom their subjects concern. Does nothing later.
 *
 * @param side our own
 */
export async function nameOnlyPartner(
  tx: Sql,
  side: Side,
  only: Side | undefined,
  othersOf: OthersOf,
): Promise<void> {
  const rows = await tx<{ subject: string }[]>`
    select distinct subject from partnership.position where partner = ''`;
  if (rows.length === 0) return;
  if (only !== undefined) {
    await tx`update partnership.position set partner = ${only} where partner = ''`;
    await tx`update partnership.outbox set partner = ${only} where partner = ''`;
    await tx`update partnership.bundle set partner = ${only} where partner = ''`;
    return;
  }
  await tx`delete from partnership.outbox where partner = ''`;
  for (const { subject } of rows) {
    const [first, ...more] = await othersOf(subject);
    if (first === undefined) continue;
    await tx`
      update partnership.position set partner = ${first}
      where partner = '' and subject = ${subject}`;
    await tx`
      insert into partnership.position (partner, subject, slot, share, about, ours, ours_digest)
      select other, subject, slot, share, about, ours, ours_digest
      from partnership.position, unnest(${more}::text[]) other
      where partner = ${first} and subject = ${subject}`;
    await tx`
      insert into partnership.outbox (partner, number)
      select other, number from partnership.statement, unnest(${[first, ...more]}::text[]) other
      where side = ${side} and subject = ${subject}`;
  }
}
