import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Static, type TSchema, Type } from "typebox";
import { Check, Errors } from "typebox/schema";
import { yamlIn } from "../platform/yaml/index.ts";

/** Words of the schemas of all seed files. */
export const strict = { additionalProperties: false };
export const seedDay = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
export const bySide = <Value extends TSchema>(value: Value) =>
  Type.Record(Type.String({ pattern: "^[a-z]{2}$" }), value, { additionalProperties: false });
export const inLanguages = bySide(Type.String({ minLength: 1 }));
export const seedProvenance = {
  source: Type.Optional(Type.String({ pattern: "^https?://\\S+$" })),
  checkedOn: Type.Optional(seedDay),
  illustrative: Type.Optional(Type.Boolean()),
};
export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  Type.Union(words.map((word) => Type.Literal(word as Words[number])));

/**
 * A file of `partnership/` in the folder of a government, or of its demonstration: id → what the
 * schema says. Nothing where there is no such file. Throws with all that is wrong.
 */
export function readSeedFile<Entry extends TSchema>(
  folder: string,
  name: string,
  entry: Entry,
): readonly (readonly [string, Static<Entry>])[] {
  const file = join(folder, "partnership", `${name}.yaml`);
  if (!existsSync(file)) return [];
  const schema = Type.Record(Type.String({ pattern: "^[a-z][a-z0-9-]*$" }), entry);
  const data: unknown = yamlIn(file);
  if (!Check(schema, data)) {
    const [, errors] = Errors(schema, data);
    const problems = errors.map(
      ({ instancePath, message }) => `${file}: ${instancePath} ${message}`,
    );
    throw new Error(problems.join("\n"));
  }
  return Object.entries(data as Record<string, Static<Entry>>);
}
