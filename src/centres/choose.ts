import { ok, type Result, refuse } from "../kernel/index.ts";
import type { Seat } from "./door.ts";
import {
  type CallReason,
  callReason,
  keepsFirst,
  type OpenCounter,
  type QueuePolicy,
  turnOf,
  type Waiting,
} from "./queue/index.ts";
import type { FloorRow, SeatRow } from "./store-floor.ts";

export interface Call {
  readonly seat: Seat;
  readonly key: string | undefined;
}

/** A ticket for a counter: chosen now, or earlier by the same key. */
export interface ChosenTicket {
  readonly id: string;
  readonly topic: string;
  readonly call: Call;
  readonly why: CallReason;
  /** The counter was opened for a topic, and calls that first no longer. */
  readonly endsFirst: boolean;
}

export interface Choice<T> {
  readonly now: number;
  readonly open: readonly OpenCounter[];
  readonly seats: readonly SeatRow[];
  /** Counters that have a ticket in hand. */
  readonly busy: ReadonlySet<string>;
  readonly waiting: readonly T[];
  readonly policy: QueuePolicy;
}

type Candidate = Waiting & { readonly row: FloorRow };

/**
 * Assigns tickets to counters, one counter after the other, no ticket twice. Pure. @returns for
 * each call its ticket, undefined where none waits for it, or the refusal centre.not-seated,
 * centre.on-break or centre.client-open
 */
export function choose(
  calls: readonly Call[],
  floor: Choice<Candidate>,
): readonly Result<ChosenTicket | undefined>[] {
  const busy = new Set(floor.busy);
  const byKey = new Map<string, Result<ChosenTicket | undefined>>();
  let waiting = floor.waiting;
  const one = (call: Call): Result<ChosenTicket | undefined> => {
    const { counter, officer } = call.seat;
    const seat = floor.seats.find((each) => each.counter === counter);
    if (seat?.officer !== officer) return refuse("not-allowed", "centre.not-seated");
    if (seat.breakSince) return refuse("conflict", "centre.on-break");
    if (busy.has(counter)) return refuse("conflict", "centre.client-open");
    const pick = next(counter, { ...floor, waiting });
    if (!pick) return ok(undefined);
    const { ticket, ...more } = pick;
    busy.add(counter);
    waiting = waiting.filter((each) => each !== ticket);
    return ok({ id: ticket.id, topic: ticket.topic, call, ...more });
  };
  return calls.map((call) => {
    const twin = call.key === undefined ? undefined : byKey.get(call.key);
    const pick = twin ?? one(call);
    if (call.key !== undefined) byKey.set(call.key, pick);
    return pick;
  });
}

interface Pick {
  readonly ticket: Candidate;
  readonly why: CallReason;
  readonly endsFirst: boolean;
}

function next(id: string, floor: Choice<Candidate>): Pick | undefined {
  const counter = floor.open.find((each) => each.id === id);
  if (!counter) return undefined;
  const { now, open, waiting } = floor;
  const { id: ticketId, situation } = turnOf(
    { now, counter, waiting, counters: open },
    floor.policy,
  );
  const ticket = waiting.find((each) => each.id === ticketId);
  const endsFirst = ticket && counter.first !== undefined && !keepsFirst(situation, ticket);
  return ticket && { ticket, why: callReason(situation, ticket), endsFirst: endsFirst === true };
}
