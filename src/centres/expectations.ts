import { type CentresDeps, centreOf } from "./deps.ts";
import { expectedMinutes } from "./expected.ts";
import { measuredMinutes } from "./store-floor.ts";

const [freshMs, lookBackMs] = [60_000, 14 * 86_400_000];

/** Minutes by topic. */
export type Expected = ReadonlyMap<string, number>;
export type Expectations = (centre: string) => Promise<Expected>;

/** Expected minutes of each topic of a centre, cached for a minute. */
export function makeExpectations(deps: CentresDeps): Expectations {
  const cache = new Map<string, { readonly at: number; readonly minutes: Promise<Expected> }>();
  const read = async (centre: string, now: number): Promise<Expected> => {
    const topics = centreOf(deps, centre)?.topics ?? [];
    const ids = topics.map(({ id }) => id);
    const measured = await measuredMinutes(deps.sql, centre, ids, new Date(now - lookBackMs));
    return new Map(
      topics.map(({ id, minutes }) => [
        id,
        expectedMinutes(
          (measured.get(id) ?? []).map((row) => row.minutes),
          minutes,
        ),
      ]),
    );
  };
  return (centre) => {
    const now = deps.clock().getTime();
    const last = cache.get(centre);
    if (last && Math.abs(now - last.at) < freshMs) return last.minutes;
    const minutes = read(centre, now);
    cache.set(centre, { at: now, minutes });
    minutes.catch(() => cache.delete(centre));
    return minutes;
  };
}
