import { type CommandId, dateOf, isUuid } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { type FormFields, textOf } from "../../platform/http/index.ts";
import {
  button,
  checkboxes,
  dateInput,
  details,
  errorSummary,
  fileUpload,
  html,
  input,
  type PageError,
  radios,
  type SafeHtml,
  select,
  textarea,
} from "../components/index.ts";
import type { StaffRequest } from "./request.ts";

type Shown = Pick<StaffRequest, "t" | "csrf">;

/** One question of a form of the staff, in the words of the page. */
export interface StaffField {
  readonly name: string;
  readonly kind:
    | "text"
    | "lines"
    | "number"
    | "time"
    | "date"
    | "radios"
    | "select"
    | "checkboxes"
    | "file";
  readonly label: string;
  readonly hint?: string | undefined;
  /** What to say where it is empty or cannot be read; without it, it may stay empty. */
  readonly missing?: string | undefined;
  /** Asked for in some cases, which the hint tells: neither required nor optional. */
  readonly atTimes?: true;
  readonly items?: readonly { readonly value: string; readonly text: string }[];
  /** What stands in it before anybody types; a day as `YYYY-MM-DD`, choices joined by commas. */
  readonly value?: string | undefined;
  /** A number that is whole, from the least to the most. */
  readonly whole?: readonly [from: number, to: number];
  readonly rows?: number;
  readonly accept?: string;
  /** Heading of the part of the form in which it stands; fields of one part follow each other. */
  readonly group?: string;
}

/** A form on a page of the staff; its fields have ids of their own, as a page has several forms. */
export interface StaffForm {
  readonly id: string;
  readonly action: string;
  readonly fields: readonly StaffField[];
  readonly send: string;
  /** Sent along unseen, such as the version that was read. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** The short fields of each part stand beside each other. */
  readonly inRows?: true;
  /** Stands below the fields. */
  readonly also?: SafeHtml;
}

/** What was typed into a form, and what is wrong with it. */
export interface Typed {
  readonly form: string;
  /**
   * A day is `YYYY-MM-DD`, a time `HH:MM`, a number in digits with a full stop, several choices are
   * joined by commas; "" where nothing was typed.
   */
  readonly values: Readonly<Record<string, string>>;
  /** Days as they were typed, for the form that comes back. */
  readonly raw: Readonly<Record<string, string>>;
  readonly wrong: readonly StaffField[];
  /** Why the register refused it, in words. */
  readonly refused?: string;
}

const longest = 20_000;
const parts = ["day", "month", "year"] as const;

/** Reads a posted form. It is right where nothing is `wrong`. */
export function readTyped({ id, fields }: StaffForm, posted: FormFields): Typed {
  const raw: Record<string, string> = {};
  const values: Record<string, string> = {};
  const wrong: StaffField[] = [];
  const typed = (name: string) => textOf(posted, name).trim().slice(0, longest);
  for (const field of fields) {
    const { name, kind } = field;
    if (kind === "file") continue;
    if (kind === "checkboxes") {
      const offered = new Set(field.items?.map(({ value }) => value));
      const chosen = [posted[name] ?? []].flat().filter((value) => offered.has(value));
      values[name] = chosen.join(",");
      raw[name] = values[name];
      if (chosen.length === 0 && field.missing !== undefined) wrong.push(field);
      continue;
    }
    if (kind === "date") {
      const [day = "", month = "", year = ""] = parts.map((part) => {
        raw[`${name}-${part}`] = typed(`${name}-${part}`);
        return raw[`${name}-${part}`];
      });
      values[name] = dateOf(day, month, year) ?? "";
      if (values[name] === "" && (field.missing !== undefined || `${day}${month}${year}` !== ""))
        wrong.push(field);
      continue;
    }
    raw[name] = typed(name);
    values[name] = raw[name] ?? "";
    if (kind === "number") values[name] = plainNumber(values[name]);
    const unknown =
      (kind === "radios" || kind === "select") &&
      values[name] !== "" &&
      !field.items?.some(({ value }) => value === values[name]);
    if (kind === "time") values[name] = plainTime(values[name]);
    const unreadable =
      (kind === "number" || kind === "time") && raw[name] !== "" && values[name] === "";
    const bad = unknown || unreadable || !isWithin(field.whole, values[name]);
    if (bad || (values[name] === "" && field.missing !== undefined)) wrong.push(field);
  }
  return { form: id, values, raw, wrong };
}

/** Whether a number is one that the field takes; an empty one is asked for elsewhere. */
const isWithin = (whole: StaffField["whole"], text: string): boolean =>
  !whole ||
  text === "" ||
  (Number.isInteger(Number(text)) && Number(text) >= whole[0] && Number(text) <= whole[1]);

/** "8:30", "08.30" and "8h30" → "08:30", "8" → "08:00"; "" where it is no time of a day. */
function plainTime(text: string): string {
  const [, hours = "", minutes = "00"] = /^(\d{1,2})(?:\s*[:.hH]\s*(\d{2})?)?$/.exec(text) ?? [];
  const isTime = hours !== "" && Number(hours) <= 23 && Number(minutes) <= 59;
  return isTime ? `${hours.padStart(2, "0")}:${minutes}` : "";
}

/** "1 234,5", "1,234.5" and "1234.5" → "1234.5"; "" where it is no number. */
function plainNumber(text: string): string {
  const close = text.replace(/[\s\u00a0\u202f']/g, "");
  const decimal = /[.,](\d{1,2})$/.exec(close);
  const whole = decimal ? close.slice(0, decimal.index) : close;
  const digits = whole.replace(/[.,](?=\d{3}(\D|$))/g, "");
  const joined = decimal ? `${digits}.${decimal[1]}` : digits;
  return /^-?\d+(\.\d+)?$/.test(joined) ? joined : "";
}

const idOf = (form: StaffForm, field: StaffField): string => `${form.id}-${field.name}`;

function wrongWords({ missing, kind, label, whole }: StaffField, { t }: Shown): string {
  if (missing !== undefined) return missing;
  // Several stand in one form: the list of errors says which.
  if (whole)
    return `${label} ${t("partnership.desk.enter-whole", { from: whole[0], to: whole[1] })}`;
  if (kind === "time") return `${label}: ${t("settings.enter-time")}`;
  return kind === "date" ? t("partnership.desk.enter-day") : label;
}

/** What is wrong, for the top of the page, each linked to its field. */
export function typedProblems(
  form: StaffForm | undefined,
  typed: Typed | undefined,
  at: Shown,
): SafeHtml | null {
  if (!form || !typed) return null;
  const errors: PageError[] = typed.wrong.map((field) => ({
    text: wrongWords(field, at),
    id: `${idOf(form, field)}${field.kind === "date" ? "-day" : ""}`,
  }));
  const first = form.fields[0];
  if (typed.refused !== undefined)
    errors.push({ text: typed.refused, ...(first && { id: idOf(form, first) }) });
  return errorSummary(errors, at.t);
}

/** What was typed, with one more field that is wrong, and why. */
export const alsoWrong = (
  { fields }: StaffForm,
  typed: Typed,
  name: string,
  missing: string,
): Typed => ({
  ...typed,
  wrong: [
    ...typed.wrong,
    ...fields.filter((field) => field.name === name).map((field) => ({ ...field, missing })),
  ],
});

/** The form itself; `typed` fills it in again where it came back. */
export function staffForm(form: StaffForm, at: Shown, typed?: Typed): SafeHtml {
  const own = typed?.form === form.id ? typed : undefined;
  const hidden = Object.entries({ key: newId(), ...form.hidden }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const files = form.fields.some(({ kind }) => kind === "file");
  const encoding = files ? html` enctype="multipart/form-data"` : null;
  return html`<form method="post" action="${form.action}" novalidate${encoding}>
    ${at.csrf}${hidden}
    ${grouped(form, at, own)}${form.also}
    ${button({ text: form.send })}
  </form>`;
}

/** The fields, those of one part in a fieldset with its heading. */
function grouped(form: StaffForm, at: Shown, typed?: Typed): SafeHtml {
  const groups: { readonly title: string | undefined; readonly fields: StaffField[] }[] = [];
  for (const field of form.fields) {
    const last = groups.at(-1);
    if (last && last.title === field.group) last.fields.push(field);
    else groups.push({ title: field.group, fields: [field] });
  }
  return html`${groups.map(({ title, fields }) => {
    const content = fields.map((field) => fieldOf(form, field, at, typed));
    return title === undefined
      ? html`${content}`
      : html`<fieldset
          class="govuk-fieldset hw-form-part${form.inRows ? " hw-form-part--row" : ""}"
        >
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
            <h2 class="govuk-fieldset__heading">${title}</h2>
          </legend>${content}</fieldset>`;
  })}`;
}

/** A form that only asks: it is sent by its address and keeps nothing. */
export const plainForm = (form: StaffForm, at: Shown, typed?: Typed): SafeHtml =>
  html`<form method="get" action="${form.action}" novalidate>
    ${grouped(form, at, typed)}
    ${button({ text: form.send })}
  </form>`;

/** A form that most visitors do not need: shut until it is opened, or came back wrong. */
export const foldedForm = (summary: string, form: StaffForm, at: Shown, typed?: Typed): SafeHtml =>
  details(summary, staffForm(form, at, typed), typed?.form === form.id);

function fieldOf(form: StaffForm, field: StaffField, at: Shown, typed?: Typed): SafeHtml {
  const { t } = at;
  const { name, kind, label, hint, items = [] } = field;
  const id = idOf(form, field);
  const wrong = typed?.wrong.find((one) => one.name === name);
  const error = wrong && wrongWords(wrong, at);
  const value = typed ? typed.raw[name] : field.value;
  const optional = field.missing === undefined && kind !== "file" && !field.atTimes;
  const common = { id, name, label, hint, error, optional };
  switch (kind) {
    case "time":
      return input({ ...common, value, inputmode: "numeric", width: 5 }, t);
    case "text":
    case "number":
      return input({ ...common, value, ...(kind === "number" && { inputmode: "decimal" }) }, t);
    case "lines":
      return textarea({ ...common, value, rows: field.rows ?? 3 }, t);
    case "radios":
      return radios({ ...common, legend: label, value, items }, t);
    case "select":
      return select({ ...common, value, items }, t);
    case "checkboxes":
      return checkboxes(
        { ...common, legend: label, items, values: (value ?? "").split(",").filter(Boolean) },
        t,
      );
    case "file":
      return fileUpload({ ...common, accept: field.accept }, t);
    case "date": {
      const [year, month, day] = (field.value ?? "").split("-");
      const typedPart = (part: (typeof parts)[number]) => typed?.raw[`${name}-${part}`];
      const whole = typed
        ? { day: typedPart("day"), month: typedPart("month"), year: typedPart("year") }
        : { day, month, year };
      return dateInput({ ...common, legend: label, ...whole }, t);
    }
  }
}

/**
 * Who acts, and the key of the form that was sent: the same form again is one act.
 */
export const staffOccasion = ({ officer }: Pick<StaffRequest, "officer">, posted: FormFields) => {
  const key = textOf(posted, "key");
  return {
    key: (isUuid(key) ? key : newId()) as CommandId,
    actor: `officer:${officer.id}`,
  };
};
