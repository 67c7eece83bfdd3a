import { isUuid, type OfficerId, type PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { isRefused, isStillRefused } from "./card-holds.ts";
import type { Watched } from "./lookups.ts";
import type { Review, ReviewFinding } from "./model.ts";

export interface Reviewing {
  readonly by: OfficerId;
  readonly among: Watched;
}

const among = (sql: Sql, { centres, agents }: Watched) => sql`
  (visit.centre = any(${[...centres]}) or (${agents} and visit.centre is null))`;

/** Who read the card with which this file was opened judges it no more than who opened it. */
const isRead = (sql: Sql, by: OfficerId) => sql`
  exists (select from counter.card_check
    where card_check.visit = visit.id and opens is not null and settled_by = ${by})`;

/** How many cards were refused in a hall that this officer has still to look into. */
export async function countRefused(sql: Sql, centre: string, by: OfficerId): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from counter.card_check
    where drawn and reviewed_at is null and ${isRefused(sql)} and centre = ${centre}
      and operator <> ${by} and settled_by <> ${by}`;
  return row?.count ?? 0;
}

/**
 * What was done for a reason and was drawn, the oldest first; never one's own. Refusals that were
 * found right are among it while the card may still be let through.
 */
export const reviewsIn = (
  sql: Sql,
  now: Date,
  watched: Watched,
  by: OfficerId,
): Promise<readonly Review[]> => sql<Review[]>`
  select visit.id, 'file' as what, operator, centre, person, opened_at as at, reason,
    false as alone, null as refused, null::uuid as "refusedBy",
    null::uuid as other, null as "cardName", false as decided,
    null as decision
  from counter.review join counter.visit on visit.id = review.visit
  where reviewed_at is null and operator <> ${by} and not ${isRead(sql, by)}
    and ${among(sql, watched)}
  union all
  select approval.item, 'application', officer, centre, approval.person, at, approval.reason,
    false, null, null, null, null, false, null
  from counter.approval join counter.synced on synced.item = approval.item
  where drawn and reviewed_at is null and state = 'done'
    and officer <> ${by} and delivered_by <> ${by}
    and centre = any(${[...watched.centres]})
  union all
  select id, 'card', operator, centre, person, settled_at, note, outcome = 'alone',
    case when ${isRefused(sql)} then outcome end, case when ${isRefused(sql)} then settled_by end,
    null, card_name, reviewed_at is not null, review_note
  from counter.card_check
  where drawn and (reviewed_at is null or ${isStillRefused(sql, now)})
    and operator <> ${by} and settled_by <> ${by}
    and centre = any(${[...watched.centres]})
  union all
  select id, what, operator, centre, person, at, reason, false, null, null, other, null, false,
    null
  from counter.beside as visit
  where reviewed_at is null and operator <> ${by} and ${among(sql, watched)}
  order by at limit 100`;

/**
 * What another officer found; whoever did it does not judge it. A refusal that was found right can
 * be found wrong later: the card may be read again. @returns undefined where nothing was left to
 * judge; in `trusted` whose a card that had been confirmed, or an account beside another, is
 */
export async function recordReview(
  sql: Sql,
  now: Date,
  id: string,
  {
    finding,
    note,
    by,
    among: watched,
  }: Reviewing & { readonly finding: ReviewFinding; readonly note: string | null },
): Promise<{ readonly trusted: PersonId | null } | undefined> {
  if (!isUuid(id)) return undefined;
  const visit = await sql`
    update counter.review set reviewer = ${by}, reviewed_at = ${now}, finding = ${finding}
    from counter.visit
    where review.visit = ${id} and visit.id = review.visit and reviewed_at is null
      and operator <> ${by} and not ${isRead(sql, by)} and ${among(sql, watched)}`;
  const approval = await sql`
    update counter.approval set reviewer = ${by}, reviewed_at = ${now}, finding = ${finding}
    from counter.synced
    where approval.item = ${id} and synced.item = approval.item and reviewed_at is null
      and officer <> ${by} and delivered_by <> ${by} and centre = any(${[...watched.centres]})`;
  const [beside] = await sql<{ person: PersonId }[]>`
    update counter.beside as visit
    set reviewer = ${by}, reviewed_at = ${now}, finding = ${finding}
    where id = ${id} and reviewed_at is null and operator <> ${by} and ${among(sql, watched)}
    returning person`;
  const [card] = await sql<{ person: PersonId | null }[]>`
    update counter.card_check
    set reviewer = ${by}, reviewed_at = ${now}, finding = ${finding}, review_note = ${note}
    where id = ${id} and drawn and operator <> ${by}
      and (reviewed_at is null or ${finding} = 'not-in-order' and ${isStillRefused(sql, now)})
      and settled_by <> ${by} and centre = any(${[...watched.centres]})
    returning case when outcome in ('confirmed', 'alone') then person end as person`;
  if (visit.count + approval.count === 0 && !beside && !card) return undefined;
  return { trusted: beside?.person ?? card?.person ?? null };
}
