import type { Definition, Page } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import { documentProblems, wantedIn } from "./documents.ts";
import { feesIn } from "./fees.ts";
import type { CodeLists } from "./kind.ts";
import type { Answers, AnswerValue, Documents, FormFacts } from "./model.ts";
import { planOf } from "./plan.ts";
import { problemOf } from "./read-page.ts";
import { isItem, type Walk, walk } from "./walk.ts";

/**
 * All problems of an application at submission, in the order of the form, each with its path:
 * `minerals`, `areas[0].hectares`, `documents.work-plan`. Only the route of these answers is
 * checked. A fee that cannot be computed is `fees.<id>`; answers to questions that the service does
 * not ask are `unknown-field`. Eligibility is separate: `eligibilityOf`.
 */
export function problemsOf(
  def: Definition,
  answers: Answers,
  documents: Documents,
  facts: FormFacts,
  codeLists: CodeLists,
): readonly Problem[] {
  const { pages, scope } = checkPages(def, answers, facts, codeLists);
  const unknown = Object.keys(answers).filter((name) => !planOf(def).pageOfName.has(name));
  const fees = feesIn(def, scope, facts.today).unknown;
  return [
    ...pages.flatMap(({ problems }) => problems),
    ...documentProblems(wantedIn(def, scope), documents),
    ...fees.map((id) => ({ field: `fees.${id}`, code: "invalid" })),
    ...unknown.map((field) => ({ field, code: "unknown-field" })),
  ];
}

/** The pages on the route, each with its problems. */
export function checkPages(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  codeLists?: CodeLists,
): Walk & {
  readonly pages: readonly { readonly page: Page; readonly problems: readonly Problem[] }[];
} {
  const pages: { page: Page; problems: Problem[] }[] = [];
  const report = (...problems: Problem[]): void => void pages.at(-1)?.problems.push(...problems);
  const walked = walk(def, answers, facts, {
    page: (page) => void pages.push({ page, problems: [] }),
    list: (page, value) => report(...listProblems(page, value)),
    field(field, path, value, scope) {
      const problem = problemOf(field, path, value, scope, codeLists);
      if (problem) report(problem);
    },
  });
  return { ...walked, pages };
}

function listProblems({ repeat, fields }: Page, value: AnswerValue | undefined): Problem[] {
  if (!repeat) return [];
  const { name, min, max } = repeat;
  if (value !== undefined && !Array.isArray(value)) return [{ field: name, code: "invalid" }];
  const items: readonly AnswerValue[] = value ?? [];
  if (items.length === 0 && min > 0) return [{ field: name, code: "required" }];
  if (items.length < min) return [{ field: name, code: "too-few", facts: { min } }];
  if (items.length > max) return [{ field: name, code: "too-many", facts: { max } }];
  const names = new Set(fields.map((field) => field.name));
  return items.flatMap((item, index): Problem[] => {
    if (!isItem(item)) return [{ field: `${name}[${index}]`, code: "invalid" }];
    const unknown = Object.keys(item).filter((key) => !names.has(key));
    return unknown.map((key) => ({ field: `${name}[${index}].${key}`, code: "unknown-field" }));
  });
}
