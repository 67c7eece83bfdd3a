import type { Cases } from "../cases/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import { type IndicatorState, type Partnership, quartersOf } from "../partnership/index.ts";

export interface IndicatorDeps {
  readonly cases: Pick<Cases, "tally">;
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

async function counted(
  { cases, catalogue }: IndicatorDeps,
  state: IndicatorState,
  today: string,
): Promise<IndicatorState> {
  const counting = state.definition?.counting;
  if (!counting) return state;
  const { timeZone, code } = catalogue.jurisdiction;
  const months = await cases.tally(counting, timeZone);
  return { ...state, values: [...state.values, ...quartersOf(months, code, counting.what, today)] };
}
