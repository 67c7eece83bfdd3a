import { documentsWanted } from "../documents.ts";
import type { CodeLists } from "../kind.ts";
import type { FormFacts, Step } from "../model.ts";
import { pagePlan } from "../plan.ts";
import { problemsOf } from "../problems.ts";
import { stepsOf } from "../steps.ts";
import { walk } from "../walk.ts";
import { placeOf, type Rest, stepName } from "../way.ts";
import type { StepLeft } from "./model.ts";

/** The pages of a step on which something is left to ask, the documents last. */
export function wayLeft(
  { def, answers, known, knownDocuments }: StepLeft,
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
      if (!known.has(name)) open.add(at);
    },
  });
  const papers = documentsWanted(def, answers, facts).some(({ id }) => !knownDocuments.has(id));
  return stepsOf(def, answers, facts).filter((step) =>
    step.kind === "documents" ? papers : open.has(step.page),
  );
}

/**
 * The first of these where something is missing or wrong, or that nobody has seen yet; undefined
 * where all is answered. What will come by itself is not missing.
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
    const { page, fields: own } = pagePlan(left.def, step.page);
    const names = page.repeat ? [page.repeat.name] : [...own.keys()];
    return fields.some((field) =>
      names.some((name) => field === name || field.startsWith(`${name}[`)),
    );
  });
}

/**
 * The step with nothing left to ask but what is missing or wrong: for whoever comes back because it
 * could not be sent. The other answers stand, and are changed where they were given.
 */
export function onlyOpen(left: StepLeft, facts: FormFacts, codeLists: CodeLists): StepLeft {
  const wrong = new Set(problemsLeft(left, facts, codeLists).map(({ field }) => field));
  const known = new Set(left.known);
  walk(left.def, left.answers, facts, {
    field: ({ name }, path) => {
      if (path === name && !wrong.has(name)) known.add(name);
    },
  });
  return { ...left, known };
}

/** What is wrong in a step, without what will come by itself or was brought to another step. */
export const problemsLeft = (
  { def, answers, documents, known, knownDocuments }: StepLeft,
  facts: FormFacts,
  codeLists: CodeLists,
) =>
  problemsOf(def, answers, documents, facts, codeLists).filter(
    ({ field }) => !known.has(field) && !knownDocuments.has(field.replace(/^documents\./, "")),
  );

/** What is left of a step, for the turns in which it is asked. */
export const restOf = (left: StepLeft, facts: FormFacts, codeLists: CodeLists): Rest => ({
  known: left.known,
  again: left.again,
  way({ answers, visited }, documents) {
    const now = { ...left, answers, documents };
    const steps = wayLeft(now, facts);
    const wrong = openLeft(now, visited, facts, codeLists);
    const open = wrong ? placeOf({ steps, open: 0 }, stepName(wrong)) : steps.length;
    return { steps, open };
  },
});
