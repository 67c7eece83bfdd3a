import { chanceOf } from "./chance.ts";
import type { OpenCounter, QueuePolicy, Waiting } from "./model.ts";
import { type Day, type SimulatedCounter, simulateDay, type Visit } from "./simulate-day.ts";

/** The hall when the question is asked. */
export interface Present {
  /** Ids of the counters that are open. */
  readonly open: readonly string[];
  /** Minutes until each counter is expected to be free; free now where it is absent. */
  readonly busyFor: Readonly<Record<string, number>>;
  /** Minutes that are left of a break, of counters that have one. */
  readonly awayFor?: Readonly<Record<string, number>>;
  /** Who waits; times in minutes from now. */
  readonly waiting: readonly Waiting[];
}

/** A counter of the roster; times in minutes from now. */
export interface PlannedCounter {
  readonly id: string;
  readonly opensAt: number;
  /** It opens after a break of the roster that has begun: until then it may still serve. */
  readonly isResting?: true;
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
  /** Whoever is never called counts as waiting until nobody comes any more. */
  readonly meanWaitMinutes: number;
  readonly p90WaitMinutes: number;
  /** How many are never called, in the mean of the simulated days. */
  readonly uncalled: number;
  /** Topics in demand of which these counters leave people. */
  readonly unserved: readonly string[];
  /** The same by topic, of those in demand; null where some of its people are never called. */
  readonly byTopic: readonly { readonly id: string; readonly meanWaitMinutes: number | null }[];
  /** Opens counters, and nobody waits shorter than with fewer. */
  readonly noShorter: boolean;
  /** Leaves people of a topic that is served now, or has people wait longer than now. */
  readonly worse: boolean;
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

/**
 * As many counters as now: with the one that is missed least instead of the one that helps most,
 * and the best of all, whatever is open.
 */
function movedPlans(question: WhatIf, loads: Loads): readonly Plan[] {
  const ids = question.present?.open ?? [];
  const open = question.counters.filter(({ id }) => ids.includes(id));
  const [helps] = openingOrder(question, open, loads);
  const [spare] = helps ? closingOrder([...open, helps], loads) : [];
  const swapped =
    helps && spare && spare !== helps ? [...open.filter((one) => one !== spare), helps] : [];
  const best = openingOrder(question, [], loads).slice(0, open.length);
  return [swapped, best].filter((plan) => plan.some(({ id }) => !ids.includes(id)));
}

/** A ticket that waits for a counter which is not open in this plan may go to any other. */
const freed = (visit: Visit, desks: Plan): Visit => {
  const { reserved, ...ticket } = visit.ticket;
  if (reserved === undefined || desks.some(({ id }) => id === reserved)) return visit;
  return { ...visit, ticket };
};

type Simulated = Omit<WhatIfAnswer, "noShorter" | "worse" | "planned">;

const shortens = (answer: Simulated, before: Simulated): boolean =>
  answer.unserved.length < before.unserved.length ||
  before.meanWaitMinutes - answer.meanWaitMinutes >= WORTH_OPENING ||
  before.p90WaitMinutes - answer.p90WaitMinutes >= WORTH_OPENING;

/** No topic is left that is served now; where none is gained, nobody waits longer either. */
function isWorse(answer: Simulated, now: Simulated | undefined): boolean {
  if (!now) return false;
  if (answer.unserved.some((id) => !now.unserved.includes(id))) return true;
  return (
    answer.unserved.length === now.unserved.length &&
    (answer.meanWaitMinutes > now.meanWaitMinutes + WORTH_OPENING ||
      answer.p90WaitMinutes > now.p90WaitMinutes + WORTH_OPENING)
  );
}

/** Marks the answers that only open counters and gain nothing over the last useful one. */
function compared(answers: readonly Simulated[], now: Simulated | undefined): WhatIfAnswer[] {
  let before: Simulated | undefined;
  return answers.map((answer) => {
    const grows = answer.closes.length === 0 && answer.opens.length > 0;
    const noShorter = grows && before !== undefined && !shortens(answer, before);
    if (answer.closes.length === 0 && !noShorter) before = answer;
    return { ...answer, noShorter, worse: isWorse(answer, now), planned: false };
  });
}

interface Asking {
  readonly days: readonly Day[];
  readonly loads: Loads;
  readonly policy: QueuePolicy;
}

type Ask = (plan: readonly SimulatedCounter[]) => Simulated | undefined;

const hoursOf = ({ id, opensAt = 0, closesAt, breaks = [] }: SimulatedCounter): string =>
  JSON.stringify({ id, opensAt, closesAt, breaks });

interface Called {
  readonly topic: string;
  readonly minutes: number;
}

const meanOf = (minutes: readonly number[]): number =>
  minutes.reduce((sum, one) => sum + one, 0) / minutes.length;

/** Simulates every day with these counters open; undefined where nobody is called. */
function answerTo(
  question: WhatIf,
  plan: readonly SimulatedCounter[],
  { days, loads, policy }: Asking,
): Simulated | undefined {
  const { open, busyFor } = question.present ?? closedHall;
  const desks = plan.map((counter) => ({ ...counter, busyFor: busyFor[counter.id] ?? 0 }));
  const unserved = new Set(unservedBy(plan, loads));
  const called: Called[] = [];
  const left: Called[] = [];
  for (const { visits, ...day } of days) {
    const coming = visits.map((visit) => freed(visit, plan));
    const served = simulateDay({ ...day, visits: coming, desks }, policy);
    const callOf = new Map(served.map(({ visit, calledAt }) => [visit, calledAt]));
    for (const visit of coming) {
      const { topic, since, appointment = since } = visit.ticket;
      // Counters that close leave people behind.
      const at = callOf.get(visit) ?? question.hours * 60;
      const one = { topic, minutes: Math.max(0, at - Math.max(since, appointment)) };
      (callOf.has(visit) ? called : left).push(one);
    }
  }
  for (const { topic } of left) unserved.add(topic);
  if (called.length === 0) return undefined;
  const waits = [...called, ...left].map(({ minutes }) => minutes).sort((a, b) => a - b);
  const p90WaitMinutes = waits[Math.ceil(waits.length * 0.9) - 1];
  if (p90WaitMinutes === undefined) return undefined;
  const counters = plan.map(({ id }) => id);
  return {
    counters,
    opens: counters.filter((id) => !open.includes(id)),
    closes: open.filter((id) => !counters.includes(id)),
    meanWaitMinutes: meanOf(waits),
    p90WaitMinutes,
    uncalled: left.length / days.length,
    unserved: [...unserved],
    byTopic: [...loads.keys()].map((id) => {
      const ofTopic = called.filter(({ topic }) => topic === id).map(({ minutes }) => minutes);
      const isLeft = unserved.has(id) || ofTopic.length === 0;
      return { id, meanWaitMinutes: isLeft ? null : meanOf(ofTopic) };
    }),
  };
}

/**
 * A counter of the roster as it goes on from now. Whoever sits there before their shift stays;
 * whose break has begun takes it after the client in hand; whoever has a break already takes no
 * other that was to begin meanwhile.
 */
function hoursFrom(
  { opensAt, isResting, breaks, closesAt }: PlannedCounter,
  { open, awayFor = {} }: Present,
  id: string,
): Pick<SimulatedCounter, "opensAt" | "closesAt" | "breaks"> {
  const away = awayFor[id] ?? 0;
  const rest = isResting && away === 0 ? [{ from: 0, minutes: opensAt }] : [];
  return {
    opensAt: open.includes(id) ? 0 : opensAt,
    breaks: open.includes(id)
      ? [...rest, ...breaks.filter(({ from }) => away === 0 || from > away)]
      : breaks,
    ...(closesAt !== undefined && { closesAt }),
  };
}

/** The waits if the roster is kept; nothing where nobody is planned. */
function asPlanned(
  question: WhatIf,
  ask: Ask,
  today: Simulated | undefined,
): readonly WhatIfAnswer[] {
  const { counters, planned = [], present = closedHall } = question;
  const plan = planned.flatMap((one): SimulatedCounter[] => {
    const counter = counters.find(({ id }) => id === one.id);
    return counter ? [{ ...counter, ...hoursFrom(one, present, counter.id) }] : [];
  });
  const answer = ask(plan);
  if (!answer) return [];
  const later = new Set(plan.filter(({ opensAt = 0 }) => opensAt > 0).map(({ id }) => id));
  const opens = answer.opens.filter((id) => !later.has(id));
  const worse = isWorse(answer, today);
  return [{ ...answer, opens, noShorter: false, worse, planned: true }];
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
  const asked = new Map<string, Simulated | undefined>();
  /** The same counters in the same hours are simulated once. */
  const ask: Ask = (plan) => {
    const key = JSON.stringify(plan.map(hoursOf).toSorted());
    if (!asked.has(key)) asked.set(key, answerTo(question, plan, asking));
    return asked.get(key);
  };
  const answers = plansOf(question, loads).flatMap((plan) => ask(plan) ?? []);
  const now = answers.find(({ opens, closes }) => opens.length + closes.length === 0);
  const planned = asPlanned(question, ask, now);
  const [first, second] = movedPlans(question, loads)
    .flatMap((plan) => ask(plan) ?? [])
    .filter((answer) => isBetter(answer, now));
  // More counters change places only where that is better still.
  const moved = [first, second && isBetter(second, first) && second].flatMap((one) => one || []);
  const at = now ? answers.indexOf(now) + 1 : 0;
  const all = answers.toSpliced(at, 0, ...moved);
  return [...compared(all, now), ...planned];
}

/** Worth moving people for: a topic more is served, or everybody waits clearly shorter. */
const isBetter = (answer: Simulated, before: Simulated | undefined): boolean =>
  !before ||
  (!isWorse(answer, before) &&
    (answer.unserved.length < before.unserved.length ||
      answer.meanWaitMinutes < before.meanWaitMinutes - WORTH_MOVING));
