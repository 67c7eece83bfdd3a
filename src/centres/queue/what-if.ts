import { lettersFor } from "./candidates.ts";
import { chanceOf } from "./chance.ts";
import type { QueuePolicy, Waiting } from "./model.ts";
import { type Loads, loadsOf, movedPlans, type Plan, plansOf, unservedBy } from "./plans.ts";
import { closedHall, type PlannedCounter, type Present, type WhatIf } from "./question.ts";
import { type Day, type SimulatedCounter, simulateDay, type Visit } from "./simulate-day.ts";

/** The result with these counters open. Minutes from arrival until the call. */
export interface WhatIfAnswer {
  readonly counters: readonly string[];
  /** Counters to open and to close, from those that are open now. */
  readonly opens: readonly string[];
  readonly closes: readonly string[];
  /**
   * Whoever is never called counts as waiting until the end of what is looked at, and whoever is
   * called after it too: else counters that serve them at last would seem to lengthen the waits.
   */
  readonly meanWaitMinutes: number;
  readonly medianWaitMinutes: number;
  readonly p90WaitMinutes: number;
  /** Of the longest wait of each simulated day, the mean. */
  readonly longestWaitMinutes: number;
  /** Somebody is called after the end of what is looked at, or never: these are the least waits. */
  readonly isCut: boolean;
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

/**
 * Minutes by which other counters of the same number must shorten the mean for each person who has
 * to move, beside those who begin with a topic that nobody serves.
 */
const WORTH_MOVING = 5;

/** So many minutes are looked at, and more where people come for longer. */
const LOOKED_AT = 180;

/** Minutes by which more counters must shorten the mean or the 90 % to be worth opening. */
const WORTH_OPENING = 0.5;

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

/** A ticket that waits for a counter which is not open in this plan may go to any other. */
const freed = (ticket: Waiting, desks: Plan): Waiting => {
  const { reserved, ...others } = ticket;
  return reserved === undefined || desks.some(({ id }) => id === reserved) ? ticket : others;
};

type Simulated = Omit<WhatIfAnswer, "noShorter" | "worse" | "planned">;

const shortens = (answer: Simulated, before: Simulated): boolean =>
  answer.unserved.length < before.unserved.length ||
  before.meanWaitMinutes - answer.meanWaitMinutes >= WORTH_OPENING ||
  before.p90WaitMinutes - answer.p90WaitMinutes >= WORTH_OPENING;

/** What must not be longer than now. */
const waitsOf = (answer: Simulated): readonly number[] => [
  answer.meanWaitMinutes,
  answer.medianWaitMinutes,
  answer.p90WaitMinutes,
  answer.longestWaitMinutes,
];

/** No topic is left that is served now, and no wait is longer, also where a topic is gained. */
function isWorse(answer: Simulated, now: Simulated | undefined): boolean {
  if (!now) return false;
  if (answer.unserved.some((id) => !now.unserved.includes(id))) return true;
  const before = waitsOf(now);
  return waitsOf(answer).some((minutes, i) => minutes > (before[i] ?? 0) + WORTH_OPENING);
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

/**
 * A counter that opens calls first the topic that nobody calls until then, as in the hall: those
 * that open now have their letters before those that the roster opens later.
 */
function withLetters(
  plan: readonly SimulatedCounter[],
  { open, awayFor = {}, waiting }: Present,
): readonly SimulatedCounter[] {
  const opening = plan
    .filter(({ id }) => !open.includes(id))
    .toSorted((a, b) => (a.opensAt ?? 0) - (b.opensAt ?? 0));
  const letters = lettersFor(opening, {
    open: plan.filter(({ id }) => open.includes(id) && !awayFor[id]),
    waiting: waiting.map((ticket) => freed(ticket, plan)),
  });
  return plan.map((counter) => {
    const first = letters.get(counter.id);
    return first === undefined ? counter : { ...counter, first };
  });
}

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
  const { present = closedHall } = question;
  const { open, busyFor } = present;
  const desks = withLetters(plan, present).map((counter) => ({
    ...{ ...counter, busyFor: busyFor[counter.id] ?? 0 },
  }));
  const unserved = new Set(unservedBy(plan, loads));
  const called: Called[] = [];
  const left: Called[] = [];
  const longest: number[] = [];
  let isCut = false;
  const end = Math.max(LOOKED_AT, question.hours * 60);
  for (const { visits, ...day } of days) {
    const coming = visits.map((visit) => ({ ...visit, ticket: freed(visit.ticket, plan) }));
    const served = simulateDay({ ...day, visits: coming, desks }, policy);
    let most = 0;
    const callOf = new Map(served.map(({ visit, calledAt }) => [visit, calledAt]));
    for (const visit of coming) {
      const { topic, since, appointment = since } = visit.ticket;
      // Counters that close leave people behind.
      const calledAt = callOf.get(visit) ?? Number.POSITIVE_INFINITY;
      const at = Math.min(calledAt, end);
      isCut ||= calledAt > end;
      const one = { topic, minutes: Math.max(0, at - Math.max(since, appointment)) };
      (callOf.has(visit) ? called : left).push(one);
      most = Math.max(most, one.minutes);
    }
    longest.push(most);
  }
  for (const { topic } of left) unserved.add(topic);
  if (called.length === 0) return undefined;
  const waits = [...called, ...left].map(({ minutes }) => minutes).sort((a, b) => a - b);
  const quantile = (part: number): number => waits[Math.ceil(waits.length * part) - 1] ?? 0;
  const counters = plan.map(({ id }) => id);
  return {
    counters,
    opens: counters.filter((id) => !open.includes(id)),
    closes: open.filter((id) => !counters.includes(id)),
    meanWaitMinutes: meanOf(waits),
    ...{ medianWaitMinutes: quantile(0.5), p90WaitMinutes: quantile(0.9) },
    longestWaitMinutes: meanOf(longest),
    ...{ isCut, uncalled: left.length / days.length },
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
 * fewest first; then with as many others, where that change pays off and adding counters does not
 * do as well; last, as the roster has planned. Without `present`: with one counter open, with two,
 * and so on, one answer for each number that serves every topic in demand. Without appointments to
 * come, and without breaks beside those of the roster: an estimate, not a promise.
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
  const inOrder = plansOf(question, loads).flatMap((plan) => ask(plan) ?? []);
  const now = inOrder.find(({ opens, closes }) => opens.length + closes.length === 0);
  const answers = inOrder.map((one) => (isSingle(one) ? bestSingle(question, ask, one, now) : one));
  const planned = asPlanned(question, ask, now);
  const [first, second] = movedPlans(question, loads)
    .flatMap((plan) => ask(plan) ?? [])
    .filter((answer) => paysOff(answer, now) && !isAsGoodAdding(answer, answers, question.free));
  // More people change places only where that pays off once more.
  const moved = [first, second && paysOff(second, first) && second].flatMap((one) => one || []);
  return [...compared([...answers, ...moved], now), ...planned];
}

const isSingle = ({ opens, closes }: Simulated): boolean =>
  opens.length === 1 && closes.length === 0;

/**
 * The counter to open first, which the alerts name too; where that one gains no topic and helps
 * nobody, the one of all that helps most.
 */
function bestSingle(
  { counters, present = closedHall }: WhatIf,
  ask: Ask,
  first: Simulated,
  now: Simulated | undefined,
): Simulated {
  if (!now || first.unserved.length < now.unserved.length) return first;
  if (!isWorse(first, now) && shortens(first, now)) return first;
  const open = counters.filter(({ id }) => present.open.includes(id));
  return counters
    .filter((one) => !open.includes(one))
    .flatMap((one) => ask([...open, one]) ?? [])
    .filter((one) => !isWorse(one, now))
    .reduce(
      (best, one) =>
        isWorse(best, now) || one.meanWaitMinutes < best.meanWaitMinutes ? one : best,
      first,
    );
}

/**
 * Whether a change of people pays off: nobody waits longer, and each who moves begins with a topic
 * that nobody serves, or shortens the mean by `WORTH_MOVING`.
 */
function paysOff(answer: Simulated, before: Simulated | undefined): boolean {
  if (!before) return true;
  if (isWorse(answer, before)) return false;
  const gained = before.unserved.length - answer.unserved.length;
  const moves = answer.closes.length - before.closes.length - gained;
  const shorter = before.meanWaitMinutes - answer.meanWaitMinutes;
  return gained > 0 || moves > 0 ? shorter >= WORTH_MOVING * Math.max(0, moves) : false;
}

/** Operators who are free bring as much by sitting down: then nobody has to move. */
const isAsGoodAdding = (moved: Simulated, answers: readonly Simulated[], free = 0): boolean =>
  answers.some(
    ({ opens, closes, unserved, meanWaitMinutes }) =>
      closes.length === 0 &&
      opens.length > 0 &&
      opens.length <= free &&
      unserved.length <= moved.unserved.length &&
      meanWaitMinutes <= moved.meanWaitMinutes + WORTH_OPENING,
  );
