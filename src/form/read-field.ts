import type { Field, Lang } from "../catalogue/index.ts";
import { readTelephone } from "../kernel/index.ts";
import type { AnswerValue } from "./model.ts";
import type { RawPage } from "./raw.ts";
import { type ReadNumber, readDecimal, readInteger, readMoney } from "./typed-number.ts";
import { cleanText, readDate } from "./typed-text.ts";

/** Nothing was typed: `{}`. Something that cannot be read: its code. Else the value. */
export type ReadField = { readonly value?: AnswerValue; readonly code?: string };

const nothing: ReadField = {};

/** Reads what was typed into one field; its limits and rules are checked afterwards. */
export function readField(field: Field, raw: RawPage, lang?: Lang): ReadField {
  if (field.type === "date") return readDateField(field.name, raw);
  if (field.type === "choices") return readChoices(field, raw);
  const text = cleanText(single(raw, field.name), field.type === "long-text");
  if (text === "") return nothing;
  switch (field.type) {
    case "integer":
      return readInteger(text, lang);
    case "decimal":
      return readDecimal(text, lang);
    case "money":
      return readMoney(text, field.currency ?? "", lang) satisfies ReadNumber;
    case "yes-no":
      return text === "yes" || text === "no" ? { value: text === "yes" } : { code: "not-one-of" };
    case "phone": {
      const phone = readTelephone(text, field.telephone);
      return phone === undefined ? { code: "not-a-phone" } : { value: phone };
    }
    default:
      return { value: text };
  }
}

/** The text of an input; of several with the same name, the last, as a browser's back button may send. */
export function single(raw: RawPage, name: string): string {
  const given = Object.hasOwn(raw, name) ? raw[name] : undefined;
  const text = Array.isArray(given) ? given.at(-1) : given;
  return typeof text === "string" ? text : "";
}

function readDateField(name: string, raw: RawPage): ReadField {
  const whole = single(raw, name).trim();
  const [day = "", month = "", year = ""] =
    whole === ""
      ? ["day", "month", "year"].map((part) => single(raw, `${name}-${part}`).trim())
      : whole.split("-").reverse();
  if (whole === "" && day + month + year === "") return nothing;
  const strict = whole === "" || /^\d{4}-\d{2}-\d{2}$/.test(whole);
  const date = strict ? readDate(day, month, year) : undefined;
  return date === undefined ? { code: "not-a-date" } : { value: date };
}

/** What was ticked, each once, in the order of the options. */
function readChoices(field: Field, raw: RawPage): ReadField {
  const given = Object.hasOwn(raw, field.name) ? raw[field.name] : undefined;
  const ticked = (Array.isArray(given) ? given : [given]).filter(
    (each) => each !== undefined && each !== "",
  );
  if (ticked.length === 0) return nothing;
  const known = field.options.map((option) => option.value);
  if (!ticked.every((each) => known.includes(each))) return { code: "not-one-of" };
  return { value: known.filter((each) => ticked.includes(each)) };
}
