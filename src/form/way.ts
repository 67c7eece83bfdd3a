import type { Definition } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { Answers, Documents, FormFacts, Step } from "./model.ts";
import { firstOpenStep, stepsOf } from "./steps.ts";

/** What was answered so far, wherever it is kept: a row, a hidden field, a device, a call. */
export interface Progress {
  readonly answers: Answers;
  /** Pages that were answered well, by id; `documents` for the papers. */
  readonly visited: readonly string[];
}

/** The way through the form as these answers take it, and how far one may go on it. */
export interface Way {
  readonly steps: readonly Step[];
  /** Place of the first step that is not done; the number of steps where all are. */
  readonly open: number;
}

/** Where a form is one of several in one conversation: what the others leave to ask in it. */
export interface Rest {
  /** Questions that are not asked here: answered before, or not to be known yet. */
  readonly known: ReadonlySet<string>;
  /** Why an answer that was given before does not do here, so that it is asked again. */
  readonly again: readonly Problem[];
  /** The way through what is left. */
  way(progress: Progress, documents: Documents): Way;
}

/** The name under which a step is remembered as visited. */
export const stepName = (step: Step): string =>
  step.kind === "documents" ? "documents" : step.page;

/** Place of a page, or of `documents`, on the way; -1 where it is not asked. */
export const placeOf = ({ steps }: Way, name: string): number =>
  steps.findIndex((step) => stepName(step) === name);

/** Papers need not be brought where only pages before them are in question. */
export function wayOf(
  def: Definition,
  { answers, visited }: Progress,
  facts: FormFacts,
  documents: Documents = {},
  rest?: Rest,
): Way {
  if (rest) return rest.way({ answers, visited }, documents);
  const steps = stepsOf(def, answers, facts);
  const wrong = firstOpenStep(def, answers, documents, facts);
  const open = steps.findIndex(
    (step) =>
      (wrong !== undefined && stepName(step) === stepName(wrong)) ||
      !visited.includes(stepName(step)),
  );
  return { steps, open: open < 0 ? steps.length : open };
}

/** The page, or `documents`, is remembered as answered well. */
export const withVisit = ({ answers, visited }: Progress, page: string): Progress => ({
  answers,
  visited: visited.includes(page) ? visited : [...visited, page],
});
