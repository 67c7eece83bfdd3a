import type { Definition, OfficerField, Words } from "../catalogue/index.ts";
import { plainWords, sameName } from "../rules/index.ts";
import { findingsWanted, type TaskPlace } from "./findings.ts";
import { inRules } from "./kinds.ts";
import type { Answers, AnswerValue, Values } from "./model.ts";
import { answerOf } from "./walk.ts";

/** An officer found something else than the application says, or something to look at twice. */
export interface Contradiction {
  readonly field: OfficerField;
  /** What the application says, as an answer to the officer's question; null where `words` do. */
  readonly answer: AnswerValue | null;
  /** What the service says of it. */
  readonly words?: Words;
}

/** What rules see, and the day by which they are asked. */
interface SaidFacts {
  readonly values: Values;
  readonly today: string;
}

/** What the application says to the questions of a task, as answers to them. */
export const answersSaid = (
  def: Definition,
  task: TaskPlace,
  { values, today }: SaidFacts,
): Answers =>
  Object.fromEntries(
    findingsWanted(def, task).flatMap(({ name, confirms }) => {
      const answer = confirms?.evaluate(values, { today }) ?? null;
      return answer === null ? [] : [[name, answer as AnswerValue]];
    }),
  );

/** What of these findings of a task is not what the application says, or is warned of. */
export function contradictions(
  def: Definition,
  task: TaskPlace,
  findings: Answers,
  facts: SaidFacts,
): readonly Contradiction[] {
  const stated = answersSaid(def, task, facts);
  const fields = findingsWanted(def, task);
  const own = { ...facts.values, ...valuesIn(fields, findings) };
  return fields.flatMap((field) => {
    const [recorded, answer] = [answerOf(findings, field.name), answerOf(stated, field.name)];
    if (recorded === undefined) return [];
    const { warn } = field;
    if (warn && warn.rule.evaluate(own, facts) !== true)
      return [{ field, answer: null, words: warn.else }];
    if (answer === undefined) return [];
    return isSame(field, inRules(field, recorded), answer) ? [] : [{ field, answer }];
  });
}

/** All findings of a task as its own rules name them; null where nothing was found. */
const valuesIn = (fields: readonly OfficerField[], findings: Answers): Values =>
  Object.fromEntries(
    fields.map((field) => {
      const value = answerOf(findings, field.name);
      return [field.name, value === undefined ? null : inRules(field, value)];
    }),
  );

/** Capitals, accents and spaces make no difference in words, nor does the order of names. */
function isSame({ format }: OfficerField, one: unknown, other: unknown): boolean {
  if (typeof one !== "string" || typeof other !== "string") return one === other;
  if (format === "name") return sameName(one, other);
  return plainWords(one).join(" ") === plainWords(other).join(" ");
}
