import type { Schema } from "./schema/parts.ts";
import type { Path } from "./yaml-file.ts";

/** One departure of a value from its schema. */
export interface Departure {
  readonly path: Path;
  /** The part of the schema that is broken, and which of its keywords. */
  readonly part: Part;
  readonly keyword: string;
  /** The key that is missing, unknown or wrongly named. */
  readonly key?: string;
  /** In words, where the keyword alone does not say enough. */
  readonly message?: string;
}

/** The keywords of JSON Schema 2020-12 that our schemas use; others are refused by a test. */
export interface Part {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Part;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Part | false;
  readonly propertyNames?: Part;
  readonly minProperties?: number;
}

type Tell = (departure: Omit<Departure, "path" | "part">, path?: Path, part?: Part) => void;

/**
 * Every departure of plain data from a schema. It reads the schema as it goes: compiling ours first
 * takes longer than all the files of a government do (ajv is the judge of it in the tests).
 */
export function departuresFrom(schema: Schema, data: unknown): Departure[] {
  const found: Departure[] = [];
  look(schema as Part, data, [], found);
  return found;
}

function look(part: Part, value: unknown, path: Path, found: Departure[]): void {
  const tell: Tell = (departure, at = path, of = part) =>
    found.push({ path: at, part: of, ...departure });
  if (part.type !== undefined && ![part.type].flat().some((type) => isOf(type, value))) {
    tell({ keyword: "type" });
    return;
  }
  if (part.enum && !part.enum.includes(value)) tell({ keyword: "enum" });
  if (typeof value === "string") lookAtText(part, value, tell);
  else if (typeof value === "number") lookAtNumber(part, value, tell);
  else if (Array.isArray(value)) lookAtList(part, value, path, found, tell);
  else if (isObject(value)) lookAtObject(part, value, path, found, tell);
}

function isOf(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return isObject(value);
  return typeof value === type;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const patterns = new Map<string, RegExp>();
function matches(pattern: string, text: string): boolean {
  const known = patterns.get(pattern) ?? new RegExp(pattern, "u");
  patterns.set(pattern, known);
  return known.test(text);
}

function lookAtText({ pattern, minLength = 0 }: Part, text: string, tell: Tell): void {
  if (text.length < minLength)
    tell({ keyword: "minLength", message: `must NOT have fewer than ${minLength} characters` });
  if (pattern !== undefined && !matches(pattern, text)) tell({ keyword: "pattern" });
}

function lookAtNumber({ minimum, maximum }: Part, value: number, tell: Tell): void {
  if (minimum !== undefined && value < minimum)
    tell({ keyword: "minimum", message: `must be >= ${minimum}` });
  if (maximum !== undefined && value > maximum)
    tell({ keyword: "maximum", message: `must be <= ${maximum}` });
}

function lookAtList(
  { items, minItems = 0, uniqueItems }: Part,
  list: readonly unknown[],
  path: Path,
  found: Departure[],
  tell: Tell,
): void {
  if (list.length < minItems)
    tell({ keyword: "minItems", message: `must NOT have fewer than ${minItems} items` });
  if (items) for (const [i, item] of list.entries()) look(items, item, [...path, i], found);
  if (uniqueItems && new Set(list.map((item) => JSON.stringify(item))).size < list.length)
    tell({ keyword: "uniqueItems", message: "must NOT have duplicate items" });
}

function lookAtObject(
  part: Part,
  object: Readonly<Record<string, unknown>>,
  path: Path,
  found: Departure[],
  tell: Tell,
): void {
  const { properties = {}, required = [], additionalProperties: others, propertyNames } = part;
  const keys = Object.keys(object);
  const { minProperties = 0 } = part;
  if (keys.length < minProperties)
    tell({
      keyword: "minProperties",
      message: `must NOT have fewer than ${minProperties} properties`,
    });
  for (const key of required) if (!Object.hasOwn(object, key)) tell({ keyword: "required", key });
  for (const key of keys) {
    if (propertyNames?.pattern !== undefined && !matches(propertyNames.pattern, key))
      tell({ keyword: "pattern", key }, path, propertyNames);
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (own) look(own, object[key], [...path, key], found);
    else if (others === false) tell({ keyword: "additionalProperties", key });
    else if (others) look(others, object[key], [...path, key], found);
  }
}
