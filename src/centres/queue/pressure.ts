import type { OpenCounter, QueueSituation, Waiting } from "./model.ts";

/** Enough for flexible counters to move to where most work waits; more changed nothing. */
const ROUNDS = 5;
/** Keeps the pressure of a topic that no open counter serves finite. */
const LEAST_COUNTERS = 0.05;

type ByTopic = Map<string, number>;

const add = (to: ByTopic, topic: string, value: number) =>
  to.set(topic, (to.get(topic) ?? 0) + value);

/** Normalises each counter's shares to one, and sums them by topic. */
function giveOnce(shares: readonly ByTopic[]): ByTopic {
  const shared: ByTopic = new Map();
  for (const share of shares) {
    let total = 0;
    for (const value of share.values()) total += value;
    for (const [topic, value] of share) {
      share.set(topic, value / total);
      add(shared, topic, value / total);
    }
  }
  return shared;
}

/** Initially a counter splits itself among its topics in proportion to the work waiting. */
const firstShare = ({ topics }: OpenCounter, work: ByTopic): ByTopic =>
  new Map(topics.flatMap((topic) => (work.has(topic) ? [[topic, work.get(topic) ?? 0]] : [])));

/** In sixty-fourths of a minute, which add up to the same in any order; at least one minute. */
export const exactMinutes = ({ expectedMinutes }: Waiting): number =>
  Math.round(Math.max(1, expectedMinutes) * 64) / 64;

/**
 * Minutes until the queue of each topic is cleared, if flexible counters move to where they are
 * needed most. Iterates: a counter splits itself among its topics, then gives more to those that
 * take long. A topic with few or specialised counters comes out high, one that others can serve
 * low.
 */
export function minutesToClear({ waiting, counters }: QueueSituation): ReadonlyMap<string, number> {
  const work: ByTopic = new Map();
  for (const one of waiting) add(work, one.topic, exactMinutes(one));
  const shares = counters.map((counter) => firstShare(counter, work));
  const clear: ByTopic = new Map();
  for (let round = 1; round <= ROUNDS; round += 1) {
    const shared = giveOnce(shares);
    for (const [topic, minutes] of work)
      clear.set(topic, minutes / Math.max(LEAST_COUNTERS, shared.get(topic) ?? 0));
    for (const share of shares)
      for (const [topic, value] of share) share.set(topic, value * (clear.get(topic) ?? 0));
  }
  return clear;
}
