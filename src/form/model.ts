import type { FeeKind, FeeMoment, Lang, Words } from "../catalogue/index.ts";
import type { Money, Problem } from "../kernel/index.ts";

/** JSON values by field name; a repeating page is a list of objects under its name. */
export type Answers = Readonly<Record<string, AnswerValue>>;
export type AnswerValue =
  | string
  | number
  | boolean
  | null
  | readonly AnswerValue[]
  | { readonly [name: string]: AnswerValue };

/** A file that was uploaded for a document. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}
/** Uploaded files by document id. */
export type Documents = Readonly<Record<string, readonly FileRef[]>>;

/** Facts of the applicant for rules; from sign-in, never from the form. */
export interface Applicant {
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly nationalId: string | null;
  /** ISO 3166-1 alpha-2 */
  readonly nationality: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/**
 * The outside facts of an evaluation. `today` is the local date, fixed for the whole evaluation.
 */
export interface FormFacts {
  readonly today: string;
  readonly applicant: Applicant;
  /** Whether a granted certificate is renewed: `application.renewal` in rules. */
  readonly renewal: boolean;
}

/** One step of a form: a page, the list of a repeating page, or the documents. */
export type Step =
  | { readonly kind: "page"; readonly page: string }
  | { readonly kind: "repeat"; readonly page: string }
  | { readonly kind: "documents" };

/** The result of reading one posted page: all problems, and the input to show again. */
export interface PageRead {
  readonly answers: Answers;
  readonly problems: readonly Problem[];
}

/** The findings of one task. */
export interface TaskFindings {
  readonly stage: string;
  readonly task: string;
  /** By field, like answers: money in minor units, dates as text. */
  readonly values: Answers;
}

export interface FeeDue {
  readonly id: string;
  readonly title: Words;
  readonly money: Money;
  readonly due: FeeMoment;
  readonly illustrative: boolean;
  readonly kind?: FeeKind;
  /** The unit of a counted amount: per page. */
  readonly unit?: Words;
  /** The maximum, where the source gives a range; `money` is what is charged. */
  readonly upTo?: Money;
}

/** A page as asked and answered, in the applicant's language: stored with the case permanently. */
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
  /** Language of the answer where it differs: a code without a name in the language. */
  readonly lang?: Lang;
}
export interface Asked {
  readonly lang: Lang;
  readonly pages: readonly AnsweredPage[];
}

/** Values for rules: answers by name, results of calculations, `applicant`. Unanswered is null. */
export type Values = Readonly<Record<string, unknown>>;
