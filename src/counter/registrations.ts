import type { OfficerId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { type Card, cards } from "./model.ts";

/** The issuer under whose name people are kept whom a counter wrote down. */
export const counterAccount = "urn:hamwe:counter";

export const isCard = (text: string): text is Card => (cards as readonly string[]).includes(text);

/** Who vouched for a person that had no account, and on which card. */
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
