/**
 * How the weights were found: `node bench/queue/tune.ts SECONDS SEED`, on TUNING_SEEDS alone.
 * Differential evolution (R. Storn and K. Price, Journal of Global Optimization 11 (1997) 341-359)
 * around the present weights; prints each better set. What it looks for: a mean below the goal, a
 * p99 with room to spare, a p90 no worse, appointments kept, priority groups soon.
 */
import {
  chanceOf,
  firstCome,
  WEIGHTS,
  type Weights,
  weighedTurn,
} from "../../src/centres/queue/index.ts";
import { dayOf } from "./day.ts";
import { LOAD, TUNING_SEEDS } from "./hall.ts";
import { keptShare, type Record, record, waitOf, waitsOf } from "./report.ts";
import { ascending, mean, quantile } from "./statistics.ts";

const [seconds = 60, seed = 1] = process.argv.slice(2).map(Number);
const chance = chanceOf(seed);
const days = TUNING_SEEDS.map((day) => dayOf(day, LOAD));
const [POPULATION, SPREAD, CROSSOVER, STEP] = [12, 0.25, 0.8, 0.6];
const KEYS = Object.keys(WEIGHTS).filter((key) => !key.startsWith("limit")) as (keyof Weights)[];

function figures(kept: Record) {
  const first = kept.days.flat().filter(({ visit }) => visit.ticket.priority);
  return {
    mean: mean(waitsOf(kept)),
    p90: quantile(ascending(waitsOf(kept)), 0.9),
    p99: quantile(ascending(waitsOf(kept)), 0.99),
    kept: keptShare(kept),
    priority: mean(first.map(waitOf)),
  };
}

const fifo = figures(record("first come", firstCome, days));
const above = (value: number, aim: number) => Math.max(0, value / aim - 1);

/** 0 where all is reached, and the further from it the more. */
const cost = (ours: ReturnType<typeof figures>): number =>
  1.5 * above(ours.mean, fifo.mean * 0.73) +
  2 * above(ours.p99, fifo.p99 * 0.99) +
  2 * above(ours.p90, fifo.p90) +
  0.5 * above(0.8, ours.kept) +
  0.05 * above(ours.priority, 12);

interface Tried {
  readonly weights: Weights;
  readonly cost: number;
}
let best: Tried[] = [];

function tryOut(weights: Weights): void {
  const ours = figures(record("ours", weighedTurn(weights), days));
  const tried = { weights, cost: cost(ours) };
  if (tried.cost < (best[0]?.cost ?? Number.POSITIVE_INFINITY))
    console.log(JSON.stringify({ cost: tried.cost, ours, weights }));
  best = [...best, tried].sort((a, b) => a.cost - b.cost).slice(0, POPULATION);
}

const varied = (make: (key: keyof Weights) => number): Weights => {
  const entries = KEYS.map((key) => [key, Math.max(1e-3, make(key))] as const);
  return { ...WEIGHTS, ...Object.fromEntries(entries) };
};
const pick = (count: number): Weights =>
  best[Math.floor(chance.uniform() * count)]?.weights ?? WEIGHTS;

const end = performance.now() + seconds * 1000;
console.log("first come", JSON.stringify(fifo));
tryOut(WEIGHTS);
while (performance.now() < end) {
  const [from, a, b] = [pick(3), pick(best.length), pick(best.length)];
  if (best.length < POPULATION)
    tryOut(varied((key) => WEIGHTS[key] * (1 + SPREAD * (chance.uniform() - 0.5))));
  else
    tryOut(
      varied((key) =>
        chance.happens(CROSSOVER)
          ? from[key] * (1 + 0.04 * (chance.uniform() - 0.5)) + STEP * (a[key] - b[key])
          : from[key],
      ),
    );
}
