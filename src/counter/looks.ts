import type { PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Look, NewLook } from "./model.ts";

/** Records that an officer was shown data of these people; once per person and page. */
export async function recordLook(sql: Sql, now: Date, look: NewLook): Promise<void> {
  const { officer, people, centre, what } = look;
  if (people.length === 0) return;
  await sql`
    insert into counter.look (officer, person, centre, what, at)
    select distinct ${officer}::uuid, person, ${centre}, ${what}, ${now}::timestamptz
    from unnest(${[...people]}::uuid[]) as person`;
}

/** Officers who were shown data of this person, newest first. */
export const looksAt = (sql: Sql, person: PersonId): Promise<readonly Look[]> => sql<Look[]>`
  select officer, centre, what, at from counter.look where person = ${person}
  order by at desc limit 100`;
