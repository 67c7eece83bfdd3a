/** A JSON Schema as far as the reference looks into one. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
}

const byFormat: Readonly<Record<string, string>> = {
  uuid: "01936f5a-7c1e-8a52-9b1f-5d2c6e0f4a11",
  "date-time": "2026-11-23T08:00:00.000Z",
  date: "2026-11-23",
};

/** A value that fits a schema, for people to look at: its own example where it has one. */
export function exampleOf(schema: Schema): unknown {
  if (schema.examples?.length) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return exampleOf(schema.anyOf[0] ?? {});
  if (schema.type === "object") return objectExample(schema);
  if (schema.type === "array") return [exampleOf(schema.items ?? {})];
  if (schema.type === "integer" || schema.type === "number") return 1;
  if (schema.type === "boolean") return true;
  return byFormat[schema.format ?? ""] ?? "…";
}

const objectExample = ({ properties = {} }: Schema) =>
  Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, exampleOf(each)]));

export interface Row {
  readonly name: string;
  readonly kind: string;
  readonly required: boolean;
  readonly meaning: string;
}

/** What a schema holds, one row for each name; what lies inside has a dotted name. */
export function rowsOf(schema: Schema, before = "", depth = 0): Row[] {
  const inner = schema.anyOf?.find(({ properties }) => properties) ?? schema;
  return Object.entries(inner.properties ?? {}).flatMap(([name, each]) => {
    const path = `${before}${name}`;
    const required = inner.required?.includes(name) ?? false;
    const row = { name: path, kind: kindOf(each), required, meaning: each.description ?? "" };
    if (depth > 2) return [row];
    const below =
      each.type === "array"
        ? rowsOf(each.items ?? {}, `${path}[].`, depth + 1)
        : rowsOf(each, `${path}.`, depth + 1);
    return [row, ...below];
  });
}

function kindOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(" | ");
  if (schema.type === "array") return `${kindOf(schema.items ?? {})}[]`;
  return schema.format ?? schema.type ?? "JSON";
}
