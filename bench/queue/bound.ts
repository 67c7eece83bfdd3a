import type { Served, SimulatedCounter } from "../../src/centres/queue/index.ts";
import { type Job, meanBusyTime, srptFlow } from "./fast-server.ts";

/** Minutes of waiting of all together below which no policy can go, on one server of this speed. */
const srptWaits = (jobs: readonly Job[], speed: number): number =>
  Math.max(0, srptFlow(jobs, speed) - service(jobs));

const busyWaits = (jobs: readonly Job[], speed: number): number =>
  Math.max(0, meanBusyTime(jobs, speed) - service(jobs) / 2);

const service = (jobs: readonly Job[]): number =>
  jobs.reduce((sum, { minutes }) => sum + minutes, 0);

/** Larger sets, but that of all topics, are left out: they take long and bind seldom. */
const LARGEST_SET = 3;

/**
 * For each set of topics, as bits: what its people must wait if every counter of theirs served them
 * alone.
 */
function boundsOfSets(topics: readonly (readonly Job[])[], speeds: (set: number) => number) {
  const all = 2 ** topics.length - 1;
  return Array.from({ length: all + 1 }, (_, set) => {
    const size = topics.filter((_, i) => (set >> i) & 1).length;
    if (size > LARGEST_SET && set !== all) return 0;
    const jobs = topics.flatMap((one, i) => ((set >> i) & 1 ? one : []));
    const speed = speeds(set);
    return jobs.length === 0 ? 0 : Math.max(srptWaits(jobs, speed), busyWaits(jobs, speed));
  });
}

/**
 * The best sum over ways to part the topics into sets: each set's bound holds for its own people.
 */
function bestPartition(bounds: readonly number[]): number {
  const best = [...bounds];
  for (let set = 1; set < bounds.length; set += 1)
    for (let part = (set - 1) & set; part > 0; part = (part - 1) & set)
      best[set] = Math.max(best[set] ?? 0, (bounds[part] ?? 0) + (best[set & ~part] ?? 0));
  return best.at(-1) ?? 0;
}

/**
 * What no policy can go below on this very day: minutes that those who were served wait in the
 * mean, from being let in until called. All counters together are one server as fast as all of
 * them, which may break off and knows the true minutes; it has no breaks, no priorities, no
 * promises and no calls in vain. `srpt` has no skills either; `skills` is the same for sets of
 * topics, each with the counters that can serve any of it, and is never less. docs/queue.md proves
 * both.
 */
export function lowerBounds(served: readonly Served[], desks: readonly SimulatedCounter[]) {
  const jobs = served.map(({ visit: { ticket, minutes } }) => ({ since: ticket.since, minutes }));
  const names = [...new Set(served.map(({ visit }) => visit.ticket.topic))];
  const byTopic = names.map((name) =>
    jobs.filter((_, i) => served[i]?.visit.ticket.topic === name),
  );
  const speedOf = (set: number) =>
    desks.filter((desk) => names.some((name, i) => (set >> i) & 1 && desk.topics.includes(name)))
      .length;
  const count = Math.max(1, jobs.length);
  return {
    srpt: srptWaits(jobs, desks.length) / count,
    skills: bestPartition(boundsOfSets(byTopic, speedOf)) / count,
  };
}
