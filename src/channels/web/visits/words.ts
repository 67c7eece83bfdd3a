import { type Centre, spansOn, type Topic } from "../../../centres/index.ts";
import { addDays, type Calendar, clockTime, dateIn } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** 1 Monday … 7 Sunday. */
const weekdayIn = (weekday: number, t: Translate): string => t.named(`visits.weekday.${weekday}`);

/** "Tuesday 24 November 2026". */
export const dayWithWeekday = (day: string, t: Translate): string =>
  t("visits.on-weekday", { weekday: weekdayIn(weekdayOf(day), t), date: t.date(day) });

export interface HoursRow {
  readonly days: string;
  readonly times: readonly string[];
}

/** Opening hours, neighbouring weekdays with the same times in one row: "Monday to Friday". */
export function hoursOf({ hours }: Pick<Centre, "hours">, t: Translate): readonly HoursRow[] {
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
      const from = weekdayIn(first, t);
      const to = weekdayIn(last, t);
      return { days: first === last ? from : t("visits.weekdays", { from, to }), times };
    });
}

/** The times of today, in words; what a person asks first. */
export function todayIn(centre: Centre, now: Date, calendar: Calendar, t: Translate): string {
  const { timeZone } = calendar;
  const today = dateIn(now, timeZone);
  const spans = spansOn(centre, today, calendar);
  const times = spans.map(
    ({ opens, closes }) => `${clockTime(opens, timeZone)}–${clockTime(closes, timeZone)}`,
  );
  return times.length > 0 ? t.list(times) : t("visits.closed-today");
}

/** Stops that are still to come, at most so many. */
export const stopsAhead = ({ stops = [] }: Centre, today: string, most: number) =>
  stops.filter(({ day }) => day >= today && day < addDays(today, 366)).slice(0, most);

/** Where an appointment is: the centre, or the stop of that day. */
export function placeOf(centre: Centre, day: string, t: Translate): string {
  const stop = centre.stops?.find((each) => each.day === day);
  return stop ? `${t.words(centre.name)}, ${t.words(stop.place)}` : t.words(centre.name);
}

export const takesAppointments = ({ slots }: Topic): boolean => slots !== undefined;
