import { stillBusy } from "../expected.ts";
import { keepsFirst } from "./candidates.ts";
import type { OpenCounter, QueuePolicy, Waiting } from "./model.ts";

/** An arrival of a simulated day. The policy sees only the ticket. */
export interface Visit {
  readonly ticket: Waiting;
  /** The actual minutes at the counter. */
  readonly minutes: number;
  /** How often it is called before it comes; at two it never comes. */
  readonly missedCalls: number;
}

export interface SimulatedCounter extends OpenCounter {
  /** Begins when the current service ends, and then lasts as agreed. */
  readonly breaks?: readonly { readonly from: number; readonly minutes: number }[];
  /** It calls nobody before it opens, and nobody from when it closes. */
  readonly opensAt?: number;
  readonly closesAt?: number;
  /** Minutes from the beginning in which it serves somebody who is not of this day. */
  readonly busyFor?: number;
}

export interface Day {
  readonly visits: readonly Visit[];
  readonly desks: readonly SimulatedCounter[];
  /** When it begins; whoever waits since before is there then. Absent: with the first arrival. */
  readonly from?: number;
  /** How long a counter waits for a called ticket, and when a skipped one is called again. */
  readonly callMinutes?: number;
  readonly skippedMinutes?: number;
}

/** A ticket that was called and came. */
export interface Served {
  readonly visit: Visit;
  readonly calledAt: number;
  readonly desk: string;
}

/** The hall when somebody arrives, before they join the queue, as far as a hall can know it. */
export interface Arrival {
  readonly now: number;
  readonly visit: Visit;
  readonly waiting: readonly Waiting[];
  /** Counters without a break, with the minutes until each is expected to be free. */
  readonly servers: readonly (OpenCounter & { readonly busyFor: number })[];
}

interface Seat {
  desk: SimulatedCounter;
  /** Whom it serves, and since when. */
  at?: { readonly visit: Visit; readonly since: number };
  /** Until when it serves, calls or has a break. */
  busyUntil: number;
  resting: boolean;
  breaksTaken: number;
}

const NEVER_COMES = 2;

class Floor {
  readonly served: Served[] = [];
  readonly #policy: QueuePolicy;
  readonly #day: Day;
  readonly #seats: Seat[];
  readonly #coming: Visit[];
  readonly #called = new Map<string, number>();
  readonly #watch: ((arrival: Arrival) => void) | undefined;
  #waiting: Visit[] = [];
  #skipped: { readonly visit: Visit; readonly at: number }[] = [];

  constructor(day: Day, policy: QueuePolicy, watch?: (arrival: Arrival) => void) {
    this.#day = day;
    this.#watch = watch;
    this.#policy = policy;
    this.#coming = [...day.visits].sort((a, b) => b.ticket.since - a.ticket.since);
    const from = day.from ?? 0;
    this.#seats = day.desks.map((desk) => {
      const opensAt = desk.opensAt ?? from;
      const busyUntil = Math.max(from + (desk.busyFor ?? 0), opensAt);
      return { desk, busyUntil, resting: opensAt > from, breaksTaken: 0 };
    });
  }

  /** Jumps from one event to the next until nobody comes or waits any more. */
  run(): readonly Served[] {
    for (let now = this.#next(-1); now < Number.POSITIVE_INFINITY; now = this.#next(now)) {
      this.#letIn(now);
      // The counter that has been idle longest calls first: the same for every policy.
      const free = this.#seats.filter(({ busyUntil }) => busyUntil <= now);
      for (const seat of free.sort((a, b) => a.busyUntil - b.busyUntil)) this.#rest(seat, now);
      for (const seat of free) if (!seat.resting) this.#call(seat, now);
    }
    return this.served;
  }

  #next(after: number): number {
    if (this.#coming.length + this.#waiting.length + this.#skipped.length === 0)
      return Number.POSITIVE_INFINITY;
    const arrives = this.#coming.at(-1)?.ticket.since ?? Number.POSITIVE_INFINITY;
    let next = Math.max(arrives, this.#day.from ?? Number.NEGATIVE_INFINITY);
    for (const { at } of this.#skipped) if (at < next) next = at;
    for (const { busyUntil } of this.#seats)
      if (busyUntil > after && busyUntil < next) next = busyUntil;
    return next;
  }

  #letIn(now: number): void {
    for (let one = this.#coming.at(-1); one && one.ticket.since <= now; one = this.#coming.at(-1)) {
      this.#watch?.(this.#arrivalOf(one, now));
      this.#waiting.push(one);
      this.#coming.pop();
    }
    for (const { visit, at } of this.#skipped) if (at <= now) this.#waiting.push(visit);
    this.#skipped = this.#skipped.filter(({ at }) => at > now);
  }

  #arrivalOf(visit: Visit, now: number): Arrival {
    const open = this.#seats.filter(({ resting }) => !resting);
    const servers = open.map(({ desk: { id, topics }, busyUntil, at }) => {
      const busy = at && busyUntil > now;
      const busyFor = busy ? stillBusy(at.visit.ticket.expectedMinutes, now - at.since) : 0;
      return { id, topics, busyFor };
    });
    return { now, visit, waiting: this.#waiting.map(({ ticket }) => ticket), servers };
  }

  #rest(seat: Seat, now: number): void {
    const nextBreak = seat.desk.breaks?.[seat.breaksTaken];
    const { closesAt = Number.POSITIVE_INFINITY } = seat.desk;
    seat.resting = closesAt <= now || (nextBreak !== undefined && nextBreak.from <= now);
    if (!nextBreak || !seat.resting) return;
    seat.breaksTaken += 1;
    seat.busyUntil = now + nextBreak.minutes;
  }

  #call(seat: Seat, now: number): void {
    const situation = {
      ...{ now, counter: seat.desk, waiting: this.#waiting.map(({ ticket }) => ticket) },
      counters: this.#seats.filter(({ resting }) => !resting).map(({ desk }) => desk),
    };
    const id = this.#policy(situation);
    const at = this.#waiting.findIndex(({ ticket }) => ticket.id === id);
    const [visit] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (!visit) return;
    if (seat.desk.first && !keepsFirst(situation, visit.ticket)) {
      const { first: _, ...desk } = seat.desk;
      seat.desk = desk;
    }
    const calls = (this.#called.get(visit.ticket.id) ?? 0) + 1;
    this.#called.set(visit.ticket.id, calls);
    if (calls > visit.missedCalls) {
      seat.busyUntil = now + visit.minutes;
      seat.at = { visit, since: now };
      this.served.push({ visit, calledAt: now, desk: seat.desk.id });
      return;
    }
    const { callMinutes = 2, skippedMinutes = 5 } = this.#day;
    seat.busyUntil = now + callMinutes;
    if (calls < NEVER_COMES) this.#skipped.push({ visit, at: now + skippedMinutes });
  }
}

/**
 * Simulates a day in a hall, event by event. @returns who was called when, in the order of the
 * calls, without tickets that nobody can serve or that never come. Deterministic: all randomness is
 * in the day, so that two policies meet the same people. `watch` is called for each arrival.
 */
export const simulateDay = (
  day: Day,
  policy: QueuePolicy,
  watch?: (arrival: Arrival) => void,
): readonly Served[] => new Floor(day, policy, watch).run();
