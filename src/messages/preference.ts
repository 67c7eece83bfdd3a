import type { PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { evenIfStopped } from "./stopped.ts";
import type { Template } from "./templates.ts";

/** How a person wants to be told: by both, by one where it reaches them, or only what must be. */
export const ways = ["both", "sms", "email", "law"] as const;
export type Ways = (typeof ways)[number];

/**
 * Sent to whoever wants to hear only what the law demands: decisions, what begins or ends a term,
 * what has to be paid, and that an appointment does not take place.
 */
export const demanded: ReadonlySet<Template> = new Set<Template>([
  ...evenIfStopped,
  "granted",
  "granted-to-pay",
  "fee-due",
  "extended",
  "withdrawn",
  "appointment-called-off",
]);

export async function waysOf(sql: Sql, personId: PersonId): Promise<Ways> {
  const [row] = await sql<{ ways: Ways }[]>`
    select ways from messages.preference where person_id = ${personId}`;
  return row?.ways ?? "both";
}

export const setWays = (sql: Sql, personId: PersonId, wish: Ways, at: Date) => sql`
  insert into messages.preference as p (person_id, ways, at) values (${personId}, ${wish}, ${at})
  on conflict on constraint preference_pkey do update set ways = excluded.ways, at = excluded.at`;
