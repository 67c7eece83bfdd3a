import type { OfficerId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { type Card, cards } from "./model.ts";

export const isCard = (text: string): text is Card => (cards as readonly string[]).includes(text);

/** Records who created an account for a person, and the card that they checked. */
export const recordRegistration = async (
  sql: Sql,
  now: Date,
  person: PersonId,
  { operator, card }: { readonly operator: OfficerId; readonly card: Card },
): Promise<void> => {
  await sql`
    insert into counter.registration (person, operator, card, at)
    values (${person}, ${operator}, ${card}, ${now})
    on conflict (person) do nothing`;
};
