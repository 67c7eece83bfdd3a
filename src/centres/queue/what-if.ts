import { chanceOf } from "./chance.ts";
import type { OpenCounter, QueuePolicy } from "./model.ts";
import { type Day, simulateDay, type Visit } from "./simulate-day.ts";

/** A manager's question: expected arrivals, and the counters that could be opened. */
export interface WhatIf {
  readonly topics: readonly {
    readonly id: string;
    /** Mean minutes at the counter. */
    readonly minutes: number;
    readonly perHour: number;
  }[];
  readonly counters: readonly OpenCounter[];
  /** One simulated day each; the same seeds give the same people, whatever is opened. */
  readonly seeds: readonly number[];
  /** For how long people come; all who came are still served. */
  readonly hours: number;
}

/** The result with these counters open. Minutes from arrival until the call. */
export interface WhatIfAnswer {
  readonly counters: readonly string[];
  readonly meanWaitMinutes: number;
  readonly p90WaitMinutes: number;
}

/** Standard deviation of the minutes at a counter, divided by the mean: illustrative. */
const VARIATION = 0.6;

function dayOf({ topics, hours, counters }: WhatIf, seed: number): Day {
  const visits = topics.flatMap(({ id, minutes, perHour }, i): Visit[] => {
    const chance = chanceOf(Math.imul(seed, 1009) + i);
    const coming: Visit[] = [];
    if (perHour <= 0) return coming;
    for (let at = 0; ; ) {
      at += chance.exponential(perHour / 60);
      if (at >= hours * 60) return coming;
      coming.push({
        ticket: {
          ...{ id: `${id}-${coming.length}`, topic: id, since: at },
          ...{ priority: false, party: 1, expectedMinutes: minutes, line: id },
        },
        ...{ minutes: chance.lognormal(minutes, VARIATION), missedCalls: 0 },
      });
    }
  });
  return { visits, desks: counters };
}

/**
 * Counters in the order in which to open them: each time the one that helps most where least is
 * open.
 */
function openingOrder({ topics, counters }: WhatIf): OpenCounter[] {
  const order: OpenCounter[] = [];
  const helps = (counter: OpenCounter): number =>
    topics
      .filter(({ id }) => counter.topics.includes(id))
      .reduce((sum, { id, minutes, perHour }) => {
        const open = order.filter((one) => one.topics.includes(id)).length;
        // A topic that no counter serves yet comes first.
        return sum + (minutes * perHour + (open === 0 ? 1e6 : 0)) / (open + 1);
      }, 0);
  const rest = [...counters];
  while (rest.length > 0) {
    const best = rest.reduce((a, b) => (helps(b) > helps(a) ? b : a));
    order.push(best);
    rest.splice(rest.indexOf(best), 1);
  }
  return order;
}

const servesAll = ({ topics }: WhatIf, counters: readonly OpenCounter[]): boolean =>
  topics.every(
    ({ id, perHour }) => perHour <= 0 || counters.some((one) => one.topics.includes(id)),
  );

/**
 * Waits with one counter open, with two, and so on: one answer for each number that serves every
 * topic, fewest first; empty where no number is enough or nobody comes. Without breaks and
 * appointments: a first estimate, not a promise.
 */
export function whatIf(question: WhatIf, policy: QueuePolicy): readonly WhatIfAnswer[] {
  const order = openingOrder(question);
  const days = question.seeds.map((seed) => dayOf(question, seed));
  return order.flatMap((_, i) => {
    const desks = order.slice(0, i + 1);
    if (!servesAll(question, desks)) return [];
    const minutesWaited = days
      .flatMap((day) => simulateDay({ ...day, desks }, policy))
      .map(({ visit, calledAt }) => calledAt - visit.ticket.since)
      .sort((a, b) => a - b);
    if (minutesWaited.length === 0) return [];
    return {
      counters: desks.map(({ id }) => id),
      meanWaitMinutes: minutesWaited.reduce((sum, one) => sum + one, 0) / minutesWaited.length,
      p90WaitMinutes: minutesWaited[Math.ceil(minutesWaited.length * 0.9) - 1] ?? 0,
    };
  });
}
