import type { LateAt } from "../cases/index.ts";
import {
  type AuthorityId,
  addDays,
  type Calendar,
  dateIn,
  instantOf,
  isBusinessDay,
} from "../kernel/index.ts";
import type { LateCounts, MorningCounts, TakenFrom, TeamCounts } from "../notifications/index.ts";
import type { Colleague } from "../platform/auth/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import { type CommitteeFile, committeeFiles } from "./committees.ts";
import type { ActDeps } from "./deps.ts";
import { officesOf } from "./staff-roles.ts";

type TeamDeps = Pick<ActDeps, "clock" | "calendar" | "cases" | "notifications"> &
  Parameters<typeof committeeFiles>[0];

/** How the work of an authority stands, for whoever supervises it. */
export interface Team {
  readonly counts: TeamCounts;
  /** Since offices opened on the working day before. */
  readonly takenFrom: readonly TakenFrom[];
  /** What committees vote on. */
  readonly votes: readonly CommitteeFile[];
  /** Colleagues on leave who have files in hand. */
  readonly away: readonly { readonly id: string; readonly name: string; readonly files: number }[];
}

/** Offices in one list; the worklist has a filter for all of them. */
const mostOffices = 20;

/** What is late, was taken over or escalated, and what of the staff those on leave have in hand. */
export async function teamOf(
  deps: TeamDeps,
  authority: AuthorityId,
  colleagues: readonly Colleague[],
): Promise<Team> {
  const { clock, cases, notifications } = deps;
  const absent = colleagues.filter((each) => each.away);
  const [late, votes, inHand, takenFrom] = await Promise.all([
    cases.lateByOffice(authority),
    committeeFiles(deps, { authority }, colleagues),
    cases.inHandOf(
      { authority },
      absent.map(({ id }) => id),
    ),
    notifications.takenFrom(
      colleagues.map(({ id }) => id),
      morningBefore(clock(), deps.calendar()),
    ),
  ]);
  const files = new Map(inHand.map((row) => [row.officer, row.inHand]));
  const away = absent.flatMap(({ id, name }) => {
    const count = files.get(id);
    return count ? [{ id, name, files: count }] : [];
  });
  const counts = {
    ...totalOf(late),
    takenOver: takenFrom.length,
    away: away.length,
    awayFiles: away.reduce((sum, each) => sum + each.files, 0),
    votes: votes.length,
    opinionsMissing: votes.filter(({ opinionOf }) => opinionOf !== null).length,
    offices: late
      .flatMap(({ office, ...row }) => (office === null ? [] : [{ office, ...row }]))
      .slice(0, mostOffices),
  };
  return { counts, takenFrom, away, votes };
}

const totalOf = (rows: readonly LateAt[]) =>
  rows.reduce(
    (sum, row) => ({
      overdue: sum.overdue + row.overdue,
      stepOverdue: sum.stepOverdue + row.stepOverdue,
      escalated: sum.escalated + row.escalated,
    }),
    { overdue: 0, stepOverdue: 0, escalated: 0 },
  );

/** Whether there is anything of it to tell. */
export const hasNews = ({
  overdue,
  stepOverdue,
  escalated,
  takenOver,
  away,
  votes = 0,
}: TeamCounts) => overdue + stepOverdue + escalated + takenOver + away + votes > 0;

/** A morning list in words: what is one's own, then that of all the authority, and each office. */
export function morningLines(
  catalogue: Parameters<typeof officesOf>[0],
  t: Translate,
  authority: string,
  { late, dueToday, takenOver, escalated, team, ...counts }: MorningCounts,
): readonly string[] {
  const { opinions = 0, opinionsMissing = 0, toConfirm = 0 } = counts;
  const own = joined([
    late > 0 && t("notifications.morning.late", { count: late }),
    dueToday > 0 && t("notifications.morning.due-today", { count: dueToday }),
    takenOver > 0 && t("notifications.morning.taken-over", { count: takenOver }),
    escalated > 0 && t("notifications.morning.escalated", { count: escalated }),
    opinions > 0 && t("notifications.morning.opinions", { count: opinions }),
    opinionsMissing > 0 && t("notifications.morning.opinions-missing", { count: opinionsMissing }),
    toConfirm > 0 && t("notifications.morning.to-confirm", { count: toConfirm }),
  ]);
  if (!team) return own ? [own] : [];
  const names = new Map(
    officesOf(catalogue, authority).map(({ value, label }) => [value, t.words(label)]),
  );
  const { votes = 0, opinionsMissing: noOpinion = 0 } = team;
  const whole = joined([
    ...lateParts(t, team),
    team.takenOver > 0 && t("notifications.morning.taken-over", { count: team.takenOver }),
    team.away > 0 && t("notifications.morning.away", { people: team.away, files: team.awayFiles }),
    votes > 0 && t("notifications.morning.votes", { count: votes }),
    noOpinion > 0 && t("notifications.morning.opinions-missing", { count: noOpinion }),
  ]);
  const line = (label: string, count: string) => t("notifications.morning.count", { label, count });
  return [
    ...(own ? [own] : []),
    line(t("notifications.morning.team"), whole),
    ...team.offices.map(({ office, ...row }) =>
      line(names.get(office) || office, joined(lateParts(t, row))),
    ),
  ];
}

const joined = (parts: readonly (string | false)[]): string => parts.filter(Boolean).join(" · ");

const lateParts = (t: Translate, { overdue, stepOverdue, escalated }: LateCounts) => {
  const part = (label: string, count: number) =>
    count > 0 && t("notifications.morning.count", { label, count: t.number(count) });
  return [
    part(t("office-pages.show.overdue"), overdue),
    part(t("office-pages.show.step-overdue"), stepOverdue),
    escalated > 0 && t("notifications.morning.escalated", { count: escalated }),
  ];
};

/** When offices opened on the working day before; a week ago where there was none. */
function morningBefore(now: Date, calendar: Calendar): Date {
  const today = dateIn(now, calendar.timeZone);
  const before = [1, 2, 3, 4, 5, 6, 7].map((days) => addDays(today, -days));
  const day = before.find((each) => isBusinessDay(each, calendar)) ?? addDays(today, -7);
  const [hours = 0, minutes = 0] = calendar.opens.split(":").map(Number);
  return instantOf(day, hours * 60 + minutes, calendar.timeZone);
}
