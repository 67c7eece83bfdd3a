import type { Definition, Page } from "../../../catalogue/index.ts";
import { eligibilityQuestions } from "../../../form/index.ts";

const cache = new WeakMap<Definition, Definition>();

/**
 * The service reduced to the questions on which its requirements depend: no papers, no fees, and of
 * a page that repeats only the questions that somebody reads. A rules-only service is whole as it
 * is.
 */
export function narrowed(def: Definition): Definition {
  if (!def.process) return def;
  const before = cache.get(def);
  if (before) return before;
  const read = namesRead(def);
  const form = eligibilityQuestions(def).flatMap(({ page: id, fields }) => {
    const page = def.form.find((each) => each.id === id);
    return page ? [{ ...page, fields: wantedOf(page, fields, read) }] : [];
  });
  const small: Definition = { ...def, form, documents: [], fees: [] };
  cache.set(def, small);
  return small;
}

/** Every name that the requirements read, `blocks.hectares` among them, through calculations. */
function namesRead(def: Definition): ReadonlySet<string> {
  const names = new Set(def.eligibility.flatMap(({ rule }) => [...rule.names]));
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
