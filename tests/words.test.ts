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

/** Small words of English that neither Kinyarwanda, French nor Azerbaijani has. */
const english = /(?<!\p{L})(?:the|of|and|your|with|this|that|is|for|are)(?!\p{L})/giu;

test("No sentence was left in English in another language", () => {
  const left = (["rw", "fr", "az"] as const).flatMap((lang) =>
    Object.entries(i18n.texts(lang, () => true))
      .filter(([, text]) => (text.replaceAll(/\{[^}]*\}/g, " ").match(english) ?? []).length > 1)
      .map(([key, text]) => `${lang} ${key}: ${text}`),
  );
  assert.deepEqual(left, []);
});
