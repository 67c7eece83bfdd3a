import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { type Lang, makeI18n } from "../src/platform/i18n/index.ts";
import { sources } from "./architecture/sources.ts";
import { variants } from "./words-variants.ts";

const root = join(import.meta.dirname, "..");
const i18n = makeI18n(join(root, "messages"));

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

/**
 * Every text of the governments' data in this language: files of words, and names in several
 * languages.
 */
function saidIn(lang: Lang): (readonly [where: string, text: string])[] {
  const folder = join(root, "jurisdictions");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".yaml"),
  );
  return files.flatMap((file) => {
    const whole = file.endsWith(`/${lang}.yaml`);
    return textsIn(parse(readFileSync(join(folder, file), "utf8")), lang, whole).map(
      (text) => [file, text] as const,
    );
  });
}

function textsIn(value: unknown, lang: Lang, own: boolean): string[] {
  if (typeof value === "string") return own ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, lang, own || key === lang));
}

test("One thing has one word: what stood beside the glossary's does not come back", () => {
  const terms = readFileSync(join(root, "docs/terms.csv"), "utf8");
  const found = (["rw", "fr", "az"] as const).flatMap((lang) => {
    const texts = [...Object.entries(i18n.texts(lang, () => true)), ...saidIn(lang)];
    assert.ok(texts.length > 1000, `${texts.length} texts in ${lang}`);
    return variants
      .filter((each) => each.lang === lang)
      .flatMap(({ term, forbidden }) => {
        assert.ok(terms.includes(`\n${term},`), `${term} is not in the glossary`);
        return texts
          .filter(([, text]) => forbidden.test(text))
          .map(([where, text]) => `${lang} ${where}: not the word for ${term}: ${text}`);
      });
  });
  assert.equal(found.join("\n"), "");
});
