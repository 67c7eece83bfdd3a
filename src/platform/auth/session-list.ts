import type { OfficerId, PersonId } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import { hashOf } from "./sealed.ts";
import { endSessionsWhere } from "./signed-out.ts";

/** One of somebody's open sessions, as they see it. */
export interface SessionShown {
  /** Names it to `endOtherSessions`; the cookie cannot be made from it. */
  readonly handle: string;
  readonly startedAt: Date;
  readonly touchedAt: Date;
  readonly shared: boolean;
  /** `Firefox, Windows`; null where unknown. */
  readonly device: string | null;
  /** The one in which this is asked. */
  readonly own: boolean;
}

/** The open sessions of a person or an officer, the one used last first (ASVS 7.5.2). */
export async function sessionsOf(
  sql: Sql,
  id: PersonId | OfficerId,
  { now, cookie }: { readonly now: Date; readonly cookie: string | undefined },
): Promise<readonly SessionShown[]> {
  return sql<SessionShown[]>`
    select encode(id_hash, 'hex') as handle, started_at as "startedAt", touched_at as "touchedAt",
      shared, device, id_hash = ${hashOf(cookie ?? "")} as own
    from auth.session where (person = ${id} or officer = ${id})
      and idle_until > ${now} and ends_at > ${now}
    order by touched_at desc, id_hash`;
}

/** Ends one session of theirs, or all but the one of this cookie. @returns how many */
export function endOtherSessions(
  sql: Sql,
  id: PersonId | OfficerId,
  which: { readonly handle: string } | { readonly butOf: string | undefined },
  now: Date,
): Promise<number> {
  const chosen =
    "handle" in which
      ? sql`encode(id_hash, 'hex') = ${which.handle}`
      : sql`id_hash <> ${hashOf(which.butOf ?? "")}`;
  return endSessionsWhere(sql, sql`(person = ${id} or officer = ${id}) and ${chosen}`, now);
}
