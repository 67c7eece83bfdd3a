import type { Definition } from "../catalogue/index.ts";
import type { Answers, AnswerValue, FormFacts } from "./model.ts";
import { pagePlan } from "./plan.ts";
import { type RawPage, rawOf } from "./raw.ts";
import { answerOf, walk } from "./walk.ts";

/**
 * Initial texts of unanswered inputs, from known facts (`applicant.phone`), in the form of `rawOf`.
 * The person sees them and may change them: they are answers only once submitted. Nothing is
 * prefilled inside a repeating page.
 */
export function prefillOf(
  def: Definition,
  pageId: string,
  answers: Answers,
  facts: FormFacts,
): RawPage {
  const { page } = pagePlan(def, pageId);
  const { scope } = walk(def, answers, facts, {}, pageId);
  const first: Record<string, AnswerValue> = {};
  if (page.repeat) return {};
  for (const { name, prefill } of page.fields) {
    if (!prefill || answerOf(answers, name) !== undefined) continue;
    const value = scope.evaluate(prefill);
    if (typeof value === "string" || typeof value === "boolean") first[name] = value;
  }
  return rawOf(def, pageId, first);
}
