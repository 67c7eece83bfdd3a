import type { Sql } from "../platform/db/index.ts";

/** Tickets taken for each topic of a centre on a day, from an instant on. */
export async function arrivalsSince(
  sql: Sql,
  { centre, day, since }: { readonly centre: string; readonly day: string; readonly since: Date },
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ topic: string; taken: number }[]>`
    select topic, count(*)::int as taken from centres.ticket
     where centre = ${centre} and day = ${day} and taken_at >= ${since}
     group by topic`;
  return new Map(rows.map(({ topic, taken }) => [topic, taken]));
}
