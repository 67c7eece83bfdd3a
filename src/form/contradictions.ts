import type { Definition, OfficerField } from "../catalogue/index.ts";
import { findingsWanted, type TaskPlace } from "./findings.ts";
import { inRules } from "./kinds.ts";
import type { Answers, AnswerValue, Values } from "./model.ts";
import { answerOf } from "./walk.ts";

/** An officer found something else than the application says. */
export interface Contradiction {
  readonly field: OfficerField;
  /** What the application says, as an answer to the officer's question. */
  readonly answer: AnswerValue;
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

/** What of these findings of a task is not what the application says. */
export function contradictions(
  def: Definition,
  task: TaskPlace,
  findings: Answers,
  facts: SaidFacts,
): readonly Contradiction[] {
  const stated = answersSaid(def, task, facts);
  return findingsWanted(def, task).flatMap((field) => {
    const [recorded, answer] = [answerOf(findings, field.name), answerOf(stated, field.name)];
    if (recorded === undefined || answer === undefined) return [];
    return isSame(field, inRules(field, recorded), answer) ? [] : [{ field, answer }];
  });
}

/** Capitals, accents and spaces make no difference in words, nor does the order of names. */
function isSame({ format }: OfficerField, one: unknown, other: unknown): boolean {
  if (typeof one !== "string" || typeof other !== "string") return one === other;
  const words = (text: string) => {
    const plain = text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
    const all = plain.split(/[\s,.'’-]+/).filter(Boolean);
    return (format === "name" ? all.sort() : all).join(" ");
  };
  return words(one) === words(other);
}
