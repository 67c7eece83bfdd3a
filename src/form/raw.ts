import type { Definition, Field } from "../catalogue/index.ts";
import { decimalText } from "../kernel/index.ts";
import type { Answers, AnswerValue } from "./model.ts";
import { pagePlan } from "./plan.ts";
import { itemsOf } from "./put-page.ts";
import { decimalInput } from "./typed-number.ts";
import { answerOf } from "./walk.ts";

/** The inputs of a page as text, by the names they are posted under. */
export type RawPage = Readonly<Record<string, string | readonly string[]>>;

/**
 * Saved answers as the texts of their inputs, the reverse of `readPage`: a date in its three parts
 * (`name-day`, `name-month`, `name-year`), money in major units, yes-no as `yes` or `no`, choices as
 * a list. On a repeating page `index` says which item. Unanswered fields are absent.
 */
export function rawOf(def: Definition, pageId: string, answers: Answers, index = 0): RawPage {
  const { page } = pagePlan(def, pageId);
  const source = page.repeat ? (itemsOf(def, pageId, answers)[index] ?? {}) : answers;
  return rawOfFields(page.fields, source);
}

/** Values of fields as the texts of their inputs. */
export function rawOfFields(fields: readonly Field[], source: Answers): RawPage {
  const raw: Record<string, string | readonly string[]> = {};
  for (const field of fields) {
    const value = answerOf(source, field.name);
    if (value !== undefined) put(raw, field, value);
  }
  return raw;
}

function put(
  raw: Record<string, string | readonly string[]>,
  field: Field,
  value: AnswerValue,
): void {
  const { name, type } = field;
  if (typeof value === "boolean") raw[name] = value ? "yes" : "no";
  else if (typeof value === "number") raw[name] = numberText(field, value);
  else if (Array.isArray(value)) raw[name] = value.filter((each) => typeof each === "string");
  else if (typeof value === "string" && type === "date") putDate(raw, name, value);
  else if (typeof value === "string") raw[name] = value;
}

function numberText({ type, currency }: Field, value: number): string {
  if (type === "money") return decimalText({ minor: value, currency: currency ?? "" });
  return type === "decimal" ? decimalInput(value) : String(value);
}

function putDate(
  raw: Record<string, string | readonly string[]>,
  name: string,
  date: string,
): void {
  const [year = "", month = "", day = ""] = date.split("-");
  raw[`${name}-day`] = String(Number(day) || day);
  raw[`${name}-month`] = String(Number(month) || month);
  raw[`${name}-year`] = year;
}
