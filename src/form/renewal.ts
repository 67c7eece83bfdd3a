import type { Definition } from "../catalogue/index.ts";
import type { Answers, AnswerValue } from "./model.ts";
import { answerOf } from "./walk.ts";

/** Initial answers of a renewal: those of the old application that the definition carries over. */
export function renewalAnswers(def: Definition, oldAnswers: Answers): Answers {
  const carriedOver: Record<string, AnswerValue> = {};
  for (const name of def.renewal?.reuse ?? []) {
    const value = answerOf(oldAnswers, name);
    if (value !== undefined) carriedOver[name] = value;
  }
  return carriedOver;
}
