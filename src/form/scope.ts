import type { Definition, Field } from "../catalogue/index.ts";
import type { FeelValue, Rule } from "../rules/index.ts";
import { inRules } from "./kinds.ts";
import type { AnswerValue, FormFacts, Values } from "./model.ts";
import { planOf } from "./plan.ts";
import { calculationsRead } from "./reads.ts";
import { treatyValues } from "./treaties.ts";

/**
 * The values of one evaluation, collected step by step. A calculation runs when a rule reads it.
 */
export interface Scope {
  holds(rule: Rule): boolean;
  evaluate(rule: Rule): FeelValue;
  set(field: Field, value: AnswerValue): void;
  setList(name: string, items: readonly Values[]): void;
  /** The scope inside one item of a repeating page. */
  item(blank: Values): ItemScope;
  /** All values for rules, each calculation included. */
  all(): Values;
}

export interface ItemScope extends Pick<Scope, "holds" | "evaluate" | "set"> {
  /** The item alone. */
  own(): Values;
}

export function scopeOf(def: Definition, facts: FormFacts): Scope {
  const values: Record<string, unknown> = {
    ...planOf(def).blank,
    ...treatyValues(def, facts.today),
    applicant: facts.applicant,
    application: { renewal: facts.renewal },
  };
  const ready = new Set<string>();
  const calculate = (calculations: Definition["calculate"]): void => {
    for (const { name, rule } of calculations) {
      if (ready.has(name)) continue;
      values[name] = rule.evaluate(values, facts);
      ready.add(name);
    }
  };
  const set = (name: string, value: unknown): void => {
    values[name] = value;
    if (ready.size > 0) ready.clear();
  };
  const seenBy = (rule: Rule): Values => {
    calculate(calculationsRead(def, rule));
    return values;
  };
  return {
    holds: (rule) => rule.holds(seenBy(rule), facts),
    evaluate: (rule) => rule.evaluate(seenBy(rule), facts),
    set: (field, value) => set(field.name, inRules(field, value)),
    setList: set,
    item: (blank) => itemScope(blank, seenBy, facts),
    all: () => {
      calculate(def.calculate);
      return values;
    },
  };
}

/** The names of an item over the values outside it. */
export function itemScope(
  blank: Values,
  outer: (rule: Rule) => Values,
  facts: Pick<FormFacts, "today">,
): ItemScope {
  const values: Record<string, unknown> = { ...blank };
  const seenBy = (rule: Rule): Values => ({ ...outer(rule), ...values });
  return {
    own: () => values,
    holds: (rule) => rule.holds(seenBy(rule), facts),
    evaluate: (rule) => rule.evaluate(seenBy(rule), facts),
    set: (field, value) => {
      values[field.name] = inRules(field, value);
    },
  };
}
