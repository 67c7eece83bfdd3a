import type { Code, Field } from "../../catalogue/index.ts";
import type { CodeSearch, RawPage } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { Choice } from "../components/index.ts";

/** One question as it stands on a page. */
export interface FieldView {
  readonly field: Field;
  /** What its inputs hold, by the names of the form. */
  readonly raw: RawPage;
  readonly error?: string | undefined;
  /** The question is the page: its label is the `h1`. */
  readonly heading?: boolean;
  readonly search?: CodeSearch | undefined;
  /** Name of its inputs on the page, where it is not the field's. */
  readonly name?: string;
  readonly id?: string;
  /** Help under the question, where it is not the field's alone. */
  readonly hint?: string | undefined;
  /**
   * An officer answers it, among the other parts of a task: it has a plain label, and the browser
   * fills in nothing of the officer's own.
   */
  readonly office?: boolean;
}

/**
 * An entry of a list; it says so where it has no name in the language of the page, only in English.
 */
export const codeItem = ({ value, label }: Code, t: Translate): Choice => ({
  value,
  text: t.words(label),
  lang: label[t.lang] === undefined ? "en" : undefined,
});

/** What every component asks of a field. */
export const partsOf = (view: FieldView, t: Translate) => {
  const { field, error, heading, office } = view;
  const name = view.name ?? field.name;
  return {
    id: view.id ?? name,
    name,
    hint: view.hint ?? (field.hint && t.words(field.hint)),
    error,
    optional: !field.required,
    ...(heading ? { pageHeading: true } : office ? {} : { size: "s" as const }),
  };
};

export const typed = (raw: RawPage, name: string): string | undefined => {
  const value = raw[name];
  return typeof value === "string" ? value : value?.at(-1);
};
