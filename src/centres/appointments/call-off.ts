import { dateIn } from "../../kernel/index.ts";
import { transaction } from "../../platform/db/index.ts";
import { spansOn } from "../hours.ts";
import { eventOf } from "./book.ts";
import type { AppointmentsDeps } from "./deps.ts";
import type { SlotTime } from "./slots.ts";
import { callOffTime, type Kept, timesAhead } from "./store.ts";

/** Whether the centre serves nobody at that time after all. Of a centre that is unknown nothing is said. */
export function isClosedAt(
  { centre: find, calendar }: AppointmentsDeps,
  { centre: id, startsAt, endsAt }: SlotTime & Pick<Kept, "centre">,
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
 * Calls off whatever is booked for a time at which the centre is closed after all: a day that became a
 * public holiday, a stop of the bus that is no more. Each appointment once, however often this runs.
 */
export async function callOffClosed(deps: AppointmentsDeps): Promise<void> {
  const now = deps.clock();
  const times = await timesAhead(deps.sql, now);
  for (const time of times.filter((each) => isClosedAt(deps, each)))
    await transaction(deps.sql, async (tx) => {
      for (const gone of await callOffTime(tx, time, now))
        await deps.react(tx, eventOf("AppointmentCalledOff", gone, now));
    });
}
