import { type Documents, firstOpenStep, nextStep, type Step, stepsOf } from "../../form/index.ts";
import { wayAmong } from "./among.ts";
import type { Opened } from "./host.ts";

/** The way through the form as these answers take it, and how far the person may go on it. */
export interface Way {
  readonly steps: readonly Step[];
  /** Place of the first step that is not done; the number of steps where all are. */
  readonly open: number;
}

/** How far a draft has come, wherever it is kept. */
export type Progress = Pick<Opened["draft"], "answers" | "visited">;

/** The name under which a step is remembered as visited. */
export const nameOf = (step: Step): string => (step.kind === "documents" ? "documents" : step.page);

const same = (a: Step | undefined, b: Step | undefined): boolean =>
  a !== undefined && b !== undefined && nameOf(a) === nameOf(b);

/** Papers need not be brought where only pages before them are in question. */
export function wayOf(
  {
    draft,
    def,
    facts,
    among,
  }: Pick<Opened, "def" | "facts" | "among"> & { readonly draft: Progress },
  documents: Documents = {},
): Way {
  if (among) return wayAmong(among, { draft, facts }, documents);
  const steps = stepsOf(def, draft.answers, facts);
  const wrong = firstOpenStep(def, draft.answers, documents, facts);
  const open = steps.findIndex(
    (step) => same(step, wrong) || !draft.visited.includes(nameOf(step)),
  );
  return { steps, open: open < 0 ? steps.length : open };
}

export const placeOf = ({ steps }: Way, name: string): number =>
  steps.findIndex((step) => nameOf(step) === name);

/** The address of a step; past the last one, of the answers to check. */
export function pathOf(base: string, step: Step | undefined): string {
  if (!step) return `${base}/check`;
  return step.kind === "documents" ? `${base}/documents` : `${base}/page/${step.page}`;
}

/** Where a person goes on after a step: the next one, or what is still open when they came to change. */
export function pathAfter(opened: Opened, step: Step, documents: Documents | undefined): string {
  const { draft, def, facts, base, among } = opened;
  // What comes next may lie in another service: whoever holds them together knows.
  if (among) return pathOf(base, undefined);
  if (!documents) return pathOf(base, nextStep(def, draft.answers, facts, step));
  const { steps, open } = wayOf(opened, documents);
  return pathOf(base, steps[open]);
}
