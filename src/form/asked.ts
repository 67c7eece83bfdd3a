import type { Definition, Lang } from "../catalogue/index.ts";
import { wantedIn } from "./documents.ts";
import { findingsWanted } from "./findings.ts";
import { type AskedWords, type LabelledCodes, type Wording, wordsIn } from "./kind.ts";
import { sayAnswer } from "./kinds.ts";
import type { AnsweredRow, Answers, Asked, Documents, FormFacts, TaskFindings } from "./model.ts";
import { walk } from "./walk.ts";

/**
 * The questions as worded and the answers in words, to check before submitting and to store with
 * the case, since a later version may word them differently. Unanswered questions have an empty
 * answer; questions that were not asked are absent. Each item of a repeating page is a page of its
 * own, as "Area 1"; without items, the page is empty.
 */
export function askedOf(
  def: Definition,
  answers: Answers,
  documents: Documents,
  facts: FormFacts,
  lang: Lang,
  words: AskedWords,
  codes: LabelledCodes,
): Asked {
  const wording: Wording = { lang, source: def.language, words, codes };
  const pages: { page: string; title: string; rows: AnsweredRow[] }[] = [];
  const { scope } = walk(def, answers, facts, {
    page: (page) =>
      void pages.push({ page: page.id, title: wordsIn(page.title, wording), rows: [] }),
    item: (page, index) => {
      const title = `${wordsIn(page.repeat?.itemTitle ?? page.title, wording)} ${index + 1}`;
      if (index === 0) pages.pop();
      pages.push({ page: page.id, title, rows: [] });
    },
    field: (field, path, value) => {
      const question = wordsIn(field.label, wording);
      pages.at(-1)?.rows.push({ field: path, question, ...sayAnswer(field, value, wording) });
    },
  });
  const documentRows = wantedIn(def, scope).map(({ id, title }): AnsweredRow => {
    const files = Object.hasOwn(documents, id) ? (documents[id] ?? []) : [];
    const answer = files.map(({ name }) => name).join(", ");
    return { field: `documents.${id}`, question: wordsIn(title, wording), answer };
  });
  if (documentRows.length > 0)
    pages.push({ page: "documents", title: words.documents ?? "documents", rows: documentRows });
  return { lang, pages };
}

/** What the answers to questions of the form say in words, in the order of their names. */
export function answersInWords(
  def: Definition,
  names: readonly string[],
  answers: Answers,
  lang: Lang,
  words: AskedWords,
  codes: LabelledCodes,
): readonly AnsweredRow[] {
  const wording: Wording = { lang, source: def.language, words, codes };
  const fields = def.form.filter(({ repeat }) => !repeat).flatMap((page) => page.fields);
  return names.flatMap((name) => {
    const field = fields.find((each) => each.name === name);
    if (!field || answers[name] === undefined) return [];
    const question = wordsIn(field.label, wording);
    return [{ field: name, question, ...sayAnswer(field, answers[name], wording) }];
  });
}

/** The findings of an officer as asked and in words, like `askedOf`. */
export const findingsAsked = (
  def: Definition,
  { stage, task, values }: TaskFindings,
  lang: Lang,
  words: AskedWords,
  codes: LabelledCodes,
): readonly AnsweredRow[] => {
  const wording: Wording = { lang, source: def.language, words, codes };
  return findingsWanted(def, { stage, task })
    .filter(({ name }) => values[name] !== undefined)
    .map((field) => ({
      field: field.name,
      question: wordsIn(field.label, wording),
      ...sayAnswer(field, values[field.name], wording),
    }));
};
