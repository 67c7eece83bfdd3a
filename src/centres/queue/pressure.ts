import type { OpenCounter, QueueSituation, Waiting } from "./model.ts";

/** Often enough that flexible counters have moved to where the most waits; more changed nothing. */
const ROUNDS = 5;
/** A topic that no open counter serves is hard-pressed, not infinitely so. */
const LEAST_COUNTERS = 0.05;

type ByTopic = Map<string, number>;

const add = (to: ByTopic, topic: string, value: number) =>
  to.set(topic, (to.get(topic) ?? 0) + value);

/** Scales what a counter would give to each topic so that it gives itself once, and adds that up. */
function giveOnce(shares: readonly ByTopic[]): ByTopic {
  const given: ByTopic = new Map();
  for (const share of shares) {
    let total = 0;
    for (const value of share.values()) total += value;
    for (const [topic, value] of share) {
      share.set(topic, value / total);
      add(given, topic, value / total);
    }
  }
  return given;
}

/** A counter begins by giving itself to its topics as much as waits there. */
const firstShare = ({ topics }: OpenCounter, work: ByTopic): ByTopic =>
  new Map(topics.flatMap((topic) => (work.has(topic) ? [[topic, work.get(topic) ?? 0]] : [])));

/** In sixty-fourths of a minute, which add up to the same in any order; at least one minute. */
export const exactMinutes = ({ expectedMinutes }: Waiting): number =>
  Math.round(Math.max(1, expectedMinutes) * 64) / 64;

/**
 * Minutes until the line of each topic would be gone, if flexible counters went where they are needed
 * most: a counter shares itself among its topics, then more to those that would still take long, a
 * few times over. A topic with narrow or few counters comes out high, one that others can do low.
 */
export function minutesToClear({ waiting, counters }: QueueSituation): ReadonlyMap<string, number> {
  const work: ByTopic = new Map();
  for (const one of waiting) add(work, one.topic, exactMinutes(one));
  const shares = counters.map((counter) => firstShare(counter, work));
  const clear: ByTopic = new Map();
  for (let round = 1; round <= ROUNDS; round += 1) {
    const given = giveOnce(shares);
    for (const [topic, minutes] of work)
      clear.set(topic, minutes / Math.max(LEAST_COUNTERS, given.get(topic) ?? 0));
    for (const share of shares)
      for (const [topic, value] of share) share.set(topic, value * (clear.get(topic) ?? 0));
  }
  return clear;
}
