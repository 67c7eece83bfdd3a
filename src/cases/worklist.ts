import type { Reference } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { HeldRole } from "./model.ts";
import { heldBy, supervisor } from "./policy.ts";

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
  readonly openedAt: Date;
  /** Null where the task has no term, or its clock is stopped. */
  readonly dueAt: Date | null;
  readonly claimedBy: string | null;
  readonly proposedBy: string | null;
  readonly escalated: boolean;
  readonly waiting: boolean;
}

export interface WorkWanted {
  readonly officer: {
    readonly id: string;
    readonly authority: string;
    readonly roles: readonly string[];
    readonly offices?: readonly string[];
    readonly held?: readonly HeldRole[];
  };
  readonly mine?: boolean;
  readonly service?: string;
  readonly reference?: Reference;
  readonly filter?: "overdue" | "unclaimed" | "second-signature" | "waiting";
  readonly now: Date;
  /** `cursorOf` the last row of the page before. */
  readonly after?: string;
  readonly size?: number;
}

type SqlPart = ReturnType<Sql["unsafe"]>;

/** Keyset of a row: due time, case and key. */
export const cursorOf = ({ dueAt, caseId, key }: WorkRow): string =>
  [dueAt?.toISOString() ?? "infinity", caseId, key].join("~");

const cursor = /^(infinity|\d{4}-\d\d-\d\dT[\d:.]{12}Z)~([0-9a-f-]{36})~([\w.-]{1,80})$/;

/**
 * The open work of an officer, earliest due first: `size` rows (50), and one more when there is a
 * next page. Officers of an office see its work and work of no office; a supervisor sees all of
 * their authority. An invalid cursor starts at the beginning.
 */
export async function worklist(sql: Sql, query: WorkWanted): Promise<readonly WorkRow[]> {
  const { officer, size = 50 } = query;
  const { roles } = officer;
  const held = heldBy(officer);
  const all = roles.includes(supervisor);
  const workOf = (role: SqlPart) => sql<WorkRow[]>`
    select case_id as "caseId", key, task, stage, office, role, reference, service,
      opened_at as "openedAt", nullif(due_at, 'infinity') as "dueAt", claimed_by as "claimedBy",
      proposed_by as "proposedBy", escalated, waiting
    from cases.task
    where closed_at is null and authority = ${officer.authority} ${role}
      ${query.mine ? sql`and claimed_by = ${officer.id}` : sql``}
      ${query.service ? sql`and service = ${query.service}` : sql``}
      ${query.reference ? ofReference(sql, query.reference) : sql``}
      ${filterOf(sql, query)} ${afterOf(sql, query.after)}
    order by due_at, case_id, key limit ${size + 1}`;
  if (all) return workOf(sql``);
  const ofRole = (role: string) => sql`and ${taskOfRole(sql, role, held)}`;
  const [role = "", second] = roles;
  if (second === undefined) return workOf(ofRole(role));
  // The first of each role by its index: however much there is of other roles, nothing is sorted.
  const work = roles
    .map((each) => sql`(${workOf(ofRole(each))})`)
    .reduce((all, each) => sql`${all} union all ${each}`);
  return sql<WorkRow[]>`
    select * from (${work}) as work
    order by coalesce("dueAt", 'infinity'), "caseId", key limit ${size + 1}`;
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
const ofReference = (sql: Sql, reference: Reference) => sql`and case_id =
  (select id from cases.application where reference = ${reference})`;

function filterOf(sql: Sql, { filter, now }: WorkWanted) {
  if (filter === "overdue") return sql`and due_at < ${now}`;
  if (filter === "unclaimed") return sql`and claimed_by is null`;
  if (filter === "second-signature") return sql`and proposed_by is not null`;
  if (filter === "waiting") return sql`and waiting`;
  return sql``;
}

function afterOf(sql: Sql, after: string | undefined) {
  const [, due, caseId, key] = cursor.exec(after ?? "") ?? [];
  if (!due || !caseId || !key) return sql``;
  return sql`and (due_at, case_id, key) > (${due}::timestamptz, ${caseId}::uuid, ${key})`;
}

/** The open tasks that an officer has claimed, whatever their roles are now. */
export const claimsOf = (sql: Sql, { officer, authority }: Claiming) => sql<
  { readonly caseId: string; readonly key: string }[]
>`
  select case_id as "caseId", key from cases.task
  where authority = ${authority} and closed_at is null and claimed_by = ${officer}
  order by case_id, key`;

export interface Claiming {
  readonly officer: string;
  readonly authority: string;
}

export interface Load {
  readonly officer: string;
  readonly inHand: number;
  readonly overdue: number;
  /** Tasks done in the last 30 days, and the median hours that they were open. */
  readonly done: number;
  readonly medianHours: number | null;
}

type InHand = Pick<Load, "officer" | "inHand" | "overdue">;
type DoneLately = Pick<Load, "officer" | "done" | "medianHours">;

/** What each officer of an authority has in hand now. */
export const inHandOf = (sql: Sql, authority: string, now: Date) => sql<InHand[]>`
  select claimed_by as officer, count(*)::int as "inHand",
    count(*) filter (where due_at < ${now})::int as overdue
  from cases.task
  where authority = ${authority} and closed_at is null and claimed_by is not null
  group by claimed_by`;

/** What each officer of an authority has done in the last 30 days. */
export const doneLately = (sql: Sql, authority: string, now: Date) => sql<DoneLately[]>`
  select closed_by as officer, count(*)::int as done,
    percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at) / 3600)
      as "medianHours"
  from cases.task
  where authority = ${authority} and closed_at > ${now}::timestamptz - interval '30 days'
    and closed_by is not null
  group by closed_by`;

/** Workload of each officer, who has most in hand first. */
export function loadFrom(inHand: readonly InHand[], done: readonly DoneLately[]): Load[] {
  const nothing = { inHand: 0, overdue: 0, done: 0, medianHours: null };
  const loads = new Map<string, Load>();
  for (const row of [...inHand, ...done])
    loads.set(row.officer, { ...nothing, ...loads.get(row.officer), ...row });
  return [...loads.values()].sort(
    (a, b) => b.inHand - a.inHand || (a.officer < b.officer ? -1 : 1),
  );
}

/** Unclaimed open work, and how much of it is late. */
export async function unclaimedOf(sql: Sql, authority: string, now: Date) {
  const [row] = await sql<{ open: number; overdue: number }[]>`
    select count(*)::int as open, count(*) filter (where due_at < ${now})::int as overdue
    from cases.task where authority = ${authority} and closed_at is null and claimed_by is null`;
  return row ?? { open: 0, overdue: 0 };
}
