import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readAsvs } from "../scripts/docs/asvs.ts";

const root = join(import.meta.dirname, "..");

/**
 * How many requirements each section of ASVS 5.0.0 has, in order, chapter by chapter: counted in
 * the list that OWASP publishes (5.0/docs_en, version 5.0.0).
 */
const sections: readonly (readonly number[])[] = [
  [2, 10, 12, 3, 3],
  [3, 3, 5, 2],
  [1, 3, 5, 8, 8, 1, 5],
  [5, 5, 2, 4],
  [1, 6, 3, 3],
  [3, 12, 8, 6, 8, 4, 2, 4],
  [3, 4, 2, 5, 3, 2],
  [4, 4, 3, 2],
  [3, 4],
  [2, 3, 5, 16, 5, 2, 3],
  [4, 5, 5, 4, 2, 2, 2],
  [5, 2, 5],
  [4, 6, 4, 7],
  [2, 8, 3],
  [5, 5, 7, 4],
  [1, 5, 4, 3, 4],
  [2, 8, 2],
];

test("Every requirement of ASVS 5.0.0 is in the table, once and in order", () => {
  const ids = sections.flatMap((chapter, c) =>
    chapter.flatMap((many, s) =>
      Array.from({ length: many }, (_, r) => `${c + 1}.${s + 1}.${r + 1}`),
    ),
  );
  assert.deepEqual(
    readAsvs().map(({ id }) => id),
    ids,
  );
  const levels = Object.groupBy(readAsvs(), ({ level }) => level);
  assert.deepEqual(
    [1, 2, 3].map((level) => levels[level as 1]?.length),
    [70, 183, 92],
    "as OWASP counts them",
  );
});

test("What is called met names tests that there are, and everything else says why", () => {
  for (const { id, status, tests = [], docs = [], why = "" } of readAsvs()) {
    assert.ok(["met", "not-applicable", "operator", "open"].includes(status), id);
    if (status === "met") assert.ok(tests.length + docs.length > 0, `${id} names no test`);
    else assert.ok(why.length > 5, `${id} says no reason`);
    for (const path of tests) assert.ok(existsSync(join(root, path)), `${id}: no ${path}`);
    for (const place of docs) {
      const [path = "", anchor = ""] = place.split("#");
      const headings = readFileSync(join(root, path), "utf8").matchAll(/^## (.+)$/gm);
      const anchors = [...headings].map(([, text = ""]) => text.toLowerCase().replaceAll(" ", "-"));
      assert.ok(anchors.includes(anchor), `${id}: no ${place}`);
    }
  }
});
