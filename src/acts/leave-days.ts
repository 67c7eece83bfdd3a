import type { Absence } from "../kernel/index.ts";
import type { ToldLeave } from "../notifications/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import { type AdministratorDeps, administratorWords } from "./actor-names.ts";
import { mayConfirm } from "./administrators.ts";

/** The days of leave in words, the last one included. */
export function leaveDays(
  t: Translate,
  { fromAt, untilAt }: Pick<Absence, "fromAt" | "untilAt">,
  timeZone: string,
): string {
  const [first, last] = [t.day(fromAt, timeZone), t.until(untilAt, timeZone)];
  return first === last ? first : `${first} – ${last}`;
}

/** What an officer is told of leave: its days, and what became of the files. */
export function leaveLines(t: Translate, leave: ToldLeave, timeZone: string): readonly string[] {
  const { files } = leave;
  const lines = [leaveDays(t, leave, timeZone)];
  if (files?.done === undefined && files) lines.push(t("notifications.files-moved", files));
  if (files?.done !== undefined)
    lines.push(t("notifications.files-back", { ...files, done: files.done }));
  return lines;
}

/** Days in which planned leave is told. */
const leaveAhead = 90;
const dayMs = 24 * 3_600_000;

/** Leave that is on or planned, the earliest first; what waits however far ahead. */
export function comingLeave(absences: readonly Absence[], now: Date): readonly Absence[] {
  const soon = now.getTime() + leaveAhead * dayMs;
  return absences
    .filter(
      ({ fromAt, untilAt, status }) =>
        new Date(untilAt) > now && (status === "asked" || Date.parse(fromAt) < soon),
    )
    .toSorted((one, other) => Date.parse(one.fromAt) - Date.parse(other.fromAt));
}

/** Leave of a member of staff. */
export interface LeaveOf {
  readonly officer: string;
  readonly absence: Absence;
}

/** Each leave in words: its days, the deputy, and for whom it waits since when. */
export async function leaveWords(
  deps: AdministratorDeps,
  t: Translate,
  leaves: readonly LeaveOf[],
  nameOf: (officer: string) => string,
): Promise<readonly string[]> {
  const { timeZone } = deps.catalogue.jurisdiction;
  const isWaiting = leaves.some(({ absence }) => absence.status === "asked");
  const administrators = isWaiting ? await administratorWords(deps, t) : () => "";
  return leaves.map(({ officer, absence }) => {
    const { deputy, status, askedAt } = absence;
    const names = administrators((id) => mayConfirm(id, officer, absence));
    return [
      leaveDays(t, absence, timeZone),
      deputy && `${t("staff.deputy")}: ${nameOf(deputy)}`,
      status === "asked" && t("supervise.leave.waits", { since: t.day(askedAt, timeZone), names }),
    ]
      .filter(Boolean)
      .join(" · ");
  });
}
