import { type OfficerActor, supervises } from "../cases/index.ts";
import {
  type Absence,
  type OfficerId,
  ok,
  type Result,
  refuse,
  type StaffMember,
} from "../kernel/index.ts";
import type { Officer } from "../platform/auth/index.ts";
import { newId } from "../platform/db/index.ts";
import type { Staff, StaffOccasion } from "../staff/index.ts";
import type { AssignDeps } from "./assign.ts";
import { type HandedOver, handOver } from "./hand-over.ts";
import { foreseenFor } from "./leave-files.ts";
import { daysAsInstants, type StaffDeps } from "./staff.ts";

/** Leave as a form asks for it: local days, `YYYY-MM-DD`, the last one included. */
export interface AskedLeave {
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** Id of the colleague who may decide meanwhile. */
  readonly deputy: string | undefined;
  /**
   * What becomes of the files in hand: `keep`, `deputy` for the deputy while it lasts; by a
   * supervisor also `all` to put them back for everybody, or the id of who gets them.
   */
  readonly files: string;
}

type LeaveDeps = Pick<StaffDeps, "catalogue" | "staff">;

export interface PlannedLeave {
  /** Another administrator confirms the deputy. */
  readonly waits: boolean;
  /** What the deputy gets when it begins, and what stays and why. */
  readonly foreseen: readonly HandedOver[];
}

/** Whose leave is planned, and by whom. */
interface LeaveOf {
  readonly member: Pick<StaffMember, "id" | "authority">;
  readonly leave: AskedLeave;
  readonly occasion: StaffOccasion;
}

/**
 * Plans the leave of an officer, and that the files are the deputy's while it lasts; with a deputy
 * who decides, a second administrator confirms it.
 */
export async function planLeave(
  deps: LeaveDeps & AssignDeps,
  { member, leave, occasion }: LeaveOf,
  bySupervisor = false,
): Promise<Result<PlannedLeave>> {
  const { deputy, files, ...days } = leave;
  const { fromAt, untilAt } = daysAsInstants(deps, days);
  if (fromAt === null || untilAt === null) return refuse("invalid", "staff.dates");
  const { id: from, authority } = member;
  const absence = { id: newId(), deputy: (deputy || null) as OfficerId | null, fromAt, untilAt };
  const handsOver = files === "deputy";
  const command = { type: "plan-leave", absence, handsOver, bySupervisor } as const;
  const planned = await deps.staff.give(from, command, occasion);
  if (!planned.ok) return planned;
  const waits = planned.value.member?.absences.at(-1)?.status === "asked";
  const foreseen =
    handsOver && deputy ? await foreseenFor(deps, { from, to: deputy, authority }) : [];
  return ok({ waits, foreseen });
}

/** What a supervisor asks for a colleague. */
export interface LeaveOfColleague extends LeaveOf {
  readonly actor: OfficerActor;
}

/**
 * Leave that a supervisor enters for a colleague of their authority, and with it what becomes of
 * the files in hand. An administrator confirms a deputy. Refuses case.not-allowed.
 */
export async function planLeaveOf(
  deps: LeaveDeps & AssignDeps,
  { actor, ...asked }: LeaveOfColleague,
): Promise<Result<PlannedLeave & { readonly handedOver: readonly HandedOver[] }>> {
  const { member, leave, occasion } = asked;
  if (!supervises(actor, member)) return refuse("not-allowed", "case.not-allowed");
  const planned = await planLeave(deps, asked, true);
  if (!planned.ok) return planned;
  const { files } = leave;
  if (files === "keep" || files === "deputy") return ok({ ...planned.value, handedOver: [] });
  const { id: from, authority } = member;
  const to = files === "all" ? undefined : files;
  const done = await handOver(deps, { from, to, authority, actor, key: occasion.key });
  return done.ok ? ok({ ...planned.value, handedOver: done.value }) : done;
}

/** Leave of a colleague that a supervisor ends. */
export interface EndedLeave extends Pick<LeaveOfColleague, "actor" | "occasion"> {
  readonly member: Pick<StaffMember, "id" | "authority" | "absences">;
  /** Its id. */
  readonly absence: string;
}

/**
 * A supervisor ends leave of a colleague that is on or planned, or takes back what they asked for.
 * An administrator ends leave with a deputy. Refuses case.not-allowed, staff.leave-with-deputy.
 */
export async function endLeaveOf(
  { staff }: Pick<LeaveDeps, "staff">,
  { member, absence: id, actor, occasion }: EndedLeave,
): ReturnType<Staff["give"]> {
  if (!supervises(actor, member)) return refuse("not-allowed", "case.not-allowed");
  const waits = member.absences.some((each) => each.id === id && each.status === "asked");
  const type = waits ? "decline-leave" : "end-leave";
  return staff.give(member.id, { type, id, bySupervisor: true }, occasion);
}

/** Somebody is back before the day: their own leave ends now. Refuses as `endLeaveOf` does. */
export const endOwnLeave = (
  { staff }: Pick<LeaveDeps, "staff">,
  { id, leave }: Pick<Officer, "id" | "leave">,
  occasion: Pick<StaffOccasion, "key">,
): ReturnType<Staff["give"]> =>
  leave
    ? staff.give(id, { type: "end-leave", id: leave.id }, { ...occasion, actor: `officer:${id}` })
    : Promise.resolve(refuse("not-found", "staff.leave-unknown"));

/** Another last day, a local one (`YYYY-MM-DD`), of a colleague's leave. */
export interface ChangedLeave extends EndedLeave {
  readonly until: string;
}

/** A supervisor shortens or prolongs leave that they may end. Refuses as `endLeaveOf` does. */
export async function changeLeaveOf(
  deps: LeaveDeps,
  { member, absence: id, until, actor, occasion }: ChangedLeave,
): ReturnType<Staff["give"]> {
  if (!supervises(actor, member)) return refuse("not-allowed", "case.not-allowed");
  return changeLeave(deps, member.id, { id, until, bySupervisor: true }, occasion);
}

interface LastDay {
  /** Of the absence. */
  readonly id: string;
  readonly until: string;
  readonly bySupervisor?: boolean;
}

/** The same by an administrator. */
export async function changeLeave(
  deps: LeaveDeps,
  member: OfficerId,
  { id, until, bySupervisor = false }: LastDay,
  occasion: StaffOccasion,
): ReturnType<Staff["give"]> {
  const { untilAt } = daysAsInstants(deps, { from: undefined, until });
  if (untilAt === null) return refuse("invalid", "staff.dates");
  const command = { type: "change-leave", id, untilAt, bySupervisor } as const;
  return deps.staff.give(member, command, occasion);
}

type DaysAway = Pick<Absence, "fromAt" | "untilAt" | "status" | "deputy">;
type OnStaff = Pick<StaffMember, "id" | "roles" | "absences">;

/** A role of which somebody alone has the work. */
export interface LoneRole {
  readonly role: string;
  /** Where nobody else has it; empty where nobody has it in any office. */
  readonly offices: readonly string[];
}

/**
 * The roles of this member that nobody of some colleagues has, or not in an office of theirs. With
 * leave of the member: that nobody at work has on some of its days, its deputy included.
 */
export function loneRolesOf(
  { id, roles }: Pick<OnStaff, "id" | "roles">,
  colleagues: readonly OnStaff[],
  leave?: DaysAway,
): readonly LoneRole[] {
  const others = colleagues.filter((each) => each.id !== id);
  const teams = leave ? teamsDuring(leave, others) : [others];
  return roles
    .filter(({ status }) => status === "held")
    .flatMap(({ role, offices }) => {
      const isDone = (office?: string) => teams.every((team) => team.some(does(role, office)));
      if (offices.length === 0) return isDone() ? [] : [{ role, offices: [] }];
      const left = offices.filter((office) => !isDone(office));
      return left.length > 0 ? [{ role, offices: left }] : [];
    });
}

const does =
  (role: string, office?: string) =>
  ({ roles }: Pick<OnStaff, "roles">): boolean =>
    roles
      .filter((each) => each.status === "held" && each.role === role)
      .some(({ offices }) => !office || offices.length === 0 || offices.includes(office));

/**
 * Those whose work is done at each moment of leave at which that changes: who is at work, and for
 * whom a deputy is. No moment at which the deputy of the leave itself is at work.
 */
function teamsDuring(leave: DaysAway, others: readonly OnStaff[]): readonly (readonly OnStaff[])[] {
  const [from, until] = [Date.parse(leave.fromAt), Date.parse(leave.untilAt)];
  const turns = others
    .flatMap(({ absences }) => absences.flatMap(({ fromAt, untilAt }) => [fromAt, untilAt]))
    .map((instant) => Date.parse(instant))
    .filter((at) => from < at && at < until);
  const awayAt = (at: number, { absences }: OnStaff) =>
    absences.find(
      ({ status, fromAt, untilAt }) =>
        status === "held" && Date.parse(fromAt) <= at && at < Date.parse(untilAt),
    );
  return [...new Set([from, ...turns])].flatMap((at) => {
    const here = new Set(others.flatMap((each) => (awayAt(at, each) ? [] : [each.id])));
    const isHere = (officer: OfficerId | null = null) => officer !== null && here.has(officer);
    if (leave.status === "held" && isHere(leave.deputy)) return [];
    return [others.filter((each) => here.has(each.id) || isHere(awayAt(at, each)?.deputy))];
  });
}
