import {
  type Application,
  isOwnCase,
  isProgramId,
  isWorkOf,
  supervisor,
  type Task,
} from "../cases/index.ts";
import { centresOffice, worksIn } from "../centres/index.ts";
import { type AuthorityId, addDays, dateIn, instantOf, isBusinessDay } from "../kernel/index.ts";
import type { MorningCounts, NewNotification, NotificationKind } from "../notifications/index.ts";
import { type Colleague, officersOf, officersWith } from "../platform/auth/index.ts";
import { type Pool, type Sql, transaction } from "../platform/db/index.ts";
import { enqueue, type JobSpec } from "../platform/jobs/index.ts";
import { administratorsHere, waitingFor } from "./administrators.ts";
import { actorOf } from "./assign.ts";
import type { ActDeps } from "./deps.ts";
import { leaveLines } from "./leave-days.ts";
import { type OfCase, opened } from "./of-case.ts";
import { workLines } from "./staff-roles.ts";
import { hasNews, morningLines, teamOf } from "./team.ts";
import { langOf } from "./wording.ts";

/** What officers are told of an application: named ones, or those whose work it is. */
export interface OfficersNotice extends OfCase {
  readonly kind: NotificationKind;
  /** Version of the case, or another name of the occasion: the same one is told once. */
  readonly occasion: number | string;
  readonly to?: readonly string[];
  /**
   * `signers` can give the second signature of the task, `members` vote on it; `supervisors` are
   * those of its work, `administrators` give its role.
   */
  readonly audience?: "signers" | "members" | "supervisors" | "administrators";
  /** Of the audience, those who are told something else of it, or nothing. */
  readonly except?: readonly string[];
  /** The role above the supervisor to which it was escalated: told beside the supervisors. */
  readonly role?: string;
  /** Key of the task. */
  readonly task?: string;
  /** What was decided of the task. */
  readonly outcome?: string;
  /** Id of the officer who did it: they are not told. */
  readonly by?: string;
}

export interface OfficerMail {
  readonly officer: string;
  /** The end of the span whose news the mail tells: ISO 8601. */
  readonly until: string;
}

export type TellDeps = Pick<
  ActDeps,
  | "sql"
  | "clock"
  | "calendar"
  | "cases"
  | "messages"
  | "notifications"
  | "staff"
  | "i18n"
  | "baseUrl"
  | "catalogue"
>;

/** Officers of one office at most; whoever has more signs from the worklist. */
const mostTold = 50;

/** Writes what happened on the list of each officer whom it concerns, and plans their e-mail. */
export async function tellOfficers(deps: TellDeps, notice: OfficersNotice): Promise<void> {
  const { caseId, kind, by, occasion, task: key } = notice;
  if (!notice.audience && !notice.to?.length) return;
  const application = await opened(deps, caseId);
  const { submitted, tasks } = application.state;
  const task = tasks.find((each) => each.key === key);
  const isOfTask = notice.outcome !== undefined || notice.audience === "administrators";
  const decided = task && isOfTask && decidedOf(task, notice.outcome);
  const officers = new Set([
    ...(notice.to ?? []),
    ...(await audienceOf(deps, application, notice)),
  ]);
  if (by) officers.delete(by);
  await recordNotifications(
    deps,
    [...officers].slice(0, mostTold).map((officer) => ({
      ...{ id: [caseId, kind, occasion, key].filter((part) => part !== undefined).join(":") },
      ...{ officer, kind, caseId },
      reference: submitted?.reference ?? null,
      service: submitted?.service ?? null,
      by: by ?? null,
      ...(decided && { decided }),
    })),
  );
}

const decidedOf = ({ stage, task }: Task, outcome: string | undefined) => ({
  ...{ stage, task },
  ...(outcome !== undefined && { outcome }),
});

async function audienceOf(
  deps: Pick<TellDeps, "sql" | "clock">,
  { state }: Application,
  { audience, except, role: above = supervisor, task: key, by }: OfficersNotice,
): Promise<readonly string[]> {
  const task = state.tasks.find((each) => each.key === key);
  if (!task || !audience) return [];
  if (audience === "administrators") return (await administratorsHere(deps)).map(({ id }) => id);
  const isLate = audience === "supervisors";
  const roles = isLate ? new Set([above, supervisor]) : [task.role];
  const untold = new Set([...(task.recused ?? []).map((each) => each.by), ...(except ?? []), by]);
  const holding = async (role: string) => {
    const all = await officersWith(deps.sql, task.authority, role, deps.clock());
    const here = all.filter(({ id, away }) => !away && !untold.has(id));
    const near = here.filter(
      (each) =>
        isOf(each, { ...task, role }, state.submitted?.service) && !isOwnCase(actorOf(each), state),
    );
    // A step that is late is somebody's, even where no supervisor is named for its office.
    return near.length > 0 || !isLate ? near : here;
  };
  const those = (await Promise.all([...roles].map(holding))).flat();
  const holder = isLate && task.claimedBy ? [task.claimedBy] : [];
  return [...those.map(({ id }) => id), ...holder];
}

const isOf = (colleague: Colleague, task: Task, service: string | undefined): boolean =>
  isWorkOf(actorOf(colleague), task, service);

/** Whoever runs the floor of a hall, also those on leave. */
export async function floorManagersOf(
  { sql, clock }: Pick<TellDeps, "sql" | "clock">,
  centre: string,
): Promise<readonly Colleague[]> {
  const all = await officersWith(sql, centresOffice, "floor-manager", clock());
  return all.filter((each) => worksIn(each, centre));
}

/** News are collected for so long before an e-mail tells of them: many at once are one mail. */
const spanMs = 5 * 60_000;

/**
 * Writes them, and plans the e-mail of those who want it. What concerns an authority's own system
 * it reads in its list of tasks.
 */
export async function recordNotifications(
  deps: Pick<TellDeps, "clock" | "notifications"> & { readonly sql: Sql | Pool },
  about: readonly NewNotification[],
): Promise<void> {
  const all = about.filter(({ officer }) => !isProgramId(officer));
  const { sql, clock, notifications } = deps;
  await transaction(sql, async (tx) => {
    const fresh = await notifications.add(tx, all);
    const wanting = await notifications.byEmail(fresh);
    const until = new Date((Math.floor(clock().getTime() / spanMs) + 1) * spanMs);
    await enqueue(
      tx,
      wanting.map(
        (officer): JobSpec => ({
          task: "mail-officer",
          payload: { officer, until: until.toISOString() },
          runAt: until,
          key: `mail-officer:${officer}:${until.getTime()}`,
        }),
      ),
    );
  });
}

/** Numbers in one e-mail; the page has them all. */
const mostInMail = 20;

/**
 * Sends an officer the numbers of what is new and unread, with the way to the list: nobody's name
 * and no word of a file. Nothing where they have read it, left, or want no e-mail any more.
 */
export async function mailOfficer(deps: TellDeps, { officer, until }: OfficerMail): Promise<void> {
  const { notifications, messages, staff, i18n, baseUrl } = deps;
  const [wish, member, latest] = await Promise.all([
    notifications.preferenceOf(officer),
    staff.member(officer),
    notifications.of(officer),
  ]);
  if (!wish?.email || !member?.email || member.standing !== "active") return;
  const end = Date.parse(until);
  const fresh = latest.filter(
    ({ at, readAt }) => !readAt && at.getTime() >= end - spanMs && at.getTime() < end,
  );
  if (fresh.length === 0) return;
  const lang = langOf(i18n, wish.lang);
  const t = i18n.for(lang);
  const lines = fresh
    .slice(0, mostInMail)
    .map(({ reference, kind, counts, leave, work }) =>
      [
        [reference, t(`notifications.kinds.${kind}`)].filter((part) => part).join(" · "),
        ...(leave ? leaveLines(t, leave, deps.calendar().timeZone) : []),
        ...(work ? workLines(t, deps.catalogue, work) : []),
        ...(counts ? morningLines(deps.catalogue, t, member.authority, counts) : []),
      ].join("\n"),
    );
  await messages.send({
    ...{ id: `officer-told:${officer}:${until}`, personId: null, lang, template: "officer-told" },
    to: { email: member.email },
    facts: {
      count: fresh.length,
      list: lines.join("\n"),
      link: `${baseUrl}/staff/notifications`,
    },
  });
}

/** Nightly: plans the morning lists for the hour at which offices open, on working days. */
export async function planMorning(
  deps: Pick<TellDeps, "sql" | "clock" | "calendar">,
): Promise<void> {
  const calendar = deps.calendar();
  const day = dateIn(deps.clock(), calendar.timeZone);
  if (!isBusinessDay(day, calendar)) return;
  const [hours = 0, minutes = 0] = calendar.opens.split(":").map(Number);
  const runAt = instantOf(day, hours * 60 + minutes, calendar.timeZone);
  const key = `morning:${day}`;
  await enqueue(deps.sql, [{ task: "officers.morning", payload: { day }, runAt, key }]);
}

const nothing: MorningCounts = { late: 0, dueToday: 0, takenOver: 0, escalated: 0 };

/**
 * Tells each officer what waits: what is late, due today, was taken over or escalated, and opinions
 * on appeals that arrived or are missing; whoever supervises also that of all their authority, and
 * whoever administers what waits for them to confirm it.
 * Whoever has nothing of it gets no list. Once for each day; nothing once that day is over.
 */
export async function tellMorning(
  deps: TellDeps,
  { day }: { readonly day: string },
): Promise<void> {
  const { cases, notifications, clock } = deps;
  const { timeZone } = deps.calendar();
  if (dateIn(clock(), timeZone) !== day) return;
  const [due, since] = await Promise.all([
    cases.dueInHand(instantOf(addDays(day, 1), 0, timeZone)),
    notifications.sinceMorning(),
  ]);
  const lists = new Map<string, MorningCounts>();
  for (const { officer, late, due: dueToday } of due)
    lists.set(officer, { ...nothing, late, dueToday });
  for (const { officer, ...more } of since)
    lists.set(officer, { ...(lists.get(officer) ?? nothing), ...more });
  for (const { id } of deps.catalogue.jurisdiction.authorities) await addTeam(deps, id, lists);
  const waiting = await deps.staff.members({ waiting: true, size: 500 });
  for (const { id } of await administratorsHere(deps)) {
    const toConfirm = waitingFor(id, waiting);
    if (toConfirm > 0) lists.set(id, { ...(lists.get(id) ?? nothing), toConfirm });
  }
  await recordNotifications(
    deps,
    [...lists].map(([officer, counts]) => ({
      ...{ id: `morning:${day}`, officer, kind: "morning" as const, counts },
    })),
  );
}

/** What all of an authority has, on the lists of those at work who supervise it. */
async function addTeam(
  deps: TellDeps,
  authority: AuthorityId,
  lists: Map<string, MorningCounts>,
): Promise<void> {
  const staff = await officersOf(deps.sql, authority, deps.clock());
  const here = staff.filter(({ away, roles }) => !away && roles.includes(supervisor));
  if (here.length === 0) return;
  const { counts: team } = await teamOf(deps, authority, staff);
  if (!hasNews(team)) return;
  for (const { id } of here) lists.set(id, { ...(lists.get(id) ?? nothing), team });
}
