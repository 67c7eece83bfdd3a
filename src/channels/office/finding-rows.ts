import { type Application, isKeptFrom, type Task } from "../../cases/index.ts";
import { findingsAsked } from "../../form/index.ts";
import type { Desk } from "./desk.ts";
import type { NameOf } from "./names.ts";

/** Whether what came of a task is hidden from this officer. */
export const isKept = (
  { officer }: Desk,
  { definition, state }: Application,
  task: Task,
): boolean => isKeptFrom(definition, state, task, officer.id);

/** What an answer was before its officer corrected it: "was Female until ...", oldest first. */
export function earlierWords(
  desk: Pick<Desk, "deps" | "t">,
  application: Application,
  task: Task,
  { field, nameOf }: { readonly field: string; readonly nameOf: NameOf },
): readonly string[] {
  const { deps, t } = desk;
  const corrections = application.corrections[task.key] ?? [];
  return corrections.flatMap(({ at, by, values: { [field]: before } }) => {
    if (before === undefined) return [];
    const findings = { [task.key]: before === null ? {} : { [field]: before } };
    const [row] = findingRows(desk, { ...application, findings }, task) ?? [];
    const time = t.dateTime(at, deps.catalogue.jurisdiction.timeZone);
    const facts = { answer: row?.answer || "–", time, name: nameOf(by) };
    return [t("office-pages.correct-finding.was", facts)];
  });
}

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
