import type { Field, FieldType, Lang, Words } from "../catalogue/index.ts";
import { isTelephone, readTelephone } from "../kernel/index.ts";
import {
  type Answered,
  type CodeLists,
  type Kind,
  plainly,
  type ReadField,
  type Schema,
  type Wording,
  type Wrong,
  wordsIn,
} from "./kind.ts";
import type { AnswerValue } from "./model.ts";
import { decimal, integer, money } from "./number-kinds.ts";
import { type RawPage, single } from "./raw.ts";
import {
  cleanText,
  compactCode,
  isDate,
  isEmail,
  isName,
  lengthOf,
  readDate,
} from "./typed-text.ts";

const isText = (value: AnswerValue): value is string => typeof value === "string";

const notOneOf: Wrong = { code: "not-one-of" };

/** A line of text, or a code: the text of one input is the answer. */
const line = {
  inputs: [""],
  read: (field: Field, raw: RawPage) => readText(single(raw, field.name), false),
  is: isText,
  notOne: notOneOf,
  raw: (_field: Field, value: string) => ({ "": value }),
  inRules: (_field: Field, value: AnswerValue) => value,
  say: (_field: Field, value: string) => plainly(value),
};

function readText(typed: string, lines: boolean): ReadField {
  const text = cleanText(typed, lines);
  return text === "" ? {} : { value: text };
}

/** Free text, with a check beyond its length. */
const text = (
  lines: boolean,
  wrong?: (value: string, field: Field) => Wrong | undefined,
): Kind<string> => ({
  ...line,
  read(field, raw) {
    const typed = single(raw, field.name);
    return readText(field.format === "code" ? compactCode(typed) : typed, lines);
  },
  notOne: { code: "invalid" },
  check(field, value) {
    const { maxLength } = field;
    if (value !== cleanText(value, lines)) return { code: "invalid" };
    if (field.format === "name" && !isName(value)) return { code: "not-a-name" };
    if (value.length > maxLength && lengthOf(value) > maxLength)
      return { code: "too-long", facts: { max: maxLength } };
    return wrong?.(value, field);
  },
  schema: ({ required, maxLength }) => ({
    type: "string",
    minLength: required ? 1 : 0,
    maxLength,
  }),
});

const yesNo: Kind<boolean> = {
  ...line,
  read(field, raw) {
    const typed = cleanText(single(raw, field.name), false);
    if (typed === "") return {};
    return typed === "yes" || typed === "no" ? { value: typed === "yes" } : notOneOf;
  },
  is: (value) => typeof value === "boolean",
  check: () => undefined,
  raw: (_field, value) => ({ "": value ? "yes" : "no" }),
  say: (_field, value, { words }) => plainly(value ? words.yes : words.no),
  schema: () => ({ type: "boolean" }),
};

const notADate: Wrong = { code: "not-a-date", facts: { example: "27 3 2007" } };

/** `YYYY-MM-DD`, typed in three parts, or whole where there is one input. */
const date: Kind<string> = {
  ...line,
  inputs: ["-day", "-month", "-year", ""],
  read({ name }, raw) {
    const whole = single(raw, name).trim();
    const [day = "", month = "", year = ""] =
      whole === ""
        ? ["day", "month", "year"].map((part) => single(raw, `${name}-${part}`).trim())
        : whole.split("-").reverse();
    if (whole === "" && day + month + year === "") return {};
    const strict = whole === "" || /^\d{4}-\d{2}-\d{2}$/.test(whole);
    const value = strict ? readDate(day, month, year) : undefined;
    return value === undefined ? notADate : { value };
  },
  notOne: notADate,
  check: (_field, value) => (isDate(value) ? undefined : notADate),
  raw(_field, value) {
    const [year = "", month = "", day = ""] = value.split("-");
    const short = (part: string) => String(Number(part) || part);
    return { "-day": short(day), "-month": short(month), "-year": year };
  },
  say: (_field, value, { words }) => plainly(words.formatDate(value)),
  schema: () => ({ type: "string", format: "date" }),
};

const isOption = ({ options }: Field, value: AnswerValue): boolean =>
  options.some((option) => option.value === value);

const optionSchemas = ({ options }: Field, say: (words: Words) => string) =>
  options.map(({ value, label }) => ({ const: value, title: say(label), label }));

const choice: Kind<string> = {
  ...line,
  check: (field, value) => (isOption(field, value) ? undefined : notOneOf),
  say: (field, value, wording) => plainly(optionIn(field, value, wording)),
  schema: (field, say) => ({ type: "string", oneOf: optionSchemas(field, say) }),
};

/** Each ticked option once, in the order of the options. */
const choices: Kind<readonly AnswerValue[]> = {
  ...line,
  read(field, raw) {
    const posted = Object.hasOwn(raw, field.name) ? raw[field.name] : undefined;
    const ticked = (Array.isArray(posted) ? posted : [posted]).filter(
      (each) => each !== undefined && each !== "",
    );
    if (ticked.length === 0) return {};
    const values = field.options.map(({ value }) => value);
    if (!ticked.every((each) => values.includes(each))) return notOneOf;
    return { value: values.filter((each) => ticked.includes(each)) };
  },
  is: (value) => Array.isArray(value),
  check(field, value) {
    const { minItems, maxItems } = field;
    if (!value.every((each) => isOption(field, each)) || new Set(value).size !== value.length)
      return notOneOf;
    if (minItems !== undefined && value.length < minItems)
      return { code: "too-few", facts: { min: minItems } };
    if (maxItems !== undefined && value.length > maxItems)
      return { code: "too-many", facts: { max: maxItems } };
    return undefined;
  },
  raw: (_field, value) => ({ "": value.filter(isText) }),
  say: (field, value, wording) =>
    plainly(value.map((each) => optionIn(field, String(each), wording)).join(", ")),
  schema: (field, say) => ({
    type: "array",
    uniqueItems: true,
    items: { type: "string", oneOf: optionSchemas(field, say) },
    ...(field.minItems !== undefined && { minItems: field.minItems }),
    ...(field.maxItems !== undefined && { maxItems: field.maxItems }),
  }),
};

/** Without code lists (before submission) any code passes; submission checks them. */
const code: Kind<string> = {
  ...line,
  check: ({ list }, value, codes) =>
    !codes || codes(list ?? "").some((each) => each.value === value) ? undefined : notOneOf,
  /** A country without a name in the language has its English name, marked as such. */
  say({ list }, value, wording) {
    const label = wording.codes(list ?? "")?.find((each) => each.value === value)?.label;
    if (!label) return { answer: value };
    const inLanguage = label[wording.lang];
    if (inLanguage !== undefined) return { answer: inLanguage };
    return label.en === undefined
      ? { answer: wordsIn(label, wording) || value }
      : { answer: label.en, lang: "en" };
  },
  schema: ({ list }) => ({ type: "string", codeList: list }),
};

/** The telephone problem, with an example: of the country, or in full. */
const notAPhone = ({ telephone }: Field): Wrong => ({
  code: "not-a-phone",
  facts: { example: telephone?.example ?? "+44 20 7946 0123" },
});

/** All kinds of field. A new one does not compile before its row is complete. */
const kinds: Readonly<Record<FieldType, Kind>> = {
  text: text(false),
  "long-text": text(true),
  integer,
  decimal,
  money,
  "yes-no": yesNo,
  date,
  choice,
  choices,
  code,
  email: {
    ...text(false, (value) => (isEmail(value) ? undefined : { code: "not-an-email" })),
    schema: ({ maxLength }) => ({ type: "string", format: "email", maxLength }),
  },
  phone: {
    ...text(false, (value, field) =>
      isTelephone(value, field.telephone) ? undefined : notAPhone(field),
    ),
    read(field, raw) {
      const typed = cleanText(single(raw, field.name), false);
      if (typed === "") return {};
      const value = readTelephone(typed, field.telephone);
      return value === undefined ? notAPhone(field) : { value };
    },
    schema: () => ({ type: "string", pattern: "^\\+[1-9][0-9]{5,14}$" }),
  },
};

/** Any JSON may be passed: `is` guards the rest of the row. */
const kindOf = (field: Field): Kind => kinds[field.type];

/** Suffixes of the names of a field's inputs; problems link to the first. */
export const inputEndings = (field: Field): readonly string[] => kindOf(field).inputs;

/** Parses the input of one field; its limits and rules are checked afterwards. */
export const readField = (field: Field, raw: RawPage, lang?: Lang): ReadField =>
  kindOf(field).read(field, raw, lang);

/**
 * The problem of an answer by itself, or undefined. Answers also come from programs and old drafts,
 * so any JSON may be given. An empty answer is for the caller to judge; rules (`valid`) are not
 * checked here.
 */
export function wrongWith(field: Field, value: AnswerValue, codes?: CodeLists): Wrong | undefined {
  const kind = kindOf(field);
  return kind.is(value) ? kind.check(field, value, codes) : kind.notOne;
}

/** The texts of a field's inputs, by name suffix. */
export function rawField(field: Field, value: AnswerValue): RawPage {
  const kind = kindOf(field);
  if (kind.is(value)) return kind.raw(field, value);
  if (typeof value === "boolean") return { "": value ? "yes" : "no" };
  if (Array.isArray(value)) return { "": value.filter(isText) };
  return typeof value === "number" || typeof value === "string" ? { "": String(value) } : {};
}

/** An answer for rules: money in major units, exactly; all else as it is. */
export function inRules(field: Field, value: AnswerValue): unknown {
  const kind = kindOf(field);
  return kind.is(value) ? kind.inRules(field, value) : value;
}

/** An answer in words; empty where there is none. */
export function sayAnswer(
  field: Field,
  value: AnswerValue | undefined,
  wording: Wording,
): Answered {
  if (value === undefined) return plainly("");
  const kind = kindOf(field);
  if (kind.is(value)) return kind.say(field, value, wording);
  const { words } = wording;
  if (typeof value === "boolean") return plainly(value ? words.yes : words.no);
  if (typeof value === "number") return plainly(words.formatNumber(value));
  if (Array.isArray(value)) return plainly(value.map(String).join(", "));
  return plainly(typeof value === "string" ? value : "");
}

/** JSON Schema of an answer; `say` chooses the language of titles. */
export const schemaOf = (field: Field, say: (words: Words) => string): Schema =>
  kindOf(field).schema(field, say);

function optionIn({ options }: Field, value: string, wording: Wording): string {
  const option = options.find((each) => each.value === value);
  return option ? wordsIn(option.label, wording) : value;
}
