import type { Clock, Definition, TimeLimit } from "../catalogue/index.ts";
import type { Answers, FormFacts } from "./model.ts";
import { walk } from "./walk.ts";

/**
 * The promised time for these answers, with its provenance: the first of the clock's `limits` that
 * holds, else the clock itself. Undefined in a rules-only service.
 */
export function timeLimitOf(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
): Clock | TimeLimit | undefined {
  const clock = def.process?.clock;
  if (!clock?.limits) return clock;
  const { scope } = walk(def, answers, facts);
  return clock.limits.find(({ when }) => scope.holds(when)) ?? clock;
}
