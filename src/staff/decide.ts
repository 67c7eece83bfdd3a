import {
  type Absence,
  canonical,
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Recovery,
  type Refused,
  type Result,
  refuse,
  type StaffDetails,
  type StaffRole,
} from "../kernel/index.ts";
import {
  administrator,
  type EndOfLeave,
  type NewRole,
  type StaffCommand,
  type StaffEvent,
  type StaffFacts,
  type StaffState,
} from "./model.ts";

type Member = NonNullable<StaffState["member"]>;
type Events = Result<readonly StaffEvent[]>;
type Command<Type extends StaffCommand["type"]> = Extract<StaffCommand, { type: Type }>;

const withOne = <Row extends { readonly id: string }>(rows: readonly Row[], row: Row) => [
  ...rows.filter(({ id }) => id !== row.id),
  row,
];

const changed =
  (change: (member: Member) => Partial<Member>) =>
  ({ member }: StaffState): StaffState =>
    member ? { member: { ...member, ...change(member) } } : {};

const roleAfter = (state: StaffState, { data }: { data: { after: StaffRole } }) =>
  changed(({ roles }) => ({ roles: withOne(roles, data.after) }))(state);

const absenceAfter = (state: StaffState, { data }: { data: { after: Absence } }) =>
  changed(({ absences }) => ({ absences: withOne(absences, data.after) }))(state);

const recoveryAfter = (state: StaffState, { data }: { data: { after: Recovery } }) =>
  changed(({ recoveries }) => ({ recoveries: withOne(recoveries, data.after) }))(state);

/** What each event leads to. */
export const staffEvolution: Evolution<StaffState, StaffEvent> = {
  StaffInvited: (_state, { data }) => ({
    member: { ...data, standing: "invited", roles: [], absences: [], recoveries: [] },
  }),
  StaffJoined: changed(() => ({ standing: "active" })),
  StaffDetailsChanged: (state) => state,
  RoleAsked: roleAfter,
  RoleGiven: roleAfter,
  RoleConfirmed: roleAfter,
  RoleDeclined: roleAfter,
  RoleEnded: roleAfter,
  LeaveAsked: absenceAfter,
  LeavePlanned: absenceAfter,
  LeaveConfirmed: absenceAfter,
  LeaveDeclined: absenceAfter,
  LeaveChanged: absenceAfter,
  LeaveEnded: absenceAfter,
  RecoveryAsked: recoveryAfter,
  RecoveryConfirmed: recoveryAfter,
  RecoveryDeclined: recoveryAfter,
  StaffLeft: changed(() => ({ standing: "left" })),
};

/** The owner's login stands outside: it makes the first administrators, who need each other. */
const isOwner = ({ actor }: StaffFacts): boolean => actor === "command";

function decide({ member }: StaffState, command: StaffCommand, facts: StaffFacts): Events {
  if (command.type === "invite")
    return member && member.standing !== "left"
      ? refuse("conflict", "staff.exists")
      : invite(command, facts);
  if (!member) return refuse("not-found", "staff.unknown");
  if (facts.actor === `officer:${member.id}` && command.type !== "end-leave")
    return refuse("not-allowed", "staff.own");
  const administers = member.roles.some(
    ({ role, status }) => role === administrator && status !== "ended",
  );
  if (administers && facts.actor.startsWith("client:"))
    return refuse("not-allowed", "staff.by-administrators");
  if (member.standing === "left") return goneAlready(command);
  switch (command.type) {
    case "change-details":
      return changeDetails(command, facts);
    case "give-role":
      return giveRole(member, command.role, facts);
    case "confirm-role":
    case "decline-role":
    case "end-role":
      return onRole(member, command, facts);
    case "plan-leave":
      return planLeave(member, command, facts);
    case "confirm-leave":
    case "decline-leave":
    case "end-leave":
      return onLeave(member, command, facts);
    case "change-leave":
      return changeLeave(member, command, facts);
    case "ask-recovery":
      return askRecovery(member, command, facts);
    case "confirm-recovery":
    case "decline-recovery":
      return onRecovery(member, command, facts);
    case "leave":
      return leave(member, command, facts);
  }
}

/** Whoever has left is not changed; a program may still delete them. */
function goneAlready(command: StaffCommand): Events {
  if (command.type !== "leave") return refuse("conflict", "staff.has-left");
  return ok(
    command.deleted ? [{ type: "StaffLeft", data: { before: "left", deleted: true } }] : [],
  );
}

function invite({ id, authority, details, roles }: Command<"invite">, facts: StaffFacts): Events {
  if (details.name.trim() === "") return refuse("invalid", "staff.name-missing");
  const events: StaffEvent[] = [{ type: "StaffInvited", data: { id, authority } }];
  for (const role of roles) {
    const state = events.reduce(evolveBy(staffEvolution), {} as StaffState);
    const given = state.member && giveRole(state.member, role, facts);
    if (given && !given.ok) return given;
    events.push(...(given?.value ?? []));
  }
  return ok(events);
}

const detailNames = ["name", "email", "nationalId", "networks"] as const;

function changeDetails({ details }: Command<"change-details">, { details: before }: StaffFacts) {
  if (details.name.trim() === "") return refuse("invalid", "staff.name-missing");
  const fields = detailNames.filter(
    (name: keyof StaffDetails) =>
      canonical(details[name] ?? null) !== canonical(before?.[name] ?? null),
  );
  return ok<StaffEvent[]>(
    fields.length > 0 ? [{ type: "StaffDetailsChanged", data: { fields } }] : [],
  );
}

/** Asked for, or given at once where one administrator is enough. */
const given = (facts: StaffFacts, twoEyes: boolean) => {
  const at = facts.at.toISOString();
  const by = facts.actor;
  const asked = { askedBy: by, askedAt: at };
  return twoEyes || isOwner(facts)
    ? ({ ...asked, status: "held", givenBy: by, givenAt: at } as const)
    : ({ ...asked, status: "asked" } as const);
};

const scopeOf = ({ role, offices, services }: Pick<NewRole, "role" | "offices" | "services">) =>
  canonical({ role, offices: [...offices].sort(), services: [...services].sort() });

function giveRole({ authority, roles }: Member, role: NewRole, facts: StaffFacts): Events {
  if (role.fromAt && role.untilAt && role.untilAt <= role.fromAt)
    return refuse("invalid", "staff.dates");
  if (role.untilAt && role.untilAt <= facts.at.toISOString())
    return refuse("invalid", "staff.dates");
  const scope = scopeOf(role);
  if (roles.some((each) => each.status !== "ended" && scopeOf(each) === scope))
    return refuse("conflict", "staff.role-held");
  const after: StaffRole = { ...role, ...given(facts, !facts.decides(authority, role.role)) };
  return ok([{ type: after.status === "held" ? "RoleGiven" : "RoleAsked", data: { after } }]);
}

/** Whoever asked for something does not give it too. */
const isSecond = ({ actor }: StaffFacts, { askedBy }: { readonly askedBy: string }): boolean =>
  actor !== askedBy;

const confirmed = ({ actor, at }: StaffFacts) =>
  ({ status: "held", givenBy: actor, givenAt: at.toISOString() }) as const;

const ended = ({ actor, at }: StaffFacts) =>
  ({ status: "ended", endedBy: actor, endedAt: at.toISOString() }) as const;

function onRole(
  { roles }: Member,
  { type, id }: Command<"confirm-role" | "decline-role" | "end-role">,
  facts: StaffFacts,
): Events {
  const before = roles.find((each) => each.id === id);
  const status = type === "end-role" ? "held" : "asked";
  if (before?.status !== status) return refuse("not-found", "staff.role-unknown");
  if (type === "confirm-role") {
    if (!isSecond(facts, before)) return refuse("not-allowed", "staff.second-administrator");
    return ok([
      { type: "RoleConfirmed", data: { before, after: { ...before, ...confirmed(facts) } } },
    ]);
  }
  if (type === "end-role") {
    const last = lastAdministrator([before], facts);
    if (last) return last;
  }
  const after = { ...before, ...ended(facts) };
  return ok([
    { type: type === "end-role" ? "RoleEnded" : "RoleDeclined", data: { before, after } },
  ]);
}

const lastAdministrator = (roles: readonly StaffRole[], facts: StaffFacts): Refused | undefined =>
  facts.administrators === 0 &&
  !isOwner(facts) &&
  roles.some(({ role, status }) => role === administrator && status === "held")
    ? refuse("conflict", "staff.last-administrator")
    : undefined;

type Period = Pick<Absence, "fromAt" | "untilAt">;

/** Instants of the database and of a form may be written differently. */
const overlaps = (one: Period, other: Period): boolean =>
  Date.parse(one.fromAt) < Date.parse(other.untilAt) &&
  Date.parse(other.fromAt) < Date.parse(one.untilAt);

function planLeave(
  member: Member,
  { absence, handsOver = false, bySupervisor = false }: Command<"plan-leave">,
  facts: StaffFacts,
): Events {
  const { authority, roles, id, absences } = member;
  if (absence.untilAt <= absence.fromAt || absence.untilAt <= facts.at.toISOString())
    return refuse("invalid", "staff.dates");
  const { deputy } = facts;
  if (absence.deputy === id) return refuse("invalid", "staff.deputy");
  if (absence.deputy && (deputy?.authority !== authority || deputy.standing !== "active"))
    return refuse("invalid", "staff.deputy");
  if (deputy?.absences.some((each) => each.status === "held" && overlaps(each, absence)))
    return refuse("invalid", "staff.deputy-away");
  if (absences.some((each) => each.status !== "ended" && overlaps(each, absence)))
    return refuse("conflict", "staff.leave-overlaps");
  const decides = roles.some(({ role }) => facts.decides(authority, role));
  const after: Absence = {
    ...absence,
    ...given(facts, !(absence.deputy && (decides || bySupervisor))),
  };
  const data = { after, ...(handsOver && absence.deputy && { handsOver: true as const }) };
  return ok([{ type: after.status === "held" ? "LeavePlanned" : "LeaveAsked", data }]);
}

/** Whether a supervisor may end leave, or take back that they asked for it; oneself its own. */
export const supervisorMayEnd = (
  { status, deputy, askedBy }: Pick<Absence, "status" | "deputy" | "askedBy">,
  actor: string,
): boolean => (status === "asked" ? askedBy === actor : deputy === null);

function onLeave(
  { id: member, absences }: Member,
  command: EndOfLeave | Command<"confirm-leave">,
  facts: StaffFacts,
): Events {
  const { type, id } = command;
  const before = absences.find((each) => each.id === id);
  const status = type === "end-leave" ? "held" : "asked";
  if (before?.status !== status) return refuse("not-found", "staff.leave-unknown");
  if (command.type === "confirm-leave") {
    if (!isSecond(facts, before)) return refuse("not-allowed", "staff.second-administrator");
    return ok([
      { type: "LeaveConfirmed", data: { before, after: { ...before, ...confirmed(facts) } } },
    ]);
  }
  const isOwn = facts.actor === `officer:${member}`;
  if (isOwn && Date.parse(before.fromAt) > facts.at.getTime())
    return refuse("not-allowed", "staff.own");
  if ((isOwn || command.bySupervisor) && !supervisorMayEnd(before, facts.actor))
    return refuse("not-allowed", "staff.leave-with-deputy");
  const after = { ...before, ...ended(facts) };
  return ok([
    { type: type === "end-leave" ? "LeaveEnded" : "LeaveDeclined", data: { before, after } },
  ]);
}

/**
 * Leave is shortened or prolonged in one step. With a deputy it is only shortened: longer, the
 * deputy would hold roles for days that nobody confirmed.
 */
function changeLeave(
  { absences }: Member,
  { id, untilAt, bySupervisor = false }: Command<"change-leave">,
  facts: StaffFacts,
): Events {
  const before = absences.find((each) => each.id === id && each.status !== "ended");
  if (!before) return refuse("not-found", "staff.leave-unknown");
  if (bySupervisor && !supervisorMayEnd(before, facts.actor))
    return refuse("not-allowed", "staff.leave-with-deputy");
  const [until, last] = [Date.parse(untilAt), Date.parse(before.untilAt)];
  if (until <= Date.parse(before.fromAt) || until <= facts.at.getTime())
    return refuse("invalid", "staff.dates");
  if (before.status === "held" && before.deputy && until > last)
    return refuse("conflict", "staff.leave-deputy-longer");
  const after = { ...before, untilAt };
  if (absences.some((each) => each.id !== id && each.status !== "ended" && overlaps(each, after)))
    return refuse("conflict", "staff.leave-overlaps");
  return ok(until === last ? [] : [{ type: "LeaveChanged", data: { before, after } }]);
}

/**
 * Somebody lost what they sign in with. Always two administrators: whoever could send the new link
 * alone could also open it.
 */
function askRecovery(
  { standing, recoveries }: Member,
  { id }: Command<"ask-recovery">,
  { actor, at }: StaffFacts,
): Events {
  if (standing !== "active") return refuse("conflict", "staff.not-joined");
  if (recoveries.some(({ status }) => status === "asked")) return ok([]);
  const after: Recovery = { id, status: "asked", askedBy: actor, askedAt: at.toISOString() };
  return ok([{ type: "RecoveryAsked", data: { after } }]);
}

function onRecovery(
  { recoveries }: Member,
  { type, id }: Command<"confirm-recovery" | "decline-recovery">,
  facts: StaffFacts,
): Events {
  const before = recoveries.find((each) => each.id === id);
  if (before?.status !== "asked") return refuse("not-found", "staff.recovery-unknown");
  if (type === "decline-recovery")
    return ok([
      { type: "RecoveryDeclined", data: { before, after: { ...before, ...ended(facts) } } },
    ]);
  if (!isSecond(facts, before)) return refuse("not-allowed", "staff.second-administrator");
  return ok([
    { type: "RecoveryConfirmed", data: { before, after: { ...before, ...confirmed(facts) } } },
  ]);
}

/** Whoever leaves holds nothing any more; that ends in the same transaction as their sessions. */
function leave(
  { standing, roles, absences }: Member,
  { deleted }: Command<"leave">,
  facts: StaffFacts,
): Events {
  const last = lastAdministrator(roles, facts);
  if (last) return last;
  return ok([
    ...roles
      .filter(({ status }) => status !== "ended")
      .map(
        (before): StaffEvent => ({
          type: "RoleEnded",
          data: { before, after: { ...before, ...ended(facts) } },
        }),
      ),
    ...absences
      .filter(({ status }) => status !== "ended")
      .map(
        (before): StaffEvent => ({
          type: "LeaveEnded",
          data: { before, after: { ...before, ...ended(facts) } },
        }),
      ),
    { type: "StaffLeft", data: { before: standing, ...(deleted && { deleted }) } },
  ]);
}

/**
 * A member of staff: invited, given roles, on leave with a deputy, gone. Roles that decide are
 * given by two administrators, and nobody changes themselves. Refusals: staff.*.
 */
export const staffDecider: Decider<StaffState, StaffCommand, StaffEvent, StaffFacts> = {
  initial: {},
  decide,
  evolve: evolveBy(staffEvolution),
};
