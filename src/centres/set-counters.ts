import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { transaction } from "../platform/db/index.ts";
import { takeSeat } from "./after-client.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, dayOf } from "./deps.ts";
import { knownCounter } from "./seats.ts";
import { takeTurn } from "./store.ts";
import { readFloor, removeSeat, setAfter } from "./store-floor.ts";

/** Which counters to open and to close, and the operators who are free to sit there, in order. */
export interface CounterPlan {
  readonly centre: string;
  readonly open: readonly string[];
  readonly close: readonly string[];
  readonly free: readonly OfficerId[];
}

export interface CountersSet {
  /** What was opened and closed. */
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  /** Counters that close once their client is done, and where their officer moves then. */
  readonly later: readonly { readonly counter: string; readonly to: string | null }[];
  /** Counters for which no operator was left. */
  readonly unopened: readonly string[];
}

/**
 * Closes and opens several counters in one transaction. Whoever sat at one that closes moves to one
 * that opens, then the free operators do. A counter with a client in hand closes when they are
 * done; its officer moves then to one that nobody else could open. Refuses centre.not-found,
 * centre.counter-unknown, and centre.too-few-operators, where nothing is changed.
 */
export async function setCounters(
  deps: CentresDeps,
  { centre, open, close, free }: CounterPlan,
): Promise<Result<CountersSet>> {
  const checks = [...open, ...close].map((counter) => knownCounter(deps, { centre, counter }));
  for (const check of checks) if (!check.ok) return check;
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    const { seats, tickets } = await readFloor(tx, centre, dayOf(deps, deps.clock()));
    const busy = new Set(tickets.flatMap(({ counter }) => counter ?? []));
    const leaving = seats.filter(({ counter }) => close.includes(counter) && !busy.has(counter));
    const taken = new Set(seats.map(({ officer }) => officer));
    const ready = [
      ...leaving.map(({ officer }) => officer),
      ...free.filter((officer) => !taken.has(officer)),
    ];
    const opening = open.filter((id) => !seats.some(({ counter }) => counter === id));
    const closing = seats.filter(({ counter }) => close.includes(counter) && busy.has(counter));
    const missing = opening.length - ready.length - closing.length;
    if (missing > 0)
      return refuse("conflict", "centre.too-few-operators", { facts: { count: missing } });
    for (const { counter } of leaving) await removeSeat(tx, centre, counter);
    const unopened: string[] = [];
    for (const counter of opening) {
      let seated = false;
      // An operator who has sat down in another hall meanwhile is passed over.
      while (!seated) {
        const officer = ready.shift();
        if (officer === undefined) break;
        seated = await takeSeat(deps, tx, { centre, counter, officer });
      }
      if (!seated) unopened.push(counter);
    }
    const opened = opening.filter((counter) => !unopened.includes(counter));
    const later = closing.map(({ counter }) => ({ counter, to: unopened.shift() ?? null }));
    for (const { counter, to } of later)
      await setAfter(tx, { centre, counter }, { closes: true, movesTo: to });
    await tellChange(tx, centre);
    return ok({ opened, closed: leaving.map(({ counter }) => counter), later, unopened });
  });
}
