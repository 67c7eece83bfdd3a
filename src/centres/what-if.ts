import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import type { WhatIf, WhatIfAnswer } from "./queue/index.ts";
import { arrivalsSince } from "./store-arrivals.ts";

/** Arrivals per hour by topic that a floor manager expects. */
export type Expecting = Readonly<Record<string, number>>;

export interface HallWhatIf {
  /** Arrivals per hour by topic: measured in the last hour, or as asked. */
  readonly perHour: Expecting;
  readonly answers: readonly WhatIfAnswer[];
}

const hour = 3_600_000;
/** More than any counter could serve of one topic. */
const mostAnHour = 40;
/** Limit of the people simulated: keeps the answer well under a second. */
const mostThought = 300;

/** Three hours, five times; less for many arrivals, where less is enough. */
function effort(anHour: number): { readonly hours: number; readonly seeds: readonly number[] } {
  const hours = anHour * 3 > mostThought ? 1 : 3;
  const days = Math.floor(mostThought / Math.max(1, anHour * hours));
  return { hours, seeds: [1, 2, 3, 4, 5].slice(0, Math.max(1, days)) };
}

/** Waits in this hall with one counter open, with two, and so on. */
export async function whatIfAt(
  deps: CentresDeps,
  expectations: Expectations,
  think: (question: WhatIf) => Promise<readonly WhatIfAnswer[]>,
  id: string,
  expecting: Expecting = {},
): Promise<HallWhatIf | undefined> {
  const centre = centreOf(deps, id);
  if (!centre) return undefined;
  const now = deps.clock();
  const since = new Date(now.getTime() - hour);
  const [came, expected] = await Promise.all([
    arrivalsSince(deps.sql, { centre: id, day: dayOf(deps, now), since }),
    expectations(id),
  ]);
  const topics = centre.topics.map((topic) => ({
    id: topic.id,
    minutes: expected.get(topic.id) ?? topic.minutes,
    perHour: Math.min(mostAnHour, Math.max(0, expecting[topic.id] ?? came.get(topic.id) ?? 0)),
  }));
  const anHour = topics.reduce((sum, { perHour }) => sum + perHour, 0);
  const question = { topics, counters: centre.counters, ...effort(anHour) };
  return {
    perHour: Object.fromEntries(topics.map((topic) => [topic.id, topic.perHour])),
    answers: await think(question),
  };
}
