import {
  type Definition,
  type Field,
  findingsName,
  type OfficerField,
} from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { ReadingFacts } from "./block.ts";
import { chooseMatches, type Lists, searchesIn } from "./code-search.ts";
import type { CodeLists } from "./kind.ts";
import { inRules } from "./kinds.ts";
import type { Answers, TaskFindings, Values } from "./model.ts";
import { blankOf, inputsOf } from "./plan.ts";
import { type Prefixed, prefixed, problemsAt, withoutPrefix } from "./prefixed.ts";
import { type RawPage, rawOfFields } from "./raw.ts";
import { problemOf, readFields, unknownInputs } from "./read-page.ts";
import { itemScope } from "./scope.ts";
import type { FieldsScreen } from "./screen.ts";
import { answerOf } from "./walk.ts";

/** A task and its stage, as an open task of a case carries them. */
export type TaskPlace = Pick<TaskFindings, "stage" | "task">;

/** The questions to the officer with the outcome; none for most tasks, and for an appeal. */
export const findingsWanted = (
  def: Definition,
  { stage, task }: TaskPlace,
): readonly OfficerField[] =>
  def.process?.stages.find(({ id }) => id === stage)?.tasks.find(({ id }) => id === task)
    ?.findings ?? [];

/** Findings as rules name them: `findings.<task>.<field>`; of a repeated task, the newest. */
export function findingValues(def: Definition, taskFindings: readonly TaskFindings[]): Values {
  const findings: Record<string, Values> = {};
  for (const { stage, task, values } of taskFindings) {
    const namedValues: Record<string, unknown> = {};
    for (const field of findingsWanted(def, { stage, task })) {
      const value = answerOf(values, field.name);
      if (value !== undefined) namedValues[field.name] = inRules(field, value);
    }
    findings[findingsName(task)] = namedValues;
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

/** The findings of a task on the officer's form, prefixed so that their inputs are unique there. */
export const findingsBlock = (def: Definition, task: TaskPlace): Prefixed =>
  prefixed("find.", findingsWanted(def, task));

/** The questions of a task with earlier answers. */
export function findingsScreen({ prefix, fields }: Prefixed, before: Answers): FieldsScreen {
  const byName = Object.fromEntries(
    Object.entries(before).map(([name, value]) => [prefix + name, value]),
  );
  return { raw: rawOfFields(fields, byName), problems: [], searches: new Map() };
}

/** Looks up the codes that are searched for; reads nothing else yet. */
export const searchFindings = ({ fields }: Prefixed, raw: RawPage, lists: Lists): FieldsScreen => ({
  raw,
  problems: [],
  searches: searchesIn(fields, raw, lists),
});

/** Whether other questions of the same task call for a question. */
export const dependsOnOthers = (fields: readonly Field[], { show }: Field): boolean =>
  fields.some(({ name }) => show?.names.has(name));

/**
 * With which of these outcomes a question may be asked, by its name. One that other questions of
 * the task call for may be asked wherever one of these is.
 */
export function outcomesAsking(
  def: Definition,
  task: TaskPlace,
  outcomes: readonly string[],
  facts: Omit<FindingFacts, "outcome">,
): ReadonlyMap<string, readonly string[]> {
  const fields = findingsWanted(def, task);
  const asking = new Map<string, string[]>(fields.map(({ name }) => [name, []]));
  for (const outcome of outcomes) {
    const scope = scopeIn(fields, { ...facts, outcome });
    for (const { name, show } of fields) {
      const others = fields.filter((field) => show?.names.has(field.name));
      const isAsked =
        others.length > 0
          ? others.some((field) => asking.get(field.name)?.includes(outcome))
          : !show || scope.holds(show);
      if (isAsked) asking.get(name)?.push(outcome);
    }
  }
  return asking;
}

/** The result of reading the findings of a task. */
export interface FindingsTurn {
  readonly answers: Answers;
  readonly screen: FieldsScreen;
}

/**
 * Reads the posted findings of a task with all problems at once, as a page is read. Questions that
 * the chosen outcome does not ask are ignored.
 */
export function answerFindings(
  def: Definition,
  task: TaskPlace,
  posted: RawPage,
  facts: FindingFacts & Pick<ReadingFacts, "lang"> & { readonly lists: Lists },
): FindingsTurn {
  const block = findingsBlock(def, task);
  const { searches } = searchFindings(block, posted, facts.lists);
  const raw = chooseMatches(posted, searches);
  const typed = withoutPrefix(block.prefix, raw);
  const fields = findingsWanted(def, task);
  const codeLists: CodeLists = (id) => facts.lists.codeList(id) ?? [];
  const read = readFields(fields, typed, scopeIn(fields, facts), codeLists, facts.lang);
  const problems = [...read.problems, ...unknownInputs(inputsOf(fields), typed)];
  return {
    answers: read.answers,
    screen: { raw, problems: problemsAt(block.prefix, problems), searches },
  };
}

/** All problems of parsed findings; one that is not asked is `unknown-field`. */
export function findingProblems(
  def: Definition,
  task: TaskPlace,
  findings: Answers,
  facts: FindingFacts,
  codeLists?: CodeLists,
): readonly Problem[] {
  const fields = findingsWanted(def, task);
  const scope = scopeIn(fields, facts);
  const askedNames = new Set<string>();
  const problems: Problem[] = [];
  for (const field of fields) {
    if (field.show && !scope.holds(field.show)) continue;
    askedNames.add(field.name);
    const value = answerOf(findings, field.name);
    if (value !== undefined) scope.set(field, value);
    const problem = problemOf(field, field.name, value, scope, codeLists);
    if (problem) problems.push(problem);
  }
  const unknown = Object.keys(findings).filter((name) => !askedNames.has(name));
  return [...problems, ...unknown.map((field) => ({ field, code: "unknown-field" }))];
}
