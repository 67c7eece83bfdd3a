import type { Finding } from "./catalogue.ts";
import type { Schema } from "./schema/parts.ts";
import { type Departure, departuresFrom, type Part } from "./shape.ts";
import { type Path, pathText, valueAt, type YamlFile } from "./yaml-file.ts";

/** Everything in which a file departs from its schema, in the words of the schema's descriptions. */
export function checkStructure(file: YamlFile, schema: Schema): readonly Finding[] {
  if (file.findings.length > 0) return file.findings;
  if (file.data === null || file.data === undefined)
    return [
      file.finding([], "this file is missing or empty", "write it; see docs/service-format.md"),
    ];
  return departuresFrom(schema, file.data).map((departure) => asFinding(file, departure));
}

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

function wrong({ keyword, message, part }: Departure): string {
  if (keyword === "pattern") return "has the wrong form";
  if (keyword === "enum") return `is not one of: ${(part.enum ?? []).join(", ")}`;
  if (keyword === "type") return `must be ${[part.type].flat().join(" or ")}`;
  return message ?? "does not fit";
}

function meaning(schema: Part, key: string): string {
  return `(${lowerFirst(schema.properties?.[key]?.description)})`;
}

const lowerFirst = (text = "see docs/service-format.md"): string =>
  text.replace(/\.$/, "").replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
