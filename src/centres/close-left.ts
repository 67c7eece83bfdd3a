import type { OfficerId } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, dayOf } from "./deps.ts";
import { takeTurn } from "./store.ts";
import { busyCounters, readFloor, removeSeat } from "./store-floor.ts";

const lookEvery = 60_000;

/** Looks a minute later for counters that were left; while a hall has open ones, every minute. */
export const lookForLeft = (centre: string, now: Date): JobSpec => ({
  ...{ task: "close-left", payload: { centre }, key: `close-left:${centre}` },
  runAt: new Date(now.getTime() + lookEvery),
});

/** Counters whose officer is signed out, without a client; one with a break has until its end. */
async function leftCounters(deps: CentresDeps, centre: string, sql?: Sql) {
  const now = deps.clock();
  const rows = await readFloor(deps, centre, dayOf(deps, now), sql);
  const busy = busyCounters(rows);
  const left = rows.seats.filter(
    ({ counter, signedOutAt, breakUntil }) =>
      signedOutAt !== null && !busy.has(counter) && !(breakUntil && breakUntil > now),
  );
  return { left, isOpen: rows.seats.length > left.length };
}

/** See `Centres.closeLeft`. */
export async function closeLeft(deps: CentresDeps, centre: string): Promise<readonly OfficerId[]> {
  const seen = await leftCounters(deps, centre);
  // Only where there is something to change: the hall's turn makes everybody read it anew.
  if (seen.left.length === 0) {
    if (seen.isOpen) await deps.enqueue(deps.sql, [lookForLeft(centre, deps.clock())]);
    return [];
  }
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    const { left, isOpen } = await leftCounters(deps, centre, tx);
    for (const { counter } of left) await removeSeat(tx, centre, counter);
    if (isOpen) await deps.enqueue(tx, [lookForLeft(centre, deps.clock())]);
    await tellChange(tx, centre);
    return left.map(({ officer }) => officer);
  });
}
