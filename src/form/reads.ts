import type { Definition, Page } from "../catalogue/index.ts";
import type { Rule } from "../rules/index.ts";
import { planOf } from "./plan.ts";

const known = new WeakMap<Rule, ReadonlySet<string>>();

/**
 * The answers on which the rule depends: read by itself, by the calculations that it reads, and by
 * the rules that decide whether those answers are asked at all. A repeating page counts as its
 * list, what sign-in tells as `applicant`.
 */
export function answersRead(def: Definition, rule: Rule): ReadonlySet<string> {
  const before = known.get(rule);
  if (before) return before;
  const names = gather(def, rule);
  known.set(rule, names);
  return names;
}

function gather(def: Definition, rule: Rule): Set<string> {
  const { pageOfName } = planOf(def);
  const answers = new Set<string>();
  const seen = new Set<string>();
  const waiting: string[] = [...rule.names];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const [name = path] = path.split(".", 1);
    const page = pageOfName.get(name);
    if (page || name === "applicant") answers.add(name);
    if (seen.has(name)) continue;
    seen.add(name);
    const calculation = def.calculate.find((each) => each.name === name);
    if (calculation) waiting.push(...calculation.rule.names);
    if (page) waiting.push(...askedBy(page, name));
  }
  return answers;
}

/** What the rules read that decide whether an answer is asked. */
function askedBy(page: Page, name: string): string[] {
  const fields = page.repeat ? page.fields : page.fields.filter((field) => field.name === name);
  const rules = [page.show, ...fields.map(({ show }) => show)];
  return rules.flatMap((rule) => [...(rule?.names ?? [])]);
}

type Calculations = Definition["calculate"];
const needed = new WeakMap<Rule, Calculations>();

/** The calculations that the rule reads, and those that they read, in the order in which they run. */
export function calculationsRead(def: Definition, rule: Rule): Calculations {
  const before = needed.get(rule);
  if (before) return before;
  const names = new Set(rule.names);
  // A calculation reads only those above it: from the last to the first, each asks for its own.
  const found = def.calculate.toReversed().filter((calculation) => {
    const read = names.has(calculation.name);
    if (read) for (const name of calculation.rule.names) names.add(name);
    return read;
  });
  needed.set(rule, found.toReversed());
  return found.toReversed();
}
