/**
 * The hall that is measured: illustrative, since no hall has published its own figures, and set
 * from plausibility before the first run. Only the policy was tuned, on TUNING_SEEDS; the report is
 * made on JUDGING_SEEDS, which were not looked at while tuning.
 */
import type { SimulatedCounter } from "../../src/centres/queue/index.ts";

const seeds = (from: number, days: number) => Array.from({ length: days }, (_, i) => from + i);
export const TUNING_SEEDS: readonly number[] = seeds(1, 100);
export const JUDGING_SEEDS: readonly number[] = seeds(700_001, 200);

/**
 * Minutes from midnight. The last ticket is given half an hour before the end; all are still
 * served.
 */
export const OPENS = 9 * 60;
export const LAST_TICKET = 17.5 * 60;
export const CLOSES = 18 * 60;

/**
 * The busy but stable day on which the goal is judged: work that comes, divided by what the
 * counters can do.
 */
export const LOAD = 0.9;

export interface HallTopic {
  readonly id: string;
  /** Of all who come. */
  readonly share: number;
  /** Mean minutes at the counter, and standard deviation divided by it: lognormal, as measured at a
   * bank's telephone counters by Brown and others, J. Am. Stat. Assoc. 100 (2005) 36-50. */
  readonly minutes: number;
  readonly variation: number;
  /** Whether a form filled in at home can shorten it. */
  readonly form: boolean;
}

export const TOPICS: readonly HallTopic[] = [
  { id: "collect", share: 0.18, minutes: 4, variation: 0.5, form: false },
  { id: "certificate", share: 0.17, minutes: 7, variation: 0.6, form: true },
  { id: "identity", share: 0.22, minutes: 12, variation: 0.5, form: true },
  { id: "driving", share: 0.14, minutes: 12, variation: 0.6, form: true },
  { id: "civil", share: 0.08, minutes: 18, variation: 0.5, form: true },
  { id: "tax", share: 0.08, minutes: 15, variation: 0.8, form: true },
  { id: "social", share: 0.07, minutes: 14, variation: 0.7, form: true },
  { id: "land", share: 0.06, minutes: 25, variation: 0.7, form: true },
];

/** Ten counters, of which each rests 45 minutes around noon, two or three at a time. */
const SKILLS: readonly (readonly string[])[] = [
  ["collect", "certificate"],
  ["collect", "certificate", "identity"],
  ["identity"],
  ["identity", "driving"],
  ["driving"],
  ["identity", "civil", "social"],
  ["civil", "land"],
  ["tax", "social"],
  ["tax", "land"],
  ["land", "social", "certificate"],
];
const REST_MINUTES = 45;
const RESTS = [12 * 60, 12.75 * 60, 13.5 * 60, 14.25 * 60];

export const DESKS: readonly SimulatedCounter[] = SKILLS.map((topics, i) => ({
  id: `${i + 1}`,
  topics,
  breaks: [{ from: RESTS[i % RESTS.length] ?? 0, minutes: REST_MINUTES }],
}));

/** What ten counters can do from opening to closing. */
export const COUNTER_MINUTES = DESKS.length * (CLOSES - OPENS - REST_MINUTES);

/** How many come at a time of day, beside the mean: two peaks, at half past ten and at three. */
export function peaks(time: number): number {
  const peak = (at: number, width: number) => Math.exp(-((time - at) ** 2) / (2 * width ** 2));
  return 0.55 + 0.85 * peak(10.5 * 60, 50) + 0.7 * peak(15 * 60, 50);
}

/** Illustrative, each of them. */
export const PEOPLE = {
  /** Of those who come, with an appointment; the slots are spread evenly over the day. */
  appointments: 0.25,
  slotMinutes: 15,
  priority: 0.08,
  formFilledIn: 0.3,
  /** What is left of the minutes where the form was filled in at home. */
  formSaves: 0.6,
  families: 0.15,
  /** What each further member of a family adds, of the minutes for one. */
  perMember: 0.6,
  /** Called in vain once, and for ever. */
  missedOnce: 0.03,
  missedForEver: 0.03,
} as const;

/**
 * Appointments of ASAN on 27 April 2020: 3,631 of 12,458 did not come; 43 % of the 8,827 who came
 * were about two hours early and 497 were late (metbuat.az/news/1380092). The rules since then: let
 * in at most 30 minutes early, void when more than 10 minutes late, which here makes it a ticket
 * like another.
 */
export const ASAN = {
  ...{ noShow: 3631 / 12458, early: 0.43, late: 497 / 8827 },
  ...{ earlyMean: 120, earlyDeviation: 20, lateMean: 12 },
  ...{ letInBefore: 30, voidAfter: 10 },
} as const;
