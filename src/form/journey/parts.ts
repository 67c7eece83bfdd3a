import type { Counted } from "../count.ts";
import { answerOf } from "../walk.ts";
import type { JourneyGiven, StepLeft } from "./model.ts";
import { problemsLeft } from "./way.ts";

/**
 * Which part of the journey a step is. A service that depends on an answer not given yet counts, so
 * that no part appears from nowhere; once the answer rules it out, it is gone.
 */
export function partOf(given: JourneyGiven, left: readonly StepLeft[], service: string): Counted {
  const { journey, facts, codeLists } = given;
  const needed = new Set(left.map((step) => step.service));
  const isOpen = (name: string, before: readonly string[]): boolean => {
    const asking = left.filter(
      (step) =>
        before.includes(step.service) &&
        step.def.form.some(({ fields }) => fields.some((field) => field.name === name)),
    );
    return (
      asking.every(({ answers }) => answerOf(answers, name) === undefined) &&
      asking.some((step) => problemsLeft(step, facts, codeLists).length > 0)
    );
  };
  const possible = journey.steps.filter(({ service: id, when }, index) => {
    if (needed.has(id)) return true;
    const before = journey.steps.slice(0, index).map((step) => step.service);
    return when !== undefined && [...when.names].some((name) => isOpen(name, before));
  });
  return {
    number: possible.findIndex((step) => step.service === service) + 1,
    total: possible.length,
    isMost: possible.length > left.length,
  };
}
