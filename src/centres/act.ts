import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import { closeIfPutOff } from "./after-client.ts";
import { watchOf } from "./call-next.ts";
import type { Act, TicketRow } from "./decide.ts";
import { type CentresDeps, centreOf } from "./deps.ts";
import type { Closing, Seat, ServedThere } from "./door.ts";
import type { Ticket } from "./model.ts";
import type { CallReason } from "./queue/index.ts";
import { closeSeat, counterToday, knownCounter } from "./seats.ts";
import {
  takeTurn,
  ticketById,
  ticketByToken,
  ticketsAtCounter,
  ticketsOfActs,
  toTicket,
} from "./store.ts";
import { seatAt, signedInSince } from "./store-floor.ts";
import { writeAct } from "./write-act.ts";

/**
 * Gives an act of the officer at a counter; `after` follows where the client is gone, by default
 * what was put off until then. Refuses centre.not-seated and as `choose` and `decide`
 * do.
 */
async function atSeat(
  deps: CentresDeps,
  seat: Seat,
  act: Act,
  choose: (held: readonly TicketRow[]) => Result<TicketRow>,
  after = (tx: Sql): Promise<void> => closeIfPutOff(deps, tx, seat),
): Promise<Result<Ticket>> {
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, seat.centre);
    const [there, tickets] = await Promise.all([
      seatAt(tx, seat.centre, seat.counter),
      ticketsAtCounter(tx, counterToday(deps, seat)),
    ]);
    if (there?.officer !== seat.officer) return refuse("not-allowed", "centre.not-seated");
    const chosen = choose(tickets);
    if (!chosen.ok) return chosen;
    const done = await writeAct(deps, tx, chosen.value, act, seat);
    if (done.ok && !isInHand(done.value)) await after(tx);
    const centre = centreOf(deps, seat.centre);
    // Whoever is called back is called, and that is watched as every call.
    if (done.ok && centre && act.type === "resume")
      await deps.enqueue(tx, [watchOf(centre, done.value.id, deps.clock())]);
    return done;
  });
}

const isInHand = ({ status }: Pick<Ticket, "status">): boolean =>
  status === "called" || status === "serving";

const inHand = (tickets: readonly TicketRow[]): TicketRow | undefined =>
  tickets.find(({ status }) => status !== "parked");

/** An act on the ticket in hand. Refuses centre.no-client where there is none. */
export const actOnCurrent = (deps: CentresDeps, seat: Seat, act: Act): Promise<Result<Ticket>> =>
  atSeat(deps, seat, act, current);

function current(tickets: readonly TicketRow[]): Result<TicketRow> {
  const one = inHand(tickets);
  return one ? ok(one) : refuse("conflict", "centre.no-client");
}

/** See `Centres.finishAndClose`. */
export const finishAndClose = (
  deps: CentresDeps,
  seat: Seat,
  closing?: Closing,
): Promise<Result<Ticket>> =>
  atSeat(deps, seat, { type: "finish" }, current, (tx) => closeSeat(deps, tx, seat, closing));

/** See `Centres.skip`. A call that nobody was there for does not count against the client. */
export async function skip(deps: CentresDeps, seat: Seat): Promise<Result<Ticket>> {
  const since = await signedInSince(deps.sql, seat.officer, deps.clock());
  return actOnCurrent(deps, seat, { type: "skip", signedInSince: since });
}

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
  const checked = counter === undefined ? ok(true) : knownCounter(deps, { ...seat, counter });
  if (!checked.ok) return checked;
  return actOnCurrent(deps, seat, { type: "transfer", topic, counter: counter ?? null });
}

/**
 * See `Centres.resume`. Refuses centre.client-open, and centre.not-parked for one parked elsewhere.
 */
export const resume = (
  deps: CentresDeps,
  seat: Seat,
  id: string,
  why?: CallReason,
): Promise<Result<Ticket>> =>
  atSeat(deps, seat, { type: "resume", counter: seat.counter, ...(why && { why }) }, (tickets) => {
    if (inHand(tickets)) return refuse("conflict", "centre.client-open");
    const parked = tickets.find((each) => each.id === id);
    return parked ? ok(parked) : refuse("conflict", "centre.not-parked");
  });

/** See `Centres.leave`. Refuses centre.ticket-unknown, centre.being-served, centre.over. */
export async function leave(deps: CentresDeps, token: string): Promise<Result<Ticket>> {
  const ticket = await ticketByToken(deps.sql, token);
  if (!ticket) return refuse("not-found", "centre.ticket-unknown");
  return ended(deps, ticket, { type: "leave" });
}

/** It is over, without the counter at which it may have been called. */
const ended = (deps: CentresDeps, ticket: Ticket, act: Act, officer?: OfficerId) =>
  transaction(deps.sql, async (tx): Promise<Result<Ticket>> => {
    await takeTurn(tx, ticket.centre);
    const held = await ticketById(tx, ticket.id);
    if (!held) return refuse("not-found", "centre.ticket-unknown");
    const done = await writeAct(deps, tx, held, act, officer && { officer });
    const { centre, counter } = held;
    if (done.ok && counter !== null && isInHand(held))
      await closeIfPutOff(deps, tx, { centre, counter }, { by: null });
    return done;
  });

/** See `Centres.endServed`. */
export async function endServed(
  deps: CentresDeps,
  { key, at, isAbsent, officer }: ServedThere,
): Promise<Result<Ticket>> {
  const [there] = (await ticketsOfActs(deps.sql, [key])).values();
  if (!there) return refuse("not-found", "centre.ticket-unknown");
  return ended(deps, there, { type: "end", at, isAbsent }, officer);
}

/** See `Centres.atCounter`. */
export async function atCounter(deps: CentresDeps, { centre, counter }: Omit<Seat, "officer">) {
  const tickets = await ticketsAtCounter(deps.sql, counterToday(deps, { centre, counter }));
  const current = inHand(tickets);
  return {
    current: current && toTicket(current),
    parked: tickets.filter(({ status }) => status === "parked").map(toTicket),
  };
}
