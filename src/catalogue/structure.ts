import { Compile, type Validator } from "typebox/schema";
import { Settings } from "typebox/system";
import type { Finding } from "./catalogue.ts";
import type { Schema } from "./schema/parts.ts";
import { type Path, pathText, valueAt, type YamlFile } from "./yaml-file.ts";

// A writer is told all that is wrong at once; the library stops at eight. Nothing else here checks by it.
Settings.Set({ maxErrors: 1_000 });

/** A schema compiles in ten milliseconds, once for a process; a file is then checked in half a one. */
const validators = new WeakMap<Schema, Validator>();

function validatorOf(schema: Schema): Validator {
  const known = validators.get(schema) ?? Compile(schema);
  validators.set(schema, known);
  return known;
}

/** Everything in which a file departs from its schema, in the words of the schema's descriptions. */
export function checkStructure(file: YamlFile, schema: Schema): readonly Finding[] {
  if (file.findings.length > 0) return file.findings;
  if (file.data === null || file.data === undefined)
    return [
      file.finding([], "this file is missing or empty", "write it; see docs/service-format.md"),
    ];
  return departuresFrom(schema, file.data).map((departure) => asFinding(file, departure));
}

/** The keywords of JSON Schema that descriptions are taken from. */
interface Part {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Part>>;
}

/** One departure of a value from its schema. */
interface Departure {
  readonly path: Path;
  /** The part of the schema that is broken, and which of its keywords. */
  readonly part: Part;
  readonly keyword: string;
  /** The key that is missing, unknown or wrongly named. */
  readonly key?: string;
  readonly limit?: number;
}

/** Every departure of plain data from a schema, each key that is missing or unknown by itself. */
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
    // Both are told of the things in which they are, and of the key as well, which says where.
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

/** A JSON pointer (RFC 6901) as keys of maps and places in lists. */
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

interface Told {
  readonly more?: Path;
  readonly at?: "key" | "value";
  readonly message: string;
  readonly mend: string;
}

function describe(departure: Departure, value: unknown): Told {
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
  const shown = key ?? (typeof value === "object" ? "this" : JSON.stringify(value));
  return {
    ...(key === undefined ? { at: "value" as const } : { more: [key] }),
    message: `${where}: ${shown} ${wrong(departure)}`,
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
