import type { Centre, CentreRules, Counter, PriorityGroup, Topic } from "../catalogue/index.ts";
import type { CommandId, OfficerId, PersonId } from "../kernel/index.ts";
import type { CallReason } from "./queue/index.ts";

/** One visit to a hall, from taking the ticket to leaving the counter. */
export interface Ticket {
  /**
   * Random, 128 bits as 22 characters of base64url: whoever has it may see the ticket. Never shown
   * on a board.
   */
  readonly token: string;
  readonly id: string;
  readonly centre: string;
  /** Local day `YYYY-MM-DD`. */
  readonly day: string;
  /** As called: `A012`, of a family `AF12`; unique in a centre on a day. */
  readonly number: string;
  readonly topic: string;
  readonly group: string | null;
  /** Number of people, the holder included: families are served together. */
  readonly party: number;
  readonly person: PersonId | null;
  readonly appointment: string | null;
  readonly lang: string;
  readonly status: TicketStatus;
  readonly counter: string | null;
  readonly takenAt: Date;
  /** Waiting at its present topic since; a transfer keeps the first time. */
  readonly waitingSince: Date;
  readonly calledAt: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** How often it was called without coming. */
  readonly calls: number;
  /**
   * Why the policy called it and not another, or that it has paid; null before, and where an
   * officer called it back for another reason.
   */
  readonly why: CallReason | null;
  /** When it was called back from an errand, and its holder did not come; null: it was not. */
  readonly missedAt: Date | null;
}

/**
 * `waiting` in the hall; `called` to a counter; `serving` there; `parked` (fetches a document or
 * pays, and returns to the same officer without queueing); then `done`, `absent` or `left`.
 */
export type TicketStatus = "waiting" | "called" | "serving" | "parked" | "done" | "absent" | "left";

export interface NewTicket {
  readonly centre: string;
  readonly topic: string;
  readonly group?: string;
  readonly party?: number;
  readonly person?: PersonId;
  /**
   * The holder says that the form is filled in; for a person who is identified the hall checks it.
   */
  readonly prepared?: boolean;
  /**
   * E.164: gets an SMS when it is nearly time. Stored apart from the ticket, until the end of the
   * day.
   */
  readonly phone?: string;
  readonly lang: string;
  /** The officer who gave it by hand. */
  readonly givenBy?: OfficerId;
  readonly appointment?: string;
  /** The time of the appointment: its place in the queue. */
  readonly appointmentAt?: Date;
  /** Idempotent: the same key is the same ticket. */
  readonly key?: CommandId;
  /** Taken offline: when, and under which number (of that device's own block). */
  readonly offline?: {
    readonly takenAt: Date;
    readonly number: string;
    /** It was called there and is over: it never waits here. */
    readonly served?: {
      readonly at: Date;
      readonly isAbsent: boolean;
      readonly officer: OfficerId;
    };
  };
}

/** A wait, as a range and never as one number. Minutes. */
export interface Wait {
  readonly ahead: number;
  readonly fromMinutes: number;
  readonly toMinutes: number;
  /** The hall is open and no counter serves this: the minutes promise nothing. */
  readonly isUnserved?: true;
  /** Every counter that serves this has a break; the minutes begin with the end of it. */
  readonly isAfterBreak?: true;
}

/** What is shown of a ticket at a counter. */
export interface TicketInHand
  extends Pick<Ticket, "id" | "number" | "status" | "topic" | "calledAt" | "startedAt" | "why"> {
  /** Where the officer was signed out after the call: since when they are back. */
  readonly backSince: Date | null;
}

/** The present state of a counter. */
export interface CounterState extends Counter {
  readonly open: boolean;
  /** The officer at the counter. */
  readonly officer: string | null;
  /** When the officer said to be back from a break; null without one. */
  readonly breakUntil: Date | null;
  /** When the officer signed out, or their session ran out: nobody calls; null: they are there. */
  readonly signedOutAt: Date | null;
  /** It was opened for its officer, who has not come yet: nobody calls. */
  readonly awaited: boolean;
  /** The officer works here no longer, and does not come back. */
  readonly hasLeft: boolean;
  /** Closes when the client in hand is done; the officer moves to a counter, or to none. */
  readonly after: { readonly to: string | null } | null;
  /** The topic for which it was opened, while it calls that first. */
  readonly first: string | null;
  /** Serves other topics today than planned. */
  readonly topicsChanged: boolean;
  readonly ticket: TicketInHand | null;
  /** Since when a file is open there of somebody who has no ticket. */
  readonly withoutTicket: Date | null;
}

/** The content of a board: no names, and no topic with a ticket. */
export interface Board {
  readonly centre: string;
  /** Those who are called before those who are served, each newest first; at most twelve. */
  readonly calls: readonly {
    readonly number: string;
    readonly counter: string;
    readonly calledAt: Date;
    /** Rises with each recall, so that the board announces it again. */
    readonly calls: number;
    readonly lang: string;
  }[];
  readonly waiting: number;
  /** Numbers that are probably called next, in their order; it changes with who comes. */
  readonly next: readonly string[];
  /** What whoever runs the floor says to everybody: language → text. */
  readonly announced: Readonly<Record<string, string>>;
  /** Rises with every change of this hall; two boards of the same version are the same. */
  readonly version: number;
}

/** A ticket in the queue. */
export interface QueuedTicket extends Pick<Ticket, "id" | "number" | "topic" | "party"> {
  readonly since: Date;
  /** By law, or put first by whoever runs the floor. */
  readonly priority: boolean;
  readonly appointment: Date | null;
  /** The counter for which alone it waits. */
  readonly reserved: string | null;
  /** It was called and did not come: until then others are called first; null: it was not. */
  readonly restsUntil: Date | null;
}

/** A ticket in the queue, with how it is expected to be called, were nobody else to come. */
export interface CallAhead extends QueuedTicket {
  /** Undefined where no counter is open that could call it. */
  readonly call:
    | {
        readonly counter: string;
        readonly inMinutes: number;
        /** The range in which that holds though others come; what is told to people. */
        readonly wait: Wait;
        /** How many are called before, by counters that could have called this one. */
        readonly ahead: number;
        /** That counter would call it at this moment; nobody while it has a break. */
        readonly isNext: boolean;
        /** Undefined where the only reason is that nobody else is left by then. */
        readonly why: CallReason | undefined;
      }
    | undefined;
}

/** The hall at a glance, for the floor manager. */
export interface Hall {
  readonly centre: Centre;
  readonly counters: readonly CounterState[];
  readonly topics: readonly (Topic & {
    readonly waiting: number;
    readonly longestMinutes: number;
    /** Told to whoever takes a ticket now; null where nobody sits at a counter of this topic. */
    readonly wait: Wait | null;
    readonly openCounters: number;
    /**
     * People wait, and though counters are open for it nobody calls them: none is in hand, and none
     * is expected to be called within the target of the hall.
     */
    readonly isPassedOver: boolean;
  })[];
  /** Everybody who waits, longest first. */
  readonly queue: readonly QueuedTicket[];
  /** Parked tickets, whose counter they return to, oldest first. */
  readonly parked: readonly (Pick<Ticket, "id" | "number" | "topic" | "counter" | "missedAt"> & {
    readonly since: Date;
  })[];
  /** Of those who wait at this moment, in minutes; an appointment waits from its time on. */
  readonly waitingNow: {
    readonly tickets: number;
    readonly medianMinutes: number | null;
    readonly longestMinutes: number | null;
    /** The number of whoever waits longest. */
    readonly longest: string | null;
  };
  /** When the hall closes today, and how many tickets of a topic are called only after that. */
  readonly late: {
    readonly closes: Date;
    readonly byTopic: readonly { readonly topic: string; readonly tickets: number }[];
  } | null;
  readonly today: {
    readonly taken: number;
    readonly done: number;
    readonly absent: number;
    readonly meanWaitMinutes: number | null;
    readonly p90WaitMinutes: number | null;
    readonly meanServiceMinutes: number | null;
  };
}

export type { Centre, CentreRules, Counter, PriorityGroup, Topic };
