import type { FeelType } from "../rules/index.ts";

/** Keys of a field that only some kinds have. */
export type FieldKey =
  | "options"
  | "list"
  | "within"
  | "currency"
  | "minimum"
  | "maximum"
  | "unit"
  | "maxLength"
  | "minItems"
  | "maxItems";

/** The definition of one kind of field, and its type in rules. */
interface DefinedKind {
  /** Its keys; any other of `FieldKey` is a mistake. */
  readonly keys: Readonly<Partial<Record<FieldKey, "needed" | "optional">>>;
  /** Limit of a text answer in characters, unless the definition has one. */
  readonly length: number;
  /** The type of an answer in rules, with the values of its options. */
  feel(options: readonly string[]): FeelType;
  /** Whether a journey file may state this answer; no money, dates or lists. */
  plain(value: string | number | boolean, options: readonly string[]): boolean;
  /** Whether it can hold the number of a certificate. */
  readonly paperNumber: boolean;
  /** Whether the government's telephone rule applies. */
  readonly telephone: boolean;
  /**
   * What an answer is to what goes on with it: words or a number by which a file is found, one of
   * its options, an agreement (a yes that nobody gives by repeating an answer), or a day.
   */
  readonly means?: "words" | "number" | "option" | "agreement" | "day";
}

const STRING: FeelType = { kind: "string" };
const NUMBER: FeelType = { kind: "number" };

const isText = (value: unknown): boolean => typeof value === "string";
const isNumber = (value: unknown): boolean => typeof value === "number";
const no = (): boolean => false;

const common = {
  keys: {},
  length: 200,
  feel: () => STRING,
  plain: no,
  paperNumber: false,
  telephone: false,
};
const number = { ...common, feel: () => NUMBER };
const limits = { minimum: "optional", maximum: "optional" } as const;
const length = { maxLength: "optional" } as const;

/**
 * The kinds of field, in the order of the documentation. `src/form/kinds.ts` says how each is
 * asked, read and checked, `src/channels/questions/kinds.ts` how it is shown; neither compiles
 * while a kind is missing.
 */
export const fieldKinds = {
  text: { ...common, keys: length, plain: isText, paperNumber: true, means: "words" },
  "long-text": { ...common, keys: length, length: 2000, plain: isText },
  integer: { ...number, keys: { ...limits, unit: "optional" }, plain: isNumber },
  decimal: { ...number, keys: { ...limits, unit: "optional" }, plain: isNumber },
  // In rules, a number of major units.
  money: { ...number, keys: { ...limits, currency: "needed" } },
  "yes-no": {
    ...common,
    feel: () => ({ kind: "boolean" }),
    plain: (value) => typeof value === "boolean",
    means: "agreement",
  },
  date: { ...common, feel: () => ({ kind: "date" }), means: "day" },
  choice: {
    ...common,
    keys: { options: "needed" },
    feel: (values) => ({ kind: "enum", values }),
    plain: (value, options) => options.some((option) => option === value),
    means: "option",
  },
  choices: {
    ...common,
    keys: { options: "needed", minItems: "optional", maxItems: "optional" },
    feel: (values) => ({ kind: "list", of: { kind: "enum", values } }),
  },
  code: { ...common, keys: { list: "needed", within: "optional" }, plain: isText },
  // RFC 5321, 4.5.3.1.3: 254 without the angle brackets.
  email: { ...common, keys: length, length: 254 },
  // ITU-T E.164, and some blanks.
  phone: { ...common, keys: length, length: 25, telephone: true, means: "number" },
} satisfies Readonly<Record<string, DefinedKind>>;

export type FieldType = keyof typeof fieldKinds;

export const fieldTypes = Object.keys(fieldKinds) as readonly FieldType[];

/** The definition of a kind of field. */
export const definedKind = (type: FieldType): DefinedKind => fieldKinds[type];
