import type { Definition } from "../catalogue/index.ts";
import { isOnAppeal, isOpinion, taskWanted } from "../workflow/index.ts";
import type { CaseState, Task } from "./model.ts";

type Done = Task & { readonly done: NonNullable<Task["done"]> };

/** A step that is to be done again: how it was done before, and what led back to it. */
export interface DoneBefore {
  readonly before: Done;
  readonly sender: Done;
}

/** How the step of a task was done before; undefined where it is done for the first time. */
export function doneBefore(
  { tasks }: Pick<CaseState, "tasks">,
  task: Task,
): DoneBefore | undefined {
  const at = tasks.findIndex(({ key }) => key === task.key);
  const done = tasks.slice(0, at).filter((each): each is Done => each.done !== undefined);
  const before = done.findLast((each) => each.task === task.task && each.stage === task.stage);
  if (!before) return undefined;
  const sender = done.reduce((last, each) => (last.done.at > each.done.at ? last : each));
  return { before, sender };
}

/**
 * Who decided what an appeal is against: others give the opinion on it, and do the steps to which
 * it sends the file back.
 */
export const contestedBy = (
  { appeals, decision }: Pick<CaseState, "appeals" | "decision">,
  task: Pick<Task, "stage" | "task">,
): readonly string[] => (appeals > 0 && !isOnAppeal(task) ? (decision?.by ?? []) : []);

/** Who did a step, or signed it first. */
export const doersOf = ({ done, proposed }: Pick<Task, "done" | "proposed">): readonly string[] =>
  [done?.by, done?.first, proposed?.by].filter((by) => by !== undefined);

/** Who did, or signed first, a step that must be another's than this one. */
export function doersOfOthers(
  { tasks }: Pick<CaseState, "tasks">,
  definition: Definition,
  task: Task,
): readonly string[] {
  const { differentFrom = [] } = taskWanted(definition, task);
  const others = tasks.filter(
    ({ key, task: of }) => key !== task.key && differentFrom.includes(of),
  );
  return [...new Set(others.flatMap(doersOf))];
}

/** Who is to be told that a task came back to them, and by whom it did. */
export interface SentBack {
  readonly task: string;
  readonly to: readonly string[];
  readonly by: string;
}

/**
 * Of the tasks that were opened, those that somebody else must do than before the appeal: also the
 * opinion on it.
 */
export const toReviewAnew = (
  state: Pick<CaseState, "tasks" | "appeals" | "decision">,
  opened: readonly { readonly key: string }[],
): readonly Task[] =>
  state.tasks.filter((task) => {
    const by = doneBefore(state, task)?.before.done.by;
    const isOpened = opened.some(({ key }) => key === task.key);
    if (isOpened && isOpinion(task)) return true;
    return isOpened && by !== undefined && contestedBy(state, task).includes(by);
  });

/** Of the tasks that were opened, or of the one whose first signature was returned. */
export function sentBack(
  state: Pick<CaseState, "tasks" | "appeals" | "decision">,
  about: { readonly task: string } | { readonly tasks: readonly { readonly key: string }[] },
): readonly SentBack[] {
  const keys = "task" in about ? [about.task] : about.tasks.map(({ key }) => key);
  return keys.flatMap((key) => {
    const task = state.tasks.find((each) => each.key === key);
    if (!task) return [];
    const { returned } = task;
    if (returned) return [{ task: key, to: [returned.to], by: returned.by }];
    const { before, sender } = doneBefore(state, task) ?? {};
    if (!before || !sender || before.done.by === "system") return [];
    if (contestedBy(state, task).includes(before.done.by)) return [];
    return [{ task: key, to: [before.done.by], by: sender.done.by }];
  });
}
