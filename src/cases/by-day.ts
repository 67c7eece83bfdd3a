import type { Sql } from "../platform/db/index.ts";

type SqlPart = ReturnType<Sql["unsafe"]>;

/** Open work of one authority that was sent between two instants; of every role unless one is. */
export interface SentBetween {
  readonly authority: string;
  readonly role?: string | undefined;
  readonly sentFrom?: Date | undefined;
  readonly sentBefore?: Date | undefined;
}

/** As the index `task_sent_day` has it. */
const dayOf = (sql: Sql) => sql`(sent_at at time zone 'UTC')::date`;

/**
 * What `rowsOf` selects from the tasks of one day and role, for each of them in turn: the index has
 * each day's work in the order of the promises, and not that of several days. Days without work
 * cost nothing. `rowsOf` gets the condition of a day, and has to name the instants itself: days are
 * those of UTC, which begin at other hours than the government's.
 */
export function byDay(
  sql: Sql,
  { authority, role, sentFrom, sentBefore }: SentBetween,
  rowsOf: (ofDay: SqlPart) => SqlPart,
): SqlPart {
  const day = dayOf(sql);
  const open = sql`closed_at is null and authority = ${authority}`;
  const from = sql`(${sentFrom ?? "-infinity"}::timestamptz at time zone 'UTC')::date`;
  const last = sql`(${sentBefore ?? "infinity"}::timestamptz - interval '1 microsecond')`;
  const to = sql`(${last} at time zone 'UTC')::date`;
  const next = (after: SqlPart) => sql`
    (select ${day} from cases.task where ${open} and role = before.role and ${after}
       and ${day} <= ${to} order by ${day} limit 1)`;
  return sql`
    with recursive before(role) as (${role ? sql`select ${role}::text` : rolesOf(sql, open)}),
    sent(role, day) as (
      select role, ${next(sql`${day} >= ${from}`)} from before
      union all
      select role, ${next(sql`${day} > before.day`)} from sent before where day is not null)
    select work.* from sent, lateral (
      ${rowsOf(sql`role = sent.role and ${day} = sent.day`)}) as work
    where sent.day is not null`;
}

/** The roles that have open work, each found by one look into the index. */
const rolesOf = (sql: Sql, open: SqlPart) => sql`
  with recursive one(role) as (
    (select role from cases.task where ${open} order by role limit 1)
    union all
    select (select role from cases.task where ${open} and role > one.role order by role limit 1)
    from one where one.role is not null)
  select role from one where role is not null`;
