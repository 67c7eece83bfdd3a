import type { Reference } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** How the applications of a service stand with one office. */
export interface OfficeCount {
  readonly office: string;
  readonly received: number;
  readonly open: number;
  /** Open, and past what was promised. */
  readonly late: number;
  readonly decided: number;
  /** Median days from sending to decision; null while there is none. */
  readonly medianDays: number | null;
}

export interface OpenCase {
  readonly caseId: string;
  readonly reference: Reference;
  readonly stage: string | null;
  readonly submittedAt: Date;
  readonly dueAt: Date | null;
}

/** The office of a case is that of its tasks: the answers name one for all of them. */
const withOffice = (sql: Sql, service: string) => sql`
  select a.id, a.reference, a.stage, a.submitted_at, a.due_at, a.decided_at, a.status, t.office
  from cases.application a
  join lateral (select office from cases.task
    where case_id = a.id and office is not null limit 1) t on true
  where a.service = ${service}`;

/** Applications of a service by office, without any fact about a person. */
export const countsByOffice = (sql: Sql, service: string, now: Date) => sql<OfficeCount[]>`
  select office, count(*)::int as received,
    count(*) filter (where decided_at is null and status <> 'withdrawn')::int as open,
    count(*) filter (where decided_at is null and status <> 'withdrawn'
      and due_at < ${now})::int as late,
    count(*) filter (where decided_at is not null)::int as decided,
    percentile_cont(0.5) within group (order by extract(epoch from decided_at - submitted_at))
      filter (where decided_at is not null)::float / 86400 as "medianDays"
  from (${withOffice(sql, service)}) as one group by office order by office`;

/** Open applications of a service with one office, oldest first; at most 100. */
export const openAtOffice = (sql: Sql, service: string, office: string) => sql<OpenCase[]>`
  select id as "caseId", reference, stage, submitted_at as "submittedAt", due_at as "dueAt"
  from (${withOffice(sql, service)}) as one
  where office = ${office} and decided_at is null and status <> 'withdrawn'
  order by submitted_at, id limit 100`;
