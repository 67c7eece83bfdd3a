import type { OfficerId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { type Card, cards } from "./model.ts";

export const isCard = (text: string): text is Card => (cards as readonly string[]).includes(text);

/** Who created the account of a person at a counter; undefined where nobody did. */
export async function registeredBy(sql: Sql, person: PersonId): Promise<OfficerId | undefined> {
  const [row] = await sql<{ operator: OfficerId }[]>`
    select operator from counter.registration where person = ${person}`;
  return row?.operator;
}

/**
 * Records who created an account for a person, and the card that they checked.
 * @returns whether this was the first
 */
export const recordRegistration = async (
  sql: Sql,
  now: Date,
  person: PersonId,
  { operator, card }: { readonly operator: OfficerId; readonly card: Card },
): Promise<boolean> => {
  const { count } = await sql`
    insert into counter.registration (person, operator, card, at)
    values (${person}, ${operator}, ${card}, ${now})
    on conflict (person) do nothing`;
  return count === 1;
};
