import type { Cases } from "../cases/index.ts";
import type { Catalogue, Definition } from "../catalogue/index.ts";

interface UseDeps {
  readonly catalogue: Pick<Catalogue, "services">;
  readonly cases: Pick<Cases, "countSent">;
  readonly clock: () => Date;
}

const day = 86_400_000;
const hour = 3_600_000;
const minute = 60_000;

/**
 * The services that were applied for most in the last ninety days, the most used first; none that
 * nobody used. Counted once an hour in each process: until then, and while it counts anew, the
 * last count stands.
 */
export function makeMostUsed({ catalogue, cases, clock }: UseDeps) {
  let counts: ReadonlyMap<string, number> = new Map();
  let due = 0;
  let running: Promise<void> | undefined;
  const count = async (now: Date): Promise<void> => {
    due = now.getTime() + hour;
    const ids = catalogue.services.map(({ id }) => id);
    counts = await cases.countSent(ids, new Date(now.getTime() - 90 * day));
  };
  return async (most: number): Promise<readonly Definition[]> => {
    const now = clock();
    if (now.getTime() >= due)
      running ??= count(now)
        .catch(() => {
          // The page does without; the database's own alarms say what is wrong with it.
          due = now.getTime() + minute;
        })
        .finally(() => {
          running = undefined;
        });
    if (counts.size === 0) await running;
    const of = ({ id }: Definition) => counts.get(id) ?? 0;
    return catalogue.services
      .filter((service) => of(service) > 0)
      .toSorted((a, b) => of(b) - of(a))
      .slice(0, most);
  };
}
