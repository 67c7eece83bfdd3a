import { stillBusy } from "../expected.ts";
import type { OpenCounter, QueuePolicy, Waiting } from "./model.ts";

/** One who comes on a simulated day. The policy sees only the ticket. */
export interface Visit {
  readonly ticket: Waiting;
  /** How long it will really take at the counter. */
  readonly minutes: number;
  /** How often it is called in vain before it comes; from two on it never does. */
  readonly missedCalls: number;
}

export interface Desk extends OpenCounter {
  /** Begins when nobody is served there any more, and then lasts as long as was agreed. */
  readonly breaks?: readonly { readonly from: number; readonly minutes: number }[];
}

export interface Day {
  readonly visits: readonly Visit[];
  readonly desks: readonly Desk[];
  /** How long a counter waits for one who was called, and when a skipped one is called again. */
  readonly callMinutes?: number;
  readonly skippedMinutes?: number;
}

/** Somebody who was called and came. */
export interface Served {
  readonly visit: Visit;
  readonly calledAt: number;
  readonly desk: string;
}

/** The hall as it is when somebody comes, before he joins the line; what a hall can know of it. */
export interface Arrival {
  readonly now: number;
  readonly visit: Visit;
  readonly waiting: readonly Waiting[];
  /** Counters that do not rest, with the minutes until each is expected to be free. */
  readonly servers: readonly (OpenCounter & { readonly busyFor: number })[];
}

interface Seat {
  readonly desk: Desk;
  /** Whom it serves, and since when. */
  at?: { readonly visit: Visit; readonly since: number };
  /** Until when it serves, calls or rests. */
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
    this.#seats = day.desks.map((desk) => ({
      ...{ desk, busyUntil: 0, resting: false, breaksTaken: 0 },
    }));
  }

  /** From one moment at which something changes to the next, until nobody comes or waits any more. */
  run(): readonly Served[] {
    for (let now = this.#next(-1); now < Number.POSITIVE_INFINITY; now = this.#next(now)) {
      this.#letIn(now);
      // Whoever has been idle longest asks first: the same for every policy.
      const free = this.#seats.filter(({ busyUntil }) => busyUntil <= now);
      for (const seat of free.sort((a, b) => a.busyUntil - b.busyUntil)) this.#rest(seat, now);
      for (const seat of free) if (!seat.resting) this.#call(seat, now);
    }
    return this.served;
  }

  #next(after: number): number {
    if (this.#coming.length + this.#waiting.length + this.#skipped.length === 0)
      return Number.POSITIVE_INFINITY;
    let next = this.#coming.at(-1)?.ticket.since ?? Number.POSITIVE_INFINITY;
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
    const due = seat.desk.breaks?.[seat.breaksTaken];
    seat.resting = due !== undefined && due.from <= now;
    if (!due || !seat.resting) return;
    seat.breaksTaken += 1;
    seat.busyUntil = now + due.minutes;
  }

  #call(seat: Seat, now: number): void {
    const id = this.#policy({
      ...{ now, counter: seat.desk, waiting: this.#waiting.map(({ ticket }) => ticket) },
      counters: this.#seats.filter(({ resting }) => !resting).map(({ desk }) => desk),
    });
    const at = this.#waiting.findIndex(({ ticket }) => ticket.id === id);
    const [visit] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (!visit) return;
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
 * A day in a hall, event by event: who was called when, in the order of the calls. Whoever nobody can
 * serve, and whoever never comes when called, is not in the answer. The same day and policy give the
 * same answer; all chance is in the day, so that two policies meet the very same people. `watch` is
 * told of each who comes.
 */
export const simulateDay = (
  day: Day,
  policy: QueuePolicy,
  watch?: (arrival: Arrival) => void,
): readonly Served[] => new Floor(day, policy, watch).run();
