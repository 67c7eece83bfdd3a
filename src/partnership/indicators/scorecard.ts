import type { Side } from "../instruments/model.ts";
import type { IndicatorState, Period, Scoring } from "./model.ts";
import { score, valueOfYear } from "./periods.ts";

/** One line of a scorecard: what was aimed at, what was reached, and the marks for it. */
export interface ScoreLine {
  readonly indicator: string;
  readonly target: number;
  readonly scoring: Scoring;
  readonly weight: number;
  /** Undefined where nobody entered a value: it earns nothing, and the page says so. */
  readonly result: number | undefined;
  /** 0 to 100. */
  readonly score: number;
}

export interface Scorecard {
  readonly side: Side;
  readonly year: Period;
  readonly lines: readonly ScoreLine[];
  /** Weighted mean of the scores, 0 to 100; undefined without lines. */
  readonly total: number | undefined;
}

/**
 * The year of one side from the same facts as every other page: for Rwanda its imihigo, for
 * Azerbaijan the report of the programme. Sources of the rules of scoring: imihigo are evaluated
 * in per cent by an outside body, and what is useless unless finished earns nothing before
 * (https://allafrica.com/stories/202011020221.html).
 */
export function scorecardOf(states: readonly IndicatorState[], year: Period): Scorecard {
  const { side } = year;
  const lines = states.flatMap((state): readonly ScoreLine[] => {
    const id = state.definition?.id;
    const target = state.targets.find((one) => one.side === side && one.year === year.label);
    if (!id || !target) return [];
    const result = valueOfYear(state, year);
    const { value, scoring, weight } = target;
    const earned = result === undefined ? 0 : score(result, value, scoring);
    return [{ indicator: id, target: value, scoring, weight, result, score: earned }];
  });
  const weights = lines.reduce((sum, { weight }) => sum + weight, 0);
  const total =
    weights > 0
      ? lines.reduce((sum, line) => sum + line.score * line.weight, 0) / weights
      : undefined;
  return { side, year, lines, total };
}
