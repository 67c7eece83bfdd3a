import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import { expectedFor } from "./expected.ts";
import { lineOf } from "./floor.ts";
import type { Centre, Wait } from "./model.ts";
import { seriesOf } from "./series.ts";
import { hallVersion } from "./store-board.ts";
import { readFloor } from "./store-floor.ts";
import { type Line, waitAtEnd } from "./wait.ts";

/** The wait of one person; with that of families, where they have a series of their own. */
export interface TopicWait extends Wait {
  readonly family?: Pick<Wait, "fromMinutes" | "toMinutes">;
}

/** The wait of a ticket taken now, by topic; null where no open counter serves it. */
export type Waits = ReadonlyMap<string, TopicWait | null>;

/** The smallest family, and the largest that a kiosk offers. */
const familySizes = [2, 6] as const;

/** A wait shrinks while a counter is busy; the range shown is wider than this. */
const freshMs = 30_000;

/**
 * Answers about a hall, each computed once per change: until the next change a reader costs one
 * query for the version number.
 */
function oncePerChange<T>({ sql, clock }: CentresDeps) {
  const cache = new Map<string, { version: number; at: number; answer: Promise<T> }>();
  return async (centre: string, key: string, think: (now: Date) => Promise<T>): Promise<T> => {
    // The version is read before the queue, so that a change in between is computed again, never
    // missed.
    const version = await hallVersion(sql, centre);
    const now = clock();
    const last = cache.get(key);
    if (last?.version === version && Math.abs(now.getTime() - last.at) < freshMs)
      return last.answer;
    const answer = think(now);
    cache.set(key, { version, at: now.getTime(), answer });
    answer.catch(() => cache.delete(key));
    return answer;
  };
}

async function lineNow(deps: CentresDeps, expectations: Expectations, centre: Centre, now: Date) {
  const [rows, expected] = await Promise.all([
    readFloor(deps, centre.id, dayOf(deps, now)),
    expectations(centre.id),
  ]);
  return { line: lineOf(deps, centre, rows, { expected, now }), expected };
}

/** See `Centres.waitsOfParties`. */
export function makeWaitsOfParties(deps: CentresDeps, expectations: Expectations) {
  type Asked = { readonly centre: string; readonly topic: string };
  const once = oncePerChange<ReadonlyMap<number, Wait>>(deps);
  return async ({ centre: id, topic }: Asked, parties: readonly number[]) => {
    const centre = centreOf(deps, id);
    const asked = centre?.topics.find((each) => each.id === topic);
    if (!centre || !asked) return new Map<number, Wait>();
    return once(id, JSON.stringify([id, topic, parties]), async (now) => {
      const { line, expected } = await lineNow(deps, expectations, centre, now);
      if (!line.servers.some(({ topics }) => topics.includes(topic))) return new Map();
      const minutes = expected.get(topic) ?? asked.minutes;
      return new Map(parties.map((party) => [party, waitOfParty(line, { topic, minutes }, party)]));
    });
  };
}

function waitOfParty(
  line: Line,
  { topic, minutes }: { readonly topic: string; readonly minutes: number },
  party: number,
): Wait {
  const facts = { party, prepared: false };
  const series = seriesOf({ ...facts, group: null, appointment: null });
  return waitAtEnd(line, { topic, series, party, expectedMinutes: expectedFor(minutes, facts) });
}

/** From the least that is told to a small family to the most that is told to a large one. */
function familyWait(line: Line, topic: { readonly topic: string; readonly minutes: number }) {
  const [small, large] = familySizes.map((party) => waitOfParty(line, topic, party));
  if (!small || !large) return undefined;
  return {
    fromMinutes: Math.min(small.fromMinutes, large.fromMinutes),
    toMinutes: Math.max(small.toMinutes, large.toMinutes),
  };
}

/** See `Centres.waits`. */
export function makeWaits(deps: CentresDeps, expectations: Expectations) {
  const once = oncePerChange<Waits>(deps);
  const think = async (centre: Centre, now: Date): Promise<Waits> => {
    const { line, expected } = await lineNow(deps, expectations, centre, now);
    const served = new Set(line.servers.flatMap(({ topics }) => topics));
    const waitFor = ({ id, minutes: planned }: Centre["topics"][number]): TopicWait => {
      const minutes = expected.get(id) ?? planned;
      const wait = waitAtEnd(line, { topic: id, expectedMinutes: minutes });
      const family = line.order === "arrival" && familyWait(line, { topic: id, minutes });
      return family ? { ...wait, family } : wait;
    };
    return new Map(
      centre.topics.map((topic) => [topic.id, served.has(topic.id) ? waitFor(topic) : null]),
    );
  };
  return async (id: string): Promise<Waits> => {
    const centre = centreOf(deps, id);
    return centre ? once(id, id, (now) => think(centre, now)) : new Map();
  };
}
