import type { Provenance, Words } from "./model-parts.ts";

/** What a centre can have for people with disabilities and for parents; each has its words. */
export const accessKinds = [
  "step-free",
  "lift",
  "accessible-toilet",
  "hearing-loop",
  "sign-language",
  "parking",
  "baby-room",
] as const;
export type AccessKind = (typeof accessKinds)[number];

/** WGS 84, in degrees. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** A service centre, as data (jurisdictions/<code>/centres.yaml). */
export interface Centre extends Provenance {
  /** kebab-case */
  readonly id: string;
  readonly name: Words;
  readonly kind: "hall" | "mobile";
  readonly address: Words;
  readonly position?: Position;
  /** How to get there, in words. */
  readonly directions?: Words;
  readonly access?: readonly AccessKind[];
  /** As one dials it in the country. */
  readonly telephone?: string;
  readonly email?: string;
  /**
   * Local time, `HH:MM`; a day with a break has two spans. Other days are closed, and so are public
   * holidays.
   */
  readonly hours: readonly OpenSpan[];
  /** Days and hours on which it is closed once, whatever its hours or stops say. */
  readonly closings?: readonly Closing[];
  readonly topics: readonly Topic[];
  readonly counters: readonly Counter[];
  readonly groups: readonly PriorityGroup[];
  readonly rules: CentreRules;
  /** The timetable of a mobile unit, instead of `hours`. */
  readonly stops?: readonly Stop[];
  /** Its operators visit people and firms on order; absent where they do not. */
  readonly callOuts?: CallOuts;
}

/** The topics for which operators can be ordered. There is no fee. */
export interface CallOuts extends Provenance {
  readonly topics: readonly string[];
}

export interface OpenSpan {
  /** ISO weekday: 1 Monday … 7 Sunday. */
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

/** One closing of a centre: whole days, or some hours of each. */
export interface Closing {
  /** Local days `YYYY-MM-DD`; the same for one day. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Local time, `HH:MM`; from the opening, or to the end of the day, where one is absent. */
  readonly from?: string;
  readonly until?: string;
  readonly reason: Words;
}

/** A reason to come: a group of services that the same counters can serve. */
export interface Topic {
  /** kebab-case */
  readonly id: string;
  /** The letter of its tickets: `A` of A012. */
  readonly letter: string;
  readonly name: Words;
  readonly services: readonly string[];
  /**
   * Expected minutes at the counter, until enough are measured; illustrative unless it states a
   * source.
   */
  readonly minutes: number;
  /** Appointments: length of a slot and seats per slot; absent where there are none. */
  readonly slots?: { readonly minutes: number; readonly atOnce: number };
}

export interface Counter {
  /** The number above the counter: `7`. */
  readonly id: string;
  readonly topics: readonly string[];
}

/** People with priority by law or custom: pregnant women, old people, people with disabilities. */
export interface PriorityGroup extends Provenance {
  readonly id: string;
  readonly name: Words;
}

/** House rules, in minutes and days. */
export interface CentreRules extends Provenance {
  /** How early a person with an appointment may arrive. */
  readonly earlyMinutes: number;
  /** An appointment is void when the person is later than this. */
  readonly lateMinutes: number;
  /** How many days ahead appointments can be booked. */
  readonly daysAhead: number;
  /** A called ticket that does not come is skipped after this time. */
  readonly callMinutes: number;
  /** The wait that the hall means to keep; longer ones are shown in red to whoever runs it. */
  readonly waitMinutes?: number;
  /**
   * `arrival`, the default: within one series of numbers (A, or AF for the families of A) in the
   * order of arrival. `optimised`: one series for each topic, and whoever is called next is weighed
   * among all, so that the mean wait falls and people of one letter overtake each other.
   */
  readonly order?: "arrival" | "optimised";
}

export interface Stop {
  readonly day: string;
  readonly opens: string;
  readonly closes: string;
  readonly place: Words;
}
