/**
 * The type of an answer or of a rule's result. `enum` is a text whose possible values are known.
 */
export type FeelType =
  | { readonly kind: "number" | "string" | "boolean" | "date" | "duration" | "null" | "any" }
  | { readonly kind: "list"; readonly of: FeelType }
  | { readonly kind: "context"; readonly fields: Readonly<Record<string, FeelType>> }
  | { readonly kind: "enum"; readonly values: readonly string[] };

/** What goes in and comes out: plain JSON. Dates are "YYYY-MM-DD", durations ISO 8601 ("P1Y2M"). */
export type FeelValue =
  | null
  | boolean
  | number
  | string
  | readonly FeelValue[]
  | { readonly [key: string]: FeelValue };

/** The names that a rule may read. */
export type Scope = Readonly<Record<string, FeelType>>;

/** A problem of a rule, for its designer. `from` and `to` are character offsets in the source. */
export interface RuleProblem {
  readonly message: string;
  readonly mend: string;
  readonly from: number;
  readonly to: number;
}

export const ANY: FeelType = { kind: "any" };
export const NULL: FeelType = { kind: "null" };
export const NUMBER: FeelType = { kind: "number" };
export const STRING: FeelType = { kind: "string" };
export const BOOLEAN: FeelType = { kind: "boolean" };
export const DATE: FeelType = { kind: "date" };
export const DURATION: FeelType = { kind: "duration" };
export const listOf = (of: FeelType): FeelType => ({ kind: "list", of });

/** The kind, where an enum counts as text. */
export const family = (type: FeelType): string => (type.kind === "enum" ? "string" : type.kind);

/** True where the type rules out no use: `any`, or always null. */
export const isOpen = (type: FeelType): boolean => type.kind === "any" || type.kind === "null";

/** A type in words, the same in every message. */
export function describe(type: FeelType): string {
  switch (type.kind) {
    case "number":
      return "a number";
    case "string":
      return "a text";
    case "boolean":
      return "true or false";
    case "date":
      return "a date";
    case "duration":
      return "a duration";
    case "null":
      return "null";
    case "any":
      return "anything";
    case "list":
      return `a list (each item: ${describe(type.of)})`;
    case "context":
      return "a group of answers";
    case "enum":
      return type.values.length === 1
        ? `the text "${type.values[0]}"`
        : `one of ${listed(type.values.map((value) => `"${value}"`))}`;
  }
}

/** At most eight items, then an ellipsis. */
export const listed = (items: readonly string[]): string =>
  items.length > 8 ? `${items.slice(0, 8).join(", ")}, …` : items.join(", ");

/** Whether two types can be compared or substituted at all. */
export function related(a: FeelType, b: FeelType): boolean {
  if (isOpen(a) || isOpen(b)) return true;
  if (a.kind === "list" && b.kind === "list") return related(a.of, b.of);
  return family(a) === family(b);
}

/** Whether two enums have no value in common. */
export const disjoint = (a: FeelType, b: FeelType): boolean =>
  a.kind === "enum" && b.kind === "enum" && !a.values.some((value) => b.values.includes(value));

/**
 * Whether a value of type `actual` may be used where `expected` is required. A text is accepted for
 * an enum.
 */
export function accepts(expected: FeelType, actual: FeelType): boolean {
  if (isOpen(expected) || isOpen(actual)) return expected.kind !== "null" || isOpen(actual);
  if (expected.kind === "enum" && actual.kind === "enum")
    return actual.values.every((value) => expected.values.includes(value));
  if (expected.kind === "list" && actual.kind === "list") return accepts(expected.of, actual.of);
  if (expected.kind === "context" && actual.kind === "context")
    return Object.entries(expected.fields).every(([name, type]) => {
      const field = actual.fields[name];
      return field !== undefined && accepts(type, field);
    });
  return family(expected) === family(actual);
}

/** Groups nested deeper than this are not distinguished, so that checking terminates soon. */
const JOINED_DEPTH = 4;

/** The narrowest type that holds both; `any` where they have nothing in common. */
export function join(a: FeelType, b: FeelType, depth = 0): FeelType {
  if (a === b || b.kind === "null") return a;
  if (a.kind === "null") return b;
  if (a.kind === "enum" && b.kind === "enum")
    return { kind: "enum", values: [...new Set([...a.values, ...b.values])] };
  if (a.kind === "list" && b.kind === "list") return listOf(join(a.of, b.of, depth));
  if (a.kind === "context" && b.kind === "context") {
    if (depth >= JOINED_DEPTH) return ANY;
    const names = [...new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])];
    const fields = names.map((name) => {
      const [left, right] = [ownField(a.fields, name), ownField(b.fields, name)];
      return [name, join(left, right, depth + 1)] as const;
    });
    return { kind: "context", fields: Object.fromEntries(fields) };
  }
  if (family(a) !== family(b)) return ANY;
  return a.kind === "enum" ? b : a;
}

const ownField = (fields: Readonly<Record<string, FeelType>>, name: string): FeelType =>
  (Object.hasOwn(fields, name) ? fields[name] : undefined) ?? NULL;

/** The type of a list's items taken together: null for the empty list. */
export const joinAll = (types: readonly FeelType[]): FeelType =>
  types.reduce((a, b) => join(a, b), NULL);
