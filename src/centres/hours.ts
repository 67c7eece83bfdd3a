import { addDays, type Calendar, dateIn, instantOf, isoWeekday } from "../kernel/index.ts";
import type { Centre } from "./model.ts";

/** A holiday week and a long closure fit into it. */
const daysLooked = 60;

/** Opening hours, as instants. */
export interface Span {
  readonly opens: Date;
  readonly closes: Date;
}

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** What the hours of a centre follow from. */
export type Opening = Pick<Centre, "kind" | "hours" | "stops" | "closings">;

type LocalSpan = Readonly<Record<"opens" | "closes", string>>;

/** What is left of the spans of a day beside the closings of the centre on it. */
function beside(spans: readonly LocalSpan[], closings: Centre["closings"], day: string) {
  const today = closings?.filter(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
  return (today ?? []).reduce<readonly LocalSpan[]>(
    (left, { from = "00:00", until = "24:00" }) =>
      left.flatMap(({ opens, closes }) =>
        [
          { opens, closes: closes < from ? closes : from },
          { opens: opens > until ? opens : until, closes },
        ].filter((part) => part.opens < part.closes),
      ),
    spans,
  );
}

/**
 * Opening hours of a centre on a local day: none on public holidays, except at stops of a mobile
 * unit; none while it is closed once.
 */
export function spansOn(
  { kind, hours, stops = [], closings }: Opening,
  day: string,
  { timeZone, holidays }: Pick<Calendar, "timeZone" | "holidays">,
): readonly Span[] {
  const weekday = isoWeekday(day);
  const spans =
    kind === "mobile"
      ? stops.filter((stop) => stop.day === day)
      : hours.filter((span) => span.weekday === weekday && !holidays.has(day));
  return beside(spans, closings, day)
    .map(({ opens, closes }) => ({
      opens: instantOf(day, minutes(opens), timeZone),
      closes: instantOf(day, minutes(closes), timeZone),
    }))
    .sort((a, b) => a.opens.getTime() - b.opens.getTime());
}

/**
 * Minutes until the centre opens, before its first hour of a day or in a break; 0 at all other
 * times.
 */
export function opensIn(centre: Centre, now: Date, calendar: Calendar): number {
  const spans = spansOn(centre, dateIn(now, calendar.timeZone), calendar);
  if (spans.some(({ opens, closes }) => opens <= now && now < closes)) return 0;
  const next = spans.find(({ opens }) => opens > now);
  return next ? (next.opens.getTime() - now.getTime()) / 60_000 : 0;
}

/** Open until when, or closed and until when; `opens` is undefined where no day ahead is open. */
export type OpenState =
  | { readonly open: true; readonly closes: Date }
  | { readonly open: false; readonly opens: Date | undefined };

/** Whether people are served now. A break is closed. */
export function openAt(centre: Opening, now: Date, calendar: Calendar): OpenState {
  const today = dateIn(now, calendar.timeZone);
  for (let ahead = 0; ahead <= daysLooked; ahead++)
    for (const { opens, closes } of spansOn(centre, addDays(today, ahead), calendar)) {
      if (now >= closes) continue;
      return opens <= now ? { open: true, closes } : { open: false, opens };
    }
  return { open: false, opens: undefined };
}

/** Why nobody is served now: what a day has of hours, or where in the day it is. */
export type ClosedWhy = "holiday" | "no-hours" | "before" | "between" | "after";

/** Why a centre is closed at an instant; undefined while it is open. */
export function closedWhy(
  centre: Pick<Centre, "kind" | "hours" | "stops">,
  now: Date,
  calendar: Calendar,
): ClosedWhy | undefined {
  const today = dateIn(now, calendar.timeZone);
  const spans = spansOn(centre, today, calendar);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) {
    const usual = spansOn(centre, today, { ...calendar, holidays: new Set<string>() });
    return usual.length > 0 ? "holiday" : "no-hours";
  }
  if (spans.some(({ opens, closes }) => opens <= now && now < closes)) return undefined;
  if (now < first.opens) return "before";
  return now < last.closes ? "between" : "after";
}

/** When the last hour of this day ends; undefined on a day without any, and once it has ended. */
export function closesToday(centre: Centre, now: Date, calendar: Calendar): Date | undefined {
  const last = spansOn(centre, dateIn(now, calendar.timeZone), calendar).at(-1);
  return last && last.closes > now ? last.closes : undefined;
}

/** Tickets are available a little before opening, so that nobody queues outside for one. */
const earlyMs = 30 * 60_000;

/**
 * Whether a ticket can be had now; a break does not close the kiosk. @returns `opens` is when it
 * can be had again, undefined where no day of the next sixty is open
 */
export function ticketsAt(
  centre: Centre,
  now: Date,
  calendar: Calendar,
): { readonly open: true } | { readonly open: false; readonly opens: Date | undefined } {
  const today = dateIn(now, calendar.timeZone);
  for (let ahead = 0; ahead <= daysLooked; ahead++) {
    const spans = spansOn(centre, addDays(today, ahead), calendar);
    const [first, last] = [spans[0], spans.at(-1)];
    if (!first || !last || now >= last.closes) continue;
    if (now.getTime() >= first.opens.getTime() - earlyMs) return { open: true };
    return { open: false, opens: first.opens };
  }
  return { open: false, opens: undefined };
}
