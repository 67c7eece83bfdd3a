import type { Calculation, Definition, Words } from "../catalogue/index.ts";
import type { AskedWords } from "./kind.ts";

/** A calculated value as officers read it. */
export interface CalculatedRow {
  readonly name: string;
  readonly title: Words;
  readonly answer: string;
  readonly unit?: Words;
}

/** The calculated values that have a title, in the order of the definition, as far as known. */
export const calculatedRows = (
  { calculate }: Pick<Definition, "calculate">,
  values: Readonly<Record<string, unknown>>,
  words: AskedWords,
): readonly CalculatedRow[] =>
  calculate.flatMap(({ name, title, unit, rule }) => {
    const answer = title && said(rule, values[name], words);
    return title && answer ? [{ name, title, answer, ...(unit && { unit }) }] : [];
  });

function said({ type }: Calculation["rule"], value: unknown, words: AskedWords): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return words.formatNumber(value);
  if (typeof value !== "string") return "";
  return type.kind === "date" ? words.formatDate(value) : value;
}
