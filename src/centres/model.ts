import type { Centre, Counter, PriorityGroup, Topic } from "../catalogue/index.ts";
import type { CommandId, PersonId } from "../kernel/index.ts";

/** One visit to a hall, from taking the ticket to leaving the counter. */
export interface Ticket {
  /** Random, 128 bits as 22 characters of base64url: who holds it may see the ticket. Never shown on a board. */
  readonly token: string;
  readonly id: string;
  readonly centre: string;
  /** Local day `YYYY-MM-DD`. */
  readonly day: string;
  /** As it is called: `A012`; unique in a centre on a day. */
  readonly number: string;
  readonly topic: string;
  readonly group: string | null;
  /** How many come with one ticket, the person included: families are served together. */
  readonly party: number;
  readonly person: PersonId | null;
  readonly appointment: string | null;
  readonly lang: string;
  readonly status: TicketStatus;
  readonly counter: string | null;
  readonly takenAt: Date;
  /** Since when it waits at its present topic; a transfer keeps the first. */
  readonly waitingSince: Date;
  readonly calledAt: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Times that it was called and did not come. */
  readonly calls: number;
}

/**
 * `waiting` in the hall; `called` to a counter; `serving` there; `parked` (sent away for a paper or a
 * payment, and comes back to the same officer without queueing); then `done`, `absent` or `left`.
 */
export type TicketStatus = "waiting" | "called" | "serving" | "parked" | "done" | "absent" | "left";

export interface NewTicket {
  readonly centre: string;
  readonly topic: string;
  readonly group?: string;
  readonly party?: number;
  readonly person?: PersonId;
  /** Says that his form is filled in already; of a person who is known the hall asks by itself. */
  readonly prepared?: boolean;
  /** E.164: told by SMS when it is nearly time. Kept apart from the ticket, until the day's end. */
  readonly phone?: string;
  readonly lang: string;
  readonly appointment?: string;
  /** The time that was kept: its place in the queue. */
  readonly appointmentAt?: Date;
  /** The same key again is the same ticket. */
  readonly key?: CommandId;
  /** Taken while the network was away: when, and under which number (of that device's own block). */
  readonly offline?: { readonly takenAt: Date; readonly number: string };
}

/** What waits before somebody, as a range and never as one number. Minutes. */
export interface Wait {
  readonly ahead: number;
  readonly fromMinutes: number;
  readonly toMinutes: number;
}

/** A counter as it is at this moment. */
export interface CounterState extends Counter {
  readonly open: boolean;
  /** The officer who sits there. */
  readonly officer: string | null;
  readonly ticket: Pick<Ticket, "id" | "number" | "status" | "topic" | "startedAt"> | null;
}

/** All that a board shows: no names, no topics of people. */
export interface Board {
  readonly centre: string;
  /** Newest call first, at most twelve. */
  readonly calls: readonly {
    readonly number: string;
    readonly counter: string;
    readonly calledAt: Date;
    /** Rises with each recall, so that the board says it again. */
    readonly calls: number;
    readonly lang: string;
  }[];
  readonly waiting: number;
  /** Rises with every change of this hall; two boards of the same version are the same. */
  readonly version: number;
}

/** The hall at a glance, for who runs the floor. */
export interface Hall {
  readonly centre: Centre;
  readonly counters: readonly CounterState[];
  readonly topics: readonly (Topic & {
    readonly waiting: number;
    readonly longestMinutes: number;
    readonly wait: Wait;
    readonly openCounters: number;
  })[];
  /** Sent away for a paper or a payment and not back yet, whose counter they go back to, oldest first. */
  readonly parked: readonly (Pick<Ticket, "id" | "number" | "topic" | "counter"> & {
    readonly since: Date;
  })[];
  readonly today: {
    readonly taken: number;
    readonly done: number;
    readonly absent: number;
    readonly meanWaitMinutes: number | null;
    readonly p90WaitMinutes: number | null;
    readonly meanServiceMinutes: number | null;
  };
}

export type { Centre, Counter, PriorityGroup, Topic };
