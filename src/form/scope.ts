import type { Definition, Field } from "../catalogue/index.ts";
import { currencyDecimals, decimalText } from "../kernel/index.ts";
import type { FeelValue, Rule } from "../rules/index.ts";
import type { AnswerValue, FormFacts } from "./model.ts";
import { planOf } from "./plan.ts";

/** What rules see: answers by name, results of calculations, `applicant`. Unanswered is null. */
export type Values = Readonly<Record<string, unknown>>;

/** The values of one evaluation while they are gathered. A calculation runs when a rule first reads it. */
export interface Scope {
  readonly values: Values;
  holds(rule: Rule): boolean;
  evaluate(rule: Rule): FeelValue;
  set(field: Field, value: AnswerValue): void;
  setList(name: string, items: readonly Values[]): void;
  /** The scope inside one item of a repeating page. */
  item(blank: Values): Scope & { own(): Values };
}

export function scopeOf(def: Definition, facts: FormFacts): Scope {
  const { today, applicant } = facts;
  const values: Record<string, unknown> = { ...planOf(def).blank, applicant };
  const day = { today };
  const known = new Map<string, FeelValue>();
  const calculated = (name: string, rule: Rule): FeelValue => {
    if (!known.has(name)) {
      known.set(name, null);
      known.set(name, rule.evaluate(values, day));
    }
    return known.get(name) ?? null;
  };
  const lazily = (target: object): void => {
    for (const { name, rule } of def.calculate)
      Object.defineProperty(target, name, { enumerable: true, get: () => calculated(name, rule) });
  };
  lazily(values);
  const put = (name: string, value: unknown): void => {
    values[name] = value;
    if (known.size > 0) known.clear();
  };
  return {
    values,
    holds: (rule) => rule.holds(values, day),
    evaluate: (rule) => rule.evaluate(values, day),
    set: (field, value) => put(field.name, inRules(field, value)),
    setList: put,
    item: (blank) => itemScope(answersOnly(def, values), blank, lazily, day),
  };
}

function itemScope(
  outer: Values,
  blank: Values,
  lazily: (target: object) => void,
  day: { today: string },
): Scope & { own(): Values } {
  const own: Record<string, unknown> = { ...blank };
  const values: Record<string, unknown> = { ...outer, ...blank };
  lazily(values);
  const put = (name: string, value: unknown): void => {
    own[name] = value;
    values[name] = value;
  };
  return {
    values,
    own: () => own,
    holds: (rule) => rule.holds(values, day),
    evaluate: (rule) => rule.evaluate(values, day),
    set: (field, value) => put(field.name, inRules(field, value)),
    setList: put,
    item: () => {
      throw new Error("a repeating page does not repeat inside itself");
    },
  };
}

/** The values without the calculations, so that copying them runs none. */
function answersOnly(def: Definition, values: Values): Record<string, unknown> {
  const copy: Record<string, unknown> = { applicant: values.applicant };
  for (const name of Object.keys(planOf(def).blank)) copy[name] = values[name];
  return copy;
}

/** Money is kept in minor units and read by rules in major units, exactly; all else is as it is. */
function inRules(field: Field, value: AnswerValue): unknown {
  if (field.type !== "money" || typeof value !== "number") return value;
  const currency = field.currency ?? "";
  if (currencyDecimals(currency) === 0 || !Number.isSafeInteger(value)) return value;
  return Number(decimalText({ minor: value, currency }));
}
