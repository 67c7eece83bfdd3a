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

/** What of these findings of a task is not what the application says. */
export function contradictions(
  def: Definition,
  task: TaskPlace,
  findings: Answers,
  { values, today }: { readonly values: Values; readonly today: string },
): readonly Contradiction[] {
  return findingsWanted(def, task).flatMap((field) => {
    const { confirms } = field;
    const recorded = answerOf(findings, field.name);
    if (!confirms || recorded === undefined) return [];
    const answer = confirms.evaluate(values, { today });
    if (answer === null || isSame(field, inRules(field, recorded), answer)) return [];
    return [{ field, answer: answer as AnswerValue }];
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
