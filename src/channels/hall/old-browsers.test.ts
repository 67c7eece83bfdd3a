import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

/** Marks of everything that came after ECMAScript 5; one of them stops the whole script of an old browser. */
const later =
  /=>|`|\.\.\.|\?\.|\?\?|\*\*|\b(?:let|const|class|async|await|import|export|of)\b(?!["'])/;

const scripts = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".js"));

for (const name of scripts)
  test(`A television of 2013 can run ${name}: one word that it does not know would leave its screen standing still`, () => {
    const text = readFileSync(join(import.meta.dirname, name), "utf8");
    const code = text
      .replaceAll(/\/\*[\s\S]*?\*\//g, "")
      .replaceAll(/\/\/.*$/gm, "")
      .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
    assert.equal(later.exec(code)?.[0], undefined);
  });
