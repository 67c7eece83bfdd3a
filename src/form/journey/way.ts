import { documentsWanted } from "../documents.ts";
import type { CodeLists } from "../kind.ts";
import type { FormFacts, Step } from "../model.ts";
import { pagePlan } from "../plan.ts";
import { problemsOf } from "../problems.ts";
import { stepsOf } from "../steps.ts";
import { walk } from "../walk.ts";
import { placeOf, type Rest, stepName } from "../way.ts";
import type { StepLeft } from "./model.ts";

/** The pages of a step with questions left, the documents last. */
export function wayLeft(
  { def, answers, knownAnswers, knownDocuments }: StepLeft,
  facts: FormFacts,
): readonly Step[] {
  const open = new Set<string>();
  let at = "";
  walk(def, answers, facts, {
    page: ({ id, repeat }) => {
      at = id;
      if (repeat) open.add(id);
    },
    field: ({ name }) => {
      if (!knownAnswers.has(name)) open.add(at);
    },
  });
  const asksDocuments = documentsWanted(def, answers, facts).some(
    ({ id }) => !knownDocuments.has(id),
  );
  return stepsOf(def, answers, facts).filter((step) =>
    step.kind === "documents" ? asksDocuments : open.has(step.page),
  );
}

/**
 * The first of these pages with a problem, or not seen yet; undefined where all is answered.
 * Answers that will be filled in are no problem.
 */
export function openLeft(
  left: StepLeft,
  visited: readonly string[],
  facts: FormFacts,
  codeLists: CodeLists,
): Step | undefined {
  const fields = problemsLeft(left, facts, codeLists).map(({ field }) => field);
  return wayLeft(left, facts).find((step) => {
    if (step.kind === "documents")
      return (
        !visited.includes("documents") || fields.some((field) => field.startsWith("documents."))
      );
    if (!visited.includes(step.page)) return true;
    const { page, fields: blockFields } = pagePlan(left.def, step.page);
    const names = page.repeat ? [page.repeat.name] : [...blockFields.keys()];
    return fields.some((field) =>
      names.some((name) => field === name || field.startsWith(`${name}[`)),
    );
  });
}

/**
 * The step reduced to its problems: for a person who returns because it could not be submitted. The
 * other answers stand, and are changed where they were given.
 */
export function onlyOpen(left: StepLeft, facts: FormFacts, codeLists: CodeLists): StepLeft {
  const wrong = new Set(problemsLeft(left, facts, codeLists).map(({ field }) => field));
  const notAsked = new Set(left.knownAnswers);
  walk(left.def, left.answers, facts, {
    field: ({ name }, path) => {
      if (path === name && !wrong.has(name)) notAsked.add(name);
    },
  });
  return { ...left, knownAnswers: notAsked };
}

/**
 * Problems of a step, without answers that will be filled in and documents uploaded in another
 * step.
 */
export const problemsLeft = (
  { def, answers, documents, knownAnswers, knownDocuments }: StepLeft,
  facts: FormFacts,
  codeLists: CodeLists,
) =>
  problemsOf(def, answers, documents, facts, codeLists).filter(
    ({ field }) =>
      !knownAnswers.has(field) && !knownDocuments.has(field.replace(/^documents\./, "")),
  );

/** What is left of a step, for the turns that ask it. */
export const restOf = (left: StepLeft, facts: FormFacts, codeLists: CodeLists): Rest => ({
  known: left.knownAnswers,
  again: left.again,
  way({ answers, visited }, documents) {
    const now = { ...left, answers, documents };
    const steps = wayLeft(now, facts);
    const wrong = openLeft(now, visited, facts, codeLists);
    const open = wrong ? placeOf({ steps, open: 0 }, stepName(wrong)) : steps.length;
    return { steps, open };
  },
});
