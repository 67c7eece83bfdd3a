import type { CommandId, OfficerId, Result } from "../kernel/index.ts";
import type { HallDevices } from "./devices.ts";
import type { Board, Centre, Hall, NewTicket, Ticket, Wait } from "./model.ts";
import type { Waits } from "./waits.ts";
import type { Expecting, HallWhatIf } from "./what-if.ts";

/** An officer at a counter. */
export interface Seat {
  readonly centre: string;
  readonly counter: string;
  readonly officer: OfficerId;
}

/** What can be asked of the halls. Refusals begin with `centre.` and are worded in messages/centres.*.yaml. */
export interface Centres {
  list(): readonly Centre[];
  find(id: string): Centre | undefined;

  /** Refuses centre.not-found, centre.topic-unknown, centre.closed (facts: opens), centre.group-unknown. */
  takeTicket(wanted: NewTicket): Promise<Result<Ticket>>;
  /** The ticket behind a token, with what waits before it; undefined where there is none. */
  ticketOf(token: string): Promise<{ ticket: Ticket; wait: Wait | null } | undefined>;
  /** Its holder goes away. */
  leave(token: string): Promise<Result<Ticket>>;

  /** Sits down at a counter and opens it. Refuses centre.counter-taken, centre.seated-elsewhere. */
  openCounter(seat: Seat): Promise<Result<true>>;
  /**
   * Refuses centre.client-open while somebody is called or served there, unless it is this ticket that
   * goes back to the line, to the place that it had: where an officer is gone and nobody finishes.
   */
  closeCounter(seat: Omit<Seat, "officer">, sentBack?: string): Promise<Result<true>>;
  /** Where this officer sits now. */
  seatOf(officer: OfficerId): Promise<Seat | undefined>;

  /**
   * The next ticket for this counter, by the policy; undefined where nobody waits for it. Never the same
   * to two counters. With the same key again, the same ticket. Refuses centre.not-seated, centre.client-open.
   */
  callNext(seat: Seat, key?: CommandId): Promise<Result<Ticket | undefined>>;
  /** Calls the same once more. */
  recall(seat: Seat): Promise<Result<Ticket>>;
  /** It did not come: skipped, and after the second time absent. */
  skip(seat: Seat): Promise<Result<Ticket>>;
  /** The person stands at the counter. */
  start(seat: Seat): Promise<Result<Ticket>>;
  finish(seat: Seat): Promise<Result<Ticket>>;
  /** To another topic, and to a certain counter if named; keeps the time since which it waits. */
  transfer(seat: Seat, to: { topic: string; counter?: string }): Promise<Result<Ticket>>;
  /** Sent away for a paper or a payment; comes back without queueing, to this counter while it is open. */
  park(seat: Seat): Promise<Result<Ticket>>;
  /** Calls a parked one back. */
  resume(seat: Seat, ticketId: string): Promise<Result<Ticket>>;
  /** What lies at this counter: its ticket in hand, and those it has parked. */
  atCounter(seat: Seat): Promise<{ current: Ticket | undefined; parked: readonly Ticket[] }>;

  board(centre: string): Promise<Board | undefined>;
  /** What whoever comes now would be told, by topic: null where no counter is open for it. As cheap as a board. */
  waits(centre: string): Promise<Waits>;
  hall(centre: string): Promise<Hall | undefined>;
  /** Waits with one counter open, with two, and so on; `asked` is people an hour, by topic. */
  whatIf(centre: string, asked?: Expecting): Promise<HallWhatIf | undefined>;
  /** The screens that stand in the halls. */
  readonly devices: HallDevices;
  /** Hears of every change of any hall, from whichever process; the answer stops it. */
  onChange(listener: (centre: string) => void): () => void;
}
