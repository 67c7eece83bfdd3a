import type { Sql } from "../platform/db/index.ts";

/** Which applications of a service are counted, by their answers and how far they have come. */
export interface TallyOf {
  readonly service: string;
  /** Sent, or granted; or that an officer recorded findings in the task of this key. */
  readonly at: "submitted" | "granted" | { readonly task: string };
  /** Only those that answered this to a field, or to one of several. */
  readonly field?: string | readonly string[] | undefined;
  readonly equals?: string | undefined;
  /** Without renewals: whoever was granted something each year is one. */
  readonly firstOnly?: true | undefined;
}

/** How many in one month (`YYYY-MM`, in a time zone), and the days that they took until then. */
export interface MonthTally {
  readonly month: string;
  readonly count: number;
  /** Sum over all of them of the days from sending to that moment. */
  readonly days: number;
}

/** How long the middle one and nine of ten took, of those that were done in one quarter. */
export interface QuarterSpread {
  /** First day of the quarter of the calendar, which is one of both fiscal years. */
  readonly from: string;
  readonly count: number;
  /** Days from sending to that moment. */
  readonly median: number;
  readonly p90: number;
}

/** The applications that are counted, each with the moment at which it counts. */
function counted(sql: Sql, { service, at, field, equals = "", firstOnly }: TallyOf) {
  const fields = typeof field === "string" ? [field] : field;
  const moment =
    at === "submitted"
      ? sql`a.submitted_at`
      : at === "granted"
        ? sql`case when a.status in ('granted', 'granted-awaiting-payment') then a.decided_at end`
        : sql`(select f.at from cases.finding f where f.case_id = a.id and f.task = ${at.task})`;
  const answered = fields
    ? sql`and exists (select from cases.answers w where w.case_id = a.id
        and exists (select from unnest(${[...fields]}::text[]) f
          where w.answers ->> f = ${equals}) and w.revision =
          (select max(v.revision) from cases.answers v where v.case_id = a.id))`
    : sql``;
  return sql`
    select a.submitted_at, ${moment} as moment from cases.application a
    where a.service = ${service} ${firstOnly ? sql`and a.renews is null` : sql``} ${answered}`;
}

/** Counts applications by month. Only counts leave: no answer, nobody's name, no reference. */
export const tallyMonths = (
  sql: Sql,
  of: TallyOf,
  timeZone: string,
): Promise<readonly MonthTally[]> =>
  sql<MonthTally[]>`
    select to_char(moment at time zone ${timeZone}, 'YYYY-MM') as month, count(*)::int as count,
      coalesce(sum(extract(epoch from moment - submitted_at) / 86400), 0)::float8 as days
    from (${counted(sql, of)}) counted
    where moment is not null
    group by 1 order by 1`;

/** How long they took, by quarter: a middle and a tail cannot be added up from months. */
export const tallyQuarters = (
  sql: Sql,
  of: TallyOf,
  timeZone: string,
): Promise<readonly QuarterSpread[]> =>
  sql<QuarterSpread[]>`
    select to_char(date_trunc('quarter', moment at time zone ${timeZone}), 'YYYY-MM-DD') as from,
      count(*)::int as count,
      percentile_cont(0.5) within group (order by days)::float8 as median,
      percentile_cont(0.9) within group (order by days)::float8 as p90
    from (
      select moment, extract(epoch from moment - submitted_at) / 86400 as days
      from (${counted(sql, of)}) each
    ) counted
    where moment is not null
    group by 1 order by 1`;

/** How many applications of each of these services were sent since. Only counts leave. */
export async function countSent(
  sql: Sql,
  services: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ readonly service: string; readonly count: number }[]>`
    select service, (select count(*)::int from cases.application a
      where a.service = asked.service and a.submitted_at >= ${since}) as count
    from unnest(${services}::text[]) as asked (service)`;
  return new Map(rows.map(({ service, count }) => [service, count]));
}

/** How long decided applications took, from sending to the decision, in hours. */
export interface DecisionTimes {
  readonly count: number;
  readonly median: number;
  /** Nine in ten were decided within it. */
  readonly p90: number;
}

/** So many of the applications sent last are looked at: the cost does not grow with the years. */
const lookedAt = 2000;

/** Of the latest applications for a service those that were decided; nothing about any of them. */
export async function decisionTimes(sql: Sql, service: string): Promise<DecisionTimes> {
  const [times] = await sql<DecisionTimes[]>`
    select count(*)::int as count,
      coalesce(percentile_cont(0.5) within group (order by hours), 0)::float8 as median,
      coalesce(percentile_cont(0.9) within group (order by hours), 0)::float8 as p90
    from (
      select extract(epoch from decided_at - submitted_at) / 3600 as hours
      from (
        select submitted_at, decided_at from cases.application
        where service = ${service} order by submitted_at desc limit ${lookedAt}
      ) latest
      where decided_at is not null
    ) decided`;
  return times ?? { count: 0, median: 0, p90: 0 };
}
