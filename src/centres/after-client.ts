import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import { tellChange } from "./changes.ts";
import { lookForLeft } from "./close-left.ts";
import { type CentresDeps, dayOf } from "./deps.ts";
import type { Seat } from "./door.ts";
import { takeTurn } from "./store.ts";
import {
  addSeat,
  busyCounters,
  type NewSeat,
  readCounters,
  readFloor,
  removeSeat,
  seatAt,
  setAfter,
  setArrived,
} from "./store-floor.ts";
import { tellCounters } from "./tell-counters.ts";
import { tellNearAfter } from "./tell-near.ts";

/**
 * Seats an officer, has those told by telephone whose turn is near now, and looks from then on
 * whether the officer is signed in. The caller holds the hall's lock.
 * @returns false where the counter or the officer has a seat already
 */
export async function takeSeat(deps: CentresDeps, tx: Sql, seat: NewSeat): Promise<boolean> {
  if (!(await addSeat(tx, seat, deps.clock()))) return false;
  await tellNearNow(deps, tx, seat.centre);
  await deps.enqueue(tx, [lookForLeft(seat.centre, deps.clock())]);
  return true;
}

/** A counter calls from now on: has those told by telephone whose turn is near. */
async function tellNearNow(deps: CentresDeps, tx: Sql, centre: string): Promise<void> {
  const rows = await readFloor(deps, centre, dayOf(deps, deps.clock()), tx);
  await deps.enqueue(tx, tellNearAfter(centre, rows));
}

/** The officer of a counter that was opened for them has come. The caller holds the lock. */
export async function noteArrival(
  deps: CentresDeps,
  tx: Sql,
  { centre, counter }: Omit<Seat, "officer">,
): Promise<void> {
  if (!(await setArrived(tx, { centre, counter }))) return;
  await tellNearNow(deps, tx, centre);
  await tellChange(tx, centre);
}

/**
 * What was put off until the client in hand is done: the counter closes, and its officer moves to
 * the one that was named, unless somebody else sits there by now, or the officer is signed out.
 * They are told where somebody else ended it (`by`; null: the client, or a device without network);
 * whoever ends it themselves sees where they are. The caller holds the lock.
 */
export async function closeIfPutOff(
  deps: CentresDeps,
  tx: Sql,
  { centre, counter }: Omit<Seat, "officer">,
  { by }: Ended = {},
): Promise<void> {
  if (!(await seatAt(tx, centre, counter))?.closesAfter) return;
  const { seats } = await readCounters(tx, centre, deps.clock());
  const there = seats.find((each) => each.counter === counter);
  if (!there) return;
  await removeSeat(tx, centre, counter);
  const { officer, awaited, movesTo: to, signedOutAt } = there;
  const moves =
    to !== null &&
    signedOutAt === null &&
    (await takeSeat(deps, tx, { centre, counter: to, officer, awaited }));
  const news = moves ? { opened: [{ counter: to, officer }] } : { closed: [{ counter, officer }] };
  if (by !== undefined) await tellCounters(deps, tx, { centre, ...news, by });
  await tellChange(tx, centre);
}

/** Who ended what was in hand, where that is not the officer at the counter. */
interface Ended {
  readonly by?: OfficerId | null | undefined;
}

/**
 * Has a counter with a client in hand close when they are done, or stay open after all. Refuses
 * centre.counter-closed where nobody sits there.
 */
export const putOffClosing = (
  deps: CentresDeps,
  { centre, counter }: Omit<Seat, "officer">,
  { closes, by }: Ended & { readonly closes: boolean },
): Promise<Result<true>> =>
  transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    const there = await seatAt(tx, centre, counter);
    if (!there) return refuse("conflict", "centre.counter-closed");
    await setAfter(tx, { centre, counter }, { closes, movesTo: null });
    await closeIfDone(deps, tx, { centre, counter }, { by });
    await tellChange(tx, centre);
    return ok(true);
  });

/** Closes what was put off, unless somebody is still in front of the counter. */
async function closeIfDone(
  deps: CentresDeps,
  tx: Sql,
  { centre, counter }: Omit<Seat, "officer">,
  ended?: Ended,
): Promise<void> {
  if (!(await seatAt(tx, centre, counter))?.closesAfter) return;
  const rows = await readFloor(deps, centre, dayOf(deps, deps.clock()), tx);
  if (!busyCounters(rows).has(counter)) await closeIfPutOff(deps, tx, { centre, counter }, ended);
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
