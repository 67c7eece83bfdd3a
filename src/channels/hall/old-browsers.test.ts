import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scriptText } from "../../platform/http/index.ts";

/**
 * Marks of everything that came after ECMAScript 5; one of them stops the whole script of an old
 * browser.
 */
const later =
  /=>|`|\.\.\.|\?\.|\?\?|\*\*|\b(?:let|const|class|async|await|import|export|of)\b(?!["'])/;

const folder = join(import.meta.dirname, "browser");

for (const name of readdirSync(folder))
  test(`A television of 2013 can run ${name}, with no word that it does not know`, () => {
    const code = scriptText(join(folder, name))
      .replaceAll(/\/\*[\s\S]*?\*\//g, "")
      .replaceAll(/\/\/.*$/gm, "")
      .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
    assert.equal(later.exec(code)?.[0], undefined);
  });
