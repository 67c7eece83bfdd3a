import { Compile, type Validator } from "typebox/schema";
import { Settings } from "typebox/system";
import type { Finding } from "./catalogue.ts";
import type { Schema } from "./schema/parts.ts";
import { type Path, pathText, valueAt, type YamlFile } from "./yaml-file.ts";

// Authors see all mistakes at once; the library stops at eight by default. Nothing else here uses
// it.
Settings.Set({ maxErrors: 1_000 });

/**
 * Compiling a schema takes ten milliseconds, once per process; checking a file half a millisecond.
 */
const validators = new WeakMap<Schema, Validator>();

function validatorOf(schema: Schema): Validator {
  const validator = validators.get(schema) ?? Compile(schema);
  validators.set(schema, validator);
  return validator;
}

/** All departures of a file from its schema, in the words of the schema's descriptions. */
export function checkStructure(file: YamlFile, schema: Schema): readonly Finding[] {
  if (file.findings.length > 0) return file.findings;
  if (file.data === null || file.data === undefined)
    return [
      file.finding([], "this file is missing or empty", "write it; see docs/service-format.md"),
    ];
  return departuresFrom(schema, file.data).map((departure) => asFinding(file, departure));
}

/** The keywords of JSON Schema that provide descriptions. */
interface Part {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Part>>;
}

/** One departure of a value from its schema. */
interface Departure {
  readonly path: Path;
  /** The part of the schema that is violated, and the keyword. */
  readonly part: Part;
  readonly keyword: string;
  /** The key that is missing, unknown or wrongly named. */
  readonly key?: string;
  readonly limit?: number;
}

/** All departures of plain data from a schema, one per missing or unknown key. */
export function departuresFrom(schema: Schema, data: unknown): readonly Departure[] {
  const validator = validatorOf(schema);
  if (validator.Check(data)) return [];
  const [, errors] = validator.Errors(data);
  return errors.flatMap(({ keyword, schemaPath, instancePath, params }): readonly Departure[] => {
    const [path, place] = [steps(instancePath, data), schemaPath.slice(1).split("/").slice(1)];
    const { requiredProperties = [], limit } = params as {
      readonly requiredProperties?: readonly string[];
      readonly limit?: number;
    };
    if (keyword === "required")
      return requiredProperties.map((key) => ({ path, part: partAt(schema, place), keyword, key }));
    // Both are reported for the enclosing object and for the key; the latter has the position.
    if (keyword === "additionalProperties" || keyword === "propertyNames") return [];
    const key = path.at(-1);
    const at = path.slice(0, -1);
    if (keyword === "boolean" && place.at(-1) === "additionalProperties") {
      const part = partAt(schema, place.slice(0, -1));
      return [{ path: at, part, keyword: "additionalProperties", key: String(key) }];
    }
    const part = partAt(schema, place);
    if (place.at(-1) === "propertyNames") return [{ path: at, part, keyword, key: String(key) }];
    return [{ path, part, keyword, ...(limit !== undefined && { limit }) }];
  });
}

const unescaped = (step: string): string => step.replaceAll("~1", "/").replaceAll("~0", "~");

/** A JSON pointer (RFC 6901) as keys of maps and indices of lists. */
function steps(pointer: string, data: unknown): Path {
  let at = data;
  return pointer
    .split("/")
    .slice(1)
    .map((step) => {
      const key = Array.isArray(at) ? Number(step) : unescaped(step);
      at = (at as Readonly<Record<string | number, unknown>>)?.[key];
      return key;
    });
}

const partAt = (schema: Schema, place: readonly string[]): Part =>
  place.reduce<unknown>(
    (part, step) => (part as Readonly<Record<string, unknown>>)[unescaped(step)],
    schema,
  ) as Part;

function asFinding(file: YamlFile, departure: Departure): Finding {
  const { more = [], at, message, mend } = describe(departure, valueAt(file.data, departure.path));
  return file.finding([...departure.path, ...more], message, mend, at);
}

interface DescribedPart {
  readonly more?: Path;
  readonly at?: "key" | "value";
  readonly message: string;
  readonly mend: string;
}

function describe(departure: Departure, value: unknown): DescribedPart {
  const { path, part, keyword, key } = departure;
  const where = path.length === 0 ? "the file" : `\`${pathText(path)}\``;
  if (keyword === "required")
    return {
      message: `\`${key}\` is missing from ${where}`,
      mend: `add \`${key}:\` ${meaning(part, key ?? "")}`,
    };
  if (keyword === "additionalProperties")
    return {
      more: [key ?? ""],
      message: `\`${key}\` is not known in ${where}`,
      mend: `use one of: ${Object.keys(part.properties ?? {}).join(", ")}`,
    };
  const subject = key ?? (typeof value === "object" ? "this" : JSON.stringify(value));
  return {
    ...(key === undefined ? { at: "value" as const } : { more: [key] }),
    message: `${where}: ${subject} ${wrong(departure)}`,
    mend: lowerFirst(part.description),
  };
}

function wrong({ keyword, part, limit }: Departure): string {
  switch (keyword) {
    case "pattern":
      return "has the wrong form";
    case "enum":
      return `is not one of: ${(part.enum ?? []).join(", ")}`;
    case "type":
      return `must be ${[part.type].flat().join(" or ")}`;
    case "minimum":
      return `must be at least ${limit}`;
    case "maximum":
      return `must be at most ${limit}`;
    case "minLength":
      return `must have at least ${limit} characters`;
    case "minItems":
      return `must have at least ${limit} entries`;
    case "minProperties":
      return `must have at least ${limit} keys`;
    case "uniqueItems":
      return "must not say the same twice";
    default:
      return "does not fit";
  }
}

function meaning(schema: Part, key: string): string {
  return `(${lowerFirst(schema.properties?.[key]?.description)})`;
}

const lowerFirst = (text = "see docs/service-format.md"): string =>
  text.replace(/\.$/, "").replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
