import type { Clock, Definition, TimeLimit } from "../catalogue/index.ts";
import type { Answers, FormFacts } from "./model.ts";
import { walk } from "./walk.ts";

/**
 * The time that is promised for these answers, with where it comes from: the first of the clock's
 * `limits` that holds, else the clock itself. Undefined in a service that answers at once.
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
