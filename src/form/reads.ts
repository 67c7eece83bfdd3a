import type { Definition, Page } from "../catalogue/index.ts";
import type { Rule } from "../rules/index.ts";
import { planOf } from "./plan.ts";

const known = new WeakMap<Rule, ReadonlySet<string>>();

/**
 * Names of the answers (and `applicant`) on which the rule depends: read by itself, by the
 * calculations that it reads, and by the rules that decide whether those answers are asked at all.
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
  const waiting: string[] = [...rule.names];
  const seen = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const calculation = def.calculate.find((each) => each.name === name);
    const page = pageOfName.get(name);
    if (calculation) waiting.push(...calculation.rule.names);
    else if (page) waiting.push(...askedBy(page, name));
    if (page || name === "applicant") answers.add(name);
  }
  return answers;
}

/** Names read by the rules that decide whether an answer is asked. */
function askedBy(page: Page, name: string): string[] {
  const fields = page.repeat ? page.fields : page.fields.filter((field) => field.name === name);
  const rules = [page.show, ...fields.map(({ show }) => show)];
  return rules.flatMap((rule) => [...(rule?.names ?? [])]);
}
