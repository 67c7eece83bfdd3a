import type { Definition, Page } from "../../../catalogue/index.ts";
import { questionsRead } from "../../../form/index.ts";
import type { Rule } from "../../../rules/index.ts";

/** What somebody wants to know before they apply: whether they may, or what it costs them. */
export type Aim = "check" | "cost";

const caches = {
  check: new WeakMap<Definition, Definition>(),
  cost: new WeakMap<Definition, Definition>(),
};

/**
 * The service reduced to the questions on which its requirements, or its fees, depend: no papers,
 * and of a page that repeats only the questions that somebody reads. A rules-only service is whole
 * as it is.
 */
export function narrowed(def: Definition, aim: Aim = "check"): Definition {
  if (!def.process) return def;
  const before = caches[aim].get(def);
  if (before) return before;
  const rules = aim === "check" ? def.eligibility.map(({ rule }) => rule) : feeRules(def);
  const read = namesRead(def, rules);
  const form = questionsRead(def, rules).flatMap(({ page: id, fields }) => {
    const page = def.form.find((each) => each.id === id);
    return page ? [{ ...page, fields: wantedOf(page, fields, read) }] : [];
  });
  const eligibility = aim === "check" ? def.eligibility : [];
  const small: Definition = { ...def, form, eligibility, documents: [], fees: [] };
  caches[aim].set(def, small);
  return small;
}

/** By what it is decided which fees are owed, and how much they come to. */
const feeRules = (def: Definition): Rule[] =>
  def.fees.flatMap(({ when, tariffs }) => [
    ...(when ? [when] : []),
    ...tariffs.map(({ amount }) => amount),
  ]);

/** Whether what it costs depends on answers, so that it can be worked out from a few of them. */
export const hasCalculator = (def: Definition): boolean =>
  def.process !== undefined && narrowed(def, "cost").form.length > 0;

/** Every name that the rules read, `blocks.hectares` among them, through calculations. */
function namesRead(def: Definition, rules: readonly Rule[]): ReadonlySet<string> {
  const names = new Set(rules.flatMap((rule) => [...rule.names]));
  for (const { name, rule } of def.calculate.toReversed())
    if (names.has(name)) for (const each of rule.names) names.add(each);
  return names;
}

function wantedOf(page: Page, fields: readonly string[], read: ReadonlySet<string>) {
  const { repeat } = page;
  if (!repeat) return page.fields.filter(({ name }) => fields.includes(name));
  const names = new Set(
    page.fields.map(({ name }) => name).filter((name) => read.has(`${repeat.name}.${name}`)),
  );
  // Includes the questions on which others depend, so it goes from the last to the first.
  for (const { name, show, valid } of page.fields.toReversed())
    if (names.has(name))
      for (const rule of [show, valid?.rule]) for (const each of rule?.names ?? []) names.add(each);
  const left = page.fields.filter(({ name }) => names.has(name));
  return left.length > 0 ? left : page.fields;
}

/** Whether a requirement asks about the person rather than about their answers. */
export const readsApplicant = (def: Definition, id: string): boolean =>
  factsRead(def, id).length > 0;

/** The facts of the person that a requirement reads: `applicant.birthDate`. */
export function factsRead(def: Definition, id: string): readonly string[] {
  const rule = def.eligibility.find((each) => each.id === id)?.rule;
  const names = new Set(rule?.names);
  for (const each of def.calculate.toReversed())
    if (names.has(each.name)) for (const name of each.rule.names) names.add(name);
  return [...names].filter((name) => name.startsWith("applicant."));
}
