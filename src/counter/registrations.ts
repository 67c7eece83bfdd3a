import type { OfficerId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { type Card, cards } from "./model.ts";

export const isCard = (text: string): text is Card => (cards as readonly string[]).includes(text);

/** Who created the account of a person at a counter. */
export interface Registrar {
  /** Who saw the card. */
  readonly operator: OfficerId;
  /** Who made the account from the signed receipt, where whoever saw the card had left. */
  readonly settledBy?: OfficerId | null;
}

/** Who created the account of a person at a counter; undefined where nobody did. */
export async function registeredBy(sql: Sql, person: PersonId): Promise<Registrar | undefined> {
  const [row] = await sql<Registrar[]>`
    select operator, settled_by as "settledBy" from counter.registration where person = ${person}`;
  return row;
}

/** Records who created an account, and the card that they checked; the first record stays. */
export const recordRegistration = async (
  sql: Sql,
  now: Date,
  person: PersonId,
  { operator, settledBy = null, card }: Registrar & { readonly card: Card },
): Promise<void> => {
  await sql`
    insert into counter.registration (person, operator, settled_by, card, at)
    values (${person}, ${operator}, ${settledBy}, ${card}, ${now})
    on conflict (person) do nothing`;
};
