import type { Definition, Field, Page } from "../catalogue/index.ts";
import { inputEndings } from "./kinds.ts";

/** Computed once for a definition, so that reading a page searches nothing. */
export interface Plan {
  readonly pages: ReadonlyMap<string, PagePlan>;
  /** Page by answer name: a field of a plain page, or the list of a repeating one. */
  readonly pageOfName: ReadonlyMap<string, Page>;
  /** Every name that a rule may read, null where unanswered. */
  readonly blank: Readonly<Record<string, null>>;
}

export interface PagePlan {
  readonly page: Page;
  readonly fields: ReadonlyMap<string, Field>;
  /** Names of the inputs of a page, including the three parts of a date. */
  readonly inputs: ReadonlySet<string>;
  /** Every field of an item, null where unanswered. */
  readonly blankItem: Readonly<Record<string, null>>;
}

const plans = new WeakMap<Definition, Plan>();

export function planOf(def: Definition): Plan {
  const cached = plans.get(def);
  if (cached) return cached;
  const plan = makePlan(def);
  plans.set(def, plan);
  return plan;
}

/** The page; throws where the definition has none. */
export function pagePlan(def: Definition, pageId: string): PagePlan {
  const plan = planOf(def).pages.get(pageId);
  if (!plan) throw new Error(`service ${def.id} has no page ${pageId}`);
  return plan;
}

function makePlan(def: Definition): Plan {
  const pages = new Map<string, PagePlan>();
  const pageOfName = new Map<string, Page>();
  for (const page of def.form) {
    pages.set(page.id, planPage(page));
    if (page.repeat) pageOfName.set(page.repeat.name, page);
    else for (const field of page.fields) pageOfName.set(field.name, page);
  }
  return {
    pages,
    pageOfName,
    blank: blankOf([...pageOfName.keys(), ...def.calculate.map(({ name }) => name)]),
  };
}

function planPage(page: Page): PagePlan {
  const fields = new Map(page.fields.map((field) => [field.name, field]));
  return { page, fields, inputs: inputsOf(page.fields), blankItem: blankOf(fields.keys()) };
}

/** Names under which these fields are posted; a program sends even a date under one name. */
export const inputsOf = (fields: readonly Field[]): Set<string> =>
  new Set(
    fields.flatMap((field) => ["", ...inputEndings(field)].map((ending) => field.name + ending)),
  );

export const blankOf = (names: Iterable<string>): Record<string, null> =>
  Object.fromEntries([...names].map((name) => [name, null]));
