import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import { lineOf } from "./floor.ts";
import type { Centre, Wait } from "./model.ts";
import { hallVersion } from "./store-board.ts";
import { readFloor } from "./store-floor.ts";
import { waitAtEnd } from "./wait.ts";

/** What somebody who comes now would be told, by topic; null where no open counter serves it. */
export type Waits = ReadonlyMap<string, Wait | null>;

interface Known {
  readonly version: number;
  readonly at: number;
  readonly waits: Promise<Waits>;
}

/** A wait grows shorter by itself while a counter is busy; the range that is told is wider than this. */
const freshMs = 30_000;

/**
 * The present waits of a hall, thought out once for each change of it: whoever looks before the next
 * change asks the database for one number and nothing is thought again.
 */
export function makeWaits(deps: CentresDeps, expectations: Expectations) {
  const known = new Map<string, Known>();
  const think = async (centre: Centre, now: Date): Promise<Waits> => {
    const [rows, expected] = await Promise.all([
      readFloor(deps.sql, centre.id, dayOf(deps, now)),
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
    // The version before the line: a change between the two is thought of again, never forgotten.
    const version = await hallVersion(deps.sql, id);
    const now = deps.clock();
    const last = known.get(id);
    if (last?.version === version && Math.abs(now.getTime() - last.at) < freshMs) return last.waits;
    const waits = think(centre, now);
    known.set(id, { version, at: now.getTime(), waits });
    waits.catch(() => known.delete(id));
    return waits;
  };
}
