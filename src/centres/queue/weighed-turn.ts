import { cameBefore, candidatesOf, firstBy } from "./candidates.ts";
import type { QueuePolicy, QueueSituation, Waiting } from "./model.ts";
import { exactMinutes, minutesToClear } from "./pressure.ts";

/** What is weighed, and how much. Tuned on the tuning seeds of bench/queue alone. */
export interface Weights {
  /** From about so many minutes on, waiting weighs more than a short matter. */
  readonly patienceMinutes: number;
  /** How sharply it does so. */
  readonly patiencePower: number;
  /** How much a short matter weighs, and how much more for each minute that waits before a counter. */
  readonly shortness: number;
  readonly shortnessPerLoad: number;
  /** Of the minutes until the line of a topic is gone, the part that counts as if already waited. */
  readonly foresight: number;
  /** How much a hard-pressed topic weighs, and from how many minutes on. */
  readonly pressure: number;
  readonly pressureMinutes: number;
  /** Those whom the law puts first count so many times. */
  readonly priority: number;
  /** An appointment whose time has come counts so many times, and as if it had waited longer. */
  readonly promise: number;
  readonly promiseMinutes: number;
  /** Nobody waits longer while another is called: at least so long, and longer only in a fuller hall. */
  readonly limitMinutes: number;
  readonly limitLoads: number;
}

export const WEIGHTS: Weights = {
  patienceMinutes: 62.268,
  patiencePower: 8.237,
  shortness: 1.991,
  shortnessPerLoad: 0.007,
  foresight: 0.07,
  pressure: 4.327,
  pressureMinutes: 4.709,
  priority: 2.58,
  promise: 2.653,
  promiseMinutes: 1.983,
  limitMinutes: 140,
  limitLoads: 2,
};

/** Minutes of work that wait before each open counter. */
const loadOf = ({ waiting, counters }: QueueSituation): number =>
  waiting.reduce((sum, one) => sum + exactMinutes(one), 0) / Math.max(1, counters.length);

/** After so long one goes before all others: it grows with what waits for each open counter. */
export const limitMinutes = (situation: QueueSituation, weights = WEIGHTS): number =>
  Math.max(weights.limitMinutes, weights.limitLoads * loadOf(situation));

/** The present load, and in how many minutes the line of this one's topic would be gone. */
interface Moment {
  readonly now: number;
  readonly load: number;
  readonly clear: number;
}

/** How strongly it is this one's turn; grows with every minute waited, and has no unit. */
function weightOf(one: Waiting, { now, load, clear }: Moment, weights: Weights): number {
  const due = one.appointment !== undefined && one.appointment <= now;
  const waited = now - one.since + (due ? weights.promiseMinutes : 0) + weights.foresight * clear;
  const patience = 1 + (Math.max(0, waited) / weights.patienceMinutes) ** weights.patiencePower;
  const pressure = (1 + clear / weights.pressureMinutes) ** weights.pressure;
  const first = (one.priority ? weights.priority : 1) * (due ? weights.promise : 1);
  const shortness = weights.shortness + weights.shortnessPerLoad * load;
  return (patience * pressure * first) / exactMinutes(one) ** shortness;
}

/**
 * Ours, in two sentences: the shorter your matter and the longer you have waited, the sooner your
 * turn, with those whom the law puts first and appointments whose time has come before others; and
 * whoever has waited past the limit goes first of all. Counters that can do much leave to the others
 * what those can do, when people wait whom only they can serve.
 *
 * The generalised c-mu rule (J. van Mieghem, Annals of Applied Probability 5 (1995) 809-833;
 * A. Mandelbaum and A. Stolyar, Operations Research 52 (2004) 836-855) with a cost of waiting that
 * rises late and steeply, so that the mean falls while the longest waits stay; the tail is what
 * G. Yu and Z. Scully, POMACS 8 (2024), showed a plain shortest-first to lose. O(waiting) per call.
 */
export const weighedTurn =
  (weights: Weights): QueuePolicy =>
  (situation) => {
    const { now } = situation;
    const candidates = candidatesOf(situation);
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
    return firstBy(candidates, (a, b) => {
      const [x = 0, y = 0] = [turns.get(a), turns.get(b)];
      return x !== y ? x > y : cameBefore(a, b);
    })?.id;
  };

export const ourTurn: QueuePolicy = weighedTurn(WEIGHTS);
