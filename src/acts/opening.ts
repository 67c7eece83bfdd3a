/** Opening hours in words, of a centre and of the help desk. */
import type { Closing, OpenSpan } from "../catalogue/index.ts";
import type { OpenState } from "../centres/index.ts";
import { clockTime, dateIn } from "../kernel/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import { dayWithWeekday, weekdayWords } from "./appointment.ts";

export interface HoursRow {
  readonly days: string;
  readonly times: readonly string[];
}

/** Opening hours, neighbouring weekdays with the same times in one row: "Monday to Friday". */
export function hoursWords(hours: readonly OpenSpan[], t: Translate): readonly HoursRow[] {
  const rows: { first: number; last: number; times: string[] }[] = [];
  for (const weekday of [1, 2, 3, 4, 5, 6, 7]) {
    const times = hours
      .filter((span) => span.weekday === weekday)
      .map(({ opens, closes }) => `${opens}–${closes}`);
    const before = rows.at(-1);
    if (before && before.times.join() === times.join()) before.last = weekday;
    else rows.push({ first: weekday, last: weekday, times });
  }
  return rows
    .filter(({ times }) => times.length > 0)
    .map(({ first, last, times }) => {
      const from = weekdayWords(first, t);
      const to = weekdayWords(last, t);
      return { days: first === last ? from : t("visits.weekdays", { from, to }), times };
    });
}

/** "Open now, until 18:00", or closed and when it opens; what a person asks first. */
export function openWords(state: OpenState, now: Date, timeZone: string, t: Translate): string {
  if (state.open) return t("visits.open-until", { time: clockTime(state.closes, timeZone) });
  const { opens } = state;
  if (!opens) return t("visits.closed");
  const day = dateIn(opens, timeZone);
  const time = clockTime(opens, timeZone);
  return day === dateIn(now, timeZone)
    ? t("visits.opens-today", { time })
    : t("visits.opens-on", { day: dayWithWeekday(day, t), time });
}

/** When a centre is closed once: "Monday 7 December 2026" and "08:00 to 12:30". */
export function closingWords(
  { firstDay, lastDay, from, until }: Closing,
  t: Translate,
): { readonly days: string; readonly times: string } {
  const days =
    firstDay === lastDay
      ? dayWithWeekday(firstDay, t)
      : t("visits.closing.days", { from: t.date(firstDay), until: t.date(lastDay) });
  if (from !== undefined && until !== undefined)
    return { days, times: t("visits.closing.between", { from, until }) };
  if (from !== undefined) return { days, times: t("visits.closing.from", { from }) };
  if (until !== undefined) return { days, times: t("visits.closing.until", { until }) };
  return { days, times: t("visits.closing.whole-day") };
}
