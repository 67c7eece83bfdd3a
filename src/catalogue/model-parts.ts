import type { TelephoneRule } from "../kernel/index.ts";
import type { Rule } from "../rules/index.ts";
import type { FieldType } from "./field-kinds.ts";
import type { PaperPart } from "./paper-kinds.ts";

export type { FieldType } from "./field-kinds.ts";
export type { PaperLayout, PaperPart } from "./paper-kinds.ts";

/** BCP 47 language of a text: `rw`, `en`, `fr`, `az` in the first two governments. */
export type Lang = string;
/** A text by language. The source language of a definition is always present. */
export type Words = Readonly<Record<Lang, string>>;

/**
 * Where a fact comes from: a source with the day it was checked, or `illustrative`, shown as such.
 */
export interface Provenance {
  readonly source?: string;
  /** `YYYY-MM-DD` */
  readonly checkedOn?: string;
  readonly illustrative?: boolean;
}

/** What holds only under a condition; `whenWords` says the condition to people. */
export interface Conditional {
  readonly when?: Rule;
  readonly whenWords?: Words;
}

/**
 * `name`: of a person, in letters. `code`: a number on a document; spaces, dashes and dots that
 * only group it are left out, letters are capital.
 */
export const textFormats = ["name", "code"] as const;
export type TextFormat = (typeof textFormats)[number];

export interface Field {
  /** snake_case, unique in the service (in the item, where the page repeats). */
  readonly name: string;
  readonly type: FieldType;
  readonly label: Words;
  readonly hint?: Words;
  readonly required: boolean;
  /** What to do where it is not answered: "Select who the certificate is for". */
  readonly missing?: Words;
  /** Asked only where this holds; may name earlier fields of the same page. */
  readonly show?: Rule;
  /** Must hold of the answer; `else` says what to do instead. */
  readonly valid?: { readonly rule: Rule; readonly else: Words };
  /** Initial value, from facts of the applicant (`applicant.phone`); the person may change it. */
  readonly prefill?: Rule;
  readonly options: readonly { readonly value: string; readonly label: Words }[];
  /** Id of a code list, for `code`. */
  readonly list?: string;
  /** The answer that the code belongs to, for `code`; `rule` holds where it does. */
  readonly within?: { readonly answer: string; readonly rule: Rule };
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength: number;
  /** How a text is written, for `text`. */
  readonly format?: TextFormat;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** ISO 4217, for `money`: the answer is a whole number of minor units. */
  readonly currency?: string;
  /** The country's telephone rule, for `phone`: a fact, not part of the version. */
  readonly telephone?: TelephoneRule;
  /** The unit of a number: hectares, kilograms. */
  readonly unit?: Words;
}

/** One statement on a certificate or in a list. */
export interface OutputClaim {
  readonly name: string;
  readonly title: Words;
  readonly value: Rule;
  /** Where programs find it in the object of the standard: `exporter.legalAddress.country`. */
  readonly as?: string;
  /** The part of the paper where it is printed; above all parts where absent. */
  readonly part?: PaperPart;
}

/**
 * A document that the applicant uploads (cv:Evidence): only under its condition, where it has one.
 */
export interface DocumentWanted extends Conditional {
  readonly id: string;
  readonly title: Words;
  readonly hint?: Words;
  /** Media types, checked against the content of the file. */
  readonly accept: readonly string[];
  readonly maxBytes: number;
  readonly required: boolean;
  /** Maximum number of files. */
  readonly maxFiles: number;
  /** About health or the like: members of a committee that ranks or decides do not see it. */
  readonly sensitive?: boolean;
}
