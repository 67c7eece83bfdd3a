import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { transaction } from "../platform/db/index.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Seat } from "./door.ts";
import { takeTurn, ticketsAtCounter } from "./store.ts";
import { addSeat, removeSeat, seatAt, seatOfOfficer } from "./store-floor.ts";

/** Whether there is such a counter. Refuses centre.not-found, centre.counter-unknown. */
export function knownCounter(
  deps: CentresDeps,
  { centre: id, counter }: Omit<Seat, "officer">,
): Result<true> {
  const centre = centreOf(deps, id);
  if (!centre) return refuse("not-found", "centre.not-found");
  const there = centre.counters.some((each) => each.id === counter);
  return there ? ok(true) : refuse("not-found", "centre.counter-unknown");
}

/** See `Centres.openCounter`; whoever sits there already goes on sitting there. */
export async function openCounter(deps: CentresDeps, seat: Seat): Promise<Result<true>> {
  const known = knownCounter(deps, seat);
  if (!known.ok) return known;
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, seat.centre);
    if (await addSeat(tx, seat, deps.clock())) {
      await tellChange(tx, seat.centre);
      return ok(true);
    }
    const there = await seatAt(tx, seat.centre, seat.counter);
    if (there?.officer === seat.officer) return ok(true);
    if (there) return refuse("conflict", "centre.counter-taken");
    const own = await seatOfOfficer(tx, seat.officer);
    return refuse("conflict", "centre.seated-elsewhere", {
      facts: { counter: own?.counter ?? "", centre: own?.centre ?? "" },
    });
  });
}

/** See `Centres.closeCounter`. Those that it has parked stay with it: whoever opens it next calls them back. */
export async function closeCounter(
  deps: CentresDeps,
  { centre, counter }: Omit<Seat, "officer">,
): Promise<Result<true>> {
  const known = knownCounter(deps, { centre, counter });
  if (!known.ok) return known;
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    const held = await ticketsAtCounter(tx, centre, counter, dayOf(deps, deps.clock()));
    if (held.some(({ status }) => status !== "parked"))
      return refuse("conflict", "centre.client-open");
    await removeSeat(tx, centre, counter);
    await tellChange(tx, centre);
    return ok(true);
  });
}

export const seatOf = (deps: CentresDeps, officer: OfficerId): Promise<Seat | undefined> =>
  seatOfOfficer(deps.sql, officer);
