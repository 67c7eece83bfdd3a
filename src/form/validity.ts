import type { Definition, Output, Validity } from "../catalogue/index.ts";
import { findingValues } from "./findings.ts";
import type { Answers, FormFacts, TaskFindings } from "./model.ts";
import { walk } from "./walk.ts";

/**
 * How long the paper of these answers is valid, with where that comes from: the first of the
 * output's `validities` that holds, else the output itself. Undefined where nothing is given.
 */
export function validityOf(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  found: readonly TaskFindings[] = [],
): Pick<Output | Validity, "validFor"> | undefined {
  const { output } = def;
  if (!output?.validities) return output;
  const { scope } = walk(def, answers, facts);
  const values = { ...scope.all(), ...findingValues(def, found) };
  return output.validities.find(({ when }) => when.holds(values, facts)) ?? output;
}
