import { type Application, isKeptFrom, type Task } from "../../cases/index.ts";
import { findingsAsked } from "../../form/index.ts";
import type { Desk } from "./desk.ts";

/** Whether what came of a task is hidden from this officer. */
export const isKept = (
  { officer }: Desk,
  { definition, state }: Application,
  task: Task,
): boolean => isKeptFrom(definition, state, task, officer.id);

/** What an officer found in a task, question by question; undefined where nothing was asked. */
export function findingRows(
  { deps, t }: Pick<Desk, "deps" | "t">,
  { definition, findings }: Pick<Application, "definition" | "findings">,
  { key, stage, task }: Pick<Task, "key" | "stage" | "task">,
) {
  const values = findings[key];
  if (!values) return undefined;
  const lists = deps.catalogue.codeList;
  return findingsAsked(definition, { stage, task, values }, t.lang, deps.askedWords(t.lang), lists);
}
