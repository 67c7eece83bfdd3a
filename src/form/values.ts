import type { Definition } from "../catalogue/index.ts";
import type { Answers, FormFacts, Values } from "./model.ts";
import { walk } from "./walk.ts";

/**
 * Values for rules once the form is answered: answers on the route (money in major units), the
 * calculations, `applicant`. Unanswered is null.
 */
export const valuesOf = (def: Definition, answers: Answers, facts: FormFacts): Values =>
  walk(def, answers, facts).scope.all();

/** Only the answers on the route: those that are not asked are left out. */
export const pruned = (def: Definition, answers: Answers, facts: FormFacts): Answers =>
  walk(def, answers, facts).onRoute;
