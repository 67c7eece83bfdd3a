import type { Field } from "../catalogue/index.ts";
import { currencyDecimals, isTelephone } from "../kernel/index.ts";
import type { AnswerValue } from "./model.ts";
import { cleanText, isDate, isEmail, lengthOf } from "./typed-text.ts";

/** Values of a code list by its id. */
export type CodeLists = (id: string) => readonly { readonly value: string }[];

export interface Wrong {
  readonly code: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/**
 * What is wrong with an answer in itself, or undefined. Answers also arrive from programs and from
 * old drafts, so nothing is taken for granted: any JSON may be given. An empty answer is for the
 * caller to judge; rules (`valid`) are not looked at here.
 */
export function wrongWith(field: Field, value: AnswerValue, codes?: CodeLists): Wrong | undefined {
  switch (field.type) {
    case "integer":
    case "decimal":
    case "money":
      return wrongNumber(field, value);
    case "yes-no":
      return typeof value === "boolean" ? undefined : { code: "not-one-of" };
    case "date":
      return typeof value === "string" && isDate(value)
        ? undefined
        : { code: "not-a-date", facts: { example: "27 3 2007" } };
    case "choice":
      return isOption(field, value) ? undefined : { code: "not-one-of" };
    case "choices":
      return wrongChoices(field, value);
    case "code":
      return wrongCode(field, value, codes);
    default:
      return wrongText(field, value);
  }
}

function wrongNumber(field: Field, value: AnswerValue): Wrong | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return { code: "not-a-number" };
  if (field.type !== "decimal" && !Number.isSafeInteger(value)) return { code: "not-an-integer" };
  if (field.type === "decimal" && !isShort(value)) return { code: "not-a-number" };
  // The limits of money are written in major units, the answer is in minor units.
  const scale = field.type === "money" ? 10 ** currencyDecimals(field.currency ?? "") : 1;
  const { minimum, maximum } = field;
  if (minimum !== undefined && value < scaled(minimum, scale))
    return { code: "too-small", facts: { min: minimum } };
  if (maximum !== undefined && value > scaled(maximum, scale))
    return { code: "too-large", facts: { max: maximum } };
  return undefined;
}

const scaled = (limit: number, scale: number): number =>
  scale === 1 ? limit : Math.round(limit * scale);

/** At most six decimals and fifteen digits: what an input can show and read back unchanged. */
const isShort = (value: number): boolean =>
  Math.abs(value) < 1e15 && Number(value.toFixed(6)) === value;

const isOption = (field: Field, value: AnswerValue | undefined): boolean =>
  field.options.some((option) => option.value === value);

function wrongChoices(field: Field, value: AnswerValue): Wrong | undefined {
  if (!Array.isArray(value)) return { code: "not-one-of" };
  const chosen: readonly AnswerValue[] = value;
  if (!chosen.every((each) => isOption(field, each)) || new Set(chosen).size !== chosen.length)
    return { code: "not-one-of" };
  const { minItems, maxItems } = field;
  if (minItems !== undefined && chosen.length < minItems)
    return { code: "too-few", facts: { min: minItems } };
  if (maxItems !== undefined && chosen.length > maxItems)
    return { code: "too-many", facts: { max: maxItems } };
  return undefined;
}

/** Without code lists at hand (on the way through the form) any code passes; submission checks them. */
function wrongCode(field: Field, value: AnswerValue, codes?: CodeLists): Wrong | undefined {
  if (typeof value !== "string") return { code: "not-one-of" };
  if (!codes) return undefined;
  return codes(field.list ?? "").some((code) => code.value === value)
    ? undefined
    : { code: "not-one-of" };
}

function wrongText(field: Field, value: AnswerValue): Wrong | undefined {
  if (typeof value !== "string") return { code: "invalid" };
  if (value !== cleanText(value, field.type === "long-text")) return { code: "invalid" };
  const { type, maxLength: maximum } = field;
  if (value.length > maximum && lengthOf(value) > maximum)
    return { code: "too-long", facts: { max: maximum } };
  if (type === "email" && !isEmail(value)) return { code: "not-an-email" };
  if (type === "phone" && !isTelephone(value, field.telephone))
    return { code: "not-a-phone", facts: telephoneFacts(field) };
  return undefined;
}

/** How a telephone number may look; the example of a field without a country is written in full. */
export const telephoneFacts = ({ telephone }: Field) => ({
  example: telephone?.example ?? "+44 20 7946 0123",
});
