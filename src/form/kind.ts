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

/** What is wrong with an answer in itself. */
export interface Wrong {
  readonly code: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** Nothing was typed: `{}`. Something that cannot be read: what is wrong. Else the value. */
export type ReadField = Partial<Wrong> & { readonly value?: AnswerValue };

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

/** The language in which an answer is worded, with what that takes. */
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
 * All that the form needs to know of one kind of field. `V` is the type of its answers; whatever
 * else was given (an old draft, a program's mistake) meets `is` first and never the rest.
 */
export interface Kind<V extends AnswerValue = AnswerValue> {
  /** Endings of its inputs' names; the first is where a problem leads: `-day` of a date. */
  readonly inputs: readonly string[];
  /** Reads what was typed; limits and rules are checked afterwards. */
  read(field: Field, raw: RawPage, lang: Lang | undefined): ReadField;
  /** Whether a value is one of this kind at all. */
  is(value: AnswerValue): boolean;
  /** The code that is told of a value that is none of this kind. */
  readonly notOne: Wrong;
  /** What is wrong with a value of this kind; codes are looked up only where lists are given. */
  check(field: Field, value: V, codes: CodeLists | undefined): Wrong | undefined;
  /** The texts of its inputs by the endings of their names, as `read` reads them. */
  raw(field: Field, value: V): Readonly<Record<string, string | readonly string[]>>;
  /** As rules see it. */
  inRules(field: Field, value: V): unknown;
  /** In words. */
  say(field: Field, value: V, wording: Wording): Answered;
  /** As programs send it. */
  schema(field: Field, say: (words: Words) => string): Schema;
}

export const plainly = (answer: string): Answered => ({ answer });

/** Words in the language asked for, else in that of the definition. */
export const wordsIn = (words: Words, { lang, source }: Wording): string =>
  words[lang] ?? words[source] ?? "";
