import type { Definition } from "../catalogue/index.ts";
import { taskWanted } from "../workflow/index.ts";
import { isOpen } from "./evolve.ts";
import type { CaseState, Task } from "./model.ts";

/**
 * Whether what came of a task is still kept from this officer: beside it, in the same stage, a task
 * is open whose officers are kept apart from its own, and he is not the one who did it. Two who
 * judge independently do not see each other's judgement before both have given theirs.
 */
export function isKeptFrom(
  definition: Definition,
  { tasks }: CaseState,
  task: Task,
  officer: string,
): boolean {
  const { done } = task;
  if (!done || done.by === officer || done.first === officer) return false;
  const { differentFrom = [] } = taskWanted(definition, task);
  return tasks.some(
    (other) =>
      isOpen(other) &&
      other.stage === task.stage &&
      other.task !== task.task &&
      differentFrom.includes(other.task),
  );
}
