import type { Sql } from "../platform/db/index.ts";

/** Which applications of a service are counted, by their answers and how far they have come. */
export interface TallyOf {
  readonly service: string;
  /** Sent, or granted; or that an officer recorded findings in the task of this key. */
  readonly at: "submitted" | "granted" | { readonly task: string };
  /** Only those that answered this to a field. */
  readonly field?: string | undefined;
  readonly equals?: string | undefined;
}

/** How many in one month (`YYYY-MM`, in a time zone), and the days that they took until then. */
export interface MonthTally {
  readonly month: string;
  readonly count: number;
  /** Sum over all of them of the days from sending to that moment. */
  readonly days: number;
}

/** Counts applications by month. Only counts leave: no answer, nobody's name, no reference. */
export function tallyMonths(
  sql: Sql,
  { service, at, field, equals = "" }: TallyOf,
  timeZone: string,
): Promise<readonly MonthTally[]> {
  const moment =
    at === "submitted"
      ? sql`a.submitted_at`
      : at === "granted"
        ? sql`case when a.status in ('granted', 'granted-awaiting-payment') then a.decided_at end`
        : sql`(select f.at from cases.finding f where f.case_id = a.id and f.task = ${at.task})`;
  const answered = field
    ? sql`and exists (select from cases.answers w where w.case_id = a.id
        and w.answers ->> ${field} = ${equals} and w.revision =
          (select max(v.revision) from cases.answers v where v.case_id = a.id))`
    : sql``;
  return sql<MonthTally[]>`
    select to_char(moment at time zone ${timeZone}, 'YYYY-MM') as month, count(*)::int as count,
      coalesce(sum(extract(epoch from moment - submitted_at) / 86400), 0)::float8 as days
    from (
      select a.submitted_at, ${moment} as moment from cases.application a
      where a.service = ${service} ${answered}
    ) counted
    where moment is not null
    group by 1 order by 1`;
}
