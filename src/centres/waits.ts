import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import { lineOf } from "./floor.ts";
import type { Centre, Wait } from "./model.ts";
import { hallVersion } from "./store-board.ts";
import { readFloor } from "./store-floor.ts";
import { waitAtEnd } from "./wait.ts";

/** The wait of a ticket taken now, by topic; null where no open counter serves it. */
export type Waits = ReadonlyMap<string, Wait | null>;

interface CachedWaits {
  readonly version: number;
  readonly at: number;
  readonly waits: Promise<Waits>;
}

/** A wait shrinks while a counter is busy; the range shown is wider than this. */
const freshMs = 30_000;

/**
 * The present waits of a hall, computed once per change: until the next change a reader costs one
 * query for the version number.
 */
export function makeWaits(deps: CentresDeps, expectations: Expectations) {
  const cache = new Map<string, CachedWaits>();
  const think = async (centre: Centre, now: Date): Promise<Waits> => {
    const [rows, expected] = await Promise.all([
      readFloor(deps, centre.id, dayOf(deps, now)),
      expectations(centre.id),
    ]);
    const line = lineOf(deps, centre, rows, { expected, now });
    const served = new Set(line.servers.flatMap(({ topics }) => topics));
    const waitFor = ({ id, minutes }: Centre["topics"][number]) =>
      waitAtEnd(line, { topic: id, expectedMinutes: expected.get(id) ?? minutes });
    return new Map(
      centre.topics.map((topic) => [topic.id, served.has(topic.id) ? waitFor(topic) : null]),
    );
  };
  return async (id: string): Promise<Waits> => {
    const centre = centreOf(deps, id);
    if (!centre) return new Map();
    // The version is read before the queue, so that a change in between is computed again, never
    // missed.
    const version = await hallVersion(deps.sql, id);
    const now = deps.clock();
    const last = cache.get(id);
    if (last?.version === version && Math.abs(now.getTime() - last.at) < freshMs) return last.waits;
    const pending = think(centre, now);
    cache.set(id, { version, at: now.getTime(), waits: pending });
    pending.catch(() => cache.delete(id));
    return pending;
  };
}
