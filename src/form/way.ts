import type { Definition } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { Answers, Documents, FormFacts, Step } from "./model.ts";
import { firstOpenStep, stepsOf } from "./steps.ts";

/** The progress of a form, wherever it is stored: a row, a hidden field, a device, a call. */
export interface Progress {
  readonly answers: Answers;
  /** Pages answered without problems, by id; `documents` for the uploads. */
  readonly visited: readonly string[];
}

/** The steps of the form for these answers, and how far a person may go. */
export interface Way {
  readonly steps: readonly Step[];
  /** Index of the first step that is not done; the number of steps where all are. */
  readonly open: number;
}

/** For a form that is one of several: what the others leave to ask in it. */
export interface Rest {
  /** Questions that are not asked here: answered before, or not known yet. */
  readonly known: ReadonlySet<string>;
  /** Why an earlier answer is not valid here, so that it is asked again. */
  readonly again: readonly Problem[];
  /** The remaining steps. */
  way(progress: Progress, documents: Documents): Way;
}

/** The name under which a visited step is stored. */
export const stepName = (step: Step): string =>
  step.kind === "documents" ? "documents" : step.page;

/** Index of a page, or of `documents`, among the steps; -1 where it is not asked. */
export const placeOf = ({ steps }: Way, name: string): number =>
  steps.findIndex((step) => stepName(step) === name);

/** Uploads are not needed where only pages before them matter. */
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

/** Records the page, or `documents`, as answered. */
export const withVisit = ({ answers, visited }: Progress, page: string): Progress => ({
  answers,
  visited: visited.includes(page) ? visited : [...visited, page],
});
