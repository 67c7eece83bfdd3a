import type { Provenance, Words } from "./model-parts.ts";

/** A place where people are served in person, as data (jurisdictions/<code>/centres.yaml). */
export interface Centre extends Provenance {
  /** kebab-case */
  readonly id: string;
  readonly name: Words;
  readonly kind: "hall" | "mobile";
  readonly address: Words;
  /** Local time, `HH:MM`; a day with a break has two spans. Days without one are closed; public holidays too. */
  readonly hours: readonly OpenSpan[];
  readonly topics: readonly Topic[];
  readonly counters: readonly Counter[];
  readonly groups: readonly PriorityGroup[];
  readonly rules: CentreRules;
  /** Where a mobile unit stands when: its timetable, instead of `hours`. */
  readonly stops?: readonly Stop[];
  /** Its operators go to people and firms that order them; absent where they do not. */
  readonly callOuts?: CallOuts;
}

/** For which topics one can order operators to come. No fee stands here, so none is asked. */
export interface CallOuts extends Provenance {
  readonly topics: readonly string[];
}

export interface OpenSpan {
  /** ISO weekday: 1 Monday … 7 Sunday. */
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

/** What one comes for: a group of services that the same counters can serve. */
export interface Topic {
  /** kebab-case */
  readonly id: string;
  /** The letter of its tickets: `A` of A012. */
  readonly letter: string;
  readonly name: Words;
  readonly services: readonly string[];
  /** Expected minutes at the counter, until enough were measured; illustrative unless it says its source. */
  readonly minutes: number;
  /** Appointments: length of a slot and how many at once; absent where it takes none. */
  readonly slots?: { readonly minutes: number; readonly atOnce: number };
}

export interface Counter {
  /** As it stands above the counter: `7`. */
  readonly id: string;
  readonly topics: readonly string[];
}

/** People who by law or custom need not wait as long: pregnant women, old people, people with disabilities. */
export interface PriorityGroup extends Provenance {
  readonly id: string;
  readonly name: Words;
}

/** House rules, in minutes and days. */
export interface CentreRules extends Provenance {
  /** With an appointment one is let in at most so long before. */
  readonly earlyMinutes: number;
  /** An appointment is void when one comes more than this late. */
  readonly lateMinutes: number;
  /** Appointments can be booked so many days ahead. */
  readonly daysAhead: number;
  /** A called ticket that does not come is skipped after so long. */
  readonly callMinutes: number;
}

export interface Stop {
  readonly day: string;
  readonly opens: string;
  readonly closes: string;
  readonly place: Words;
}
