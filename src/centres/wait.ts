import type { Wait } from "./model.ts";

/** One in the line; `since` in any unit, the same for all. */
export interface InLine {
  readonly topic: string;
  readonly priority: boolean;
  readonly since: number;
  readonly expectedMinutes: number;
}

export interface Server {
  readonly topics: readonly string[];
  /** Minutes until its present client is expected to be done; 0 where it is free. */
  readonly busyFor: number;
}

/** Service times spread about their mean by this much of it (lognormal, as in bench/queue). */
const spread = 0.7;
/** Of a normal spread, four in five lie within so many standard deviations. */
const width = 1.28;

const before = (a: InLine, b: InLine): number =>
  Number(b.priority) - Number(a.priority) || a.since - b.since;

/** Whole minutes up to ten, then steps of five: a range is no promise of a minute. */
const step = (minutes: number) => (minutes < 10 ? 1 : 5);
const down = (minutes: number) => Math.floor(minutes / step(minutes)) * step(minutes);
const up = (minutes: number) => Math.ceil(minutes / step(minutes)) * step(minutes);

/** How long each of the line waits, by serving it in thought: in its order, each at the first free counter. */
export function waitsOf<T extends InLine>(
  line: readonly T[],
  servers: readonly Server[],
): ReadonlyMap<T, Wait> {
  const free = servers.map(({ busyFor }) => busyFor);
  const lanes = lanesOf(line, servers);
  const waits = new Map<T, Wait>();
  for (const one of [...line].sort(before)) {
    const lane = lanes.get(one.topic);
    if (!lane) continue;
    const first = lane.counters.reduce(
      (best, at) => ((free[at] ?? 0) < (free[best] ?? 0) ? at : best),
      lane.counters[0] ?? -1,
    );
    // Where no counter is open for it, one is thought of that opens now.
    const starts = first < 0 ? lane.alone : (free[first] ?? 0);
    waits.set(one, rangeOf(starts, lane));
    if (first < 0) lane.alone += one.expectedMinutes;
    else free[first] = starts + one.expectedMinutes;
    for (const other of lane.sharing) {
      other.ahead += 1;
      other.squares += one.expectedMinutes ** 2;
    }
  }
  return waits;
}

/** The wait of somebody who comes to the end of the line now. */
export function waitAtEnd(
  line: readonly InLine[],
  servers: readonly Server[],
  { topic, expectedMinutes }: Pick<InLine, "topic" | "expectedMinutes">,
): Wait {
  const last = { topic, expectedMinutes, priority: false, since: Number.POSITIVE_INFINITY };
  const wait = waitsOf([...line, last], servers).get(last);
  if (!wait) throw new Error("whoever is in the line has a wait");
  return wait;
}

/** What one topic's people share with others: counters, and so the wait. */
interface Lane {
  readonly counters: readonly number[];
  readonly sharing: Lane[];
  ahead: number;
  squares: number;
  alone: number;
}

function lanesOf(line: readonly InLine[], servers: readonly Server[]): ReadonlyMap<string, Lane> {
  const lanes = new Map<string, Lane>();
  for (const { topic } of line)
    if (!lanes.has(topic)) {
      const counters = servers.flatMap(({ topics }, at) => (topics.includes(topic) ? [at] : []));
      lanes.set(topic, { counters, sharing: [], ahead: 0, squares: 0, alone: 0 });
    }
  for (const lane of lanes.values())
    lane.sharing.push(
      ...[...lanes.values()].filter(
        (other) => other === lane || other.counters.some((at) => lane.counters.includes(at)),
      ),
    );
  return lanes;
}

function rangeOf(starts: number, { ahead, squares, counters }: Lane): Wait {
  const deviation = (spread * Math.sqrt(squares)) / Math.max(1, counters.length);
  const fromMinutes = down(Math.max(0, starts - width * deviation));
  const toMinutes = Math.max(up(starts + width * deviation), fromMinutes + step(fromMinutes));
  return { ahead, fromMinutes, toMinutes };
}
