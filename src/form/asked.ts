import type { Definition, Field, Lang, Words } from "../catalogue/index.ts";
import type { Money } from "../kernel/index.ts";
import { wantedIn } from "./documents.ts";
import { findingsWanted } from "./findings.ts";
import type {
  AnsweredRow,
  Answers,
  AnswerValue,
  Asked,
  Documents,
  FormFacts,
  TaskFindings,
} from "./model.ts";
import { walk } from "./walk.ts";

/** How a language says yes, no, a day, money and a number. */
export interface AskedWords {
  readonly yes: string;
  readonly no: string;
  /** Of `YYYY-MM-DD`. */
  readonly formatDate: (date: string) => string;
  readonly formatMoney: (money: Money) => string;
  readonly formatNumber: (value: number) => string;
  /** Title of the page that lists the papers; "documents" where absent. */
  readonly documents?: string;
}

/** Entries of a code list with their words; undefined for an unknown list. */
export type LabelledCodes = (
  id: string,
) => readonly { readonly value: string; readonly label: Words }[] | undefined;

interface Wording {
  readonly lang: Lang;
  readonly source: Lang;
  readonly words: AskedWords;
  readonly codes: LabelledCodes;
}

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
    page: (page) => void pages.push({ page: page.id, title: say(page.title, wording), rows: [] }),
    item: (page, index) => {
      const title = `${say(page.repeat?.itemTitle ?? page.title, wording)} ${index + 1}`;
      if (index === 0) pages.pop();
      pages.push({ page: page.id, title, rows: [] });
    },
    field: (field, path, value) => {
      const question = say(field.label, wording);
      pages.at(-1)?.rows.push({ field: path, question, ...answerOf(field, value, wording) });
    },
  });
  const papers = wantedIn(def, scope).map(({ id, title }): AnsweredRow => {
    const files = Object.hasOwn(documents, id) ? (documents[id] ?? []) : [];
    const answer = files.map(({ name }) => name).join(", ");
    return { field: `documents.${id}`, question: say(title, wording), answer };
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
      question: say(field.label, wording),
      ...answerOf(field, values[field.name], wording),
    }));
};

const say = (words: Words, { lang, source }: Wording): string => words[lang] ?? words[source] ?? "";

type Answered = Pick<AnsweredRow, "answer" | "lang">;

const answerOf = (field: Field, value: AnswerValue | undefined, wording: Wording): Answered =>
  field.type === "code" && typeof value === "string"
    ? codeIn(field, value, wording)
    : { answer: answerIn(field, value, wording) };

function answerIn(field: Field, value: AnswerValue | undefined, wording: Wording): string {
  const { words } = wording;
  if (value === undefined) return "";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return numberIn(field, value, wording);
  if (Array.isArray(value))
    return value.map((each) => optionIn(field, String(each), wording)).join(", ");
  if (typeof value !== "string") return "";
  if (field.type === "date") return words.formatDate(value);
  if (field.type === "choice") return optionIn(field, value, wording);
  return value;
}

function numberIn(field: Field, value: number, wording: Wording): string {
  const { words } = wording;
  if (field.type === "money")
    return words.formatMoney({ minor: value, currency: field.currency ?? "" });
  const number = words.formatNumber(value);
  return field.unit ? `${number} ${say(field.unit, wording)}` : number;
}

function optionIn({ options }: Field, value: string, wording: Wording): string {
  const option = options.find((each) => each.value === value);
  return option ? say(option.label, wording) : value;
}

/** Not every language names every country: what is left has its English name, and says so. */
function codeIn({ list }: Field, value: string, wording: Wording): Answered {
  const label = wording.codes(list ?? "")?.find((each) => each.value === value)?.label;
  if (!label) return { answer: value };
  const own = label[wording.lang];
  if (own !== undefined) return { answer: own };
  return label.en === undefined
    ? { answer: say(label, wording) || value }
    : { answer: label.en, lang: "en" };
}
