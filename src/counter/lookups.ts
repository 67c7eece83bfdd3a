import { isUuid, type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";
import type { Alarm } from "./model.ts";

/**
 * Per officer and hour: at `alarm` the floor manager is alerted, at `most` look-ups are refused.
 */
export const lookupLimits = { alarm: 10, most: 20 } as const;

export interface Looking {
  readonly operator: OfficerId;
  /** Null for an agent. */
  readonly centre: string | null;
}

/** Who is supervised: the halls of a floor manager, or the agents of the country. */
export interface Watched {
  readonly centres: readonly string[];
  readonly agents: boolean;
}

const inHour = async (sql: Sql, now: Date, operator: OfficerId): Promise<number> => {
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from counter.lookup
    where operator = ${operator} and at > ${hourAgo}`;
  return row?.count ?? 0;
};

/** Refuses counter.too-many-lookups. */
export const mayLookUp = async (sql: Sql, now: Date, operator: OfficerId): Promise<Result<true>> =>
  (await inHour(sql, now, operator)) < lookupLimits.most
    ? ok(true)
    : refuse("unavailable", "counter.too-many-lookups");

/**
 * Counts a look-up without a ticket, or one without a result; the tenth of an hour raises an alarm.
 */
export async function countLookup(
  sql: Sql,
  now: Date,
  { operator, centre }: Looking,
): Promise<void> {
  await sql`
    insert into counter.lookup (id, operator, centre, at)
    values (${newId()}, ${operator}, ${centre}, ${now})`;
  if ((await inHour(sql, now, operator)) < lookupLimits.alarm) return;
  await sql`
    insert into counter.alarm (id, operator, centre, at)
    values (${newId()}, ${operator}, ${centre}, ${now})
    on conflict (operator) where seen_at is null do nothing`;
}

/** Nightly job: deletes look-ups that no limit counts any more. */
export async function sweepLookups(sql: Sql, now: Date): Promise<void> {
  await sql`delete from counter.lookup where at < ${new Date(now.getTime() - 3_600_000)}`;
}

/** Open alarms, the newest first. */
export const alarmsIn = (sql: Sql, { centres, agents }: Watched): Promise<readonly Alarm[]> => sql<
  Alarm[]
>`
  select id, operator, centre, at from counter.alarm
  where seen_at is null and (centre = any(${[...centres]}) or (${agents} and centre is null))
  order by at desc limit 100`;

/** Marks an alarm as seen by a supervisor other than its subject. */
export async function seeAlarm(
  sql: Sql,
  now: Date,
  id: string,
  { by, among: { centres, agents } }: { readonly by: OfficerId; readonly among: Watched },
): Promise<void> {
  if (!isUuid(id)) return;
  await sql`
    update counter.alarm set seen_by = ${by}, seen_at = ${now}
    where id = ${id} and seen_at is null and operator <> ${by}
      and (centre = any(${[...centres]}) or (${agents} and centre is null))`;
}
