import type { Absence } from "../kernel/index.ts";
import type { ToldLeave } from "../notifications/index.ts";
import type { Translate } from "../platform/i18n/index.ts";

/** The days of leave in words, the last one included. */
export const leaveDays = (
  t: Translate,
  { fromAt, untilAt }: Pick<Absence, "fromAt" | "untilAt">,
  timeZone: string,
): string => `${t.day(fromAt, timeZone)} – ${t.until(untilAt, timeZone)}`;

/** What an officer is told of leave: its days, and what became of the files. */
export function leaveLines(t: Translate, leave: ToldLeave, timeZone: string): readonly string[] {
  const { files } = leave;
  const lines = [leaveDays(t, leave, timeZone)];
  if (files?.done === undefined && files) lines.push(t("notifications.files-moved", files));
  if (files?.done !== undefined)
    lines.push(t("notifications.files-back", { ...files, done: files.done }));
  return lines;
}
