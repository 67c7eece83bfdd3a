import type { Field, FieldType } from "../../catalogue/index.ts";
import { isSearched, type Lists, type RawPage } from "../../form/index.ts";
import type { Lang, Translate } from "../../platform/i18n/index.ts";
import {
  type Choice,
  checkboxes,
  dateInput,
  input,
  radios,
  type SafeHtml,
  select,
  textarea,
} from "../components/index.ts";
import { codeItem, type FieldView, partsOf, typed } from "./field-parts.ts";
import { searchedField } from "./searched-field.ts";

/** How a question is asked where only text is shown and keys are pressed. */
export interface TextQuestion {
  /** What stands under the question. */
  readonly lines?: readonly string[];
  /** Answers to choose one from, by the value that is posted. */
  readonly options?: readonly Choice[];
  /** The answer is looked for by a word in the code list of the field. */
  readonly searched?: boolean;
  /** 0 may be the answer, so that it cannot mean "back". */
  readonly zero?: boolean;
  /** What was typed, as the inputs of the field would have it; without it, as it is. */
  raw?(typed: string): RawPage;
}

/** How one kind of field is shown. */
interface ShownKind {
  /**
   * What to do where an answer is missing: the words are `problems.missing.<this>` for a label such
   * as "Name of the buyer", `problems.missing-answer.<this>` for a question.
   */
  readonly missing:
    | "text"
    | "number"
    | "amount"
    | "date"
    | "choice"
    | "choices"
    | "yes-no"
    | "email"
    | "phone";
  html(view: FieldView, lists: Lists, t: Translate): SafeHtml;
  text(field: Field, lists: Lists, t: Translate): TextQuestion;
}

/** Up to so many choices are shown at once; more are put into a list to open. */
const radiosAtMost = 8;
/**
 * A list of at most so many codes is shown where only text is; in a longer one a word is searched.
 */
const shortList = 14;

const labelOf = ({ field }: FieldView, t: Translate): string => t.words(field.label);
const textIn = ({ field, raw }: FieldView): string | undefined => typed(raw, field.name);

/** How a line looks: which keys a phone shows, how wide it is, what stands behind it. */
type Look = Pick<
  Parameters<typeof input>[0],
  "inputmode" | "width" | "suffix" | "type" | "autocomplete" | "spellcheck"
>;

const suffixOf = ({ unit }: Field, t: Translate): Look =>
  unit === undefined ? {} : { suffix: t.words(unit) };

const line = (
  lookOf: (field: Field, t: Translate) => Look = suffixOf,
  missing: ShownKind["missing"] = "text",
): ShownKind => ({
  missing,
  html(view, _lists, t) {
    const { autocomplete, ...look } = lookOf(view.field, t);
    const parts = { ...partsOf(view, t), label: labelOf(view, t), value: textIn(view) };
    return input({ ...parts, ...look, ...(!view.office && { autocomplete }) }, t);
  },
  text: () => ({}),
});

const number = (
  lookOf: (field: Field, t: Translate) => Look,
  missing: ShownKind["missing"] = "number",
): ShownKind => ({
  ...line((field, t) => ({ width: 10, ...lookOf(field, t) }), missing),
  text: ({ minimum = 0 }) => ({ zero: minimum <= 0 }),
});

function oneOf(view: FieldView, items: readonly Choice[], t: Translate): SafeHtml {
  const parts = { ...partsOf(view, t), items, value: textIn(view) };
  const words = labelOf(view, t);
  return items.length > radiosAtMost
    ? select({ ...parts, label: words }, t)
    : radios({ ...parts, legend: words }, t);
}

const yesOrNo = (t: Translate): Choice[] => [
  { value: "yes", text: t("component.yes") },
  { value: "no", text: t("component.no") },
];

const choicesOf = ({ options }: Field, t: Translate): Choice[] =>
  options.map(({ value, label }) => ({ value, text: t.words(label) }));

const codesOf = ({ list }: Field, lists: Lists, t: Translate): Choice[] =>
  (lists.codeList(list ?? "") ?? []).map((code) => codeItem(code, t));

const several = (raw: RawPage, { name }: Field): readonly string[] => [raw[name] ?? []].flat();

const date: ShownKind = {
  missing: "date",
  html(view, _lists, t) {
    const { field, raw, office } = view;
    const part = (name: string) => typed(raw, `${field.name}-${name}`);
    const born = !office && field.prefill?.source.trim() === "applicant.birthDate";
    const parts = { day: part("day"), month: part("month"), year: part("year") };
    return dateInput(
      {
        ...partsOf(view, t),
        legend: labelOf(view, t),
        ...parts,
        ...(born && { autocomplete: "bday" as const }),
      },
      t,
    );
  },
  text: ({ name }, _lists, t) => ({
    lines: [t("ussd.date-how")],
    raw(typed) {
      const [, day, month, year] =
        /^(\d\d)(\d\d)(\d{4})$/.exec(typed.trim()) ??
        /^(\d\d?)[\s./-]+(\d\d?)[\s./-]+(\d{4})$/.exec(typed.trim()) ??
        [];
      if (day === undefined || month === undefined || year === undefined) return { [name]: typed };
      return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
    },
  }),
};

/** How each kind of field is shown. A new one does not compile before all of its row is there. */
const kinds: Readonly<Record<FieldType, ShownKind>> = {
  text: line(),
  "long-text": {
    ...line(),
    html(view, _lists, t) {
      const parts = { ...partsOf(view, t), label: labelOf(view, t), value: textIn(view) };
      const short = view.office && { rows: 3, maxlength: view.field.maxLength };
      return textarea({ ...parts, rows: 6, ...short }, t);
    },
  },
  integer: number((field, t) => ({ inputmode: "numeric", ...suffixOf(field, t) })),
  decimal: number((field, t) => ({ inputmode: "decimal", ...suffixOf(field, t) })),
  money: number(
    ({ currency }, t) => ({ inputmode: "decimal", suffix: currency && t.currency(currency) }),
    "amount",
  ),
  "yes-no": {
    missing: "yes-no",
    html: (view, _lists, t) =>
      radios(
        {
          ...partsOf(view, t),
          legend: labelOf(view, t),
          inline: true,
          value: textIn(view),
          items: yesOrNo(t),
        },
        t,
      ),
    text: (_field, _lists, t) => ({ options: yesOrNo(t) }),
  },
  date,
  choice: {
    missing: "choice",
    html: (view, _lists, t) => oneOf(view, choicesOf(view.field, t), t),
    text: (field, _lists, t) => ({ options: choicesOf(field, t) }),
  },
  choices: {
    missing: "choices",
    html: (view, _lists, t) =>
      checkboxes(
        {
          ...partsOf(view, t),
          legend: labelOf(view, t),
          items: choicesOf(view.field, t),
          values: several(view.raw, view.field),
        },
        t,
      ),
    /** "1 3" are the first and the third. */
    text: (field, _lists, t) => ({
      lines: [
        ...choicesOf(field, t).map(({ text }, index) => `${index + 1} ${text}`),
        t("ussd.choices-how"),
      ],
      raw: (typed) => ({
        [field.name]: typed
          .split(/[\s,.]+/)
          .map((each) => field.options[Number(each) - 1]?.value ?? each),
      }),
    }),
  },
  code: {
    missing: "choice",
    html: (view, lists, t) =>
      isSearched(view.field, lists)
        ? searchedField(view, lists, t)
        : oneOf(view, codesOf(view.field, lists, t), t),
    text(field, lists, t) {
      const codes = codesOf(field, lists, t);
      const lines = [t("ussd.code-how")];
      return codes.length > shortList ? { lines, searched: true } : { lines, options: codes };
    },
  },
  email: line(() => ({ type: "email", autocomplete: "email", spellcheck: false }), "email"),
  phone: line(() => ({ type: "tel", autocomplete: "tel", width: 20 }), "phone"),
};

/** A question in HTML, by the type of its answer. Pure. */
export const fieldView = (view: FieldView, lists: Lists, t: Translate): SafeHtml =>
  kinds[view.field.type].html(view, lists, t);

/** A question where only text is shown. Pure. */
export const textQuestion = (field: Field, lists: Lists, t: Translate): TextQuestion =>
  kinds[field.type].text(field, lists, t);

/**
 * A label as a sentence continues with it: "the name of the buyer" in English, without a capital in
 * Kinyarwanda; French and Azerbaijani quote it, since its article or its ending is not known.
 */
function inSentence(label: string, lang: Lang): string {
  if (lang !== "en" && lang !== "rw") return label;
  const words = /^.\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
  return lang === "en" && !/^(its|your) /.test(words) ? `the ${words}` : words;
}

/** The error of a question that must be answered: its own words, else those of its kind. */
export function missingText({ type, missing, label }: Field, t: Translate): string {
  if (missing) return t.words(missing);
  const question = t.words(label);
  const kind = kinds[type].missing;
  return question.endsWith("?")
    ? t(`problems.missing-answer.${kind}`, { question })
    : t(`problems.missing.${kind}`, { question: inSentence(question, t.lang) });
}
