import type { Catalogue, Field } from "../../catalogue/index.ts";
import type { RawPage } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  checkboxes,
  dateInput,
  input,
  radios,
  type SafeHtml,
  select,
  textarea,
} from "../components/index.ts";

/** A field where it stands: what was typed, what is wrong with it, its name and id on the page. */
export interface FieldAt {
  readonly field: Field;
  readonly raw: RawPage;
  readonly id: string;
  readonly name: string;
  readonly error: string | undefined;
}

/** One finding, asked in the way its type is answered. */
export function fieldView(at: FieldAt, lists: Pick<Catalogue, "codeList">, t: Translate): SafeHtml {
  const { field, raw } = at;
  const label = t.words(field.label);
  const parts = partsOf(at, t);
  const value = textIn(raw, field.name);
  switch (field.type) {
    case "yes-no":
      return radios({ ...parts, legend: label, value, inline: true, items: yesOrNo(t) }, t);
    case "date":
      return dateInput({ ...parts, legend: label, ...dateIn(raw, field.name) }, t);
    case "choice":
      return radios({ ...parts, legend: label, value, items: optionsOf(field, t) }, t);
    case "choices": {
      const values = [raw[field.name] ?? []].flat();
      return checkboxes({ ...parts, legend: label, values, items: optionsOf(field, t) }, t);
    }
    case "code":
      return select({ ...parts, label, value, items: codesOf(field, lists, t) }, t);
    case "long-text":
      return textarea({ ...parts, label, value, rows: 3, maxlength: field.maxLength }, t);
    default:
      return input({ ...parts, label, value, ...keysOf(field, t) }, t);
  }
}

const partsOf = ({ field, id, name, error }: FieldAt, t: Translate) => ({
  ...{ id, name, error, optional: !field.required },
  hint: hintOf(field, t),
});

/** A question that other answers call for says so: without a script it stands there always. */
function hintOf({ hint, show }: Field, t: Translate): string | undefined {
  const own = hint ? [t.words(hint)] : [];
  const hints = show ? [...own, t("office-pages.where-it-applies")] : own;
  return hints.length > 0 ? hints.join(" ") : undefined;
}

const textIn = (raw: RawPage, name: string): string | undefined => [raw[name] ?? []].flat()[0];

const dateIn = (raw: RawPage, name: string) => ({
  day: textIn(raw, `${name}-day`),
  month: textIn(raw, `${name}-month`),
  year: textIn(raw, `${name}-year`),
});

const yesOrNo = (t: Translate) => [
  { value: "yes", text: t("component.yes") },
  { value: "no", text: t("component.no") },
];

const optionsOf = ({ options }: Field, t: Translate) =>
  options.map(({ value, label }) => ({ value, text: t.words(label) }));

const codesOf = ({ list }: Field, { codeList }: Pick<Catalogue, "codeList">, t: Translate) =>
  (codeList(list ?? "") ?? []).map(({ value, label }) => ({ value, text: t.words(label) }));

/** Which keys a phone shows, and what stands behind the number. */
function keysOf({ type, unit, currency }: Field, t: Translate) {
  const suffix = type === "money" ? currency : unit && t.words(unit);
  if (type === "integer") return { inputmode: "numeric" as const, width: 10 as const, suffix };
  if (type === "decimal" || type === "money") {
    return { inputmode: "decimal" as const, width: 10 as const, suffix };
  }
  return suffix === undefined ? {} : { suffix };
}
