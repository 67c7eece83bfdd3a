import { type Definition, definedKind, type Field } from "../catalogue/index.ts";
import { canonical } from "../kernel/index.ts";
import type { Answers, AnswerValue } from "./model.ts";
import { answerOf } from "./walk.ts";

/**
 * Answers of an earlier application that may begin another one: those to questions that are asked
 * the same way today. A yes or no that must be a yes is a promise and is given anew; so is an
 * answer to a question that was reworded.
 */
export function answersAgain(before: Definition, today: Definition, answers: Answers): Answers {
  const was = questionsOf(before);
  const again: Record<string, AnswerValue> = {};
  for (const [name, asked] of questionsOf(today)) {
    const value = answerOf(answers, name);
    if (value !== undefined && asked !== undefined && asked === was.get(name)) again[name] = value;
  }
  return again;
}

/**
 * Every answer by name, with what is asked for it as text; undefined for what is never carried
 * over. A repeated page is one answer, a list.
 */
function questionsOf({ form }: Definition): ReadonlyMap<string, string | undefined> {
  return new Map(
    form.flatMap(({ fields, repeat }) =>
      repeat
        ? [[repeat.name, fields.some(isPromise) ? undefined : fields.map(askedOf).join("\n")]]
        : fields.map((field) => [field.name, isPromise(field) ? undefined : askedOf(field)]),
    ),
  );
}

const isPromise = ({ type, valid }: Field): boolean =>
  definedKind(type).means === "agreement" && valid !== undefined;

/** What makes a question another one: its words, its kind, and what may be answered. */
const askedOf = ({ name, type, label, options, list, currency, format }: Field): string =>
  canonical({ name, type, label, options, list, currency, format });
