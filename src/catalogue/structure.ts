import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { Finding } from "./catalogue.ts";
import type { Schema } from "./schema/parts.ts";
import { type Path, pathText, valueAt, type YamlFile } from "./yaml-file.ts";

/** Quick to start: our schemas are checked against the meta-schema by a test, not at each start. */
const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  meta: false,
  validateSchema: false,
  code: { optimize: false },
});
const compiled = new Map<Schema, ValidateFunction>();

/** Everything in which a file departs from its schema, in the words of the schema's descriptions. */
export function checkStructure(file: YamlFile, schema: Schema): readonly Finding[] {
  if (file.findings.length > 0) return file.findings;
  if (file.data === null || file.data === undefined)
    return [
      file.finding([], "this file is missing or empty", "write it; see docs/service-format.md"),
    ];
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(file.data)) return [];
  return (validate.errors ?? []).flatMap((error) => asFinding(file, schema, error) ?? []);
}

function asFinding(file: YamlFile, schema: Schema, error: ErrorObject): Finding | undefined {
  const path = pathOf(error.instancePath);
  const part = valueAt(schema, pathOf(error.schemaPath.slice(1)).slice(0, -1)) as Part;
  const told = describe(error, part, path, valueAt(file.data, path));
  if (!told) return undefined;
  const { more = [], at, message, mend } = told;
  return file.finding([...path, ...more], message, mend, at);
}

interface Part {
  readonly description?: string;
  readonly properties?: Schema;
}

interface Told {
  readonly more?: Path;
  readonly at?: "key" | "value";
  readonly message: string;
  readonly mend: string;
}

function describe(error: ErrorObject, schema: Part, path: Path, value: unknown): Told | undefined {
  const where = path.length === 0 ? "the file" : `\`${pathText(path)}\``;
  switch (error.keyword) {
    case "required": {
      const key = String(error.params.missingProperty);
      return {
        message: `\`${key}\` is missing from ${where}`,
        mend: `add \`${key}:\` ${meaning(schema, key)}`,
      };
    }
    case "additionalProperties": {
      const key = String(error.params.additionalProperty);
      const known = Object.keys(schema.properties ?? {}).join(", ");
      return {
        more: [key],
        message: `\`${key}\` is not known in ${where}`,
        mend: `use one of: ${known}`,
      };
    }
    case "propertyNames":
      return undefined; // told by the keyword inside, which names the key
    default: {
      const key = error.propertyName;
      const shown = key ?? (typeof value === "object" ? "this" : JSON.stringify(value));
      const message = `${where}: ${shown} ${wrong(error)}`;
      return {
        ...(key ? { more: [key] } : { at: "value" as const }),
        message,
        mend: lowerFirst(schema.description),
      };
    }
  }
}

function wrong({ keyword, message, params }: ErrorObject): string {
  if (keyword === "pattern") return "has the wrong form";
  if (keyword === "enum") return `is not one of: ${(params.allowedValues as unknown[]).join(", ")}`;
  if (keyword === "type") return `must be ${[params.type].flat().join(" or ")}`;
  return message ?? "does not fit";
}

function meaning(schema: Part, key: string): string {
  const property = schema.properties?.[key] as { description?: string } | undefined;
  return `(${lowerFirst(property?.description)})`;
}

const lowerFirst = (text = "see docs/service-format.md"): string =>
  text.replace(/\.$/, "").replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());

const pathOf = (pointer: string): Path =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
