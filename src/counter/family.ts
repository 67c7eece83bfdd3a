import type { DraftId, OfficerId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** Somebody whose file an operator had open with a ticket. */
export interface ServedWith {
  readonly person: PersonId;
  /** It closed last because nobody touched it: the name is not shown again by itself. */
  readonly isIdle: boolean;
  /** What was begun with them, or to whose sending they consented. */
  readonly drafts: readonly DraftId[];
}

/** Whom this operator served with a ticket, in the order in which they came; no wrong files. */
export const servedWith = (
  sql: Sql,
  { operator, ticket }: { readonly operator: OfficerId; readonly ticket: string },
): Promise<readonly ServedWith[]> => sql<ServedWith[]>`
  with own as (
    select id, person, opened_at, closed_why from counter.visit
    where ticket = ${ticket} and operator = ${operator}
      and closed_why is distinct from 'wrong-file')
  select person,
    (array_agg(closed_why order by opened_at desc, id desc))[1] is not distinct from 'idle'
      as "isIdle",
    array(
      select draft from counter.begun where visit = any(array_agg(own.id))
      union
      select subject from counter.consent
      where visit = any(array_agg(own.id)) and kind = 'draft' and given_at is not null) as drafts
  from own group by person order by min(opened_at), min(id::text)`;
