import { centresOffice } from "../centres/index.ts";
import {
  type Agent,
  agentRole,
  type BadgeState,
  badgeState,
  type CounterDesk,
  newBadge,
} from "../counter/index.ts";
import {
  type CommandId,
  type OfficerId,
  ok,
  type Result,
  refuse,
  type StaffDetails,
  type StaffMember,
} from "../kernel/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { RegisteredBadge, Settings } from "../settings/index.ts";
import type { ActDeps } from "./deps.ts";
import { daysAsInstants, type Invitation, inviteMember, type StaffDeps } from "./staff.ts";

/** `waits`: they have not joined, or their role waits for a second administrator. */
export type AgentState = BadgeState | "waits" | "no-badge";

/** An agent as the administration lists one. */
export interface ListedAgent {
  readonly officer: OfficerId;
  readonly name: string;
  readonly badge: Agent | undefined;
  readonly state: AgentState;
  /** Visits of the last 30 days. */
  readonly visits: number;
  readonly lastVisitAt: Date | null;
  readonly reports: number;
}

type LookDeps = Pick<ActDeps, "clock" | "staff" | "counter">;
type WriteDeps = StaffDeps & {
  readonly counter: CounterDesk;
  readonly settings: Pick<Settings, "register">;
};

interface Occasion {
  readonly key: CommandId;
  /** `officer:<id>` */
  readonly actor: string;
}

/** Local days of a badge, `YYYY-MM-DD`, the last one included; no limit where one is absent. */
export interface BadgeDays {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

const missing = "counter.agent-unknown";
const daysCounted = 30;
/** More than a list can show; who is looked for is found by name. */
const most = 500;

const agentRoles = ({ roles }: Pick<StaffMember, "roles">) =>
  roles.filter(({ role }) => role === agentRole);

/** Whether somebody may act as an agent, whatever badge they show. */
function holding(member: StaffMember | undefined, now: Date): "held" | "waits" | "ended" {
  if (!member || member.standing === "left") return "ended";
  const at = now.toISOString();
  const roles = agentRoles(member);
  const held = roles.some(
    ({ status, fromAt, untilAt }) =>
      status === "held" && (!fromAt || fromAt <= at) && (!untilAt || untilAt > at),
  );
  if (held) return member.standing === "active" ? "held" : "waits";
  return roles.some(({ status }) => status === "asked") ? "waits" : "ended";
}

function stateOf(badge: Agent | undefined, member: StaffMember | undefined, now: Date): AgentState {
  const own = badge ? badgeState(badge, now) : "no-badge";
  if (own !== "valid" && own !== "no-badge") return own;
  const role = holding(member, now);
  return role === "held" ? own : role === "waits" ? "waits" : "withdrawn";
}

/** Whether a badge is valid now: whoever has left or lost the role has none. */
export async function badgeStands({ clock, staff }: LookDeps, badge: Agent): Promise<AgentState> {
  return stateOf(badge, await staff.member(badge.officer), clock());
}

/** Every agent by name: who has a badge, and who has the role and none yet. */
export async function listAgents(deps: LookDeps): Promise<readonly ListedAgent[]> {
  const { clock, staff, counter } = deps;
  const now = clock();
  const [badges, work, holders] = await Promise.all([
    counter.agents(),
    counter.agentWork(new Date(now.getTime() - daysCounted * 86_400_000)),
    staff.members({ authority: centresOffice, role: agentRole, standing: "here", size: most }),
  ]);
  const byOfficer = new Map(badges.map((badge) => [badge.officer, badge]));
  const members = new Map(holders.map((member) => [member.id, member]));
  const others = badges.filter(({ officer }) => !members.has(officer));
  for (const { officer } of others) {
    const member = await staff.member(officer);
    if (member) members.set(officer, member);
  }
  const done = new Map(work.map((each) => [each.officer, each]));
  return [...members.values()]
    .map((member) => {
      const badge = byOfficer.get(member.id);
      const { visits = 0, lastVisitAt = null, reports = 0 } = done.get(member.id) ?? {};
      const state = stateOf(badge, member, now);
      return { officer: member.id, name: member.name, badge, state, visits, lastVisitAt, reports };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** One of them; undefined for whoever is no agent and never was. */
export const agentById = async (deps: LookDeps, id: string): Promise<ListedAgent | undefined> =>
  (await listAgents(deps)).find(({ officer }) => officer === id);

const recordOf = ({ officer, badge, fromAt, untilAt }: BadgeOf): RegisteredBadge => ({
  ...{ officer, badge },
  ...{ fromAt: fromAt?.toISOString() ?? null, untilAt: untilAt?.toISOString() ?? null },
});
type BadgeOf = Pick<Agent, "officer" | "badge" | "fromAt" | "untilAt">;

function spanOf(deps: Pick<StaffDeps, "catalogue">, { from, until }: BadgeDays) {
  const { fromAt, untilAt } = daysAsInstants(deps, { from, until });
  return { fromAt: fromAt ? new Date(fromAt) : null, untilAt: untilAt ? new Date(untilAt) : null };
}

/** A badge whose last day has passed would be issued and valid on no day. */
function isInOrder(deps: Pick<StaffDeps, "catalogue" | "clock">, days: BadgeDays): boolean {
  const { from, until } = days;
  const { untilAt } = spanOf(deps, days);
  return (!from || !until || from <= until) && (!untilAt || untilAt > deps.clock());
}

/**
 * Gives somebody a badge, changes its days, or gives it another number because it was lost: the
 * number before is invalid at once. Refuses staff.dates, counter.agent-unknown.
 */
export async function giveBadge(
  deps: WriteDeps,
  { officer, fresh, ...days }: BadgeDays & { readonly officer: OfficerId; readonly fresh: boolean },
  occasion: Occasion,
): Promise<Result<unknown>> {
  if (!fresh && !isInOrder(deps, days)) return refuse("invalid", "staff.dates");
  const before = await deps.counter.agentOf(officer);
  const keeps = before && !fresh && !before.withdrawnAt;
  const after = { officer, badge: keeps ? before.badge : newBadge(), ...spanOf(deps, days) };
  const change = { ...(before && { before: recordOf(before) }), after: recordOf(after) };
  const type = keeps ? ("BadgeChanged" as const) : ("BadgeIssued" as const);
  const rows = async (tx: Parameters<CounterDesk["keepBadge"]>[0]) => {
    await deps.counter.keepBadge(tx, after);
    return true;
  };
  const about = `badge-${officer}`;
  return deps.settings.register({ about, event: { type, data: change }, rows, missing }, occasion);
}

/**
 * Invites somebody as an agent of the service centres, with a badge. The role waits for a second
 * administrator, and the badge is not valid before. Refuses staff.*.
 */
export async function enrolAgent(
  deps: WriteDeps,
  { details, lang, ...days }: BadgeDays & { readonly details: StaffDetails; readonly lang: Lang },
  occasion: Occasion,
): Promise<Result<Invitation>> {
  if (!isInOrder(deps, days)) return refuse("invalid", "staff.dates");
  const role = { role: agentRole, offices: [], services: [], from: undefined, until: undefined };
  const member = { authority: centresOffice, details, roles: [role], lang };
  const invited = await inviteMember(deps, member, occasion);
  if (!invited.ok) return invited;
  const given = await giveBadge(
    deps,
    { officer: invited.value.id, fresh: false, ...days },
    occasion,
  );
  return given.ok ? invited : given;
}

/**
 * Withdraws a badge at once, with the role: whoever had it serves nobody from their next request
 * on. Refuses counter.agent-unknown, staff.own.
 */
export async function withdrawAgent(
  deps: WriteDeps,
  officer: OfficerId,
  occasion: Occasion,
): Promise<Result<unknown>> {
  const before = await deps.counter.agentOf(officer);
  if (!before) return refuse("not-found", missing);
  const member = await deps.staff.member(officer);
  for (const { id, status } of member ? agentRoles(member) : []) {
    const type = status === "asked" ? ("decline-role" as const) : ("end-role" as const);
    const ended = await deps.staff.give(officer, { type, id }, occasion);
    if (!ended.ok) return ended;
  }
  const done = await deps.settings.register(
    {
      ...{ about: `badge-${officer}`, missing },
      event: { type: "BadgeWithdrawn", data: { before: recordOf(before) } },
      rows: (tx) => deps.counter.withdrawBadge(tx, officer),
    },
    occasion,
  );
  return done.ok ? ok(undefined) : done;
}
