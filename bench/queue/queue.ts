import {
  firstCome,
  nextTicket,
  priorityThenArrival,
  WEIGHTS,
  weighedTurn,
} from "../../src/centres/queue/index.ts";
import type { Figure } from "../figure.ts";
import { lowerBounds } from "./bound.ts";
import { betterDays, meanRatio, p99Ratio, type Ratio } from "./compare.ts";
import { comingAt, dayOf } from "./day.ts";
import { DESKS, JUDGING_SEEDS, LOAD } from "./hall.ts";
import { HEADINGS, lineOf, type Record, record, table, waitOf } from "./report.ts";
import { mean } from "./statistics.ts";
import { type Told, toldAtTheDoor } from "./told.ts";

const POLICIES = {
  "first come": firstCome,
  "priority, then arrival": priorityThenArrival,
  ours: nextTicket,
  // What the law's priority and the promised times cost the others: shown, and used nowhere.
  "ours without duties": weighedTurn({ ...WEIGHTS, priority: 1, promise: 1, promiseMinutes: 0 }),
};

/** Beside the load that is judged: reported, and not judged. */
const OTHER_LOADS = [0.8, 1];

/** The mean must be a quarter below first come, first served, and the 99th percentile no worse. */
const [MEAN_GOAL, P99_GOAL] = [0.75, 1];
const ROUNDING = 1e-9;

/**
 * The days' mean bounds; throws where any policy stays below one on any day, for then one of them
 * is wrong.
 */
function checkedBounds(records: readonly Record[]): { srpt: number; skills: number } {
  const [first] = records;
  const bounds = (first?.days ?? []).map((day) => lowerBounds(day, DESKS));
  for (const { name, days } of records)
    days.forEach((day, i) => {
      const { srpt = 0, skills = 0 } = bounds[i] ?? {};
      const waited = mean(day.map(waitOf));
      if (day.length !== first?.days[i]?.length || waited < Math.max(srpt, skills) - ROUNDING)
        throw new Error(`${name} waits ${waited} on day ${i}, below the bound of ${skills}`);
    });
  return {
    srpt: mean(bounds.map(({ srpt }) => srpt)),
    skills: mean(bounds.map(({ skills }) => skills)),
  };
}

const words = ({ value, low, high }: Ratio): string =>
  `${value.toFixed(3)} (95 %: ${low.toFixed(3)} to ${high.toFixed(3)})`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const toldWords = ({ within, sooner, later, muchLater, meanWidth }: Told): string =>
  `Told at the door, as a range ${meanWidth.toFixed(0)} minutes wide in the mean: ` +
  `${percent(within)} ` +
  `were called within it, ${percent(sooner)} sooner, ${percent(later)} later ` +
  `(${percent(muchLater)} by more than a quarter of an hour).`;

/** Simulates, prints the table of one load, and gives ours divided by first come. */
function compare(load: number) {
  const days = JUDGING_SEEDS.map((seed) => dayOf(seed, load));
  const records = Object.entries(POLICIES).map(([name, policy]) => record(name, policy, days));
  const [fifo, , ours] = records;
  if (!fifo || !ours) throw new Error("two policies are compared");
  const [means, p99s] = [meanRatio(ours, fifo), p99Ratio(ours, fifo)];
  const bounds = checkedBounds(records);
  console.log(
    `\nA hall at ${load * 100} % load: ${days.length} days, ${DESKS.length} counters, ` +
      `${Math.round(comingAt(load))} people a day; minutes\n`,
  );
  console.log(table([HEADINGS, ...records.map(lineOf)]));
  console.log(
    `\nNo policy can go below a mean of ${bounds.srpt.toFixed(2)} (one fast server), ` +
      `${bounds.skills.toFixed(2)} (with skills).\n` +
      `Ours to first come: mean ${words(means)}, p99 ${words(p99s)}; ` +
      `a lower mean on ${betterDays(ours, fifo)} of ${days.length} days.`,
  );
  console.log(toldWords(toldAtTheDoor(days)));
  return { mean: means.value, p99: p99s.value };
}

/**
 * A hall on days that were not used while tuning; the goal is judged at one load, and others are
 * shown.
 */
export async function benchQueue(): Promise<Figure[]> {
  const judged = compare(LOAD);
  for (const load of OTHER_LOADS) compare(load);
  console.log();
  return [
    { name: "queue.mean", value: judged.mean, unit: "x first come", goal: MEAN_GOAL },
    { name: "queue.p99", value: judged.p99, unit: "x first come", goal: P99_GOAL },
  ];
}
