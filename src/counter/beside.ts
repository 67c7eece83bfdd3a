import type { PersonId } from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";
import type { Beside, NewBeside } from "./model.ts";

/** Records why this account is beside another; of the same two, once. */
export async function recordBeside(
  sql: Sql,
  now: Date,
  { person, operator, centre, besides }: NewBeside,
): Promise<void> {
  for (const { what, other, reason } of besides)
    await sql`
      insert into counter.beside (id, what, person, other, operator, centre, reason, at)
      values (${newId()}, ${what}, ${person}, ${other}, ${operator}, ${centre}, ${reason}, ${now})
      on conflict on constraint beside_once do nothing`;
}

/** Beside which accounts that of this person was made, and why. */
export const besidesOf = (sql: Sql, person: PersonId): Promise<readonly Beside[]> => sql<Beside[]>`
  select what, other, reason from counter.beside where person = ${person} order by at limit 20`;
