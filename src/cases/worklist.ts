import type { Reference } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { appealStage } from "../workflow/index.ts";
import { byDay } from "./by-day.ts";
import type { HeldRole, StageOfService } from "./model.ts";
import { heldBy, supervisor } from "./policy.ts";
import { afterOf, orderIn, orderOf, type Sort } from "./work-order.ts";

export interface WorkRow {
  readonly caseId: string;
  readonly key: string;
  readonly task: string;
  readonly stage: string;
  /** The office that does the work; null for any office. */
  readonly office: string | null;
  readonly role: string;
  readonly reference: Reference;
  readonly service: string;
  /** The version of the service that the case began with; null where it was erased. */
  readonly version: number | null;
  /** The newest answers of the case; null where they were erased. */
  readonly revision: number | null;
  readonly openedAt: Date;
  /** When the citizen sent the case. */
  readonly sentAt: Date;
  /** Null where the task has no term, or its clock is stopped. */
  readonly dueAt: Date | null;
  /** Until when the whole case was promised; null as with `dueAt`. */
  readonly promisedAt: Date | null;
  readonly claimedBy: string | null;
  /** The supervisor who gave it to that officer. */
  readonly assignedBy: string | null;
  readonly proposedBy: string | null;
  readonly escalated: boolean;
  readonly waiting: boolean;
  /** Its decision can still be taken back: nothing is to be done. */
  readonly signed: boolean;
}

export interface WorkWanted {
  readonly officer: {
    readonly id: string;
    readonly authority: string;
    readonly roles: readonly string[];
    readonly offices?: readonly string[];
    readonly held?: readonly HeldRole[];
    /** Who they are as a person: their own applications are nobody's work of theirs. */
    readonly persons?: readonly string[];
    /** Of an authority's own system, in place of roles. */
    readonly stages?: readonly StageOfService[];
  };
  readonly mine?: boolean;
  /** Also the files on which they vote in place of a member; asked for whoever may be named. */
  readonly asSubstitute?: boolean;
  readonly service?: string;
  readonly reference?: Reference;
  readonly office?: string;
  readonly stage?: string;
  /** The officer who has it in hand. */
  readonly holder?: string;
  /** When the citizen sent it: from an instant on, and before another. */
  readonly sentFrom?: Date;
  readonly sentBefore?: Date;
  /** `overdue` by the promise to the citizen, `step-overdue` by the term of the step. */
  readonly filter?:
    | "overdue"
    | "step-overdue"
    | "escalated"
    /** What went to a role of the officer's above the supervisor. */
    | "escalated-to-me"
    | "unclaimed"
    | "in-hand"
    | "second-signature"
    /** What a committee votes on; for the roles of its members, of whose work it is much. */
    | "to-vote"
    | "waiting";
  /** By the promise, the earliest first, unless something else is asked for. */
  readonly sort?: Sort;
  readonly now: Date;
  /** `cursorOf` the last row of the page before. */
  readonly after?: string;
  readonly size?: number;
}

type SqlPart = ReturnType<Sql["unsafe"]>;

/**
 * The open work of an officer, sorted: `size` rows (50), and one more when there is a next
 * page. Officers of an office see its work and work of no office; a supervisor sees all of their
 * authority. An invalid cursor starts at the beginning.
 */
export async function worklist(sql: Sql, query: WorkWanted): Promise<readonly WorkRow[]> {
  const rows = rowsOfWork(sql, query);
  return rows ? sql<WorkRow[]>`${rows}` : [];
}

function rowsOfWork(sql: Sql, query: WorkWanted): SqlPart | undefined {
  const { size = 50, sort } = query;
  const order = orderIn(sql, sort);
  const { at, named, way } = order;
  const columns = sql`
    case_id as "caseId", key, task, stage, office, role, reference, service,
    coalesce(definition, (select definition from cases.application
      where id = case_id)) as version,
    coalesce(revision, (select max(revision) from cases.answers a
      where a.case_id = task.case_id)) as revision,
    opened_at as "openedAt", coalesce(sent_at, (select submitted_at from cases.application
      where id = case_id)) as "sentAt", nullif(due_at, 'infinity') as "dueAt",
    nullif(promised_at, 'infinity') as "promisedAt", claimed_by as "claimedBy",
    assigned_by as "assignedBy",
    proposed_by as "proposedBy", escalated, waiting, signed`;
  const rowsOf = (work: SqlPart) => sql`
    select ${columns} from cases.task
    where ${work} ${afterOf(sql, order, query.after)}
    order by ${at} ${way}, case_id ${way}, key ${way} limit ${size + 1}`;
  const sorted = (rows: SqlPart) => sql`
    select * from (${rows}) as work
    order by ${named} ${way}, "caseId" ${way}, key ${way} limit ${size + 1}`;
  const workOf = (part: RoleWork) => {
    const work = wantedOf(sql, query, part);
    return isByDay(query) && !part.isFew
      ? sorted(dayRows(sql, query, part, (ofDay) => rowsOf(sql`${ofDay} and ${work}`)))
      : rowsOf(work);
  };
  const [first, ...others] = rolesIn(sql, query, query.filter);
  if (!first) return undefined;
  if (others.length === 0) return workOf(first);
  // The first of each role by its index: however much there is of other roles, nothing is sorted.
  const work = [first, ...others]
    .map((each) => sql`(${workOf(each)})`)
    .reduce((all, each) => sql`${all} union all ${each}`);
  return sorted(work);
}

/** Rows of a list that are counted; whoever has more has enough. */
export const mostCounted = 100;

/** Rows that are looked at to count several lists at once. */
const mostLookedAt = 150;

/** A list that is counted beside others. */
export type Counted = Pick<WorkWanted, "filter" | "mine">;

/**
 * How many rows each of some lists has, at most a hundred: as many as it shows.
 *
 * The lists are parts of one another, so where the whole is counted as well, its first rows are
 * looked at once: where they are all there is, or enough of them belong to a list, it needs no
 * query of its own.
 */
export async function worklistCounts(
  sql: Sql,
  query: WorkWanted,
  lists: readonly Counted[],
): Promise<readonly number[]> {
  const [row] = await sql<{ counts: number[] }[]>`
    select ${countsOfWork(sql, query, lists)} as counts`;
  return row?.counts ?? [];
}

/** The same as a part of a statement: an array of numbers. */
export function countsOfWork(sql: Sql, query: WorkWanted, lists: readonly Counted[]): SqlPart {
  const roles = rolesIn(sql, query);
  if (roles.length === 0 || lists.length === 0) return sql`${lists.map(() => 0)}::int[]`;
  const { filter: _filter, mine: _mine, ...whole } = query;
  const work = roles
    .map(
      ({ condition }) => sql`
        select claimed_by, proposed_by, promised_at, due_at, escalated, waiting, signed, by_vote
        from cases.task
        where ${withinOf(sql, whole, condition)}`,
    )
    .reduce((all, each) => sql`${all} union all ${each}`);
  const first = isByDay(whole)
    ? ofDays(sql, whole, roles, {
        columns: sql`claimed_by, proposed_by, promised_at, due_at, escalated, signed, by_vote`,
        most: mostLookedAt,
      })
    : sql`select * from work where not waiting limit ${mostLookedAt}`;
  const alone = (list: Counted) => {
    const asked = { ...whole, ...list };
    const rows = isByDay(asked)
      ? ofDays(sql, asked, roles, { columns: sql`1`, most: mostCounted })
      : list.filter === "escalated-to-me"
        ? sql`select from cases.task
            where ${wantedOf(sql, asked, { condition: toRoles(sql, asked.officer) })}
            limit ${mostCounted}`
        : sql`select from work where ${listOf(sql, asked)} limit ${mostCounted}`;
    return sql`(select count(*)::int from (${rows}) as most)`;
  };
  const isWhole = lists.some(({ mine, filter }) => !mine && !filter);
  const counted = lists.map((list, at) => {
    if (!list.mine && !list.filter) return { sum: sql``, count: sql`least(whole, ${mostCounted})` };
    const mark = isWhole ? markOf(sql, whole, list) : undefined;
    if (!mark) return { sum: sql``, count: alone(list) };
    const name = sql(`list${at}`);
    return {
      sum: sql`, count(*) filter (where ${mark})::int as ${name}`,
      count: sql`case when ${name} >= ${mostCounted} or whole < ${mostLookedAt}
        then least(${name}, ${mostCounted}) else ${alone(list)} end`,
    };
  });
  const sums = counted.map(({ sum }) => sum).reduce((all, each) => sql`${all}${each}`);
  const counts = counted.map(({ count }) => count).reduce((all, each) => sql`${all}, ${each}`);
  return sql`
    (with work as not materialized (${work})${
      isWhole
        ? sql`,
      first as materialized (${first}),
      sums as materialized (select count(*)::int as whole${sums} from first)
      select array[${counts}] from sums`
        : sql`
      select array[${counts}]`
    })`;
}

/** Which rows of the whole belong to a narrower list; undefined where it is no part of that. */
function markOf(sql: Sql, { officer, now }: WorkWanted, list: Counted): SqlPart | undefined {
  const { mine, filter } = list;
  if (filter === "waiting" || filter === "escalated-to-me" || (mine && filter)) return undefined;
  return mine || !filter ? sql`claimed_by = ${officer.id}` : ofWhole(sql, filter, now);
}

type OfWhole = Exclude<WorkWanted["filter"], "waiting" | undefined>;

/** Which rows of what waits for nobody belong to a list. */
function ofWhole(sql: Sql, filter: OfWhole, now: Date): SqlPart {
  const marks: Readonly<Record<OfWhole, SqlPart>> = {
    unclaimed: sql`claimed_by is null and not by_vote`,
    "in-hand": sql`claimed_by is not null`,
    "second-signature": sql`proposed_by is not null`,
    "to-vote": sql`by_vote`,
    escalated: sql`escalated`,
    "escalated-to-me": sql`escalated`,
    overdue: sql`promised_at < ${now}`,
    "step-overdue": sql`due_at < ${now}`,
  };
  return sql`not signed and ${marks[filter]}`;
}

/** A row for each task of a list that is read by day, at most as many as are looked at. */
const ofDays = (
  sql: Sql,
  query: WorkWanted,
  roles: readonly RoleWork[],
  { columns, most }: { readonly columns: SqlPart; readonly most: number },
): SqlPart => {
  const work = roles
    .map((part) => {
      const rowsOf = (ofDay: SqlPart) => sql`
        select ${columns} from cases.task
        where ${ofDay} and ${wantedOf(sql, query, part)} limit ${most}`;
      const rows = part.isFew ? rowsOf(sql`true`) : dayRows(sql, query, part, rowsOf);
      return sql`(${rows} limit ${most})`;
    })
    .reduce((all, each) => sql`${all} union all ${each}`);
  return sql`select * from (${work}) as rows limit ${most}`;
};

/**
 * Whether a list is read day by day: where the days are few and the rest is much. What an officer
 * has in hand, what waits and what wants a second signature is little, and has indexes of its own;
 * so have the orders of the steps' terms and of arrival, in which a day's work is not, or stands
 * together.
 */
const isByDay = (query: WorkWanted): boolean =>
  (query.sentFrom ?? query.sentBefore) !== undefined &&
  orderOf(query.sort ?? "promise").by === "promise" &&
  !query.officer.stages &&
  !(query.mine || query.holder || query.reference) &&
  query.filter !== "waiting" &&
  query.filter !== "escalated" &&
  query.filter !== "escalated-to-me" &&
  query.filter !== "second-signature";

const dayRows = (
  sql: Sql,
  { officer: { authority }, sentFrom, sentBefore }: WorkWanted,
  { role }: RoleWork,
  rowsOf: (ofDay: SqlPart) => SqlPart,
) => byDay(sql, { authority, role, sentFrom, sentBefore }, rowsOf);

/** The work of one role, or of every role where none is named. */
interface RoleWork {
  readonly role?: string;
  readonly condition: SqlPart;
  /** Found by an index of its own, and never much. */
  readonly isFew?: true;
}

/** What went to a role of an officer's is theirs beside the work of their roles. */
const toRoles = (sql: Sql, { roles }: WorkWanted["officer"]) =>
  sql`escalated_to = any(${[...roles]}::text[])`;

/** One for each role of the officer; a supervisor has one without any condition. */
function rolesIn(
  sql: Sql,
  { officer, asSubstitute }: Pick<WorkWanted, "officer" | "asSubstitute">,
  filter?: WorkWanted["filter"],
): readonly RoleWork[] {
  const { roles, stages } = officer;
  if (filter === "escalated-to-me") return [{ condition: toRoles(sql, officer) }];
  if (stages) return [{ condition: ofStages(sql, stages) }];
  if (roles.includes(supervisor)) return [{ condition: sql`true` }];
  const held = heldBy(officer);
  // A member of a committee who has voted has nothing more to do, and whoever did another step as a
  // deputy leaves this one to others.
  const isToDo = sql`${officer.id} <> all (voted_by) and ${officer.id} <> all (barred)`;
  const isNamed = sql`substitutes @> ${[officer.id]}::text[]`;
  const other = asSubstitute ? sql`and not (${isNamed})` : sql``;
  const ofRoles = roles.map((role) => ({
    role,
    condition: sql`${taskOfRole(sql, role, held)} and ${isToDo} ${other}`,
  }));
  const condition = sql`substitutes <> '{}' and ${isNamed} and ${isToDo}`;
  return asSubstitute ? [...ofRoles, { condition, isFew: true }] : ofRoles;
}

const ofStages = (sql: Sql, stages: readonly StageOfService[]) => sql`
  (service, stage) in (select * from unnest(
    ${stages.map(({ service }) => service)}::text[], ${stages.map(({ stage }) => stage)}::text[]))
  and stage <> ${appealStage}`;

const wantedOf = (sql: Sql, query: WorkWanted, { condition }: RoleWork): SqlPart => sql`
  ${withinOf(sql, query, condition)} and ${listOf(sql, query)}`;

/** Within what a list is read, whichever of the lists it is. */
function withinOf(sql: Sql, query: WorkWanted, condition: SqlPart): SqlPart {
  const { officer, holder, service, stage, office, sentFrom, sentBefore, reference } = query;
  const narrowed = [
    holder && sql`claimed_by = ${holder}`,
    service && sql`service = ${service}`,
    stage && sql`stage = ${stage}`,
    office && sql`office = ${office}`,
    sentFrom && sql`sent_at >= ${sentFrom}`,
    sentBefore && sql`sent_at < ${sentBefore}`,
    reference && ofReference(sql, reference),
    officer.persons?.length && notOwn(sql, officer.persons),
  ].filter((each) => each !== undefined && each !== "" && each !== 0);
  return narrowed.reduce(
    (all, each) => sql`${all} and ${each}`,
    sql`closed_at is null and authority = ${officer.authority} and ${condition}`,
  );
}

/** Whether a row is work of a role, in the offices and services for which it is held. */
export const taskOfRole = (sql: Sql, role: string, held: readonly HeldRole[]) =>
  sql`role = ${role} ${scopeOf(
    sql,
    held.filter((each) => each.role === role),
  )}`;

/** The offices and services of one role; nothing where it is held for all of them. */
function scopeOf(sql: Sql, held: readonly HeldRole[]) {
  const scopes = held.map(({ offices, services }) => ({ offices, services }));
  const isWhole = scopes.some((each) => each.offices.length + each.services.length === 0);
  const [first, ...others] = scopes.map(({ offices, services }) => {
    const inOffice =
      offices.length > 0 ? sql`(office is null or office = any(${[...offices]}))` : sql`true`;
    return services.length > 0 ? sql`${inOffice} and service = any(${[...services]})` : inOffice;
  });
  if (isWhole || !first) return sql``;
  return sql`and (${others.reduce((all, each) => sql`${all} or ${each}`, first)})`;
}

/** By the case, whose few tasks are found by their key. */
const ofReference = (sql: Sql, reference: Reference) => sql`case_id =
  (select id from cases.application where reference = ${reference})`;

/** Without the applications that somebody sent themselves, which are few. */
const notOwn = (sql: Sql, persons: readonly string[]) => sql`case_id <> all (array(
  select id from cases.application where person_id = any(${[...persons]}::uuid[])))`;

/** Which of the lists: one's own, or all. */
function listOf(sql: Sql, query: WorkWanted): SqlPart {
  const filter = filterOf(sql, query);
  return query.mine ? sql`${filter} and claimed_by = ${query.officer.id}` : filter;
}

/** What waits for the applicant is nobody's work, and has a list of its own. */
function filterOf(sql: Sql, { filter, reference, now }: WorkWanted): SqlPart {
  if (reference) return sql`true`;
  if (filter === "waiting") return sql`waiting`;
  return filter ? sql`not waiting and ${ofWhole(sql, filter, now)}` : sql`not waiting`;
}
