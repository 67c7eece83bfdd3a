import { type CommandId, dateOf, isUuid, type Refusal } from "../../kernel/index.ts";
import type { Occasion } from "../../partnership/index.ts";
import { newId } from "../../platform/db/index.ts";
import { type FormFields, reasonText, textOf } from "../../platform/http/index.ts";
import {
  button,
  dateInput,
  details,
  errorSummary,
  fileUpload,
  html,
  input,
  ownLanguageName,
  type PageError,
  radios,
  type SafeHtml,
  select,
  sideName,
  textarea,
} from "../components/index.ts";
import type { Desk } from "./desk.ts";

/** One question of a form of the desk, in the words of the page. */
export interface DeskField {
  readonly name: string;
  readonly kind: "text" | "lines" | "number" | "date" | "radios" | "select" | "file";
  readonly label: string;
  readonly hint?: string | undefined;
  /** What to say where it is empty or cannot be read; without it, it may stay empty. */
  readonly missing?: string | undefined;
  /** Asked for in some cases, which the hint tells: neither required nor optional. */
  readonly atTimes?: true;
  readonly items?: readonly { readonly value: string; readonly text: string }[];
  /** What stands in it before anybody types; a day as `YYYY-MM-DD`. */
  readonly value?: string | undefined;
  /** A number that is whole, from the least to the most. */
  readonly whole?: readonly [from: number, to: number];
  readonly rows?: number;
  readonly accept?: string;
  /** Heading of the part of the form in which it stands; fields of one part follow each other. */
  readonly group?: string;
}

/** A form on a page of the desk; its fields have ids of their own, for a page has several forms. */
export interface DeskForm {
  readonly id: string;
  readonly action: string;
  readonly fields: readonly DeskField[];
  readonly send: string;
  /** Sent along unseen, such as the version that was read. */
  readonly hidden?: Readonly<Record<string, string>>;
}

/** What was typed into a form, and what is wrong with it. */
export interface Typed {
  readonly form: string;
  /** A day is `YYYY-MM-DD`, a number in digits with a full stop; "" where nothing was typed. */
  readonly values: Readonly<Record<string, string>>;
  /** Days as they were typed, for the form that comes back. */
  readonly raw: Readonly<Record<string, string>>;
  readonly wrong: readonly DeskField[];
  /** Why the register refused it, in words. */
  readonly refused?: string;
}

const longest = 20_000;
const parts = ["day", "month", "year"] as const;

/** Reads a posted form. It is right where nothing is `wrong`. */
export function readTyped({ id, fields }: DeskForm, posted: FormFields): Typed {
  const raw: Record<string, string> = {};
  const values: Record<string, string> = {};
  const wrong: DeskField[] = [];
  const typed = (name: string) => textOf(posted, name).trim().slice(0, longest);
  for (const field of fields) {
    const { name, kind } = field;
    if (kind === "file") continue;
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
    const unreadable = kind === "number" && raw[name] !== "" && values[name] === "";
    const bad = unknown || unreadable || !isWithin(field.whole, values[name]);
    if (bad || (values[name] === "" && field.missing !== undefined)) wrong.push(field);
  }
  return { form: id, values, raw, wrong };
}

/** Whether a number is one that the field takes; an empty one is asked for elsewhere. */
const isWithin = (whole: DeskField["whole"], text: string): boolean =>
  !whole ||
  text === "" ||
  (Number.isInteger(Number(text)) && Number(text) >= whole[0] && Number(text) <= whole[1]);

/** "1 234,5", "1,234.5" and "1234.5" → "1234.5"; "" where it is no number. */
function plainNumber(text: string): string {
  const close = text.replace(/[\s\u00a0\u202f']/g, "");
  const decimal = /[.,](\d{1,2})$/.exec(close);
  const whole = decimal ? close.slice(0, decimal.index) : close;
  const digits = whole.replace(/[.,](?=\d{3}(\D|$))/g, "");
  const joined = decimal ? `${digits}.${decimal[1]}` : digits;
  return /^-?\d+(\.\d+)?$/.test(joined) ? joined : "";
}

const idOf = (form: DeskForm, field: DeskField): string => `${form.id}-${field.name}`;

function wrongWords({ missing, kind, label, whole }: DeskField, { t }: Desk): string {
  if (missing !== undefined) return missing;
  // Several stand in one form: the list of errors says which.
  if (whole)
    return `${label} ${t("partnership.desk.enter-whole", { from: whole[0], to: whole[1] })}`;
  return kind === "date" ? t("partnership.desk.enter-day") : label;
}

/** What is wrong, for the top of the page, each linked to its field. */
export function typedProblems(
  form: DeskForm | undefined,
  typed: Typed | undefined,
  desk: Desk,
): SafeHtml | null {
  if (!form || !typed) return null;
  const errors: PageError[] = typed.wrong.map((field) => ({
    text: wrongWords(field, desk),
    id: `${idOf(form, field)}${field.kind === "date" ? "-day" : ""}`,
  }));
  const first = form.fields[0];
  if (typed.refused !== undefined)
    errors.push({ text: typed.refused, ...(first && { id: idOf(form, first) }) });
  return errorSummary(errors, desk.t);
}

/** What was typed, with one more field that is wrong, and why. */
export const alsoWrong = (
  { fields }: DeskForm,
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
export function deskForm(form: DeskForm, desk: Desk, typed?: Typed): SafeHtml {
  const own = typed?.form === form.id ? typed : undefined;
  const hidden = Object.entries({ key: newId(), ...form.hidden }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const files = form.fields.some(({ kind }) => kind === "file");
  const encoding = files ? html` enctype="multipart/form-data"` : null;
  return html`<form method="post" action="${form.action}" novalidate${encoding}>
    ${desk.csrf}${hidden}
    ${grouped(form, desk, own)}
    ${button({ text: form.send })}
  </form>`;
}

/** The fields, those of one part in a fieldset with its heading. */
function grouped(form: DeskForm, desk: Desk, typed?: Typed): SafeHtml {
  const groups: { readonly title: string | undefined; readonly fields: DeskField[] }[] = [];
  for (const field of form.fields) {
    const last = groups.at(-1);
    if (last && last.title === field.group) last.fields.push(field);
    else groups.push({ title: field.group, fields: [field] });
  }
  return html`${groups.map(({ title, fields }) => {
    const content = fields.map((field) => fieldOf(form, field, desk, typed));
    return title === undefined
      ? html`${content}`
      : html`<fieldset class="govuk-fieldset hw-form-part">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
            <h2 class="govuk-fieldset__heading">${title}</h2>
          </legend>${content}</fieldset>`;
  })}`;
}

/** A form that only asks: it is sent by its address and keeps nothing. */
export const plainForm = (form: DeskForm, desk: Desk, typed?: Typed): SafeHtml =>
  html`<form method="get" action="${form.action}" novalidate>
    ${grouped(form, desk, typed)}
    ${button({ text: form.send })}
  </form>`;

/** A form that most visitors do not need: shut until it is opened, or came back wrong. */
export const foldedForm = (summary: string, form: DeskForm, desk: Desk, typed?: Typed): SafeHtml =>
  details(summary, deskForm(form, desk, typed), typed?.form === form.id);

function fieldOf(form: DeskForm, field: DeskField, desk: Desk, typed?: Typed): SafeHtml {
  const { t } = desk;
  const { name, kind, label, hint, items = [] } = field;
  const id = idOf(form, field);
  const wrong = typed?.wrong.find((one) => one.name === name);
  const error = wrong && wrongWords(wrong, desk);
  const value = typed ? typed.raw[name] : field.value;
  const optional = field.missing === undefined && kind !== "file" && !field.atTimes;
  const common = { id, name, label, hint, error, optional };
  switch (kind) {
    case "text":
    case "number":
      return input({ ...common, value, ...(kind === "number" && { inputmode: "decimal" }) }, t);
    case "lines":
      return textarea({ ...common, value, rows: field.rows ?? 3 }, t);
    case "radios":
      return radios({ ...common, legend: label, value, items }, t);
    case "select":
      return select({ ...common, value, items }, t);
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

/** Who acts at the desk, and the key of the form that was sent: the same form again is one act. */
export const occasionOf = ({ officer }: Desk, posted: FormFields): Occasion => {
  const key = textOf(posted, "key");
  return {
    key: (isUuid(key) ? key : newId()) as CommandId,
    actor: `officer:${officer.id}`,
  };
};

/** Why the register refused something, with sides, languages and its own reason in words. */
export function refusalWords(
  { code, facts }: Pick<Refusal, "code" | "facts">,
  { t }: Pick<Desk, "t">,
): string {
  const side = facts && "side" in facts && { side: sideName(String(facts.side), t) };
  const lang = facts && "lang" in facts && { lang: ownLanguageName(String(facts.lang)) };
  const named = facts && "sides" in facts && String(facts.sides).split(", ");
  const sides = named && { sides: t.list(named.map((one) => sideName(one, t))) };
  const reason = facts && "reason" in facts && { reason: reasonText(String(facts.reason), t) };
  return t.refusal({ code, facts: { ...facts, ...side, ...sides, ...lang, ...reason } });
}

/** A title as an id: letters and digits of ASCII, joined by hyphens. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
