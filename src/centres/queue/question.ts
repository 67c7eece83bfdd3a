import type { OpenCounter, Waiting } from "./model.ts";

/** The hall when the question is asked. */
export interface Present {
  /** Ids of the counters that are open. */
  readonly open: readonly string[];
  /** Minutes until each counter is expected to be free; free now where it is absent. */
  readonly busyFor: Readonly<Record<string, number>>;
  /** Minutes that are left of a break, of counters that have one. */
  readonly awayFor?: Readonly<Record<string, number>>;
  /** Who waits; times in minutes from now. */
  readonly waiting: readonly Waiting[];
}

/** A counter of the roster; times in minutes from now. */
export interface PlannedCounter {
  readonly id: string;
  readonly opensAt: number;
  /** It opens after a break of the roster that has begun: until then it may still serve. */
  readonly isResting?: true;
  /** Absent: it serves whoever is left when the hall closes. */
  readonly closesAt?: number;
  readonly breaks: readonly { readonly from: number; readonly minutes: number }[];
}

/** A manager's question: who waits, who is expected, and the counters that could be opened. */
export interface WhatIf {
  readonly topics: readonly {
    readonly id: string;
    /** Mean minutes at the counter. */
    readonly minutes: number;
    readonly perHour: number;
  }[];
  readonly counters: readonly OpenCounter[];
  /** Absent: an empty hall, all counters closed. */
  readonly present?: Present;
  /** Operators who could sit down at another counter; absent: nobody. */
  readonly free?: number;
  /** The counters of the roster from now on. */
  readonly planned?: readonly PlannedCounter[];
  /** One simulated day each; the same seeds give the same people, whatever is opened. */
  readonly seeds: readonly number[];
  /** For how long people come; all who came are still served. */
  readonly hours: number;
}

/** An empty hall. */
export const closedHall: Present = { open: [], busyFor: {}, waiting: [] };
