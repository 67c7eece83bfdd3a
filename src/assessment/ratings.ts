import type { PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { leastShown } from "./policy.ts";

/** The channel of a rating. */
export type RatingDoor = "web" | "counter" | "agent" | "ussd" | "api";

export interface Rating {
  readonly caseId: string;
  readonly person: PersonId;
  readonly service: string;
  /** 1 (very bad) to 5 (very good). */
  readonly score: number;
  /** Free text; may be empty. Read by the authority, never shown in public. */
  readonly comment: string;
  readonly lang: string;
  readonly door: RatingDoor;
  readonly ratedAt: Date;
}

/** Stores the rating of an application; a later one replaces it. */
export const saveRating = (sql: Sql, rating: Rating) => sql`
  insert into assessment.rating (case_id, person_id, service, score, words, lang, door, rated_at)
  values (${rating.caseId}, ${rating.person}, ${rating.service}, ${rating.score},
    ${rating.comment}, ${rating.lang}, ${rating.door}, ${rating.ratedAt})
  on conflict on constraint rating_pk do update set service = excluded.service,
    score = excluded.score, words = excluded.words, lang = excluded.lang, door = excluded.door,
    rated_at = excluded.rated_at`;

/** Empties what somebody wrote beside their rating of this application; the figure stays. */
export const eraseRatingWords = (tx: Sql, caseId: string) =>
  tx`update assessment.rating set words = '' where case_id = ${caseId} and words <> ''`;

export async function ratingOf(sql: Sql, caseId: string): Promise<Rating | undefined> {
  const [rating] = await sql<Rating[]>`
    select case_id as "caseId", person_id as person, coalesce(service, '') as service, score,
      words as comment, lang, door, rated_at as "ratedAt"
    from assessment.rating where case_id = ${caseId}`;
  return rating;
}

/** The ratings of one service. */
export interface ServiceRating {
  readonly service: string;
  readonly count: number;
  /** 1 to 5 */
  readonly mean: number;
  /** Number of ratings of 1, 2, 3, 4 and 5. */
  readonly byScore: readonly number[];
}

/**
 * Ratings since an instant, by service: of all services, or of one. Public only where `isShown`:
 * few ratings could reveal who gave them.
 */
export const ratingsByService = (sql: Sql, since: Date, service?: string) => sql<ServiceRating[]>`
  select service, count(*)::int as count, avg(score)::float8 as mean,
    array[count(*) filter (where score = 1), count(*) filter (where score = 2),
      count(*) filter (where score = 3), count(*) filter (where score = 4),
      count(*) filter (where score = 5)]::int[] as "byScore"
  from assessment.rating
  where rated_at >= ${since}
    ${service === undefined ? sql`and service is not null` : sql`and service = ${service}`}
  group by service order by service`;

export const isShown = ({ count }: Pick<ServiceRating, "count">): boolean => count >= leastShown;
