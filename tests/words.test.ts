import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { makeI18n } from "../src/platform/i18n/index.ts";
import { sources } from "./architecture/sources.ts";

const i18n = makeI18n(join(import.meta.dirname, "../messages"));

test("Whatever a page says has words", () => {
  const t = i18n.for("en");
  const wordless = sources("src")
    .filter(({ path }) => !path.endsWith(".test.ts"))
    .flatMap(({ path, text }) =>
      [...text.replaceAll(/^\s*(\*|\/\/).*$/gm, "").matchAll(/\bt\(\s*"([a-z][\w.-]*)"/g)]
        .map(([, key = ""]) => key)
        .filter((key) => !t.has(key))
        .map((key) => `${path}: nobody says what "${key}" means`),
    );
  assert.equal(wordless.join("\n"), "");
});
