import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { goodService } from "./good-service.fixture.ts";
import { exampleSchema } from "./schema/example.ts";
import { authoritiesSchema, jurisdictionSchema, listSchema } from "./schema/government.ts";
import type { Schema } from "./schema/parts.ts";
import { serviceSchema } from "./schema/service.ts";
import { departuresFrom } from "./structure.ts";
import { readYaml } from "./yaml-file.ts";

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });

/** The positions of mistakes, with the keyword of the schema. */
const ours = (schema: Schema, data: unknown) =>
  departuresFrom(schema, data).map(({ path, keyword }) => `/${path.join("/")} ${keyword}`);

function theirs(schema: Schema, data: unknown): string[] {
  const validate = ajv.compile(schema);
  validate(data);
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== "propertyNames")
    .map(({ instancePath, keyword }) => `${instancePath || "/"} ${keyword}`);
}

/** @returns the mistakes that both find */
function agree(schema: Schema, data: unknown, about: string): string[] {
  const mistakes = ours(schema, data).sort();
  assert.deepEqual(mistakes, theirs(schema, data).sort(), about);
  return mistakes;
}

const root = join(import.meta.dirname, "../../jurisdictions");
const read = (file: string) => readYaml(file, readFileSync(join(root, file), "utf8")).data;

test("Ajv finds in every file of every government what we find", () => {
  for (const [pattern, schema] of [
    ["*/services/*/service.yaml", serviceSchema],
    ["*/services/*/examples.yaml", exampleSchema],
    ["*/jurisdiction.yaml", jurisdictionSchema],
    ["*/authorities.yaml", authoritiesSchema],
    ["{lists,*/lists}/*.yaml", listSchema],
  ] as const)
    for (const file of globSync(pattern, { cwd: root })) {
      agree(schema, read(file), file);
      // Against the wrong schema nearly everything is a mistake.
      agree(schema === serviceSchema ? exampleSchema : serviceSchema, read(file), file);
    }
});

/** Every value of a tree, with a way to replace it. */
function* places(data: object): Generator<{ put: (value: unknown) => void; was: unknown }> {
  for (const [key, was] of Object.entries(data)) {
    yield { put: (value) => Object.assign(data, { [key]: value }), was };
    if (typeof was === "object" && was !== null) yield* places(was);
  }
}

test("Ajv finds what we find wherever a definition is broken", () => {
  const data = readYaml("service.yaml", goodService).data as object;
  let broken = 0;
  for (const { put, was } of places(data)) {
    for (const value of [
      "",
      "Not An Id",
      -1,
      1.5,
      true,
      null,
      [],
      ["a", "a"],
      {},
      { "Not An Id": 1 },
    ]) {
      put(value);
      broken += agree(serviceSchema, data, JSON.stringify(value)).length > 0 ? 1 : 0;
    }
    put(was);
  }
  assert.ok(broken > 1000);
  assert.deepEqual(ours(serviceSchema, data), []);
});
