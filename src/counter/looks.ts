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

/** How long a look at a list that is read again and again counts as the same one. */
const sameLookHours = 12;

/** Records a look as above, of each person once in twelve hours. */
export async function recordLookOnce(sql: Sql, now: Date, look: NewLook): Promise<void> {
  const { officer, people, centre, what } = look;
  if (people.length === 0) return;
  const since = new Date(now.getTime() - sameLookHours * 3_600_000);
  await sql`
    insert into counter.look (officer, person, centre, what, at)
    select distinct ${officer}::uuid, shown.id, ${centre}, ${what}, ${now}::timestamptz
    from unnest(${[...people]}::uuid[]) as shown (id)
    where not exists (select from counter.look as before where before.officer = ${officer}
      and before.person = shown.id and before.centre = ${centre} and before.what = ${what}
      and before.at > ${since})`;
}

/** Officers who were shown data of this person, newest first. */
export const looksAt = (sql: Sql, person: PersonId): Promise<readonly Look[]> => sql<Look[]>`
  select officer, centre, what, at from counter.look where person = ${person}
  order by at desc limit 100`;
