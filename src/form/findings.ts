import { type Definition, type Field, findingsName, type Lang } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { CodeLists } from "./kind.ts";
import { inRules } from "./kinds.ts";
import type { Answers, PageRead, TaskFindings, Values } from "./model.ts";
import { blankOf, inputsOf } from "./plan.ts";
import type { RawPage } from "./raw.ts";
import { problemOf, readFields, unknownInputs } from "./read-page.ts";
import { itemScope } from "./scope.ts";
import { answerOf } from "./walk.ts";

/** A task and its stage, as an open task of a case carries them. */
export type TaskPlace = Pick<TaskFindings, "stage" | "task">;

/** What the officer is asked with the outcome; nothing for most tasks, and for an appeal. */
export const findingsWanted = (def: Definition, { stage, task }: TaskPlace): readonly Field[] =>
  def.process?.stages.find(({ id }) => id === stage)?.tasks.find(({ id }) => id === task)
    ?.findings ?? [];

/** Findings as rules name them: `findings.<task>.<field>`; of a task done anew, the newest. */
export function findingValues(def: Definition, found: readonly TaskFindings[]): Values {
  const findings: Record<string, Values> = {};
  for (const { stage, task, values } of found) {
    const own: Record<string, unknown> = {};
    for (const field of findingsWanted(def, { stage, task })) {
      const value = answerOf(values, field.name);
      if (value !== undefined) own[field.name] = inRules(field, value);
    }
    findings[findingsName(task)] = own;
  }
  return { findings };
}

/** What the fields of a task see: all that rules of the process see, and the outcome chosen. */
export interface FindingFacts {
  readonly outcome: string;
  /** Answers, calculations, `reviews` and `findings` so far. */
  readonly values: Values;
  readonly today: string;
}

const scopeIn = (fields: readonly Field[], { outcome, values, today }: FindingFacts) => {
  const around = { ...values, outcome };
  return itemScope(blankOf(fields.map(({ name }) => name)), () => around, { today });
};

/**
 * Reads the posted findings of a task into typed answers with every problem at once, as `readPage`
 * reads a page. Fields that the chosen outcome does not ask for are dropped in silence.
 */
export function readFindings(
  def: Definition,
  place: TaskPlace,
  raw: RawPage,
  facts: FindingFacts,
  codeLists: CodeLists,
  lang?: Lang,
): PageRead {
  const fields = findingsWanted(def, place);
  const read = readFields(fields, raw, scopeIn(fields, facts), codeLists, lang);
  return { ...read, problems: [...read.problems, ...unknownInputs(inputsOf(fields), raw)] };
}

/** Which fields the chosen outcome asks for, with what was answered so far. */
export function findingsShown(
  def: Definition,
  place: TaskPlace,
  found: Answers,
  facts: FindingFacts,
): readonly Field[] {
  const fields = findingsWanted(def, place);
  const scope = scopeIn(fields, facts);
  return fields.filter((field) => {
    if (field.show && !scope.holds(field.show)) return false;
    const value = answerOf(found, field.name);
    if (value !== undefined) scope.set(field, value);
    return true;
  });
}

/** Everything wrong with typed findings; what is not asked for is `unknown-field`. */
export function findingProblems(
  def: Definition,
  place: TaskPlace,
  found: Answers,
  facts: FindingFacts,
  codeLists?: CodeLists,
): readonly Problem[] {
  const fields = findingsWanted(def, place);
  const scope = scopeIn(fields, facts);
  const asked = new Set<string>();
  const problems: Problem[] = [];
  for (const field of fields) {
    if (field.show && !scope.holds(field.show)) continue;
    asked.add(field.name);
    const value = answerOf(found, field.name);
    if (value !== undefined) scope.set(field, value);
    const problem = problemOf(field, field.name, value, scope, codeLists);
    if (problem) problems.push(problem);
  }
  const unknown = Object.keys(found).filter((name) => !asked.has(name));
  return [...problems, ...unknown.map((field) => ({ field, code: "unknown-field" }))];
}
