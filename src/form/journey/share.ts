import type { Definition } from "../../catalogue/index.ts";
import type { Answers, AnswerValue } from "../model.ts";
import { answerOf } from "../walk.ts";
import type { JourneyGiven } from "./model.ts";

/** Changes of another step's answers. */
export interface Shared {
  readonly service: string;
  readonly set: Answers;
  readonly unset: readonly string[];
}

const plainNames = ({ form }: Definition): readonly string[] =>
  form.flatMap(({ repeat, fields }) => (repeat ? [] : fields.map(({ name }) => name)));

/**
 * Copies the answers of one step to the others: the same question has the same answer everywhere.
 * Submitted steps do not change, nor do answers set by the journey or a certificate.
 */
export function sharedAnswers(
  { journey, steps }: Pick<JourneyGiven, "journey" | "steps">,
  service: string,
  answers: Answers,
): readonly Shared[] {
  const from = steps.find((step) => step.service === service);
  if (!from) return [];
  const shareable = new Set(plainNames(from.def).filter((name) => !journey.apart.includes(name)));
  return steps.flatMap((step): Shared[] => {
    if (step.service === service || step.sent) return [];
    const part = journey.steps.find((each) => each.service === step.service);
    const fixed = new Set([
      ...Object.keys(part?.sets ?? {}),
      ...(part?.takes ?? []).map(({ field }) => field),
    ]);
    const set: Record<string, AnswerValue> = {};
    const unset: string[] = [];
    for (const name of plainNames(step.def)) {
      if (!shareable.has(name) || fixed.has(name)) continue;
      const value = answerOf(answers, name);
      if (value !== undefined) set[name] = value;
      else if (answerOf(step.answers, name) !== undefined) unset.push(name);
    }
    const changed = Object.keys(set).length + unset.length > 0;
    return changed ? [{ service: step.service, set, unset }] : [];
  });
}

/** The answers of a step after sharing. */
export const withShared = (answers: Answers, { set, unset }: Shared): Answers => ({
  ...Object.fromEntries(Object.entries(answers).filter(([name]) => !unset.includes(name))),
  ...set,
});
