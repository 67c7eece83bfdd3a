import type { Definition, Field } from "../catalogue/index.ts";
import type { Answers, FormFacts } from "./model.ts";
import { answersRead } from "./reads.ts";
import { pruned, valuesOf } from "./values.ts";
import { answerOf } from "./walk.ts";

/**
 * Those of the values that the rule of the question allows, beside the other answers; all of them
 * where the question is not asked, or its rule reads something that is not answered yet.
 */
export function fittingValues(
  def: Definition,
  { name, valid }: Field,
  answers: Answers,
  facts: FormFacts,
  values: readonly string[],
): readonly string[] {
  const [first] = values;
  if (!valid || first === undefined || !isReady(def, name, answers, facts, valid)) return values;
  const isAsked = Object.hasOwn(pruned(def, { ...answers, [name]: first }, facts), name);
  if (!isAsked) return values;
  return values.filter((value) =>
    valid.rule.holds(valuesOf(def, { ...answers, [name]: value }, facts), facts),
  );
}

/** Whether all that the rule of a question reads beside the question itself is answered. */
export function isReady(
  def: Definition,
  name: string,
  answers: Answers,
  facts: FormFacts,
  { rule }: NonNullable<Field["valid"]>,
): boolean {
  const someone = Object.values(facts.applicant).some((value) => value !== null);
  return [...answersRead(def, rule)].every(
    (read) =>
      read === name || (read === "applicant" ? someone : answerOf(answers, read) !== undefined),
  );
}
