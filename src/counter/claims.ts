import type { OfficerId, Reference } from "../kernel/index.ts";
import { isUuid } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** An application that a device says an officer took. */
export interface Claim {
  readonly item: string;
  readonly reference: Reference | null;
  readonly takenAt: Date;
  readonly deliveredBy: OfficerId;
}

/** What stands in this officer's name and they have not confirmed; newest first. */
export const claims = (sql: Sql, officer: OfficerId): Promise<readonly Claim[]> => sql<Claim[]>`
  select item, reference, taken_at as "takenAt", delivered_by as "deliveredBy"
  from counter.synced
  where taken_by = ${officer} and taken_confirmed is null and kind = 'application'
    and delivered_by <> ${officer}
  order by taken_at desc limit 100`;

/** They say, signed in, that they took it, or did not. False where it was not theirs to say. */
export async function answerClaim(
  sql: Sql,
  item: string,
  { officer, isTheirs }: { readonly officer: OfficerId; readonly isTheirs: boolean },
): Promise<boolean> {
  if (!isUuid(item)) return false;
  const rows = await sql`
    update counter.synced set taken_confirmed = ${isTheirs}
    where item = ${item} and taken_by = ${officer} and taken_confirmed is null returning item`;
  return rows.length === 1;
}
