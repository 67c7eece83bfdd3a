import type { Definition, Page } from "../catalogue/index.ts";
import type { Rule } from "../rules/index.ts";
import { planOf } from "./plan.ts";

const cache = new WeakMap<Rule, ReadonlySet<string>>();

/**
 * The answers on which the rule depends: those that it reads, directly, through calculations, or
 * through the rules by which those answers are asked. A repeating page counts as its list, facts
 * from sign-in as `applicant`.
 */
export function answersRead(def: Definition, rule: Rule): ReadonlySet<string> {
  const before = cache.get(rule);
  if (before) return before;
  const names = gather(def, rule);
  cache.set(rule, names);
  return names;
}

function gather(def: Definition, rule: Rule): Set<string> {
  const { pageOfName } = planOf(def);
  const answers = new Set<string>();
  const visited = new Set<string>();
  const waiting: string[] = [...rule.names];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const [name = path] = path.split(".", 1);
    const page = pageOfName.get(name);
    if (page || name === "applicant") answers.add(name);
    if (visited.has(name)) continue;
    visited.add(name);
    const calculation = def.calculate.find((each) => each.name === name);
    if (calculation) waiting.push(...calculation.rule.names);
    if (page) waiting.push(...askedBy(page, name));
  }
  return answers;
}

/** Names read by the rules that decide whether an answer is asked. */
function askedBy(page: Page, name: string): string[] {
  const fields = page.repeat ? page.fields : page.fields.filter((field) => field.name === name);
  const rules = [page.show, ...fields.map(({ show }) => show)];
  return rules.flatMap((rule) => [...(rule?.names ?? [])]);
}

type Calculations = Definition["calculate"];
const needed = new WeakMap<Rule, Calculations>();

/** The calculations that the rule reads, directly or indirectly, in order of execution. */
export function calculationsRead(def: Definition, rule: Rule): Calculations {
  const before = needed.get(rule);
  if (before) return before;
  const names = new Set(rule.names);
  // A calculation reads only those above it: one pass from last to first finds all.
  const calculations = def.calculate.toReversed().filter((calculation) => {
    const read = names.has(calculation.name);
    if (read) for (const name of calculation.rule.names) names.add(name);
    return read;
  });
  needed.set(rule, calculations.toReversed());
  return calculations.toReversed();
}
