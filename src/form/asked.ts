import type { Definition, Lang } from "../catalogue/index.ts";
import { wantedIn } from "./documents.ts";
import { findingsWanted } from "./findings.ts";
import { type AskedWords, type LabelledCodes, type Wording, wordsIn } from "./kind.ts";
import { sayAnswer } from "./kinds.ts";
import type { AnsweredRow, Answers, Asked, Documents, FormFacts, TaskFindings } from "./model.ts";
import { walk } from "./walk.ts";

/**
 * The questions as they were worded and the answers in words, for the person to check before
 * sending and to be kept with the case: a later version of the service may word them otherwise.
 * Questions that were left open have an empty answer; questions that were not asked are absent. Each
 * item of a repeating page stands by itself, as "Area 1"; where there is none, the page stands empty.
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
  const papers = wantedIn(def, scope).map(({ id, title }): AnsweredRow => {
    const files = Object.hasOwn(documents, id) ? (documents[id] ?? []) : [];
    const answer = files.map(({ name }) => name).join(", ");
    return { field: `documents.${id}`, question: wordsIn(title, wording), answer };
  });
  if (papers.length > 0)
    pages.push({ page: "documents", title: words.documents ?? "documents", rows: papers });
  return { lang, pages };
}

/** What an officer found, as it was asked and in words, like `askedOf`. */
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
