import type { Field, Lang, Words } from "../catalogue/index.ts";
import type { Money } from "../kernel/index.ts";
import type { AnsweredRow, AnswerValue } from "./model.ts";
import type { RawPage } from "./raw.ts";

/** Values of a code list by its id. */
export type CodeLists = (id: string) => readonly { readonly value: string }[];

/** Entries of a code list with their words; undefined for an unknown list. */
export type LabelledCodes = (
  id: string,
) => readonly { readonly value: string; readonly label: Words }[] | undefined;

/** A problem of an answer by itself. */
export interface Wrong {
  readonly code: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** `{}` where nothing was typed; a problem where it cannot be read; else the value. */
export type ReadField = Partial<Wrong> & { readonly value?: AnswerValue };

/** How a language says yes, no, a day, money and a number. */
export interface AskedWords {
  readonly yes: string;
  readonly no: string;
  /** Of `YYYY-MM-DD`. */
  readonly formatDate: (date: string) => string;
  readonly formatMoney: (money: Money) => string;
  readonly formatNumber: (value: number) => string;
  /** Title of the page that lists the documents; "documents" where absent. */
  readonly documents?: string;
}

/** The language of an answer's wording, with what that needs. */
export interface Wording {
  readonly lang: Lang;
  /** The language of the definition, which has every text. */
  readonly source: Lang;
  readonly words: AskedWords;
  readonly codes: LabelledCodes;
}

/** An answer in words, with its language where that is not the one asked for. */
export type Answered = Pick<AnsweredRow, "answer" | "lang">;

/** JSON Schema 2020-12 of a value. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * Everything the form needs for one kind of field. `V` is the type of its answers; any other value
 * (an old draft, a program's mistake) is rejected by `is`.
 */
export interface Kind<V extends AnswerValue = AnswerValue> {
  /** Suffixes of its inputs' names; a problem links to the first: `-day` of a date. */
  readonly inputs: readonly string[];
  /** Parses the input; limits and rules are checked afterwards. */
  read(field: Field, raw: RawPage, lang: Lang | undefined): ReadField;
  /** Whether a value is of this kind. */
  is(value: AnswerValue): boolean;
  /** The problem of a value that is not of this kind. */
  readonly notOne: Wrong;
  /** The problem of a value of this kind; codes are looked up only where lists are given. */
  check(field: Field, value: V, codes: CodeLists | undefined): Wrong | undefined;
  /** The texts of its inputs by suffix, the reverse of `read`. */
  raw(field: Field, value: V): Readonly<Record<string, string | readonly string[]>>;
  /** The value for rules. */
  inRules(field: Field, value: V): unknown;
  /** In words. */
  say(field: Field, value: V, wording: Wording): Answered;
  /** The schema of the value in the API. */
  schema(field: Field, say: (words: Words) => string): Schema;
}

export const plainly = (answer: string): Answered => ({ answer });

/** Words in the requested language, else in the definition's. */
export const wordsIn = (words: Words, { lang, source }: Wording): string =>
  words[lang] ?? words[source] ?? "";
