import {
  addDays,
  type Calendar,
  dateIn,
  instantOf,
  isoWeekday,
  type Refused,
  refuse,
} from "../../kernel/index.ts";
import type { Centre, Topic } from "../model.ts";

/** The time of one appointment, before anybody has it. */
export interface SlotTime {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

type Places = NonNullable<Topic["slots"]>;
type Span = Readonly<Record<"opens" | "closes", string>>;

/**
 * When a centre is open on a local day: its hours of that weekday, a mobile unit's stops of that
 * date. A public holiday closes everything, also a stop that was planned before it was one.
 */
export function spansOn(centre: Centre, day: string, { holidays }: Calendar): readonly Span[] {
  if (holidays.has(day)) return [];
  if (centre.stops) return centre.stops.filter((stop) => stop.day === day);
  const weekday = isoWeekday(day);
  return centre.hours.filter((span) => span.weekday === weekday);
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Every slot of a day, in order: as many whole ones as fit into each span, so none lies in a break. */
export function slotsOn(
  centre: Centre,
  { minutes }: Places,
  day: string,
  calendar: Calendar,
): readonly SlotTime[] {
  const slots: SlotTime[] = [];
  const at = (minute: number) => instantOf(day, minute, calendar.timeZone);
  for (const { opens, closes } of spansOn(centre, day, calendar)) {
    const last = minuteOf(closes) - minutes;
    for (let minute = minuteOf(opens); minute <= last; minute += minutes)
      slots.push({ startsAt: at(minute), endsAt: at(minute + minutes) });
  }
  return slots.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** The local days on which an appointment can lie: today and the days ahead that the rules allow. */
export function bookableDays(centre: Centre, now: Date, { timeZone }: Calendar): readonly string[] {
  const today = dateIn(now, timeZone);
  return Array.from({ length: centre.rules.daysAhead + 1 }, (_, ahead) => addDays(today, ahead));
}

export interface Wish {
  readonly centre: Centre;
  readonly topic: Topic;
  readonly startsAt: Date;
}

/** The slot that begins then, with how many it takes; or why there is none. Says nothing of who has it. */
export function slotAt(
  { centre, topic: { slots }, startsAt }: Wish,
  now: Date,
  calendar: Calendar,
): (SlotTime & { readonly ok: true; readonly day: string; readonly atOnce: number }) | Refused {
  if (!slots) return refuse("not-found", "centre.no-slots");
  if (startsAt <= now) return refuse("conflict", "centre.slot-past");
  const day = dateIn(startsAt, calendar.timeZone);
  const days = centre.rules.daysAhead;
  if (day > addDays(dateIn(now, calendar.timeZone), days))
    return refuse("invalid", "centre.too-far-ahead", { facts: { days } });
  const times = slotsOn(centre, slots, day, calendar);
  const slot = times.find((time) => time.startsAt.getTime() === startsAt.getTime());
  if (!slot) return refuse("invalid", "centre.no-such-slot");
  return { ok: true, ...slot, day, atOnce: slots.atOnce };
}
