import { isUuid, type OfficerId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Watched } from "./lookups.ts";
import type { Review, ReviewFinding } from "./model.ts";

export interface Reviewing {
  readonly by: OfficerId;
  readonly among: Watched;
}

const among = (sql: Sql, { centres, agents }: Watched) => sql`
  (visit.centre = any(${[...centres]}) or (${agents} and visit.centre is null))`;

/** Files opened for a reason that wait for a second officer, the oldest first; never one's own. */
export const reviewsIn = (
  sql: Sql,
  watched: Watched,
  by: OfficerId,
): Promise<readonly Review[]> => sql<Review[]>`
  select review.visit, operator, centre, person, opened_at as "openedAt", reason
  from counter.review join counter.visit on visit.id = review.visit
  where reviewed_at is null and operator <> ${by} and ${among(sql, watched)}
  order by due_at limit 100`;

/** What the second officer found; whoever opened the file does not judge it. */
export async function recordReview(
  sql: Sql,
  now: Date,
  id: string,
  { finding, by, among: watched }: Reviewing & { readonly finding: ReviewFinding },
): Promise<void> {
  if (!isUuid(id)) return;
  await sql`
    update counter.review set reviewer = ${by}, reviewed_at = ${now}, finding = ${finding}
    from counter.visit
    where review.visit = ${id} and visit.id = review.visit and reviewed_at is null
      and operator <> ${by} and ${among(sql, watched)}`;
}
