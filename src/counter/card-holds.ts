import type { OfficerId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { CardCheck } from "./model.ts";

/** How long a card stays refused where the floor manager found the refusal right. */
const refusedDays = 30;

/**
 * Why nobody may read a card now: a second officer has not confirmed it, and the floor manager has
 * not decided yet (`undecided`), or has decided that it is not accepted (`refused`).
 */
export type CardHeld = "undecided" | "refused";

export interface CardHold {
  readonly held: CardHeld | null;
  /** Who was one of the two when it was not confirmed: they are not the second officer again. */
  readonly barred: readonly OfficerId[];
}

const refusals: readonly NonNullable<CardCheck["outcome"]>[] = ["photo", "not-accepted", "differs"];

/** Whether a second officer did not confirm the card, or read it differently three times. */
export const isRefusal = ({ outcome }: Pick<CardCheck, "outcome">): boolean =>
  outcome !== null && refusals.includes(outcome);

/** The same of a row. */
export const isRefused = (sql: Sql) => sql`outcome in ${sql(refusals)}`;

/**
 * Refusals of this person's card, or of that of a check, since it was last confirmed. Of one person
 * one check waits at a time, and ids are made in order: a later check has a greater one.
 */
const sinceConfirmed = (sql: Sql, person: PersonId | "card") => sql`
  from counter.card_check as refusal
  where refusal.person = ${person === "card" ? sql`card_check.person` : person}
    and ${isRefused(sql)} and not exists (
    select from counter.card_check as later
    where later.person = refusal.person and later.id > refusal.id and later.item is null
      and later.outcome in ('confirmed', 'alone'))`;

/** Whether this person's card may be read again, and who may not be the second officer. */
export async function cardHold(sql: Sql, now: Date, person: PersonId): Promise<CardHold> {
  const rows = await sql<
    {
      readonly operator: OfficerId;
      readonly settledBy: OfficerId;
      readonly isOpen: boolean;
      readonly isFinal: boolean | null;
    }[]
  >`
    select refusal.operator, refusal.settled_by as "settledBy", refusal.finding is null as "isOpen",
      ${isStillRefused(sql, now)} as "isFinal" ${sinceConfirmed(sql, person)}`;
  const isOpen = rows.some((refusal) => refusal.isOpen);
  const isFinal = rows.some((refusal) => refusal.isFinal);
  return {
    held: isOpen ? "undecided" : isFinal ? "refused" : null,
    barred: [...new Set(rows.flatMap(({ operator, settledBy }) => [operator, settledBy]))],
  };
}

/** Whether this officer was one of the two when the card of a check was last refused. */
export const isBarred = (sql: Sql, by: OfficerId) => sql`
  exists (select ${sinceConfirmed(sql, "card")}
    and ${by} in (refusal.operator, refusal.settled_by))`;

/** Whether this officer decided that a refusal of the card of a check was wrong. */
export const isDecidedBy = (sql: Sql, by: OfficerId) => sql`
  exists (select ${sinceConfirmed(sql, "card")}
    and refusal.reviewer = ${by} and refusal.finding = 'not-in-order')`;

/** A card of which the refusal was found right, and which may still be let through. */
export const isStillRefused = (sql: Sql, now: Date) => sql`
  (${isRefused(sql)} and finding = 'in-order'
    and reviewed_at > ${new Date(now.getTime() - refusedDays * 86_400_000)})`;
