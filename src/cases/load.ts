import type { AuthorityId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { opinionTaskId } from "../workflow/index.ts";

/** Whose work is counted: all of an authority, or what one service or office has of it. */
export interface LoadOf {
  readonly authority: string;
  readonly service?: string | undefined;
  readonly office?: string | undefined;
}

export interface Load {
  readonly officer: string;
  readonly inHand: number;
  /** Past the day promised to the applicant. */
  readonly overdue: number;
  /** Past the term of the step. */
  readonly stepOverdue: number;
  readonly escalated: number;
  /** What waits for the applicant, of what is claimed; nothing is to be done of it. */
  readonly waiting: number;
  /** Decided, and can still be taken back: nothing is to be done of it either. */
  readonly signed: number;
  /** Since when the first of what is in hand lies at its step; null where nothing is. */
  readonly oldestAt: Date | null;
  /** Tasks done in the period, and the median hours that they were open, but for votes. */
  readonly done: number;
  readonly medianHours: number | null;
}

type InHand = Omit<Load, "done" | "medianHours">;
type DoneLately = Pick<Load, "officer" | "done" | "medianHours">;

const tasksOf = (sql: Sql, { authority, service, office }: LoadOf) => sql`
  authority = ${authority} ${service ? sql`and service = ${service}` : sql``}
  ${office ? sql`and office = ${office}` : sql``}`;

/** What is to be done now. */
const toDo = (sql: Sql) => sql`not waiting and not signed`;

/** How much is late, by the promise to the applicant and by the step, and was escalated. */
const lateCounts = (sql: Sql, now: Date) => sql`
  count(*) filter (where ${toDo(sql)} and promised_at < ${now})::int as overdue,
  count(*) filter (where ${toDo(sql)} and due_at < ${now})::int as "stepOverdue",
  count(*) filter (where ${toDo(sql)} and escalated)::int as escalated`;

/** What there is nothing to do of, as the lists of the worklist have it. */
const restCounts = (sql: Sql) => sql`
  count(*) filter (where waiting)::int as waiting,
  count(*) filter (where signed and not waiting)::int as signed`;

/**
 * What each officer has in hand now, or only these; what waits for the applicant is nobody's work.
 */
export const inHandOf = (sql: Sql, of: LoadOf, now: Date, officers?: readonly string[]) => sql<
  InHand[]
>`
  select claimed_by as officer, count(*) filter (where ${toDo(sql)})::int as "inHand",
    ${lateCounts(sql, now)}, ${restCounts(sql)},
    min(opened_at) filter (where ${toDo(sql)}) as "oldestAt"
  from cases.task
  where ${tasksOf(sql, of)} and closed_at is null and claimed_by is not null
    ${officers ? sql`and claimed_by = any(${[...officers]})` : sql``}
  group by claimed_by`;

/** What of the work of an office is late, and what was escalated. */
export interface LateAt extends Pick<Load, "overdue" | "stepOverdue" | "escalated"> {
  /** Null: any office's. */
  readonly office: string | null;
}

/** Each office of an authority that has something late or escalated; the most late comes first. */
export const lateByOffice = (sql: Sql, authority: string, now: Date) => sql<LateAt[]>`
  select office, ${lateCounts(sql, now)}
  from cases.task
  where authority = ${authority} and closed_at is null and not waiting and not signed
    and (promised_at < ${now} or due_at < ${now} or escalated)
  group by office order by overdue desc, "stepOverdue" desc, office`;

/** How much open work of an authority there is of each role, office and service. */
export const openByRole = (sql: Sql, authority: string) => sql<
  {
    readonly role: string;
    /** Null: any office's. */
    readonly office: string | null;
    readonly service: string;
    readonly files: number;
  }[]
>`
  select role, office, service, count(*)::int as files from cases.task
  where authority = ${authority} and closed_at is null and ${toDo(sql)}
  group by role, office, service order by files desc, role, office, service`;

/** A file on which a committee votes, and how far that is. */
export interface VoteAt {
  readonly caseId: string;
  readonly key: string;
  readonly stage: string;
  readonly reference: string;
  readonly service: string;
  readonly role: string;
  /** Null: any office's. */
  readonly office: string | null;
  readonly sentAt: Date | null;
  readonly dueAt: Date | null;
  /** Members who have voted or recused themselves. */
  readonly votedBy: readonly string[];
  /** Who votes in place of those who recused themselves. */
  readonly substitutes: readonly string[];
  /** Who did a step that must be another's than this one. */
  readonly barred: readonly string[];
  /** The authority whose opinion on the appeal is missing; null where none is. */
  readonly opinionOf: string | null;
}

/** The files on which committees vote, the first that is due first. */
export const votesAt = (sql: Sql, of: LoadOf) => sql<VoteAt[]>`
  select case_id as "caseId", key, stage, reference, service, role, office, sent_at as "sentAt",
    nullif(due_at, 'infinity') as "dueAt", voted_by as "votedBy", substitutes, barred,
    (select o.authority from cases.task o where o.case_id = t.case_id and o.closed_at is null
       and o.stage = t.stage and o.task = ${opinionTaskId} limit 1) as "opinionOf"
  from cases.task t
  where ${tasksOf(sql, of)} and closed_at is null and by_vote and ${toDo(sql)}
  order by due_at, case_id, key`;

/** An open task on which a committee votes. */
export interface OpenVote {
  readonly caseId: string;
  readonly key: string;
  readonly authority: AuthorityId;
}

/**
 * All open tasks on which committees vote; or those of one authority of which members have some
 * roles, or on which substitutes vote, whatever their roles are.
 */
export const openVotes = (
  sql: Sql,
  of?: { readonly authority: string; readonly roles: readonly string[] },
) => sql<OpenVote[]>`
  select case_id as "caseId", key, authority from cases.task
  where closed_at is null and by_vote
    ${
      of
        ? sql`and authority = ${of.authority}
            and (role = any(${[...of.roles]}) or substitutes <> '{}')`
        : sql``
    }
  order by case_id, key`;

const dayMs = 24 * 3_600_000;

/**
 * What each officer has done, or voted on, in the last so many days. How long a vote took is the
 * committee's time and no member's own.
 */
export const doneLately = (sql: Sql, of: LoadOf, days: number, now: Date) => sql<DoneLately[]>`
  select officer, count(*)::int as done,
    percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at) / 3600)
      filter (where voted_by = '{}') as "medianHours"
  from cases.task,
    unnest(case when voted_by = '{}' then array[closed_by] else voted_by end) as officer
  where ${tasksOf(sql, of)} and closed_at > ${new Date(now.getTime() - days * dayMs)}
    and closed_by is not null
  group by officer`;

/** What happened in seven days to the steps of an authority, a service or an office. */
export interface LoadWeek {
  /** Opened. */
  readonly received: number;
  readonly done: number;
  /** Of those: after the term of the step. */
  readonly late: number;
}

/** The weeks before the last seven days with which those are compared. */
export const weeksBefore = 4;

/** The last seven days, and the weeks before them, the latest first. */
export async function weeksOf(sql: Sql, of: LoadOf, now: Date): Promise<readonly LoadWeek[]> {
  const from = new Date(now.getTime() - 7 * (weeksBefore + 1) * dayMs);
  const ago = (at: ReturnType<Sql["unsafe"]>) =>
    sql`floor(extract(epoch from ${now}::timestamptz - ${at}) / (7 * 86400))::int`;
  // What was opened in these weeks is still open, or was closed in them.
  const rows = await sql<(LoadWeek & { ago: number })[]>`
    with task as materialized (
      select opened_at, closed_at, closed_by, due_at from cases.task
      where ${tasksOf(sql, of)} and (closed_at is null or closed_at > ${from})
    )
    select ago, sum(received)::int as received, sum(done)::int as done, sum(late)::int as late
    from (
      select ${ago(sql`opened_at`)} as ago, 1 as received, 0 as done, 0 as late
      from task where opened_at > ${from}
      union all
      select ${ago(sql`closed_at`)}, 0, 1, (closed_at > due_at)::int
      from task where closed_by <> 'system' and closed_at > ${from}
    ) as week group by ago`;
  const nothing: LoadWeek = { received: 0, done: 0, late: 0 };
  return Array.from({ length: weeksBefore + 1 }, (_, at) => {
    const { ago: _ago, ...week } = rows.find((row) => row.ago === at) ?? { ...nothing, ago: at };
    return week;
  });
}

/**
 * Workload of each officer: who has most that is late first, then who has most in hand; also of
 * those named who have nothing.
 */
export function loadFrom(
  inHand: readonly InHand[],
  done: readonly DoneLately[],
  people: readonly string[] = [],
): Load[] {
  const nothing = {
    ...{ inHand: 0, overdue: 0, stepOverdue: 0, escalated: 0, waiting: 0, signed: 0 },
    ...{ oldestAt: null, done: 0, medianHours: null },
  };
  const loads = new Map<string, Load>();
  for (const row of [...people.map((officer) => ({ officer })), ...inHand, ...done])
    loads.set(row.officer, { ...nothing, ...loads.get(row.officer), ...row });
  return [...loads.values()].sort(
    (a, b) =>
      b.overdue - a.overdue ||
      b.stepOverdue - a.stepOverdue ||
      b.inHand - a.inHand ||
      (a.officer < b.officer ? -1 : 1),
  );
}

/** What nobody has in hand; of what a committee votes on only what is late, escalated or waits. */
export interface Unclaimed
  extends Pick<Load, "overdue" | "stepOverdue" | "escalated" | "waiting" | "signed"> {
  readonly open: number;
}

/** Unclaimed open work, and how much of it is late. */
export async function unclaimedOf(sql: Sql, of: LoadOf, now: Date) {
  const [row] = await sql<Unclaimed[]>`
    select count(*) filter (where ${toDo(sql)} and not by_vote)::int as open,
      ${lateCounts(sql, now)}, ${restCounts(sql)}
    from cases.task
    where ${tasksOf(sql, of)} and closed_at is null and claimed_by is null`;
  return row ?? { open: 0, overdue: 0, stepOverdue: 0, escalated: 0, waiting: 0, signed: 0 };
}

/** One task that an officer has done. */
export interface DoneTask {
  readonly caseId: string;
  readonly key: string;
  readonly task: string;
  readonly stage: string;
  readonly reference: string;
  readonly service: string;
  readonly closedAt: Date;
  /** Id of who did it, or voted last. */
  readonly officer: string;
  readonly isByVote: boolean;
}

/** Steps on one page of what was done. */
export const doneOnPage = 50;

export interface DoneAsked {
  /** All of them where left out. */
  readonly officer?: string;
  readonly from: Date;
  /** Only what was done after the term of the step. */
  readonly late?: boolean;
  /** `doneCursor` of the last row of the page before; anything else begins anew. */
  readonly after?: string;
}

/** Keyset of a row of what was done. */
export const doneCursor = ({ closedAt, caseId, key }: DoneTask): string =>
  [closedAt.toISOString(), caseId, key].join("~");

const cursor = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z)~([0-9a-f-]{36})~([\w.-]{1,80})$/;

/**
 * What one officer, or all, have done or voted on since, the latest first: a page, and one row of
 * the next.
 */
export function doneBy(sql: Sql, of: LoadOf, { officer, from, late, after = "" }: DoneAsked) {
  const [, at, caseId, key] = cursor.exec(after) ?? [];
  const rest = at
    ? sql`and (closed_at < ${at} or
        (closed_at = ${at} and (case_id, key) > (${caseId ?? ""}::uuid, ${key ?? ""})))`
    : sql``;
  const isLate = late ? sql`and closed_at > due_at` : sql``;
  const theirs = sql`(closed_by = ${officer ?? ""} or ${officer ?? ""} = any(voted_by))`;
  return sql<DoneTask[]>`
  select case_id as "caseId", key, task, stage, reference, service, closed_at as "closedAt",
    closed_by as officer, voted_by <> '{}' as "isByVote"
  from cases.task
  where ${tasksOf(sql, of)} and closed_at > ${from} ${rest} ${isLate}
    and ${officer === undefined ? sql`closed_by <> 'system'` : theirs}
  order by closed_at desc, case_id, key limit ${doneOnPage + 1}`;
}

/** What of the work that an officer has in hand is late, or falls due before `until`. */
export interface DueInHand {
  readonly officer: string;
  readonly late: number;
  readonly due: number;
}

/** Late by the promise or by the step; nothing that waits for the applicant counts. */
export const dueInHand = (sql: Sql, now: Date, until: Date) => sql<DueInHand[]>`
  select claimed_by as officer,
    count(*) filter (where least(promised_at, due_at) < ${now})::int as late,
    count(*) filter (where least(promised_at, due_at) >= ${now})::int as due
  from cases.task
  where closed_at is null and claimed_by is not null and ${toDo(sql)}
    and (promised_at < ${until} or due_at < ${until})
  group by claimed_by`;

/** An open task in somebody's hand, with what decides who else may do it. */
export interface ClaimedTask {
  readonly caseId: string;
  readonly key: string;
  readonly service: string;
  readonly role: string;
  /** Null: any office's. */
  readonly office: string | null;
  readonly waiting: boolean;
  readonly signed: boolean;
}

/** The open tasks that an officer has claimed, whatever their roles are now. */
export const claimsOf = (sql: Sql, { officer, authority }: Claiming) => sql<ClaimedTask[]>`
  select case_id as "caseId", key, service, role, office, waiting, signed from cases.task
  where authority = ${authority} and closed_at is null and claimed_by = ${officer}
  order by case_id, key`;

export interface Claiming {
  readonly officer: string;
  readonly authority: string;
}
