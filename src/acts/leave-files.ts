import { supervisor, whyNotTo } from "../cases/index.ts";
import type { Absence, StaffMember } from "../kernel/index.ts";
import type { ToldLeave } from "../notifications/index.ts";
import { type Colleague, officersOf, officersWith } from "../platform/auth/index.ts";
import { administrator, type OfLeave } from "../staff/index.ts";
import { type AssignDeps, type AssignItem, actorOf } from "./assign.ts";
import type { ActDeps } from "./deps.ts";
import { type HandedOver, type HandOver, handBack, handOver } from "./hand-over.ts";
import { recordNotifications } from "./tell-officers.ts";

/** Leave during which the files are the deputy's. */
export interface HandingLeave extends Pick<Absence, "id" | "fromAt" | "untilAt" | "status"> {
  readonly deputy: string;
  /** Id of who asked for it: in their name the files go, while they supervise. */
  readonly asker: string;
}

/** The leave of an officer at which their files go to the deputy, as its events say. */
export async function handingLeaveOf(
  { staff }: Pick<ActDeps, "staff">,
  officer: string,
): Promise<readonly HandingLeave[]> {
  const leaves = new Map<string, HandingLeave>();
  for (const { data, actor } of await staff.history(officer)) {
    const { after, handsOver } = data as { after?: Partial<Absence>; handsOver?: true };
    const { id, deputy, fromAt, untilAt, status } = after ?? {};
    if (!id || !deputy || !fromAt || !untilAt || !status) continue;
    const asker = leaves.get(id)?.asker ?? (handsOver && actor.replace("officer:", ""));
    if (asker) leaves.set(id, { id, deputy, fromAt, untilAt, status, asker });
  }
  return [...leaves.values()];
}

const keyOf = (absence: string): string => `leave:${absence}`;

/** Of some tasks those that came to a deputy by this leave, and were given to nobody since. */
const cameBy = async (
  { cases }: Pick<AssignDeps, "cases">,
  absence: string,
  tasks: readonly { readonly caseId: string; readonly key: string }[],
): Promise<readonly AssignItem[]> =>
  (await cases.givenBy(tasks, ({ caseId, key }) => `${keyOf(absence)}:${caseId}:${key}`)).map(
    ({ caseId, key: task }) => ({ caseId, task }),
  );

/** The files that a deputy has in hand by this leave. */
export const withDeputy = async (
  deps: Pick<AssignDeps, "cases">,
  { id, deputy }: Pick<HandingLeave, "id" | "deputy">,
  authority: StaffMember["authority"],
): Promise<readonly AssignItem[]> =>
  cameBy(deps, id, await deps.cases.claimsOf({ officer: deputy, authority }));

/**
 * What a deputy may take of what an officer has in hand, with the roles that they have during the
 * leave; why not of the others.
 */
export async function foreseenFor(
  { sql, clock, cases }: AssignDeps,
  {
    from,
    to,
    authority,
  }: { readonly from: string; readonly to: string; readonly authority: string },
): Promise<readonly HandedOver[]> {
  const colleagues = await officersOf(sql, authority, clock());
  const [absent, deputy] = [from, to].map((id) => colleagues.find((each) => each.id === id));
  if (!absent || !deputy) return [];
  const actor = actorOf(standingIn(deputy, absent));
  const results: HandedOver[] = [];
  for (const { caseId, key } of await cases.claimsOf({
    officer: from,
    authority: absent.authority,
  })) {
    const application = await cases.open(caseId);
    const task = application?.state.tasks.find((each) => each.key === key);
    if (!application || !task) continue;
    const not = whyNotTo(application, task, actor);
    const reference = application.state.submitted?.reference ?? "";
    results.push({ caseId, task: key, reference, refusal: not?.refusal });
  }
  return results;
}

/** A deputy with the roles of the leave beside their own. */
function standingIn(deputy: Colleague, { id, held }: Colleague): Colleague {
  const more = held
    .filter(({ role, deputyFor }) => role !== administrator && !deputyFor)
    .map((each) => ({ ...each, deputyFor: id }));
  const all = [...deputy.held, ...more];
  return { ...deputy, held: all, roles: [...new Set(all.map(({ role }) => role))] };
}

type FilesDeps = AssignDeps & Pick<ActDeps, "notifications">;

/**
 * When leave begins the files go to the deputy, and what the deputy still has of them comes back
 * when it ends: in the name of whoever asked for it, where they supervise, else by the system, and
 * then those who supervise now are told too. Everybody concerned is told how many. The same again
 * does nothing twice.
 */
export async function moveFilesOfLeave(
  deps: FilesDeps,
  { officer, absence }: OfLeave,
): Promise<void> {
  const [leaves, member] = await Promise.all([
    handingLeaveOf(deps, officer),
    deps.staff.member(officer),
  ]);
  const leave = leaves.find(({ id }) => id === absence);
  if (!leave || !member) return;
  const now = deps.clock().getTime();
  const isOver = leave.status === "ended" || Date.parse(leave.untilAt) <= now;
  if (!isOver && (leave.status !== "held" || Date.parse(leave.fromAt) > now)) return;
  const { authority } = member;
  const bosses = await officersWith(deps.sql, authority, supervisor, deps.clock());
  const asker = bosses.find(({ id }) => id === leave.asker);
  const actor = asker ? actorOf(asker) : ({ kind: "system" } as const);
  const given = { from: officer, to: leave.deputy, authority, actor };
  const files = isOver ? await back(deps, leave, given) : await away(deps, leave, given);
  if (files.moved + files.stayed + (files.done ?? 0) === 0) return;
  const { fromAt, untilAt, deputy } = leave;
  const kind = isOver ? "leave-files-back" : "leave-files";
  const news = { id: `${kind}:${absence}`, kind, by: asker?.id ?? null } as const;
  const supervising = asker ? [asker.id] : bosses.map(({ id }) => id);
  await recordNotifications(
    deps,
    [...new Set([officer, deputy, ...supervising])].map((each) => ({
      ...{ ...news, officer: each },
      leave: { officer, fromAt, untilAt, deputy, files },
    })),
  );
}

type Files = NonNullable<ToldLeave["files"]>;

type Moving = Pick<HandOver, "from" | "authority" | "actor"> & { readonly to: string };

const counted = (results: readonly HandedOver[]) => {
  const moved = results.filter(({ refusal }) => !refusal).length;
  return { moved, stayed: results.length - moved };
};

async function away(deps: FilesDeps, { id }: HandingLeave, moving: Moving): Promise<Files> {
  const results = await handOver(deps, { ...moving, key: keyOf(id) });
  return counted(results.ok ? results.value : []);
}

async function back(deps: FilesDeps, leave: HandingLeave, moving: Moving): Promise<Files> {
  const { authority } = moving;
  const items = await withDeputy(deps, leave, authority);
  const results = await handBack(deps, { ...moving, items, key: `leave-over:${leave.id}` });
  const from = new Date(leave.fromAt);
  const lately = await deps.cases.doneBy({ authority }, { officer: leave.deputy, from });
  const done = (await cameBy(deps, leave.id, lately)).length;
  return { ...counted(results.ok ? results.value : []), done };
}
