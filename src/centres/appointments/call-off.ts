import { dateIn } from "../../kernel/index.ts";
import { transaction } from "../../platform/db/index.ts";
import { spansOn } from "../hours.ts";
import { eventOf } from "./book.ts";
import type { AppointmentsDeps } from "./deps.ts";
import type { SlotTime } from "./slots.ts";
import { type AppointmentRow, callOffTime, timesAhead } from "./store.ts";

/** Whether the centre is closed at that time after all; false for an unknown centre. */
export function isClosedAt(
  { centre: find, calendar }: AppointmentsDeps,
  { centre: id, startsAt, endsAt }: SlotTime & Pick<AppointmentRow, "centre">,
): boolean {
  const centre = find(id);
  const working = calendar();
  return (
    centre !== undefined &&
    !spansOn(centre, dateIn(startsAt, working.timeZone), working).some(
      ({ opens, closes }) => opens <= startsAt && endsAt <= closes,
    )
  );
}

/**
 * Calls off appointments at times when the centre is closed after all: a new public holiday, or a
 * cancelled stop of the bus. Idempotent: each appointment is called off once.
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
