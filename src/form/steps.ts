import type { Definition, Page } from "../catalogue/index.ts";
import { documentProblems, wantedIn } from "./documents.ts";
import type { Answers, Documents, FormFacts, Step } from "./model.ts";
import { checkPages } from "./problems.ts";
import { walk } from "./walk.ts";

/**
 * The steps of the form for these answers: pages in order, the documents last if any are asked for.
 */
export function stepsOf(def: Definition, answers: Answers, facts: FormFacts): readonly Step[] {
  const steps: Step[] = [];
  const { scope } = walk(def, answers, facts, { page: (page) => void steps.push(stepOf(page)) });
  if (wantedIn(def, scope).length > 0) steps.push({ kind: "documents" });
  return steps;
}

/** The step after the given one; undefined after the last, where the answers are checked. */
export function nextStep(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  after: Step,
): Step | undefined {
  if (after.kind === "documents") return undefined;
  const order = def.form.map(({ id }) => id);
  const at = order.indexOf(after.page);
  return stepsOf(def, answers, facts).find(
    (step) => step.kind === "documents" || order.indexOf(step.page) > at,
  );
}

/**
 * The first step on the route with a problem: as far as a person may go. Undefined where all is
 * answered. Code lists are not consulted; `problemsOf` does so.
 */
export function firstOpenStep(
  def: Definition,
  answers: Answers,
  documents: Documents,
  facts: FormFacts,
): Step | undefined {
  const { pages, scope } = checkPages(def, answers, facts);
  const open = pages.find(({ problems }) => problems.length > 0);
  if (open) return stepOf(open.page);
  const documentsMissing = documentProblems(wantedIn(def, scope), documents);
  return documentsMissing.length > 0 ? { kind: "documents" } : undefined;
}

const stepOf = ({ id, repeat }: Page): Step => ({ kind: repeat ? "repeat" : "page", page: id });
