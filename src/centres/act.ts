import { ok, type Result, refuse } from "../kernel/index.ts";
import { transaction } from "../platform/db/index.ts";
import type { Act, Held } from "./decide.ts";
import { type CentresDeps, centreOf } from "./deps.ts";
import type { Seat } from "./door.ts";
import type { Ticket } from "./model.ts";
import { counterToday, knownCounter } from "./seats.ts";
import { takeTurn, ticketById, ticketByToken, ticketsAtCounter, toTicket } from "./store.ts";
import { seatAt } from "./store-floor.ts";
import { writeAct } from "./write-act.ts";

/** One act of the officer who sits there. Refuses centre.not-seated and what `choose` and `decide` say. */
async function atSeat(
  deps: CentresDeps,
  seat: Seat,
  act: Act,
  choose: (held: readonly Held[]) => Result<Held>,
): Promise<Result<Ticket>> {
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, seat.centre);
    const [there, held] = await Promise.all([
      seatAt(tx, seat.centre, seat.counter),
      ticketsAtCounter(tx, counterToday(deps, seat)),
    ]);
    if (there?.officer !== seat.officer) return refuse("not-allowed", "centre.not-seated");
    const chosen = choose(held);
    return chosen.ok ? writeAct(deps, tx, chosen.value, act, seat) : chosen;
  });
}

const inHand = (held: readonly Held[]): Held | undefined =>
  held.find(({ status }) => status !== "parked");

/** An act on the ticket in hand. Refuses centre.no-client where there is none. */
export const actOnCurrent = (deps: CentresDeps, seat: Seat, act: Act): Promise<Result<Ticket>> =>
  atSeat(deps, seat, act, (held) => {
    const current = inHand(held);
    return current ? ok(current) : refuse("conflict", "centre.no-client");
  });

/** See `Centres.transfer`. Refuses centre.topic-unknown, centre.counter-unknown. */
export async function transfer(
  deps: CentresDeps,
  seat: Seat,
  { topic, counter }: { readonly topic: string; readonly counter?: string },
): Promise<Result<Ticket>> {
  const centre = centreOf(deps, seat.centre);
  if (!centre) return refuse("not-found", "centre.not-found");
  if (!centre.topics.some(({ id }) => id === topic))
    return refuse("not-found", "centre.topic-unknown");
  const known = counter === undefined ? ok(true) : knownCounter(deps, { ...seat, counter });
  if (!known.ok) return known;
  return actOnCurrent(deps, seat, { type: "transfer", topic, counter: counter ?? null });
}

/** See `Centres.resume`. Refuses centre.client-open, and centre.not-parked for one parked elsewhere. */
export const resume = (deps: CentresDeps, seat: Seat, id: string): Promise<Result<Ticket>> =>
  atSeat(deps, seat, { type: "resume", counter: seat.counter }, (held) => {
    if (inHand(held)) return refuse("conflict", "centre.client-open");
    const parked = held.find((each) => each.id === id);
    return parked ? ok(parked) : refuse("conflict", "centre.not-parked");
  });

/** See `Centres.leave`. Refuses centre.ticket-unknown, centre.being-served, centre.over. */
export async function leave(deps: CentresDeps, token: string): Promise<Result<Ticket>> {
  const found = await ticketByToken(deps.sql, token);
  if (!found) return refuse("not-found", "centre.ticket-unknown");
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, found.centre);
    const held = await ticketById(tx, found.id);
    return held
      ? writeAct(deps, tx, held, { type: "leave" })
      : refuse("not-found", "centre.ticket-unknown");
  });
}

/** See `Centres.atCounter`. */
export async function atCounter(deps: CentresDeps, { centre, counter }: Omit<Seat, "officer">) {
  const held = await ticketsAtCounter(deps.sql, counterToday(deps, { centre, counter }));
  const current = inHand(held);
  return {
    current: current && toTicket(current),
    parked: held.filter(({ status }) => status === "parked").map(toTicket),
  };
}
