import { type Definition, type Field, findingsName } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { ReadingFacts } from "./block.ts";
import { type Lists, searchesIn, withChosen } from "./code-search.ts";
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

/** The findings of a task on the officer's form: no input of it can be taken for another part. */
export const findingsBlock = (def: Definition, place: TaskPlace): Prefixed =>
  prefixed("find.", findingsWanted(def, place));

/** The questions of a task with what was answered before. */
export function findingsScreen({ prefix, fields }: Prefixed, before: Answers): FieldsScreen {
  const own = Object.fromEntries(
    Object.entries(before).map(([name, value]) => [prefix + name, value]),
  );
  return { raw: rawOfFields(fields, own), problems: [], searches: new Map() };
}

/** Looks up the codes that are searched for, without reading anything else yet. */
export const searchFindings = ({ fields }: Prefixed, raw: RawPage, lists: Lists): FieldsScreen => ({
  raw,
  problems: [],
  searches: searchesIn(fields, raw, lists),
});

/** What is read when the questions of a task are answered. */
export interface FindingsTurn {
  readonly answers: Answers;
  readonly screen: FieldsScreen;
}

/**
 * Takes the posted findings of a task with every problem at once, as a page is taken. Questions
 * that the chosen outcome does not bring are dropped in silence.
 */
export function answerFindings(
  def: Definition,
  place: TaskPlace,
  posted: RawPage,
  facts: FindingFacts & Pick<ReadingFacts, "lang"> & { readonly lists: Lists },
): FindingsTurn {
  const block = findingsBlock(def, place);
  const { searches } = searchFindings(block, posted, facts.lists);
  const raw = withChosen(posted, searches);
  const typed = withoutPrefix(block.prefix, raw);
  const fields = findingsWanted(def, place);
  const codeLists: CodeLists = (id) => facts.lists.codeList(id) ?? [];
  const read = readFields(fields, typed, scopeIn(fields, facts), codeLists, facts.lang);
  const problems = [...read.problems, ...unknownInputs(inputsOf(fields), typed)];
  return {
    answers: read.answers,
    screen: { raw, problems: problemsAt(block.prefix, problems), searches },
  };
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
