import { isOpen } from "./evolve.ts";
import type { CaseState, Task } from "./model.ts";

/** The earliest instant (ISO 8601) at which something falls due; undefined when nothing will. */
export function nextDue(state: CaseState): string | undefined {
  const times = state.tasks.filter(awaited).map(({ dueAt }) => dueAt);
  times.push(...state.tasks.filter(isOpen).map(({ signed }) => signed?.takesEffectAt));
  times.push(...state.tasks.filter(isOpen).map(({ escalatesAt }) => escalatesAt));
  if (!state.clock.expired) times.push(state.clock.dueAt);
  times.push(state.request?.dueAt);
  return times.filter((time) => time !== undefined).sort()[0];
}

/** Open work whose term, once over, still leads to something. */
export const awaited = (task: Task): boolean => isOpen(task) && !task.escalated;
