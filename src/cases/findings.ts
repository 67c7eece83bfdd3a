import type { Definition } from "../catalogue/index.ts";
import {
  type Answers,
  type AnswerValue,
  type Contradiction,
  contradictions,
  type FormFacts,
  findingValues,
  type TaskFindings,
  valuesOf,
} from "../form/index.ts";
import type { CaseState, Kept, Task } from "./model.ts";

/** What officers recorded, by task key; stored apart from events so that it can be erased. */
export type FindingsByTask = Readonly<Record<string, Answers>>;

/** What of the findings of a task was corrected, and what it was before. */
export interface FindingCorrection {
  /** ISO instant. */
  readonly at: string;
  readonly by: string;
  /** As they were; null where nothing was recorded. */
  readonly values: Readonly<Record<string, AnswerValue | null>>;
}

/** Findings of completed tasks, oldest first. A first signature alone does not count. */
export const findingsOf = (
  { tasks }: CaseState,
  byTask: FindingsByTask,
  also?: string,
): readonly TaskFindings[] =>
  tasks.flatMap(({ key, stage, task, done }) => {
    const values = byTask[key];
    return values && (done || key === also) ? [{ stage, task, values }] : [];
  });

/**
 * Values that the rules of a process see beside the answers: outcomes as `reviews`, and `findings`.
 */
export const workValues = (
  definition: Definition,
  state: CaseState,
  byTask: FindingsByTask,
  also?: string,
) => ({
  reviews: state.tasks.flatMap(({ task, authority, done }) =>
    done ? [{ task, authority, outcome: done.outcome }] : [],
  ),
  ...findingValues(definition, findingsOf(state, byTask, also)),
});

/** Facts that rules see of a submitted application beside its answers, on a day. */
export const formFactsOf = (
  { state, asked }: { readonly state: CaseState; readonly asked: Pick<Kept, "applicant"> },
  today: string,
): FormFacts => ({
  today,
  applicant: asked.applicant,
  renewal: state.submitted?.renews !== undefined,
});

/** All values that the rules of the process see on a day: for `answerFindings` and pages. */
export const processValuesOf = (
  application: {
    readonly definition: Definition;
    readonly state: CaseState;
    readonly answers: Answers;
    readonly asked: Pick<Kept, "applicant">;
    readonly findings: FindingsByTask;
  },
  today: string,
): Readonly<Record<string, unknown>> => {
  const { definition, state, answers, findings } = application;
  const values = valuesOf(definition, answers, formFactsOf(application, today));
  return { ...values, ...workValues(definition, state, findings) };
};

/** What the officer of a task found that is not what the application says. */
export interface Difference extends Contradiction {
  readonly task: Task;
}

/**
 * The findings that are not what the application says now: of a step done anew the newest, also
 * those signed and not yet in effect. By the rules of the day of sending, so that it stays so.
 */
export function differencesIn(
  application: Parameters<typeof processValuesOf>[0],
): readonly Difference[] {
  const { definition, state, findings } = application;
  const today = state.submitted?.asOf ?? "";
  const isRecorded = ({ key, done, proposed, signed }: Task) =>
    findings[key] !== undefined && (done ?? proposed ?? signed) !== undefined;
  const newest = new Map(state.tasks.filter(isRecorded).map((task) => [task.task, task]));
  if (newest.size === 0) return [];
  const facts = { values: processValuesOf(application, today), today };
  return [...newest.values()].flatMap((task) =>
    contradictions(definition, task, findings[task.key] ?? {}, facts).map((each) => ({
      ...{ ...each, task },
    })),
  );
}
