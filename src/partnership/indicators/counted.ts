import type { Day, Side } from "../instruments/model.ts";
import type { Counting, IndicatorValue } from "./model.ts";
import { fiscalOf, quarterOf } from "./periods.ts";

/** What the platform counted in one month: how many, and the days that they took in sum. */
export interface CountedMonth {
  readonly month: string;
  readonly count: number;
  readonly days: number;
}

/**
 * Months of the platform's own applications as quarters of a side's fiscal year. Days are an
 * average with its numerator and denominator, so that quarters can be joined without guessing.
 */
export function quartersOf(
  months: readonly CountedMonth[],
  side: Side,
  what: Counting["what"],
  today: Day,
): readonly IndicatorValue[] {
  const quarters = new Map<string, { from: Day; until: Day; count: number; days: number }>();
  for (const { month, count, days } of months) {
    const { from, until } = quarterOf(`${month}-01`, fiscalOf(side));
    const sum = quarters.get(from) ?? { from, until, count: 0, days: 0 };
    quarters.set(from, { ...sum, count: sum.count + count, days: sum.days + days });
  }
  return [...quarters.values()].map(({ from, until, count, days }) => ({
    ...{ side, from, until, vintage: today, counted: true as const },
    value: what === "count" ? count : tenth(days / count),
    ...(what === "days" && { numerator: Math.round(days), denominator: count }),
  }));
}

/** What the platform measured of those that were done in one quarter of the calendar. */
export interface CountedSpread {
  readonly from: Day;
  readonly count: number;
  readonly median: number;
  readonly p90: number;
}

const tenth = (days: number): number => Math.round(days * 10) / 10;

/** The same as values of a side: the middle one, and within how many days nine of ten were done. */
export const spreadsOf = (
  spreads: readonly CountedSpread[],
  side: Side,
  today: Day,
): readonly IndicatorValue[] =>
  spreads.map(({ from: day, count, median, p90 }) => {
    const { from, until } = quarterOf(day, fiscalOf(side));
    return {
      ...{ side, from, until, vintage: today, counted: true as const, denominator: count },
      ...{ value: tenth(median), p90: tenth(p90) },
    };
  });

/** A count so small that it could point at a person: everybody reads "fewer than". */
export const isSmall = ({ value, denominator }: IndicatorValue, smallest: number): boolean =>
  (denominator ?? value) > 0 && (denominator ?? value) < smallest;
