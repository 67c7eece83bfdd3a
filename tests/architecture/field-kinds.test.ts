import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldTypes } from "../../src/catalogue/field-kinds.ts";
import { sources } from "./sources.ts";

/** Where kinds of field are declared, and the two tables that say what follows. */
const tables = [
  "src/catalogue/field-kinds.ts",
  "src/form/kinds.ts",
  "src/channels/questions/kinds.ts",
];

const kind = `["'](?:${fieldTypes.join("|")})["']`;
/**
 * `type === "money"`, `[…, "money"].includes(type)`; `case "money":` of a kind that means nothing
 * else.
 */
const telling = new RegExp(
  [
    `\\b(?:field|question|raw)?\\.?type\\s*[!=]==?\\s*${kind}`,
    `${kind}\\s*[!=]==?\\s*[\\w.]*\\btype\\b`,
    `\\[[^\\]]*${kind}[^\\]]*\\]\\.includes\\([\\w.]*type\\)`,
    `\\bcase\\s+["'](?:long-text|yes-no|choices|decimal|money)["']`,
  ].join("|"),
);
/** Types of something else: of an input in HTML, of a value in a JSON Schema. */
const others =
  /^src\/channels\/(?:components\/|api\/reference\/example\.ts)|^src\/catalogue\/shape\.ts/;

test("Kinds of field are told apart in their tables and nowhere else", () => {
  const apart = sources("src")
    .filter(({ path }) => !tables.includes(path) && !others.test(path))
    .filter(({ path }) => !path.endsWith(".test.ts"))
    .flatMap(({ path, text }) => {
      const [found] = telling.exec(text) ?? [];
      return found === undefined ? [] : [`${path}: ${found}`];
    });
  assert.deepEqual(apart, []);
});

test("Each table has a row for every kind", () => {
  for (const { path, text } of sources("src").filter(({ path }) => tables.includes(path))) {
    const table = text.slice(text.search(/const (?:fieldKinds|kinds)\b/));
    const missing = fieldTypes.filter(
      (type) => !new RegExp(`^  (?:"${type}"|${type})[:,]`, "m").test(table),
    );
    assert.deepEqual(missing, [], path);
  }
});
