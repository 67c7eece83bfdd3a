import type { FeeKind, FeeMoment, Lang, Words } from "../catalogue/index.ts";
import type { Money, Problem } from "../kernel/index.ts";

/** JSON values by field name; a repeating page is a list of such under its name. */
export type Answers = Readonly<Record<string, AnswerValue>>;
export type AnswerValue =
  | string
  | number
  | boolean
  | null
  | readonly AnswerValue[]
  | { readonly [name: string]: AnswerValue };

/** A file that was uploaded for a document wanted. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}
/** Uploaded files by document id. */
export type Documents = Readonly<Record<string, readonly FileRef[]>>;

/** What rules may know of the person who applies; comes from sign-in, never from the form. */
export interface Applicant {
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly nationalId: string | null;
  /** ISO 3166-1 alpha-2 */
  readonly nationality: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** The outside facts of an evaluation. `today` is the local date, fixed for the whole evaluation. */
export interface FormFacts {
  readonly today: string;
  readonly applicant: Applicant;
  /** Whether a paper that was granted is applied for again: `application.renewal` in rules. */
  readonly renewal: boolean;
}

/** One stop on the way through a form: a page, the list of a repeating page, or the documents. */
export type Step =
  | { readonly kind: "page"; readonly page: string }
  | { readonly kind: "repeat"; readonly page: string }
  | { readonly kind: "documents" };

/** What came out of reading one posted page: all problems at once, and what was typed, kept. */
export interface PageRead {
  readonly answers: Answers;
  readonly problems: readonly Problem[];
}

/** What an officer found in doing a task. */
export interface TaskFindings {
  readonly stage: string;
  readonly task: string;
  /** By field, as answers are: money in minor units, dates as text. */
  readonly values: Answers;
}

export interface FeeDue {
  readonly id: string;
  readonly title: Words;
  readonly money: Money;
  readonly due: FeeMoment;
  readonly illustrative: boolean;
  readonly kind?: FeeKind;
  /** What the amount is for where it is counted: per page. */
  readonly unit?: Words;
  /** Most that it may be, where the source gives a range; `money` is what is charged. */
  readonly upTo?: Money;
}

/** An answer as it was asked and given, in the applicant's language: kept with the case for ever. */
export interface AnsweredPage {
  readonly page: string;
  readonly title: string;
  readonly rows: readonly AnsweredRow[];
}
export interface AnsweredRow {
  /** Path: `minerals`, `areas[0].hectares`, or `documents.work-plan`. */
  readonly field: string;
  readonly question: string;
  readonly answer: string;
  /** Where the answer stands in another language than the rest: a code that has no name in it. */
  readonly lang?: Lang;
}
export interface Asked {
  readonly lang: Lang;
  readonly pages: readonly AnsweredPage[];
}

/** What rules see: answers by name, results of calculations, `applicant`. Unanswered is null. */
export type Values = Readonly<Record<string, unknown>>;
