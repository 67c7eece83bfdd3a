import { addDays } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { type CentresDeps, centreOf } from "./deps.ts";

/** Which days of a hall, local, both included. */
export interface DaySpan {
  readonly centre: string;
  readonly from: string;
  readonly to: string;
}

/** What happened to the tickets of one group. Minutes; null where nobody was called or served. */
export interface DayFigures {
  readonly taken: number;
  readonly done: number;
  /** Called, and did not come. */
  readonly absent: number;
  /** Left before they were called, or waited when the hall closed. */
  readonly left: number;
  readonly medianWaitMinutes: number | null;
  readonly p90WaitMinutes: number | null;
  readonly longestWaitMinutes: number | null;
  /** Of those called, how many within the `waitMinutes` of the hall; null without such a rule. */
  readonly inTime: number | null;
  readonly called: number;
  /** Not called yet, and waiting longer than the rule; 0 without one. */
  readonly late: number;
  readonly meanServiceMinutes: number | null;
}

/** The figures of some days: together, and by day, topic and hour (0 to 23) of taking a ticket. */
export interface HallDays {
  readonly all: DayFigures;
  readonly byDay: readonly (DayFigures & { readonly day: string })[];
  readonly byTopic: readonly (DayFigures & { readonly topic: string })[];
  readonly byHour: readonly (DayFigures & { readonly hour: number })[];
}

/** One line for each day, topic and hour in which somebody took a ticket. */
export type DayLine = DayFigures & {
  readonly day: string;
  readonly topic: string;
  readonly hour: number;
};

type Row = DayFigures & {
  readonly day: string | null;
  readonly topic: string | null;
  readonly hour: number | null;
};

/** A quarter: more is a question for the figures of the government. */
export const mostDays = 92;

/** The span, no longer than `mostDays`. */
const bounded = ({ centre, from, to }: DaySpan): DaySpan => {
  const first = addDays(to, 1 - mostDays);
  return { centre, to, from: from < first ? first : from };
};

const parts = (sql: Sql) => sql`grouping sets ((), (day), (topic), (hour))`;

const rowsOf = (
  { sql, timeZone, clock, ...deps }: CentresDeps,
  { centre, from, to }: DaySpan,
  which: "parts" | "lines",
) => {
  const target = centreOf(deps, centre)?.rules.waitMinutes ?? null;
  return sql<Row[]>`
    select day::text, topic, hour, count(*)::int as taken,
      count(*) filter (where status = 'done')::int as done,
      count(*) filter (where status = 'absent')::int as absent,
      count(*) filter (where status = 'left')::int as left,
      percentile_cont(0.5) within group (order by waited) as "medianWaitMinutes",
      percentile_cont(0.9) within group (order by waited) as "p90WaitMinutes",
      max(waited) as "longestWaitMinutes",
      case when ${target}::float8 is not null
        then count(*) filter (where waited <= ${target}::float8)::int end as "inTime",
      count(waited)::int as called,
      count(*) filter (where waiting > ${target}::float8)::int as late,
      avg(served_seconds::float8 / 60) filter (where status = 'done') as "meanServiceMinutes"
    from (
      select day, topic, status, served_seconds,
        extract(hour from taken_at at time zone ${timeZone})::int as hour,
        case when first_called_at is not null then greatest(0, extract(
          epoch from first_called_at - greatest(taken_at, appointment_at)))::float8 / 60
        end as waited,
        case when status = 'waiting' then extract(
          epoch from ${clock()}::timestamptz - greatest(taken_at, appointment_at)
        )::float8 / 60 end as waiting
      from centres.ticket where centre = ${centre} and day between ${from} and ${to}
    ) as visit
    group by ${which === "lines" ? sql`day, topic, hour` : parts(sql)}
    order by day nulls first, topic nulls first, hour nulls first`;
};

const figuresOf = ({ day: _day, topic: _topic, hour: _hour, ...figures }: Row): DayFigures =>
  figures;

/** Figures of past days, read from the tickets; undefined where nobody took one. */
export async function hallDays(deps: CentresDeps, span: DaySpan): Promise<HallDays | undefined> {
  const rows = await rowsOf(deps, bounded(span), "parts");
  const all = rows.find((row) => row.day === null && row.topic === null && row.hour === null);
  if (!all || all.taken === 0) return undefined;
  return {
    all: figuresOf(all),
    byDay: rows.flatMap((row) => (row.day === null ? [] : { ...figuresOf(row), day: row.day })),
    byTopic: rows.flatMap((row) =>
      row.topic === null ? [] : { ...figuresOf(row), topic: row.topic },
    ),
    byHour: rows.flatMap((row) => (row.hour === null ? [] : { ...figuresOf(row), hour: row.hour })),
  };
}

/** The same in full, for a spreadsheet. */
export async function dayLines(deps: CentresDeps, span: DaySpan): Promise<readonly DayLine[]> {
  const rows = await rowsOf(deps, bounded(span), "lines");
  return rows.flatMap(({ day, topic, hour, ...figures }) =>
    day === null || topic === null || hour === null ? [] : { ...figures, day, topic, hour },
  );
}
