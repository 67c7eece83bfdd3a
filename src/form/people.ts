import { type Definition, definedKind, type Page } from "../catalogue/index.ts";
import type { Answers, AnswerValue } from "./model.ts";
import { answerOf } from "./walk.ts";

/** Somebody whom an application names beside the applicant: a child, a ward. */
export interface PersonNamed {
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  /** What was answered about them, by the name and the type of its question. */
  readonly answers: ReadonlyMap<string, AnswerValue>;
}

/** Whether a page asks about one other person: for their name and a day. */
export const asksForPerson = ({ repeat, fields }: Page): boolean =>
  !repeat && fields.some(isName) && fields.some(isDay);

type Field = Page["fields"][number];
const isName = ({ format }: Field): boolean => format === "name";
const isDay = ({ type }: Field): boolean => definedKind(type).means === "day";
const keyOf = ({ name, type }: Field): string => `${name}:${type}`;

/** The people whom these answers name, one for each such page that is answered. */
export const peopleNamed = (
  { form }: Pick<Definition, "form">,
  answers: Answers,
): readonly PersonNamed[] =>
  form.filter(asksForPerson).flatMap(({ fields }) => {
    const text = (field: Field | undefined) => {
      const value = field && answerOf(answers, field.name);
      return typeof value === "string" ? value.trim() : "";
    };
    const name = text(fields.find(isName));
    const birthDate = text(fields.find(isDay));
    if (name === "" || birthDate === "") return [];
    const given = fields.flatMap((field) => {
      const value = answerOf(answers, field.name);
      return value === undefined ? [] : [[keyOf(field), value] as const];
    });
    return [{ name, birthDate, answers: new Map(given) }];
  });

/**
 * What is known of somebody as answers to the questions of a page; undefined where the page asks
 * for nobody, or asks their name otherwise than it was answered.
 */
export function answersAbout(page: Page, { answers }: PersonNamed): Answers | undefined {
  const name = page.fields.find(isName);
  if (!asksForPerson(page) || !name || !answers.has(keyOf(name))) return undefined;
  const given = page.fields.flatMap((field) => {
    const value = answers.get(keyOf(field));
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return Object.fromEntries(given);
}
