import { type Calendar, dateIn } from "../../kernel/index.ts";
import { transaction } from "../../platform/db/index.ts";
import { type Opening, spansOn } from "../hours.ts";
import type { Centre } from "../model.ts";
import { eventOf } from "./book.ts";
import type { AppointmentsDeps } from "./deps.ts";
import type { SlotTime } from "./slots.ts";
import { type AppointmentRow, bookedAhead, callOffTime, timesAhead } from "./store.ts";

const isClosed = (centre: Opening, { startsAt, endsAt }: SlotTime, working: Calendar): boolean =>
  !spansOn(centre, dateIn(startsAt, working.timeZone), working).some(
    ({ opens, closes }) => opens <= startsAt && endsAt <= closes,
  );

/** Whether the centre is closed at that time after all; false for an unknown centre. */
export function isClosedAt(
  { centre: find, calendar }: AppointmentsDeps,
  time: SlotTime & Pick<AppointmentRow, "centre">,
): boolean {
  const centre = find(time.centre);
  return centre !== undefined && isClosed(centre, time, calendar());
}

/** How many appointments would be called off if the centre were like this. */
export async function calledOffBy(
  { sql, clock, calendar }: AppointmentsDeps,
  centre: Opening & Pick<Centre, "id">,
): Promise<number> {
  const times = await bookedAhead(sql, centre.id, clock());
  const closed = times.filter((time) => isClosed(centre, time, calendar()));
  return closed.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Calls off appointments at times when the centre is closed after all: a new public holiday, other
 * hours, a closing, or a cancelled stop of the bus. Idempotent: each appointment is called off
 * once.
 */
export async function callOffClosed(deps: AppointmentsDeps): Promise<void> {
  const now = deps.clock();
  const times = await timesAhead(deps.sql, now);
  for (const time of times.filter((each) => isClosedAt(deps, each)))
    await transaction(deps.sql, async (tx) => {
      for (const calledOff of await callOffTime(tx, time, now))
        await deps.react(tx, eventOf("AppointmentCalledOff", calledOff, now));
    });
}
