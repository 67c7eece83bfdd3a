import { cameBefore, choicesOf, firstBy, isDue } from "./candidates.ts";
import type { QueuePolicy, QueueSituation, Waiting } from "./model.ts";
import { exactMinutes, minutesToClear } from "./pressure.ts";

/** The weights of the policy. Tuned on the tuning seeds of bench/queue alone. */
export interface Weights {
  /** From about this many minutes on, waiting weighs more than a short service. */
  readonly patienceMinutes: number;
  /** How sharply it does so. */
  readonly patiencePower: number;
  /**
   * Weight of a short service, and how much it grows for each minute of work waiting per counter.
   */
  readonly shortness: number;
  readonly shortnessPerLoad: number;
  /** The part of a topic's clearing time that counts as already waited. */
  readonly foresight: number;
  /** Weight of a topic under pressure, and from how many minutes on. */
  readonly pressure: number;
  readonly pressureMinutes: number;
  /** Factor for priority by law. */
  readonly priority: number;
  /** Factor for an appointment that is due, and the minutes it is credited. */
  readonly promise: number;
  readonly promiseMinutes: number;
  /** A ticket that has waited this long is called first; the limit rises in a fuller hall. */
  readonly limitMinutes: number;
  readonly limitLoads: number;
}

export const WEIGHTS: Weights = {
  patienceMinutes: 50.463,
  patiencePower: 5.326,
  shortness: 1.947,
  shortnessPerLoad: 0.008,
  foresight: 0.052,
  pressure: 3.749,
  pressureMinutes: 4.001,
  priority: 3.109,
  promise: 2.088,
  promiseMinutes: 3.072,
  limitMinutes: 140,
  limitLoads: 2,
};

/** Minutes of work waiting per open counter. */
const loadOf = ({ waiting, counters }: QueueSituation): number =>
  waiting.reduce((sum, one) => sum + exactMinutes(one), 0) / Math.max(1, counters.length);

/** A ticket that has waited this long goes first: grows with the work per open counter. */
export const limitMinutes = (situation: QueueSituation, weights = WEIGHTS): number =>
  Math.max(weights.limitMinutes, weights.limitLoads * loadOf(situation));

/** The present load, and the minutes in which the queue of this topic would be cleared. */
interface Moment {
  readonly now: number;
  readonly load: number;
  readonly clear: number;
}

/** The weight of a ticket; grows with every minute waited, and has no unit. */
function weightOf(one: Waiting, { now, load, clear }: Moment, weights: Weights): number {
  const due = isDue(one, now);
  const waited = now - one.since + (due ? weights.promiseMinutes : 0) + weights.foresight * clear;
  const patience = 1 + (Math.max(0, waited) / weights.patienceMinutes) ** weights.patiencePower;
  const pressure = (1 + clear / weights.pressureMinutes) ** weights.pressure;
  const first = (one.priority ? weights.priority : 1) * (due ? weights.promise : 1);
  const shortness = weights.shortness + weights.shortnessPerLoad * load;
  return (patience * pressure * first) / exactMinutes(one) ** shortness;
}

/**
 * Our policy: the shorter your service and the longer you have waited, the sooner your turn;
 * priority by law and due appointments come before others, in one topic priority always before
 * ordinary tickets; and a ticket past the limit goes first of all. Flexible counters leave to the
 * others what those can do while tickets wait that only they can serve. Of tickets in one line only
 * the first is weighed, so that the order within a line is that of arrival. What was sent to a
 * counter by hand is called there before all that; only appointments that are due are weighed
 * against it.
 *
 * The generalised c-mu rule (J. van Mieghem, Annals of Applied Probability 5 (1995) 809-833; A.
 * Mandelbaum and A. Stolyar, Operations Research 52 (2004) 836-855) with a cost of waiting that
 * rises late and steeply, so that the mean falls while the longest waits stay; the tail is what G.
 * Yu and Z. Scully, POMACS 8 (2024), showed a plain shortest-first to lose. O(waiting) per call.
 */
export const weighedTurn =
  (weights: Weights): QueuePolicy =>
  (situation) => {
    const { now } = situation;
    const candidates = choicesOf(situation);
    if (candidates.length < 2) return candidates[0]?.id;
    const limit = limitMinutes(situation, weights);
    const over = candidates.filter(({ since }) => now - since > limit);
    if (over.length > 0) return firstBy(over, cameBefore)?.id;
    const [load, clears] = [loadOf(situation), minutesToClear(situation)];
    const turns = new Map(
      candidates.map((one) => {
        const clear = clears.get(one.topic) ?? 0;
        return [one, weightOf(one, { now, load, clear }, weights)];
      }),
    );
    const before = (a: Waiting, b: Waiting) => {
      const [x = 0, y = 0] = [turns.get(a), turns.get(b)];
      return x !== y ? x > y : cameBefore(a, b);
    };
    const first = firstBy(candidates, before);
    return (first && firstByLaw(first, candidates, { now, before }))?.id;
  };

/**
 * Who goes in place of an ordinary ticket: whom the law puts first in the same topic, however many
 * they are. Not in place of an appointment that is due, or of a ticket sent to this counter.
 */
function firstByLaw(
  first: Waiting,
  candidates: readonly Waiting[],
  { now, before }: { readonly now: number; readonly before: (a: Waiting, b: Waiting) => boolean },
): Waiting {
  const { priority, reserved, topic } = first;
  if (priority || isDue(first, now) || reserved !== undefined) return first;
  const sooner = candidates.filter((one) => one.priority && one.topic === topic);
  return firstBy(sooner, before) ?? first;
}

export const ourTurn: QueuePolicy = weighedTurn(WEIGHTS);
