import {
  type Definition,
  type Fee,
  type FeeMoment,
  type Tariff,
  tariffOn,
} from "../catalogue/index.ts";
import { currencyDecimals } from "../kernel/index.ts";
import type { FeelValue } from "../rules/index.ts";
import type { Answers, FeeDue, FormFacts, Values } from "./model.ts";
import type { Scope } from "./scope.ts";
import { walk } from "./walk.ts";

/**
 * The fees of these answers, in minor units, by the tariff in force on `asOf` (`YYYY-MM-DD`). Fees
 * of zero are left out; so are those that cannot be computed yet, which `problemsOf` reports as
 * `fees.<id>`.
 */
export const feesOf = (
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  asOf: string,
): readonly FeeDue[] => feesIn(def, walk(def, answers, facts).scope, asOf).due;

export function feesIn(
  def: Definition,
  scope: Scope,
  asOf: string,
): { readonly due: readonly FeeDue[]; readonly unknown: readonly string[] } {
  const due: FeeDue[] = [];
  const unknown: string[] = [];
  for (const fee of def.fees) {
    if (readsFindings(fee)) continue;
    if (fee.when && !scope.holds(fee.when)) continue;
    const tariff = tariffOn(fee, asOf);
    const minor = tariff && minorOf(scope.evaluate(tariff.amount), fee.currency);
    if (tariff === undefined || minor === undefined) unknown.push(fee.id);
    else if (minor > 0) due.push(feeDue(fee, tariff, minor));
  }
  return { due, unknown };
}

const readsFindings = ({ when, tariffs }: Fee): boolean =>
  [when, ...tariffs.map(({ amount }) => amount)].some((rule) => rule?.names.has("findings"));

/**
 * The fees due at this moment that depend on findings: `values` are all that rules of the process
 * see. A fee that still cannot be computed is not owed.
 */
export function feesFound(
  def: Definition,
  values: Values,
  { today, asOf, due }: { readonly today: string; readonly asOf: string; readonly due: FeeMoment },
): readonly FeeDue[] {
  return def.fees.filter(readsFindings).flatMap((fee) => {
    if (fee.due !== due) return [];
    if (fee.when && !fee.when.holds(values, { today })) return [];
    const tariff = tariffOn(fee, asOf);
    const minor = tariff && minorOf(tariff.amount.evaluate(values, { today }), fee.currency);
    return tariff && minor ? [feeDue(fee, tariff, minor)] : [];
  });
}

function feeDue(
  { id, title, currency, due, kind, unit }: Fee,
  tariff: Tariff,
  minor: number,
): FeeDue {
  const most = tariff.upTo === undefined ? undefined : minorOf(tariff.upTo, currency);
  return {
    id,
    title,
    money: { minor, currency },
    due,
    illustrative: tariff.illustrative === true,
    ...(kind && { kind }),
    ...(unit && { unit }),
    ...(most !== undefined && { upTo: { minor: most, currency } }),
  };
}

/**
 * A major amount in whole minor units, rounded half up on its decimal digits, so that 1.005 is 101
 * hundredths although its binary neighbour is lower. Undefined for an invalid amount.
 */
export function minorOf(amount: FeelValue, currency: string): number | undefined {
  if (typeof amount !== "number" || !(amount >= 0) || amount >= 1e15) return undefined;
  const text = amount < 1e-6 ? "0" : String(amount);
  const [whole = "0", fraction = ""] = text.split(".");
  const places = currencyDecimals(currency);
  const digits = fraction.padEnd(places + 1, "0");
  const minor = Number(whole + digits.slice(0, places)) + (Number(digits[places]) >= 5 ? 1 : 0);
  return Number.isSafeInteger(minor) ? minor : undefined;
}
