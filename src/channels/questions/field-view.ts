import type { Field } from "../../catalogue/index.ts";
import type { RawPage } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
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
import { isSearched } from "./code-search.ts";
import { codeItem, type FieldView, type Lists, partsOf, typed } from "./field-parts.ts";
import { searchedField } from "./searched-field.ts";

/** Up to so many choices are shown at once; more are put into a list to open. */
const radiosAtMost = 8;

/** A question by the type of its answer. Pure. */
export function fieldView(view: FieldView, lists: Lists, t: Translate): SafeHtml {
  const { field, raw } = view;
  const parts = partsOf(view, t);
  const words = t.words(field.label);
  const value = typed(raw, field.name);
  switch (field.type) {
    case "yes-no":
      return radios({ ...parts, legend: words, inline: true, value, items: yesOrNo(t) }, t);
    case "date":
      return dateView(view, t);
    case "choice":
      return chosen(view, choicesOf(field, t), t);
    case "choices":
      return checkboxes(
        { ...parts, legend: words, items: choicesOf(field, t), values: many(raw, field) },
        t,
      );
    case "code":
      return isSearched(field, lists) ? searchedField(view, lists, t) : codeView(view, lists, t);
    case "long-text":
      return textarea({ ...parts, label: words, value, rows: 6 }, t);
    default:
      return input({ ...parts, label: words, value, ...lookOf(field, t) }, t);
  }
}

const yesOrNo = (t: Translate): Choice[] => [
  { value: "yes", text: t("component.yes") },
  { value: "no", text: t("component.no") },
];

const choicesOf = ({ options }: Field, t: Translate): Choice[] =>
  options.map(({ value, label }) => ({ value, text: t.words(label) }));

function chosen(view: FieldView, items: readonly Choice[], t: Translate): SafeHtml {
  const parts = partsOf(view, t);
  const value = typed(view.raw, view.field.name);
  const words = t.words(view.field.label);
  return items.length > radiosAtMost
    ? select({ ...parts, label: words, items, value }, t)
    : radios({ ...parts, legend: words, items, value }, t);
}

const many = (raw: RawPage, { name }: Field): readonly string[] => {
  const value = raw[name] ?? [];
  return typeof value === "string" ? [value] : value;
};

function codeView(view: FieldView, lists: Lists, t: Translate): SafeHtml {
  const codes = lists.codeList(view.field.list ?? "") ?? [];
  const items = codes.map((code) => codeItem(code, t));
  return chosen(view, items, t);
}

function dateView(view: FieldView, t: Translate): SafeHtml {
  const { field, raw } = view;
  const part = (name: string) => typed(raw, `${field.name}-${name}`);
  const born = field.prefill?.source.trim() === "applicant.birthDate";
  return dateInput(
    {
      ...partsOf(view, t),
      legend: t.words(field.label),
      day: part("day"),
      month: part("month"),
      year: part("year"),
      ...(born && { autocomplete: "bday" as const }),
    },
    t,
  );
}

/** How a line looks: which keys a phone shows, how wide it is, what stands behind it. */
function lookOf(field: Field, t: Translate) {
  const unit = field.unit && t.words(field.unit);
  switch (field.type) {
    case "integer":
      return { inputmode: "numeric" as const, width: 10 as const, suffix: unit };
    case "decimal":
      return { inputmode: "decimal" as const, width: 10 as const, suffix: unit };
    case "money":
      return { inputmode: "decimal" as const, width: 10 as const, suffix: field.currency };
    case "phone":
      return { type: "tel" as const, autocomplete: "tel", width: 20 as const };
    case "email":
      return { type: "email" as const, autocomplete: "email", spellcheck: false };
    default:
      return unit === undefined ? {} : { suffix: unit };
  }
}
