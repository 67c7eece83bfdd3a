import type { CommandId, OfficerId, Result } from "../kernel/index.ts";
import type { Announcement, Standing } from "./announcements.ts";
import type { BreakMinutes } from "./breaks.ts";
import type { AsIf } from "./call-order.ts";
import type { CounterTopics } from "./counter-topics.ts";
import type { DayLine, DaySpan, HallDays } from "./days.ts";
import type { HallDevices } from "./devices.ts";
import type { Managing } from "./manage.ts";
import type { Board, CallAhead, Centre, Hall, NewTicket, Ticket, Wait } from "./model.ts";
import type { Pairings } from "./pairing.ts";
import type { CallReason } from "./queue/index.ts";
import type { Rosters } from "./rosters.ts";
import type { CounterPlan, CountersSet } from "./set-counters.ts";
import type { Waits } from "./waits.ts";
import type { HallWhatIf, WhatIfAsked } from "./what-if.ts";

/** An officer at a counter. */
export interface Seat {
  readonly centre: string;
  readonly counter: string;
  readonly officer: OfficerId;
}

/** How a counter is opened. */
export interface Opening {
  /** The topic that it then calls first until another one waits longest. */
  readonly first?: string | undefined;
  /** Who opens it for its officer; where that one is not signed in, they are awaited. */
  readonly by?: OfficerId;
}

/** How a counter is closed. */
export interface Closing {
  /** Who closes it, where that is not its officer: that one is told. */
  readonly by?: OfficerId | undefined;
  /** The ticket that is called or served there, which returns to its place in the queue. */
  readonly sentBack?: string | undefined;
}

/** By the key with which it was taken: when it was served elsewhere, and who says so. */
export interface ServedThere {
  readonly key: CommandId;
  readonly at: Date;
  /** Whoever had it was called and did not come. */
  readonly isAbsent: boolean;
  readonly officer: OfficerId;
}

/**
 * The public interface of the halls. Refusals begin with `centre.` and are worded in
 * messages/centres.*.yaml.
 */
export interface Centres {
  list(): readonly Centre[];
  find(id: string): Centre | undefined;

  /**
   * Refuses centre.not-found, centre.topic-unknown, centre.closed (facts: opens),
   * centre.group-unknown.
   */
  takeTicket(wanted: NewTicket): Promise<Result<Ticket>>;
  /** The ticket of a token, with its wait; undefined where there is none. */
  ticketOf(token: string): Promise<{ ticket: Ticket; wait: Wait | null } | undefined>;
  /** The same by its number, of today in this hall. */
  ticketNumbered(
    centre: string,
    number: string,
  ): Promise<{ ticket: Ticket; wait: Wait | null } | undefined>;
  /** The holder leaves. */
  leave(token: string): Promise<Result<Ticket>>;
  /**
   * It was served at a device without network. Refuses centre.ticket-unknown, centre.being-served
   * where a counter here has it meanwhile, centre.over.
   */
  endServed(served: ServedThere): Promise<Result<Ticket>>;

  /**
   * Opens a counter for an officer. Refuses centre.counter-taken, centre.seated-elsewhere,
   * centre.topic-unknown.
   */
  openCounter(seat: Seat, opening?: Opening): Promise<Result<true>>;
  /** An officer is at the counter that was opened for them: it calls from now on. */
  arrive(seat: Seat): Promise<void>;
  /** The same of a counter that is open; null: as the policy weighs. */
  callFirst(counter: Omit<Seat, "officer">, topic: string | null): Promise<Result<true>>;
  /**
   * Refuses centre.client-open while a ticket is called or served there, unless it is `sentBack`:
   * for a counter whose officer has gone; and while a file is open there of somebody without a
   * ticket.
   */
  closeCounter(seat: Omit<Seat, "officer">, closing?: Closing): Promise<Result<true>>;
  /**
   * An officer takes over a counter whose own is not signed in, with the client in hand. Refuses
   * centre.no-client where that is another one by now, centre.counter-taken where the officer is
   * there again, centre.seated-elsewhere. `by`: who has them do so.
   */
  takeOver(seat: Seat, ticket: string, by?: OfficerId): Promise<Result<true>>;
  /**
   * Closes the counters of a hall whose officers are not signed in any more, without a client.
   * `before` is done for each of these officers, and again where it or the closing fails.
   */
  closeLeft(centre: string, before: (officer: OfficerId) => Promise<void>): Promise<void>;
  /** See `putOffClosing`: after the client in hand; at once where there is none. */
  closeWhenDone(counter: Omit<Seat, "officer">, by?: OfficerId): Promise<Result<true>>;
  /** Takes back that the counter closes when its client is done. */
  stayOpen(counter: Omit<Seat, "officer">): Promise<Result<true>>;
  /** See `noticeFile`. */
  noticeFile(counter: Omit<Seat, "officer">): Promise<void>;
  /** See `setCounters`: several counters opened and closed at once. */
  setCounters(plan: CounterPlan): Promise<Result<CountersSet>>;
  /** What a counter serves until the end of the day. */
  setTopics(topics: CounterTopics): Promise<Result<true>>;
  /** One topic more, which it then calls first. Refuses centre.counter-closed. */
  takeOn(topic: Omit<CounterTopics, "topics"> & { readonly topic: string }): Promise<Result<true>>;
  /** A break; the counter stays the officer's and calls nobody. Refuses centre.client-open. */
  beginBreak(seat: Seat, minutes: BreakMinutes): Promise<Result<true>>;
  endBreak(seat: Seat): Promise<Result<true>>;
  /** The counter of this officer now. */
  seatOf(officer: OfficerId): Promise<Seat | undefined>;
  /** The officers at the counters of a hall now, by counter. */
  seats(centre: string): Promise<ReadonlyMap<string, OfficerId>>;
  /** Which of these officers have a counter of any hall now. */
  seatsOf(officers: readonly OfficerId[]): Promise<ReadonlySet<string>>;

  /**
   * Calls the next ticket for this counter, by the policy; undefined where none waits for it. Two
   * counters never get the same ticket. Idempotent by key. Refuses centre.not-seated,
   * centre.on-break, centre.client-open.
   */
  callNext(seat: Seat, key?: CommandId): Promise<Result<Ticket | undefined>>;
  /** Calls the same ticket again. */
  recall(seat: Seat): Promise<Result<Ticket>>;
  /**
   * The holder did not come: skipped, and absent after the second time; who was called back from an
   * errand is awaited as before.
   */
  skip(seat: Seat): Promise<Result<Ticket>>;
  /** The holder is at the counter. */
  start(seat: Seat): Promise<Result<Ticket>>;
  finish(seat: Seat): Promise<Result<Ticket>>;
  /**
   * The officer leaves: their client was served, and the counter closes, also where they were to
   * move to another one after this client.
   */
  finishAndClose(seat: Seat, closing?: Pick<Closing, "by">): Promise<Result<Ticket>>;
  /** Transfers to another topic, and to a counter if named; the ticket keeps its waiting time. */
  transfer(seat: Seat, to: { topic: string; counter?: string }): Promise<Result<Ticket>>;
  /**
   * The client fetches a document or pays, and returns without queueing, to this counter while it
   * is open.
   */
  park(seat: Seat): Promise<Result<Ticket>>;
  /** Calls a parked ticket back, and says why where there is a reason to say. */
  resume(seat: Seat, ticketId: string, why?: CallReason): Promise<Result<Ticket>>;
  /** The ticket in hand at this counter, and those it has parked. */
  atCounter(seat: Seat): Promise<{ current: Ticket | undefined; parked: readonly Ticket[] }>;

  /**
   * What whoever runs the floor does with a ticket that waits. Refuses centre.not-waiting where it
   * was called or has ended meanwhile, centre.not-over where it is in the queue,
   * centre.ticket-unknown, centre.topic-unknown,
   * centre.counter-unknown.
   */
  manage(managing: Managing): Promise<Result<Ticket>>;
  /** What has become of tickets of today in this hall, by their numbers. */
  statusesOf(
    centre: string,
    numbers: readonly string[],
  ): Promise<readonly Pick<Ticket, "number" | "status" | "endedAt">[]>;
  /** Tickets of today in whose number these characters stand, the newest first; at most ten. */
  ticketsNumbered(centre: string, part: string): Promise<readonly Ticket[]>;
  /** A ticket of today in this hall, by its id. */
  ticketIn(centre: string, id: string): Promise<Ticket | undefined>;
  /** Whether an officer gave it by hand, who asked in which language to speak. */
  isByHand(id: string): Promise<boolean>;

  /** What the boards say to everybody until a time. Refuses centre.announcement-long. */
  announce(announcement: Announcement): Promise<Result<true>>;
  /** What the boards of a hall say now, and until when. */
  announced(centre: string): Promise<Standing | undefined>;
  board(centre: string): Promise<Board | undefined>;
  /**
   * The wait of a new ticket, by topic: null where no counter is open for it. As cheap as a board.
   */
  waits(centre: string): Promise<Waits>;
  /**
   * The wait of a new ticket for so many people: families stand in a line of their own. Empty where
   * no counter is open for the topic. As cheap as a board.
   */
  waitsOfParties(
    at: { readonly centre: string; readonly topic: string },
    parties: readonly number[],
  ): Promise<ReadonlyMap<number, Wait>>;
  hall(centre: string): Promise<Hall | undefined>;
  /**
   * Everybody who waits, in the order of the calls; last those whom no open counter calls. `asIf`:
   * with a ticket put first that is not yet.
   */
  callOrder(centre: string, asIf?: AsIf): Promise<readonly CallAhead[]>;
  /** Waits from now on with other counters open. */
  whatIf(centre: string, asked?: WhatIfAsked): Promise<HallWhatIf | undefined>;
  /** The closed counters in the order in which a what-if opens them, the most useful first. */
  toOpen(centre: string): Promise<readonly string[]>;
  /** Figures of past days; undefined where nobody took a ticket. */
  days(span: DaySpan): Promise<HallDays | undefined>;
  dayLines(span: DaySpan): Promise<readonly DayLine[]>;
  /** The screens in the halls. */
  readonly devices: HallDevices;
  readonly pairings: Pairings;
  /** Who is planned at which counter and when. */
  readonly roster: Rosters;
  /** Calls the listener after every change of any hall, from any process. @returns stops it */
  onChange(listener: (centre: string) => void): () => void;
}
