import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, dayOf } from "./deps.ts";
import type { Seat } from "./door.ts";
import { takeTurn } from "./store.ts";
import { addSeat, busyCounters, readFloor, removeSeat, seatAt, setAfter } from "./store-floor.ts";
import { tellNearAfter } from "./tell-near.ts";

/**
 * Seats an officer, and has those told by telephone whose turn is near now. `first`: the topic that
 * the counter is opened for. The caller holds the hall's lock. @returns false where the counter or
 * the officer has a seat already
 */
export async function takeSeat(
  deps: CentresDeps,
  tx: Sql,
  seat: Seat,
  first?: string | undefined,
): Promise<boolean> {
  const now = deps.clock();
  if (!(await addSeat(tx, { ...seat, first: first ?? null }, now))) return false;
  const rows = await readFloor(deps, seat.centre, dayOf(deps, now), tx);
  await deps.enqueue(tx, tellNearAfter(seat.centre, rows));
  return true;
}

/**
 * What was put off until the client in hand is done: the counter closes, and its officer moves to
 * the one that was named, unless somebody else sits there by now. The caller holds the lock.
 */
export async function closeIfPutOff(
  deps: CentresDeps,
  tx: Sql,
  { centre, counter }: Omit<Seat, "officer">,
): Promise<void> {
  const there = await seatAt(tx, centre, counter);
  if (!there?.closesAfter) return;
  await removeSeat(tx, centre, counter);
  const officer: OfficerId = there.officer;
  if (there.movesTo !== null) await takeSeat(deps, tx, { centre, counter: there.movesTo, officer });
  await tellChange(tx, centre);
}

/**
 * Has a counter with a client in hand close when they are done, or stay open after all. Refuses
 * centre.counter-closed where nobody sits there.
 */
export const putOffClosing = (
  deps: CentresDeps,
  { centre, counter }: Omit<Seat, "officer">,
  closes: boolean,
): Promise<Result<true>> =>
  transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    const there = await seatAt(tx, centre, counter);
    if (!there) return refuse("conflict", "centre.counter-closed");
    await setAfter(tx, { centre, counter }, { closes, movesTo: null });
    await closeIfDone(deps, tx, { centre, counter });
    await tellChange(tx, centre);
    return ok(true);
  });

/** Closes what was put off, unless somebody is still in front of the counter. */
async function closeIfDone(
  deps: CentresDeps,
  tx: Sql,
  { centre, counter }: Omit<Seat, "officer">,
): Promise<void> {
  if (!(await seatAt(tx, centre, counter))?.closesAfter) return;
  const rows = await readFloor(deps, centre, dayOf(deps, deps.clock()), tx);
  if (!busyCounters(rows).has(counter)) await closeIfPutOff(deps, tx, { centre, counter });
}

/**
 * A file of somebody without a ticket was opened or closed at a counter: what people are told
 * counts it, and what was put off until this client is done is done now.
 */
export const noticeFile = (
  deps: CentresDeps,
  { centre, counter }: Omit<Seat, "officer">,
): Promise<void> =>
  transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    await closeIfDone(deps, tx, { centre, counter });
    await tellChange(tx, centre);
  });
