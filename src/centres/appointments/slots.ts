import { addDays, type Calendar, dateIn, type Refused, refuse } from "../../kernel/index.ts";
import { spansOn } from "../hours.ts";
import type { Centre, Topic } from "../model.ts";

/** The time of an appointment, independent of who books it. */
export interface SlotTime {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

type Places = NonNullable<Topic["slots"]>;

/**
 * Every slot of a day, in order: as many whole ones as fit into each span, so that none lies in a
 * break.
 */
export function slotsOn(
  centre: Centre,
  { minutes }: Places,
  day: string,
  calendar: Calendar,
): readonly SlotTime[] {
  const length = minutes * 60_000;
  return spansOn(centre, day, calendar).flatMap(({ opens, closes }) => {
    const count = Math.floor((closes.getTime() - opens.getTime()) / length);
    return Array.from({ length: count }, (_, index) => ({
      startsAt: new Date(opens.getTime() + index * length),
      endsAt: new Date(opens.getTime() + (index + 1) * length),
    }));
  });
}

/** The local days that can be booked: today and the days ahead that the rules allow. */
export function bookableDays(centre: Centre, now: Date, { timeZone }: Calendar): readonly string[] {
  const today = dateIn(now, timeZone);
  return Array.from({ length: centre.rules.daysAhead + 1 }, (_, ahead) => addDays(today, ahead));
}

export interface Wish {
  readonly centre: Centre;
  readonly topic: Topic;
  readonly startsAt: Date;
}

/**
 * The slot that begins then, with its number of seats; or why there is none. Does not say which
 * seats are free.
 */
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
