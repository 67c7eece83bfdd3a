import type { PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

export interface Rating {
  readonly caseId: string;
  readonly person: PersonId;
  /** 1 to 5 */
  readonly score: number;
  readonly words: string;
  readonly lang: string;
}

/** The last word counts: rated again, the older rating is replaced. */
export const rate = (sql: Sql, rating: Rating, now: Date) => sql`
  insert into assessment.rating (case_id, person_id, score, words, lang, rated_at)
  values (${rating.caseId}, ${rating.person}, ${rating.score}, ${rating.words}, ${rating.lang}, ${now})
  on conflict on constraint rating_pk do update set score = excluded.score, words = excluded.words,
    lang = excluded.lang, rated_at = excluded.rated_at`;
