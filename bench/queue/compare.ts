import { chanceOf } from "../../src/centres/queue/index.ts";
import { type Record, waitOf } from "./report.ts";
import { ascending, mean, quantile, sum } from "./statistics.ts";

/**
 * Ours divided by the other's, and between what 95 of 100 repetitions with other days would lie.
 */
export interface Ratio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const REPETITIONS = 300;

type Figure = (days: readonly Float64Array[]) => number;

const meanOf: Figure = (days) =>
  sum(days.map((day) => day.reduce((a, b) => a + b, 0))) / sum(days.map((day) => day.length));

const percentileOf = (part: number) => (days: readonly Float64Array[]) => {
  const all = new Float64Array(sum(days.map((day) => day.length)));
  let at = 0;
  for (const day of days) {
    all.set(day, at);
    at += day.length;
  }
  all.sort();
  return all[Math.ceil(part * all.length) - 1] ?? Number.NaN;
};

/**
 * Days are drawn again with replacement, the same for both: the bootstrap of Efron (1979), paired.
 */
function ratioOf(figure: Figure, ours: Record, other: Record): Ratio {
  const chance = chanceOf(7);
  const [a, b] = [ours, other].map(({ days }) =>
    days.map((day) => Float64Array.from(day.map(waitOf))),
  );
  if (!a || !b) throw new Error("two records are compared");
  const pick = (days: readonly Float64Array[], which: readonly number[]) =>
    which.flatMap((i) => days[i] ?? []);
  const ratios = Array.from({ length: REPETITIONS }, () => {
    const which = a.map(() => Math.floor(chance.uniform() * a.length));
    return figure(pick(a, which)) / figure(pick(b, which));
  });
  const sorted = ascending(ratios);
  return {
    value: figure(a) / figure(b),
    low: quantile(sorted, 0.025),
    high: quantile(sorted, 0.975),
  };
}

export const meanRatio = (ours: Record, other: Record): Ratio => ratioOf(meanOf, ours, other);
export const p90Ratio = (ours: Record, other: Record): Ratio =>
  ratioOf(percentileOf(0.9), ours, other);
export const p99Ratio = (ours: Record, other: Record): Ratio =>
  ratioOf(percentileOf(0.99), ours, other);

/** On how many of the days everybody together waited less. */
export const betterDays = (ours: Record, other: Record): number =>
  ours.days.filter((day, i) => mean(day.map(waitOf)) < mean((other.days[i] ?? []).map(waitOf)))
    .length;
