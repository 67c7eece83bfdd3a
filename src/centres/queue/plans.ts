/** Which counters to open and to close: one order for the alerts of the floor and for what-if. */
import type { OpenCounter } from "./model.ts";
import { closedHall, type WhatIf } from "./question.ts";

/** What the order of the counters follows from. */
export type Hall = Pick<WhatIf, "topics" | "counters" | "present" | "planned" | "hours">;

/** Minutes of work by topic. */
export type Loads = ReadonlyMap<string, number>;
export type Plan = readonly OpenCounter[];

/** How many counters fewer and more than now are looked at. */
const [fewer, more] = [3, 5];

/** Minutes of work by topic, of those who wait and those who will come; topics in demand alone. */
export function loadsOf({ topics, hours, present = closedHall }: Hall): Loads {
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
  { id, topics }: OpenCounter,
  others: readonly OpenCounter[],
  loads: Loads,
  planned: ReadonlySet<string> = new Set(),
): number {
  return topics.reduce((sum, topic) => {
    const load = loads.get(topic);
    if (load === undefined) return sum;
    const sharing = others.filter((one) => one.topics.includes(topic)).length;
    // A topic in demand that no counter serves yet comes first, where the roster has somebody now.
    const first = sharing === 0 ? 1e6 + (planned.has(id) ? 1e5 : 0) : 0;
    return sum + (load + first) / (sharing + 1);
  }, 0);
}

/** The other counters in the order in which to open them: each time the one that helps most. */
function openingOrder(
  { counters, planned = [] }: Hall,
  open: readonly OpenCounter[],
  loads: Loads,
) {
  const order = [...open];
  const now = new Set(planned.flatMap(({ id, opensAt }) => (opensAt <= 0 ? id : [])));
  const rest = counters.filter((one) => !open.includes(one));
  while (rest.length > 0) {
    const help = (counter: OpenCounter) => helpOf(counter, order, loads, now);
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

export const unservedBy = (plan: Plan, loads: Loads): readonly string[] =>
  [...loads.keys()].filter((id) => !plan.some(({ topics }) => topics.includes(id)));

/** Sets of open counters to look at, fewest first. */
export function plansOf(question: Hall, loads: Loads): readonly Plan[] {
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
export function movedPlans(question: Hall, loads: Loads): readonly Plan[] {
  const ids = question.present?.open ?? [];
  const open = question.counters.filter(({ id }) => ids.includes(id));
  const [helps] = openingOrder(question, open, loads);
  const [spare] = helps ? closingOrder([...open, helps], loads) : [];
  const swapped =
    helps && spare && spare !== helps ? [...open.filter((one) => one !== spare), helps] : [];
  const best = openingOrder(question, [], loads).slice(0, open.length);
  return [swapped, best].filter((plan) => plan.some(({ id }) => !ids.includes(id)));
}

/** The counters that are closed, in the order in which to open them. */
export function countersToOpen(hall: Hall): readonly string[] {
  const ids = hall.present?.open ?? [];
  const open = hall.counters.filter(({ id }) => ids.includes(id));
  return openingOrder(hall, open, loadsOf(hall)).map(({ id }) => id);
}
