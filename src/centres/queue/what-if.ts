import { chanceOf } from "./chance.ts";
import type { OpenCounter, QueuePolicy, Waiting } from "./model.ts";
import { type Day, type SimulatedCounter, simulateDay, type Visit } from "./simulate-day.ts";

/** The hall when the question is asked. */
export interface Present {
  /** Ids of the counters that are open. */
  readonly open: readonly string[];
  /** Minutes until each counter is expected to be free; free now where it is absent. */
  readonly busyFor: Readonly<Record<string, number>>;
  /** Who waits; times in minutes from now. */
  readonly waiting: readonly Waiting[];
}

/** A counter of the roster; times in minutes from now. */
export interface PlannedCounter {
  readonly id: string;
  readonly opensAt: number;
  /** Absent: it serves whoever is left when the hall closes. */
  readonly closesAt?: number;
  readonly breaks: readonly { readonly from: number; readonly minutes: number }[];
}

/** A manager's question: who waits, who is expected, and the counters that could be opened. */
export interface WhatIf {
  readonly topics: readonly {
    readonly id: string;
    /** Mean minutes at the counter. */
    readonly minutes: number;
    readonly perHour: number;
  }[];
  readonly counters: readonly OpenCounter[];
  /** Absent: an empty hall, all counters closed. */
  readonly present?: Present;
  /** The counters of the roster from now on. */
  readonly planned?: readonly PlannedCounter[];
  /** One simulated day each; the same seeds give the same people, whatever is opened. */
  readonly seeds: readonly number[];
  /** For how long people come; all who came are still served. */
  readonly hours: number;
}

/** The result with these counters open. Minutes from arrival until the call. */
export interface WhatIfAnswer {
  readonly counters: readonly string[];
  /** Counters to open and to close, from those that are open now. */
  readonly opens: readonly string[];
  readonly closes: readonly string[];
  readonly meanWaitMinutes: number;
  readonly p90WaitMinutes: number;
  /** Topics in demand that none of these counters serves; their people are in no wait. */
  readonly unserved: readonly string[];
  /** Opens counters, and nobody waits shorter than in the answer before it. */
  readonly noShorter: boolean;
  /** The counters of the roster, each in its own hours; those of others are open all the time. */
  readonly planned: boolean;
}

/** Standard deviation of the minutes at a counter, divided by the mean: illustrative. */
const VARIATION = 0.6;

/** How many counters fewer and more than now are looked at. */
const [fewer, more] = [3, 5];

/** Minutes by which other counters of the same number must shorten the mean to be worth moving. */
const WORTH_MOVING = 1;

/** Minutes by which more counters must shorten the mean or the 90 % to be worth opening. */
const WORTH_OPENING = 0.5;

const closedHall: Present = { open: [], busyFor: {}, waiting: [] };

function dayOf({ topics, hours, counters, present = closedHall }: WhatIf, seed: number): Day {
  const coming = topics.flatMap(({ id, minutes, perHour }, i): Visit[] => {
    const chance = chanceOf(Math.imul(seed, 1009) + i);
    const visits: Visit[] = [];
    if (perHour <= 0) return visits;
    for (let at = 0; ; ) {
      at += chance.exponential(perHour / 60);
      if (at >= hours * 60) return visits;
      visits.push({
        ticket: {
          ...{ id: `${id}-${visits.length}`, topic: id, since: at },
          ...{ priority: false, party: 1, expectedMinutes: minutes, line: id },
        },
        ...{ minutes: chance.lognormal(minutes, VARIATION), missedCalls: 0 },
      });
    }
  });
  const chance = chanceOf(Math.imul(seed, 7919) + topics.length);
  const waiting = present.waiting.map((ticket): Visit => {
    const minutes = chance.lognormal(ticket.expectedMinutes, VARIATION);
    return { ticket, minutes, missedCalls: 0 };
  });
  return { visits: [...waiting, ...coming], desks: counters, from: 0 };
}

/** Minutes of work by topic, of those who wait and those who will come; topics in demand alone. */
function loadsOf({ topics, hours, present = closedHall }: WhatIf): ReadonlyMap<string, number> {
  const loads = topics.map(({ id, minutes, perHour }): [string, number] => {
    const waiting = present.waiting.filter(({ topic }) => topic === id);
    const now = waiting.reduce((sum, { expectedMinutes }) => sum + expectedMinutes, 0);
    return [id, Math.max(0, minutes * perHour * hours) + now];
  });
  return new Map(loads.filter(([, load]) => load > 0));
}

/**
 * What a counter adds to others: the work that it can take, shared with those that can take it too.
 */
function helpOf(
  { topics }: OpenCounter,
  others: readonly OpenCounter[],
  loads: ReadonlyMap<string, number>,
): number {
  return topics.reduce((sum, id) => {
    const load = loads.get(id);
    if (load === undefined) return sum;
    const sharing = others.filter((one) => one.topics.includes(id)).length;
    // A topic in demand that no counter serves yet comes first.
    return sum + (load + (sharing === 0 ? 1e6 : 0)) / (sharing + 1);
  }, 0);
}

/** The other counters in the order in which to open them: each time the one that helps most. */
function openingOrder({ counters }: WhatIf, open: readonly OpenCounter[], loads: Loads) {
  const order = [...open];
  const rest = counters.filter((one) => !open.includes(one));
  while (rest.length > 0) {
    const help = (counter: OpenCounter) => helpOf(counter, order, loads);
    const best = rest.reduce((a, b) => (help(b) > help(a) ? b : a));
    order.push(best);
    rest.splice(rest.indexOf(best), 1);
  }
  return order.slice(open.length);
}

/** Open counters in the order in which to close them: each time the one that is missed least. */
function closingOrder(open: readonly OpenCounter[], loads: Loads): readonly OpenCounter[] {
  const left = [...open];
  const order: OpenCounter[] = [];
  while (left.length > 1) {
    const missed = (counter: OpenCounter) =>
      helpOf(
        counter,
        left.filter((one) => one !== counter),
        loads,
      );
    const least = left.reduce((a, b) => (missed(b) < missed(a) ? b : a));
    order.push(least);
    left.splice(left.indexOf(least), 1);
  }
  return order;
}

type Loads = ReadonlyMap<string, number>;
type Plan = readonly OpenCounter[];

const unservedBy = (plan: Plan, loads: Loads): readonly string[] =>
  [...loads.keys()].filter((id) => !plan.some(({ topics }) => topics.includes(id)));

/** Sets of open counters to look at, fewest first. */
function plansOf(question: WhatIf, loads: Loads): readonly Plan[] {
  const { counters, present = closedHall } = question;
  const open = counters.filter(({ id }) => present.open.includes(id));
  const opening = openingOrder(question, open, loads);
  const grown = opening.map((_, i) => [...open, ...opening.slice(0, i + 1)]);
  if (open.length === 0) return grown.filter((plan) => unservedBy(plan, loads).length === 0);
  const closing = closingOrder(open, loads);
  const shrunk = closing.map((_, i) =>
    open.filter((one) => !closing.slice(0, i + 1).includes(one)),
  );
  const unserved = unservedBy(open, loads).length;
  const bearable = shrunk.filter((plan) => unservedBy(plan, loads).length <= unserved);
  return [...bearable.slice(0, fewer).reverse(), open, ...grown.slice(0, more)];
}

/** The best counters of the same number as now, whatever is open. */
function movedPlan(question: WhatIf, loads: Loads): Plan | undefined {
  const open = question.present?.open ?? [];
  const best = openingOrder(question, [], loads).slice(0, open.length);
  return best.every(({ id }) => open.includes(id)) ? undefined : best;
}

/** A ticket that waits for a counter which is not open in this plan may go to any other. */
const freed = (visit: Visit, desks: Plan): Visit => {
  const { reserved, ...ticket } = visit.ticket;
  if (reserved === undefined || desks.some(({ id }) => id === reserved)) return visit;
  return { ...visit, ticket };
};

type Simulated = Omit<WhatIfAnswer, "noShorter" | "planned">;

const shortens = (answer: Simulated, before: Simulated): boolean =>
  answer.unserved.length < before.unserved.length ||
  before.meanWaitMinutes - answer.meanWaitMinutes >= WORTH_OPENING ||
  before.p90WaitMinutes - answer.p90WaitMinutes >= WORTH_OPENING;

/** Marks the answers that open counters and gain nothing over the one before. */
const compared = (answers: readonly Simulated[]): readonly WhatIfAnswer[] =>
  answers.map((answer, i) => {
    const before = answers[i - 1];
    const noShorter = before !== undefined && answer.opens.length > 0 && !shortens(answer, before);
    return { ...answer, noShorter, planned: false };
  });

interface Asking {
  readonly days: readonly Day[];
  readonly loads: Loads;
  readonly policy: QueuePolicy;
}

/** Simulates every day with these counters open; undefined where nobody is called. */
function answerTo(
  question: WhatIf,
  plan: readonly SimulatedCounter[],
  { days, loads, policy }: Asking,
): Simulated | undefined {
  const { open, busyFor } = question.present ?? closedHall;
  const desks = plan.map((counter) => ({ ...counter, busyFor: busyFor[counter.id] ?? 0 }));
  const unserved = new Set(unservedBy(plan, loads));
  const waits = days
    .flatMap(({ visits, ...day }) => {
      const people = visits.map((visit) => freed(visit, plan));
      const served = simulateDay({ ...day, visits: people, desks }, policy);
      const called = new Set(served.map(({ visit }) => visit));
      // Counters that close leave people behind.
      for (const visit of people) if (!called.has(visit)) unserved.add(visit.ticket.topic);
      return served;
    })
    .map(({ visit: { ticket }, calledAt }) =>
      Math.max(0, calledAt - Math.max(ticket.since, ticket.appointment ?? ticket.since)),
    )
    .sort((a, b) => a - b);
  const p90WaitMinutes = waits[Math.ceil(waits.length * 0.9) - 1];
  if (p90WaitMinutes === undefined) return undefined;
  const counters = plan.map(({ id }) => id);
  return {
    counters,
    opens: counters.filter((id) => !open.includes(id)),
    closes: open.filter((id) => !counters.includes(id)),
    meanWaitMinutes: waits.reduce((sum, one) => sum + one, 0) / waits.length,
    p90WaitMinutes,
    unserved: [...unserved],
  };
}

/** The waits if the roster is kept; nothing where nobody is planned. */
function asPlanned(question: WhatIf, asking: Asking): readonly WhatIfAnswer[] {
  const { counters, planned = [], present = closedHall } = question;
  const plan = planned.flatMap(({ id, opensAt, ...hours }): SimulatedCounter[] => {
    const counter = counters.find((one) => one.id === id);
    // Whoever sits there before their shift goes on.
    const from = present.open.includes(id) ? 0 : opensAt;
    return counter ? [{ ...counter, ...hours, opensAt: from }] : [];
  });
  const answer = answerTo(question, plan, asking);
  if (!answer) return [];
  const later = new Set(plan.filter(({ opensAt = 0 }) => opensAt > 0).map(({ id }) => id));
  const opens = answer.opens.filter((id) => !later.has(id));
  return [{ ...answer, opens, noShorter: false, planned: true }];
}

/**
 * Waits from the hall as it stands, with the counters that are open, with fewer and with more,
 * fewest first; and with as many others, where these are better; last, as the roster has planned.
 * Without `present`: with one
 * counter open, with two, and so on, one answer for each number that serves every topic in demand.
 * Without appointments to come, and without breaks beside those of the roster: an estimate, not a
 * promise.
 */
export function whatIf(question: WhatIf, policy: QueuePolicy): readonly WhatIfAnswer[] {
  const loads = loadsOf(question);
  const days = question.seeds.map((seed) => dayOf(question, seed));
  const asking = { days, loads, policy };
  const ask = (plan: Plan) => answerTo(question, plan, asking);
  const planned = asPlanned(question, asking);
  const answers = plansOf(question, loads).flatMap((plan) => ask(plan) ?? []);
  const moved = movedPlan(question, loads);
  const instead = moved && ask(moved);
  if (!instead) return [...compared(answers), ...planned];
  const now = answers.findIndex(({ opens, closes }) => opens.length + closes.length === 0);
  const before = answers[now];
  const better =
    !before ||
    instead.unserved.length < before.unserved.length ||
    (instead.unserved.length === before.unserved.length &&
      instead.meanWaitMinutes < before.meanWaitMinutes - WORTH_MOVING);
  const all = better ? answers.toSpliced(now + 1, 0, instead) : answers;
  return [...compared(all), ...planned];
}
