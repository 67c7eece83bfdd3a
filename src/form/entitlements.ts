import type { Definition, Entitlement } from "../catalogue/index.ts";
import type { Answers, FormFacts } from "./model.ts";
import { walk } from "./walk.ts";

/** All entitlements that these answers give, in the order of the definition. */
export function entitlementsOf(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
): readonly Entitlement[] {
  if (!def.entitlements) return [];
  const { scope } = walk(def, answers, facts);
  return def.entitlements.filter(({ when }) => !when || scope.holds(when));
}
