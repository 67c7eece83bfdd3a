import type { Definition, Field } from "../catalogue/index.ts";
import type { FeelValue, Rule } from "../rules/index.ts";
import { inRules } from "./kinds.ts";
import type { AnswerValue, FormFacts, Values } from "./model.ts";
import { planOf } from "./plan.ts";
import { calculationsRead } from "./reads.ts";
import { treatyValues } from "./treaties.ts";

/** The values of one evaluation while they are gathered. A calculation runs when a rule reads it. */
export interface Scope {
  holds(rule: Rule): boolean;
  evaluate(rule: Rule): FeelValue;
  set(field: Field, value: AnswerValue): void;
  setList(name: string, items: readonly Values[]): void;
  /** The scope inside one item of a repeating page. */
  item(blank: Values): ItemScope;
  /** Everything that rules see, each calculation included. */
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
  const calculate = (wanted: Definition["calculate"]): void => {
    for (const { name, rule } of wanted) {
      if (ready.has(name)) continue;
      values[name] = rule.evaluate(values, facts);
      ready.add(name);
    }
  };
  const put = (name: string, value: unknown): void => {
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
    set: (field, value) => put(field.name, inRules(field, value)),
    setList: put,
    item: (blank) => itemScope(blank, seenBy, facts),
    all: () => {
      calculate(def.calculate);
      return values;
    },
  };
}

/** A scope of its own names over the values that lie around it. */
export function itemScope(
  blank: Values,
  outer: (rule: Rule) => Values,
  facts: Pick<FormFacts, "today">,
): ItemScope {
  const own: Record<string, unknown> = { ...blank };
  const seenBy = (rule: Rule): Values => ({ ...outer(rule), ...own });
  return {
    own: () => own,
    holds: (rule) => rule.holds(seenBy(rule), facts),
    evaluate: (rule) => rule.evaluate(seenBy(rule), facts),
    set: (field, value) => {
      own[field.name] = inRules(field, value);
    },
  };
}
