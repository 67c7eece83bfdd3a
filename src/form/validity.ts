import type { Definition, Output, Validity } from "../catalogue/index.ts";
import { findingValues } from "./findings.ts";
import type { Answers, FormFacts, TaskFindings } from "./model.ts";
import { walk } from "./walk.ts";

/**
 * The validity of the certificate for these answers, with its provenance: the first of the output's
 * `validities` that holds, else the output itself. Undefined where nothing is issued.
 */
export function validityOf(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  findings: readonly TaskFindings[] = [],
): Pick<Output | Validity, "validFor"> | undefined {
  const { output } = def;
  if (!output?.validities) return output;
  const { scope } = walk(def, answers, facts);
  const values = { ...scope.all(), ...findingValues(def, findings) };
  return output.validities.find(({ when }) => when.holds(values, facts)) ?? output;
}
