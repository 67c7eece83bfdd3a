import { type CentresDeps, centreOf } from "./deps.ts";
import { expectedMinutes } from "./expected.ts";
import { measuredMinutes } from "./store-floor.ts";

const [freshMs, lookBackMs] = [60_000, 14 * 86_400_000];

/** Minutes by topic. */
export type Expected = ReadonlyMap<string, number>;
export type Expectations = (centre: string) => Promise<Expected>;

/** What each topic of a centre is expected to take, looked up again when a minute has gone by. */
export function makeExpectations(deps: CentresDeps): Expectations {
  const known = new Map<string, { readonly at: number; readonly minutes: Promise<Expected> }>();
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
    const last = known.get(centre);
    if (last && Math.abs(now - last.at) < freshMs) return last.minutes;
    const minutes = read(centre, now);
    known.set(centre, { at: now, minutes });
    minutes.catch(() => known.delete(centre));
    return minutes;
  };
}
