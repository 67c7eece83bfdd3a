import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import { noteArrival, takeSeat } from "./after-client.ts";
import { tellChange } from "./changes.ts";
import type { Act } from "./decide.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Closing, Opening, Seat } from "./door.ts";
import { type CounterOfDay, takeTurn, ticketsAtCounter } from "./store.ts";
import {
  addSeat,
  readFloor,
  removeSeat,
  seatAt,
  seatOfOfficer,
  setFirst,
  signedInSince,
} from "./store-floor.ts";
import { tellCounters } from "./tell-counters.ts";
import { writeAct } from "./write-act.ts";

/** The counter, if it exists. Refuses centre.not-found, centre.counter-unknown. */
export function knownCounter(
  deps: CentresDeps,
  { centre: id, counter }: Omit<Seat, "officer">,
): Result<true> {
  const centre = centreOf(deps, id);
  if (!centre) return refuse("not-found", "centre.not-found");
  const there = centre.counters.some((each) => each.id === counter);
  return there ? ok(true) : refuse("not-found", "centre.counter-unknown");
}

/** Refuses centre.topic-unknown beside what `knownCounter` does. */
function callsTopic(
  deps: CentresDeps,
  counter: Omit<Seat, "officer">,
  topic: string,
): Result<true> {
  const checked = knownCounter(deps, counter);
  if (!checked.ok) return checked;
  const topics = centreOf(deps, counter.centre)?.topics ?? [];
  return topics.some(({ id }) => id === topic)
    ? ok(true)
    : refuse("not-found", "centre.topic-unknown");
}

/**
 * Has an open counter call a topic first, as if it had been opened for it; null: as the policy
 * weighs. `before` is done in the same transaction. Refuses centre.counter-closed,
 * centre.counter-unknown, centre.topic-unknown.
 */
export async function callFirst(
  deps: CentresDeps,
  counter: Omit<Seat, "officer">,
  topic: string | null,
  before: (tx: Sql) => Promise<void> = async () => {},
): Promise<Result<true>> {
  const checked = topic === null ? knownCounter(deps, counter) : callsTopic(deps, counter, topic);
  if (!checked.ok) return checked;
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, counter.centre);
    if (!(await seatAt(tx, counter.centre, counter.counter)))
      return refuse("conflict", "centre.counter-closed");
    await before(tx);
    await setFirst(tx, counter.centre, [counter.counter], topic);
    await tellChange(tx, counter.centre);
    return ok(true);
  });
}

/** See `Centres.openCounter`; an officer who is already there stays there. */
export async function openCounter(
  deps: CentresDeps,
  seat: Seat,
  { first, by }: Opening = {},
): Promise<Result<true>> {
  const checked = first === undefined ? knownCounter(deps, seat) : callsTopic(deps, seat, first);
  if (!checked.ok) return checked;
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, seat.centre);
    const awaited = by !== undefined && (await isAway(deps, tx, seat.officer));
    if (await takeSeat(deps, tx, { ...seat, first, awaited })) {
      const { centre, counter, officer } = seat;
      if (by !== undefined)
        await tellCounters(deps, tx, { centre, opened: [{ counter, officer }], by });
      await tellChange(tx, seat.centre);
      return ok(true);
    }
    const there = await seatAt(tx, seat.centre, seat.counter);
    if (there?.officer === seat.officer) {
      if (by === undefined) await noteArrival(deps, tx, seat);
      return ok(true);
    }
    if (there) return refuse("conflict", "centre.counter-taken");
    return seatedElsewhere(await seatOfOfficer(tx, seat.officer));
  });
}

/** Whether an officer for whom a counter is opened is still to come. */
export const isAway = async (
  { clock }: CentresDeps,
  tx: Sql,
  officer: OfficerId,
): Promise<boolean> => (await signedInSince(tx, officer, clock())) === null;

/** See `Centres.arrive`. */
export const arrive = (deps: CentresDeps, seat: Seat): Promise<void> =>
  transaction(deps.sql, async (tx) => {
    await takeTurn(tx, seat.centre);
    const there = await seatAt(tx, seat.centre, seat.counter);
    if (there?.officer === seat.officer) await noteArrival(deps, tx, seat);
  });

const seatedElsewhere = (at: Seat | undefined) =>
  refuse("conflict", "centre.seated-elsewhere", {
    facts: { counter: at?.counter ?? "", centre: at?.centre ?? "" },
  });

/** See `Centres.takeOver`; the topic that is called first stays. */
export const takeOver = (
  deps: CentresDeps,
  seat: Seat,
  { ticket, by }: { readonly ticket: string; readonly by?: OfficerId | undefined },
): Promise<Result<true>> =>
  transaction(deps.sql, async (tx) => {
    const { centre, counter, officer } = seat;
    await takeTurn(tx, centre);
    const { seats, tickets } = await readFloor(deps, centre, dayOf(deps, deps.clock()), tx);
    const there = seats.find((each) => each.counter === counter);
    if (there?.officer === officer) return ok(true);
    if (!tickets.some((each) => each.id === ticket && each.counter === counter))
      return refuse("conflict", "centre.no-client");
    if (there && there.signedOutAt === null) return refuse("conflict", "centre.counter-taken");
    const elsewhere = await seatOfOfficer(tx, officer);
    if (elsewhere) return seatedElsewhere(elsewhere);
    await removeSeat(tx, centre, counter);
    const awaited = await isAway(deps, tx, officer);
    await addSeat(tx, { ...seat, first: there?.openedFor, awaited }, deps.clock());
    const closed = there ? [{ counter, officer: there.officer }] : [];
    if (by) await tellCounters(deps, tx, { centre, opened: [{ counter, officer }], closed, by });
    await tellChange(tx, centre);
    return ok(true);
  });

/** This counter today, with the topics that it can serve. */
export const counterToday = (
  deps: CentresDeps,
  { centre, counter }: Omit<Seat, "officer">,
): CounterOfDay => {
  const counterData = centreOf(deps, centre)?.counters.find(({ id }) => id === counter);
  return { centre, counter, day: dayOf(deps, deps.clock()), topics: counterData?.topics ?? [] };
};

/** Closes a counter, and has its officer told where somebody else does. */
export async function closeSeat(
  deps: CentresDeps,
  tx: Sql,
  { centre, counter }: Omit<Seat, "officer">,
  { by }: Closing = {},
): Promise<void> {
  const there = by && (await seatAt(tx, centre, counter));
  await removeSeat(tx, centre, counter);
  if (there)
    await tellCounters(deps, tx, { centre, closed: [{ counter, officer: there.officer }], by });
  await tellChange(tx, centre);
}

/**
 * See `Centres.closeCounter`. Tickets that it has parked can be called back by every open counter
 * that serves their topic.
 */
export async function closeCounter(
  deps: CentresDeps,
  { centre, counter }: Omit<Seat, "officer">,
  closing: Closing = {},
): Promise<Result<true>> {
  const { sentBack } = closing;
  const checked = knownCounter(deps, { centre, counter });
  if (!checked.ok) return checked;
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    const tickets = await ticketsAtCounter(tx, counterToday(deps, { centre, counter }));
    const inHand = tickets.find(({ status }) => status !== "parked");
    if (inHand && inHand.id !== sentBack) return refuse("conflict", "centre.client-open");
    if (inHand) {
      const transfer: Act = { type: "transfer", topic: inHand.topic, counter: null };
      const returned = await writeAct(deps, tx, inHand, transfer, { counter });
      if (!returned.ok) return returned;
    }
    const files = sentBack === undefined ? await deps.withoutTicket(centre, tx) : undefined;
    if (files?.has(counter)) return refuse("conflict", "centre.client-open");
    await closeSeat(deps, tx, { centre, counter }, closing);
    return ok(true);
  });
}

export const seatOf = (deps: CentresDeps, officer: OfficerId): Promise<Seat | undefined> =>
  seatOfOfficer(deps.sql, officer);
