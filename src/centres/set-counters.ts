import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { transaction } from "../platform/db/index.ts";
import { takeSeat } from "./after-client.ts";
import { isThere } from "./can-call.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import { countersToday, openCounters, seatedCounters, waitingOf } from "./floor.ts";
import { lettersFor } from "./queue/index.ts";
import { isAway, knownCounter } from "./seats.ts";
import { takeTurn } from "./store.ts";
import { busyCounters, type FloorRows, readFloor, removeSeat, setAfter } from "./store-floor.ts";
import { tellCounters } from "./tell-counters.ts";

/** Which counters to open and to close, and the operators who are free to sit there, in order. */
export interface CounterPlan {
  readonly centre: string;
  readonly open: readonly string[];
  readonly close: readonly string[];
  readonly free: readonly OfficerId[];
  /** Who runs the floor: whoever gets or loses a counter is told of them. */
  readonly by?: OfficerId;
  /** Whom the roster has at a counter now: they sit there before others. */
  readonly planned?: Readonly<Record<string, OfficerId>>;
}

export interface CountersSet {
  /** What was opened, with who sits there, and what was closed. */
  readonly opened: readonly { readonly counter: string; readonly officer: OfficerId }[];
  readonly closed: readonly string[];
  /** Counters that close once their client is done, and where their officer moves then. */
  readonly later: readonly { readonly counter: string; readonly to: string | null }[];
  /** Counters for which no operator was left. */
  readonly unopened: readonly string[];
  /** Counters that were to be opened and at which somebody sat already. */
  readonly already: readonly string[];
}

/**
 * Closes and opens several counters in one transaction. Whoever sat at one that closes moves to one
 * that opens, then the free operators do. A counter with a client in hand closes when they are
 * done; its officer moves then to one that nobody else could open. Refuses centre.not-found,
 * centre.counter-unknown, and centre.too-few-operators, where nothing is changed.
 */
export async function setCounters(
  deps: CentresDeps,
  { centre, open, close, free, planned = {}, by }: CounterPlan,
): Promise<Result<CountersSet>> {
  const checks = [...open, ...close].map((counter) => knownCounter(deps, { centre, counter }));
  for (const check of checks) if (!check.ok) return check;
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    const rows = await readFloor(deps, centre, dayOf(deps, deps.clock()), tx);
    const { seats } = rows;
    const busy = busyCounters(rows);
    const empty = (ids: readonly string[]) =>
      seats.filter(({ counter }) => ids.includes(counter) && !busy.has(counter));
    const leaving = empty(close);
    // Whose officer has signed out is open for nobody: another one sits down there.
    const left = empty(open).filter(({ signedOutAt }) => signedOutAt !== null);
    const taken = new Set(seats.map(({ officer }) => officer));
    const ready = [
      ...leaving.flatMap(({ officer, signedOutAt }) => (signedOutAt === null ? officer : [])),
      ...free.filter((officer) => !taken.has(officer)),
    ];
    const opening = open.filter(
      (id) => !seats.some((one) => one.counter === id && !left.includes(one)),
    );
    const closing = seats.filter(({ counter }) => close.includes(counter) && busy.has(counter));
    const missing = opening.length - ready.length - closing.length;
    if (missing > 0)
      return refuse("conflict", "centre.too-few-operators", { facts: { count: missing } });
    for (const { counter } of [...leaving, ...left]) await removeSeat(tx, centre, counter);
    const opened: CountersSet["opened"][number][] = [];
    const letters = lettersOf(deps, centre, rows, { opening, close });
    const here = new Set(leaving.filter(isThere).map(({ officer }) => officer));
    for (const counter of opening) {
      const first = letters.get(counter);
      const officer = await firstToSit(counter, ready, { opening, planned }, async (one) => {
        const awaited = !here.has(one) && (await isAway(deps, tx, one));
        return takeSeat(deps, tx, { centre, counter, officer: one, first, awaited });
      });
      if (officer) opened.push({ counter, officer });
    }
    const unopened = opening.filter((id) => !opened.some(({ counter }) => counter === id));
    const already = open.filter((id) => !opening.includes(id));
    const later = closing.map(({ counter }) => ({ counter, to: unopened.shift() ?? null }));
    const closed = leaving.map(({ counter }) => counter);
    for (const { counter, to } of later)
      await setAfter(tx, { centre, counter }, { closes: true, movesTo: to });
    const without = [...leaving, ...left]
      .filter(({ officer }) => !opened.some((one) => one.officer === officer))
      .map(({ counter, officer }) => ({ counter, officer }));
    await tellCounters(deps, tx, { centre, opened, closed: without, ...(by && { by }) });
    await tellChange(tx, centre);
    return ok({ opened, closed, later, unopened, already });
  });
}

/** For which topic each counter opens, in the order of the plan, as a what-if has told. */
function lettersOf(
  deps: CentresDeps,
  id: string,
  rows: FloorRows,
  { opening, close }: { readonly opening: readonly string[]; readonly close: readonly string[] },
): ReadonlyMap<string, string> {
  const centre = centreOf(deps, id);
  if (!centre) return new Map();
  const stays = ({ id: counter }: { readonly id: string }) => !close.includes(counter);
  const all = countersToday(centre, rows);
  return lettersFor(
    opening.flatMap((counter) => all.find((one) => one.id === counter) ?? []),
    {
      open: openCounters(centre, rows).filter(stays),
      waiting: waitingOf(rows, seatedCounters(centre, rows).filter(stays), new Map(), centre.rules),
    },
  );
}

/**
 * Seats the first of those who are ready: whom the roster has here, then whom it has at no other
 * counter that opens. An operator who has sat down in another hall meanwhile is passed over.
 */
async function firstToSit(
  counter: string,
  ready: OfficerId[],
  {
    opening,
    planned,
  }: { opening: readonly string[]; planned: Readonly<Record<string, OfficerId>> },
  sit: (officer: OfficerId) => Promise<boolean>,
): Promise<OfficerId | undefined> {
  const elsewhere = new Set(opening.flatMap((id) => (id === counter ? [] : (planned[id] ?? []))));
  const order = ready.toSorted((a, b) => rank(a) - rank(b));
  function rank(officer: OfficerId): number {
    return officer === planned[counter] ? 0 : elsewhere.has(officer) ? 2 : 1;
  }
  for (const officer of order) {
    ready.splice(ready.indexOf(officer), 1);
    if (await sit(officer)) return officer;
  }
  return undefined;
}
