import type { Definition, Page } from "../../../catalogue/index.ts";
import {
  type Answers,
  type CodeLists,
  type FormFacts,
  itemsOf,
  nextStep,
  type PageRead,
  problemsOf,
  pruned,
  putPage,
  stepsOf,
} from "../../../form/index.ts";

/**
 * The answers so far, as the browser brings them back: nothing is kept here. What did not come from
 * our own page (not JSON, not answers to these questions) counts as nothing answered.
 */
export function answersFrom(
  text: string,
  def: Definition,
  facts: FormFacts,
  lists: CodeLists,
): Answers {
  const answers = parsed(text);
  const wrong = problemsOf(def, answers, {}, facts, lists);
  return wrong.every(({ code }) => code === "required" || code === "too-few") ? answers : {};
}

function parsed(text: string): Answers {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Answers)
      : {};
  } catch {
    return {};
  }
}

const pageOf = (def: Definition, id: string | undefined): Page | undefined =>
  def.form.find((page) => page.id === id);

/** The page that is asked, if these answers lead to it; else the first one. */
export function pageAsked(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  id?: string,
): Page | undefined {
  const pages = stepsOf(def, answers, facts).flatMap((step) =>
    step.kind === "documents" ? [] : [step.page],
  );
  return pageOf(def, id !== undefined && pages.includes(id) ? id : pages[0]);
}

/** The page after this one; undefined where all is asked. */
export function pageAfter(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  page: Page,
): Page | undefined {
  const step = nextStep(def, answers, facts, { kind: "page", page: page.id });
  return step && step.kind !== "documents" ? pageOf(def, step.page) : undefined;
}

/** The page before this one, and the answers with which one comes back to it: a list begins anew. */
export function pageBefore(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  page: Page,
): { readonly page: Page; readonly answers: Answers } {
  const steps = stepsOf(def, answers, facts);
  const at = steps.findIndex((step) => step.kind !== "documents" && step.page === page.id);
  const step = steps[at - 1];
  const before = (step && step.kind !== "documents" && pageOf(def, step.page)) || page;
  return { page: before, answers: before.repeat ? without(answers, before.repeat.name) : answers };
}

const without = (answers: Answers, name: string): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([each]) => each !== name));

/** The answers with this page answered; on a page that repeats, with one item more. */
export const withPage = (
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  page: Page,
  read: PageRead,
): Answers => pruned(def, putPage(def, page.id, answers, read.answers), facts);

/** Whether one more item may be added to the list of this page. */
export const mayAdd = (def: Definition, answers: Answers, { id, repeat }: Page): boolean =>
  repeat !== undefined && itemsOf(def, id, answers).length < repeat.max;
