import type { Cases } from "../cases/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import { type CommandId, dateIn } from "../kernel/index.ts";
import {
  type IndicatorState,
  type IndicatorValue,
  isSmall,
  type Partnership,
  quartersOf,
  spreadsOf,
} from "../partnership/index.ts";

export interface IndicatorDeps {
  readonly cases: Pick<Cases, "tally" | "spread">;
  readonly catalogue: Pick<Catalogue, "jurisdiction">;
  readonly partnership: Pick<Partnership, "indicators">;
}

/**
 * All indicators: those that are typed as they are, the others with what this platform has counted
 * of its own applications until now, by quarters of this government's fiscal year.
 */
export const indicatorsNow = async (
  deps: IndicatorDeps,
  today: string,
): Promise<readonly IndicatorState[]> =>
  Promise.all(
    (await deps.partnership.indicators.all()).map((state) => counted(deps, state, today)),
  );

/** One indicator with what was counted; undefined where there is no such. */
export async function indicatorNow(
  deps: IndicatorDeps,
  id: string,
  today: string,
): Promise<IndicatorState | undefined> {
  const state = await deps.partnership.indicators.one(id);
  return state && counted(deps, state, today);
}

/**
 * Records what this platform has counted of quarters that have ended, so that the other government
 * reads it too: each figure once, and again where it has changed. Small cells could point at a
 * person and are not recorded.
 */
export async function recordCounted(
  deps: IndicatorDeps & { readonly clock: () => Date },
): Promise<void> {
  const { partnership, catalogue, clock } = deps;
  const today = dateIn(clock(), catalogue.jurisdiction.timeZone);
  for (const state of await partnership.indicators.all()) {
    const { id = "", smallestCell = smallestStated } = state.definition ?? {};
    for (const value of await countedOf(deps, state, today)) {
      if (value.until > today || isSmall(value, smallestCell)) continue;
      const key = `counted:${id}:${value.from}:${today}` as CommandId;
      await partnership.indicators.give(id, { type: "report", value }, { key, actor: "system" });
    }
  }
}

/** Where a series says nothing else: fewer than five of a quarter are not stated. */
const smallestStated = 5;

async function counted(
  deps: IndicatorDeps,
  state: IndicatorState,
  today: string,
): Promise<IndicatorState> {
  const now = await countedOf(deps, state, today);
  return now.length > 0 ? { ...state, values: [...state.values, ...now] } : state;
}

/** What the platform has counted until now; nothing for a series that is typed. */
async function countedOf(
  { cases, catalogue }: IndicatorDeps,
  { definition }: IndicatorState,
  today: string,
): Promise<readonly IndicatorValue[]> {
  const counting = definition?.counting;
  if (!counting) return [];
  const { timeZone, code } = catalogue.jurisdiction;
  if (counting.what === "spread")
    return spreadsOf(await cases.spread(counting, timeZone), code, today);
  return quartersOf(await cases.tally(counting, timeZone), code, counting.what, today);
}
