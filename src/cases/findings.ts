import type { Definition } from "../catalogue/index.ts";
import {
  type Answers,
  type FormFacts,
  findingValues,
  type TaskFindings,
  valuesOf,
} from "../form/index.ts";
import type { CaseState, Kept } from "./model.ts";

/** What officers found, by the key of the task; kept apart from events so that it can be erased. */
export type FindingsByTask = Readonly<Record<string, Answers>>;

/** What was found in tasks that are done, oldest first. A first signature alone does not count. */
export const findingsOf = (
  { tasks }: CaseState,
  found: FindingsByTask,
  also?: string,
): readonly TaskFindings[] =>
  tasks.flatMap(({ key, stage, task, done }) => {
    const values = found[key];
    return values && (done || key === also) ? [{ stage, task, values }] : [];
  });

/** What rules of a process see beside the answers: outcomes as `reviews`, and `findings`. */
export const workValues = (
  definition: Definition,
  state: CaseState,
  found: FindingsByTask,
  also?: string,
) => ({
  reviews: state.tasks.flatMap(({ task, authority, done }) =>
    done ? [{ task, authority, outcome: done.outcome }] : [],
  ),
  ...findingValues(definition, findingsOf(state, found, also)),
});

/** What rules may know of a sent application beside its answers, on a day. */
export const formFactsOf = (
  { state, asked }: { readonly state: CaseState; readonly asked: Pick<Kept, "applicant"> },
  today: string,
): FormFacts => ({
  today,
  applicant: asked.applicant,
  renewal: state.submitted?.renews !== undefined,
});

/** All that rules of the process see of an application on a day: for `answerFindings` and pages. */
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
