import type { Absence, AuthorityId, StaffMember } from "../kernel/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import type { StaffEvent, StaffState } from "./model.ts";

/** What is told of leave: the words are `notifications.kinds.leave-<what>`. */
export type LeaveNews = "asked" | "entered" | "declined" | "changed" | "ended";

/** What happened to the leave of an officer. */
export interface LeaveTold {
  /** Id of who is, was or will be on leave. */
  readonly officer: string;
  readonly what: LeaveNews;
  readonly fromAt: string;
  readonly untilAt: string;
  readonly deputy: string | null;
  /** `officer:<id>`, `client:<id>` or `command`. */
  readonly actor: string;
  /** Key of the act: the same one is told once. */
  readonly occasion: string;
  /** Id of the leave, and who asked for it; jobs of servers of before have neither. */
  readonly absence?: string;
  readonly askedBy?: string;
}

/** Roles that somebody had until now. */
export interface RolesEnded extends Pick<LeaveTold, "actor" | "occasion"> {
  readonly authority: AuthorityId;
  readonly roles: readonly string[];
}

/** Roles that somebody has from now on, or no longer has. */
export type RolesChanged = Pick<RolesEnded, "authority" | "roles">;

/** Leave by its id, and whose it is. */
export interface OfLeave {
  readonly officer: string;
  readonly absence: string;
}

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    readonly "tell-leave": LeaveTold;
    /** The files of whoever is on leave go to the deputy, and back. */
    readonly "leave-files": OfLeave;
    /** Work may be left that nobody can do. */
    readonly "tell-work-of-nobody": RolesEnded;
    /** Committees may have lost members, or have them again. */
    readonly "count-seats": RolesChanged;
  }
}

const newsOf = {
  LeaveAsked: "asked",
  LeavePlanned: "entered",
  LeaveConfirmed: "entered",
  LeaveDeclined: "declined",
  LeaveChanged: "changed",
  LeaveEnded: "ended",
} as const satisfies Partial<Record<StaffEvent["type"], LeaveNews>>;

const isOfLeave = (
  event: StaffEvent,
): event is Extract<StaffEvent, { readonly type: keyof typeof newsOf }> => event.type in newsOf;

/** Who is told what of new events; nobody of those by which somebody left. */
export function leaveJobs(
  { member }: StaffState,
  events: readonly StaffEvent[],
  { actor, occasion }: Pick<LeaveTold, "actor" | "occasion">,
): readonly JobSpec[] {
  if (member?.standing !== "active") return [];
  return events.filter(isOfLeave).flatMap(({ type, data: { after } }): JobSpec[] => {
    const { id: absence, askedBy, fromAt, untilAt, deputy } = after;
    const about = { officer: member.id, absence, askedBy, fromAt, untilAt, deputy };
    const news = { ...about, what: newsOf[type] };
    return [
      { task: "tell-leave", payload: { ...news, actor, occasion } },
      ...(deputy ? turnsOf(member.id, after) : []),
    ];
  });
}

/** What follows where roles begin and end, one by one or because somebody left. */
export function roleJobs(
  { member }: StaffState,
  events: readonly StaffEvent[],
  told: Pick<LeaveTold, "actor" | "occasion">,
): readonly JobSpec[] {
  const roles = events.flatMap((event) =>
    event.type === "RoleEnded" && event.data.before.status === "held"
      ? [event.data.before.role]
      : [],
  );
  if (!member) return [];
  const { authority } = member;
  const changed = new Set([...roles, ...rolesBegun(events)]);
  const ended = { authority, roles: [...new Set(roles)], ...told };
  return [
    ...(roles.length > 0 ? [{ task: "tell-work-of-nobody" as const, payload: ended }] : []),
    ...(changed.size > 0
      ? [{ task: "count-seats" as const, payload: { authority, roles: [...changed] } }]
      : []),
  ];
}

/** What follows where somebody comes to work with the roles that they were given before. */
export function joinJobs(
  member: Pick<StaffMember, "authority" | "roles"> | undefined,
): readonly JobSpec[] {
  const held = (member?.roles ?? []).filter(({ status }) => status === "held");
  const roles = [...new Set(held.map(({ role }) => role))];
  if (!member || roles.length === 0) return [];
  return [{ task: "count-seats", payload: { authority: member.authority, roles } }];
}

const rolesBegun = (events: readonly StaffEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.type === "RoleGiven" || event.type === "RoleConfirmed" ? [event.data.after.role] : [],
  );

/** When leave with a deputy begins and ends: at once, where that was before. */
function turnsOf(officer: string, { id, status, fromAt, untilAt }: Absence): readonly JobSpec[] {
  if (status === "asked") return [];
  const payload = { officer, absence: id };
  const turns = status === "ended" ? [undefined] : [new Date(fromAt), new Date(untilAt)];
  return turns.map((runAt) => ({ task: "leave-files", payload, ...(runAt && { runAt }) }));
}
