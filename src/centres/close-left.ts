import type { OfficerId } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, dayOf } from "./deps.ts";
import { takeTurn } from "./store.ts";
import {
  busyCounters,
  type FloorSeat,
  readCounters,
  readFloor,
  removeSeat,
} from "./store-floor.ts";

const lookEvery = 60_000;

/**
 * Looks a minute later for counters that were left; while a hall has open ones, every minute. A
 * look that is to come already stays: each counter that opens would put it off.
 */
export const lookForLeft = (centre: string, now: Date): JobSpec => ({
  ...{ task: "close-left", payload: { centre }, key: `close-left:${centre}` },
  ...{ runAt: new Date(now.getTime() + lookEvery), keepsTime: true },
});

/** Whose officer is signed out; a counter with a break has until its end. */
const isLeft = ({ signedOutAt, breakUntil }: FloorSeat, now: Date): boolean =>
  signedOutAt !== null && !(breakUntil && breakUntil > now);

/** Counters that were left without a client. */
async function leftCounters(deps: CentresDeps, centre: string, sql?: Sql) {
  const now = deps.clock();
  const rows = await readFloor(deps, centre, dayOf(deps, now), sql);
  const busy = busyCounters(rows);
  return rows.seats.filter((seat) => isLeft(seat, now) && !busy.has(seat.counter));
}

/** See `Centres.closeLeft`. */
export async function closeLeft(
  deps: CentresDeps,
  centre: string,
  before: (officer: OfficerId) => Promise<void>,
): Promise<void> {
  const now = deps.clock();
  const { seats } = await readCounters(deps.sql, centre, now);
  if (seats.length > 0) await deps.enqueue(deps.sql, [lookForLeft(centre, now)]);
  // The queue is read only where somebody is gone, and the hall's turn, which makes everybody read
  // it anew, is taken only where there is something to change.
  if (!seats.some((seat) => isLeft(seat, now))) return;
  const gone = new Set((await leftCounters(deps, centre)).map(({ officer }) => officer));
  if (gone.size === 0) return;
  for (const officer of gone) await before(officer);
  await transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    for (const { counter, officer } of await leftCounters(deps, centre, tx))
      if (gone.has(officer)) await removeSeat(tx, centre, counter);
    await tellChange(tx, centre);
  });
}
