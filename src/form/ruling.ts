import type { Definition, Ruling } from "../catalogue/index.ts";
import type { Answers, FormFacts } from "./model.ts";
import { walk } from "./walk.ts";

/**
 * The answer of a rules-only service: the first ruling whose `when` holds; undefined where none
 * does.
 */
export function rulingOf(def: Definition, answers: Answers, facts: FormFacts): Ruling | undefined {
  const { scope } = walk(def, answers, facts);
  return def.rulings.find(({ when }) => !when || scope.holds(when));
}
