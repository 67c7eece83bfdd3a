import { addMonths } from "../../kernel/index.ts";
import type { Day, Side } from "../instruments/model.ts";
import { isOwnWord } from "../stated.ts";
import type { IndicatorState, IndicatorValue, Period, PeriodKey, Scoring } from "./model.ts";

/** The month in which a side's fiscal year begins, 1 to 12: a fact of its jurisdiction. */
export interface FiscalYear {
  readonly side: Side;
  readonly firstMonth: number;
}

/**
 * The fiscal year of a government: July to June in Rwanda, January to December in Azerbaijan and
 * wherever nothing else is known.
 */
export const fiscalOf = (side: Side): FiscalYear => ({ side, firstMonth: side === "rw" ? 7 : 1 });

const monthStart = (year: number, month: number): Day =>
  `${year}-${String(month).padStart(2, "0")}-01`;

/** The quarter of a side's own fiscal year that holds a day. */
export function quarterOf(day: Day, { side, firstMonth }: FiscalYear): Period {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const startYear = month >= firstMonth ? year : year - 1;
  const quarter = Math.floor(((month - firstMonth + 12) % 12) / 3);
  const from = addMonths(monthStart(startYear, firstMonth), quarter * 3);
  const name =
    firstMonth === 1 ? String(startYear) : `${startYear}/${String(startYear + 1).slice(2)}`;
  return { side, from, until: addMonths(from, 3), label: `${name}-Q${quarter + 1}` };
}

/** The fiscal year of a side that holds a day. */
export function fiscalYearOf(day: Day, { side, firstMonth }: FiscalYear): Period {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const startYear = month >= firstMonth ? year : year - 1;
  const from = monthStart(startYear, firstMonth);
  const label =
    firstMonth === 1 ? String(startYear) : `${startYear}/${String(startYear + 1).slice(2)}`;
  return { side, from, until: addMonths(from, 12), label };
}

export const keyOf = ({ side, from, until }: PeriodKey): string => `${side}:${from}:${until}`;

/**
 * The latest vintage of each period and side, what the side itself says before what we say of it;
 * older ones stay in the history.
 */
export function currentValues(values: readonly IndicatorValue[]): readonly IndicatorValue[] {
  const latest = new Map<string, IndicatorValue>();
  for (const value of values) {
    const before = latest.get(keyOf(value));
    const isSame = before && isOwnWord(before) === isOwnWord(value);
    if (!before || (isSame ? before.vintage <= value.vintage : isOwnWord(value)))
      latest.set(keyOf(value), value);
  }
  return [...latest.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/**
 * The value of a year as its parts give it: a cumulative one is their sum, a snapshot the last.
 * Only parts that lie wholly inside count; undefined while there is none.
 */
export function valueOfYear(
  { definition, values }: IndicatorState,
  year: Period,
): number | undefined {
  const parts = currentValues(values).filter(
    ({ side, from, until }) => side === year.side && from >= year.from && until <= year.until,
  );
  const whole = parts.find(({ from, until }) => from === year.from && until === year.until);
  if (whole) return whole.value;
  if (definition?.adding === "snapshot") return parts.at(-1)?.value;
  return parts.length === 0 ? undefined : parts.reduce((sum, { value }) => sum + value, 0);
}

/** A period as it is written: a year, a fiscal year, a quarter of one, or a month. */
export function periodLabel({ side, from, until }: PeriodKey): string {
  const fiscal = fiscalOf(side);
  const year = fiscalYearOf(from, fiscal);
  const quarter = quarterOf(from, fiscal);
  if (from === year.from && until === year.until) return year.label;
  if (from === quarter.from && until === quarter.until) return quarter.label;
  if (from.endsWith("-01-01") && until === addMonths(from, 12)) return from.slice(0, 4);
  if (until === addMonths(from, 1)) return from.slice(0, 7);
  if (until === addMonths(from, 3)) return `${from.slice(0, 7)}…`;
  return `${from} – ${until}`;
}

/** Score of a result against its target, 0 to 100. */
export function score(result: number, target: number, scoring: Scoring): number {
  if (target <= 0) return result >= target ? 100 : 0;
  const share = Math.min(100, Math.max(0, (result / target) * 100));
  if (scoring.kind === "proportional") return share;
  if (scoring.kind === "all-or-nothing") return share >= 100 ? 100 : 0;
  return share >= scoring.from ? share : 0;
}

/** Both truths about one flow and the gap between them; never an average. */
export interface MirrorGap {
  readonly exported: number;
  readonly imported: number;
  readonly gap: number;
}

export const mirrorGap = (exported: number, imported: number): MirrorGap => ({
  exported,
  imported,
  gap: exported - imported,
});

/** Quarters that ended and that no value covers: what still has to be entered. */
export function missingPeriods(
  state: IndicatorState,
  fiscal: FiscalYear,
  since: Day,
  today: Day,
): readonly Period[] {
  const present = currentValues(state.values).filter(({ side }) => side === fiscal.side);
  const isEntered = (quarter: Period) =>
    present.some(({ from, until }) => from <= quarter.from && quarter.until <= until);
  const missing: Period[] = [];
  for (let quarter = quarterOf(since, fiscal); quarter.until <= today; ) {
    if (!isEntered(quarter)) missing.push(quarter);
    quarter = quarterOf(quarter.until, fiscal);
  }
  return missing;
}
