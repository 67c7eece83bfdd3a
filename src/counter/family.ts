import type { DraftId, OfficerId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** Somebody whose file was open with a ticket. */
export interface ServedWith {
  readonly person: PersonId;
  /** It closed last because nobody touched it: the name is not shown again by itself. */
  readonly isIdle: boolean;
  /** Only with others: this operator is shown a name that they have not seen. */
  readonly isOthers: boolean;
  /** What was begun with them, or to whose sending they consented. */
  readonly drafts: readonly DraftId[];
}

/** Who was served with a ticket, in the order in which they came; no wrong files. */
export const servedWith = (
  sql: Sql,
  { operator, ticket }: { readonly operator: OfficerId; readonly ticket: string },
): Promise<readonly ServedWith[]> => sql<ServedWith[]>`
  with of_ticket as (
    select id, person, operator, opened_at, closed_why from counter.visit
    where ticket = ${ticket} and closed_why is distinct from 'wrong-file')
  select person,
    (array_agg(closed_why order by opened_at desc, id desc))[1] is not distinct from 'idle'
      as "isIdle",
    not bool_or(operator = ${operator}) as "isOthers",
    array(
      select draft from counter.begun where visit = any(array_agg(of_ticket.id))
      union
      select subject from counter.consent
      where visit = any(array_agg(of_ticket.id)) and kind = 'draft' and given_at is not null
    ) as drafts
  from of_ticket group by person order by min(opened_at), min(id::text)`;
