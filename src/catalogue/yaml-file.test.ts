import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readPlaces, readYaml } from "./yaml-file.ts";

const root = join(import.meta.dirname, "../../jurisdictions");

test("The quick reader and the one that knows places read every definition alike", () => {
  const files = globSync("**/*.yaml", { cwd: root });
  assert.ok(files.length > 20);
  for (const file of files) {
    const text = readFileSync(join(root, file), "utf8");
    assert.deepEqual(readYaml(file, text).data, readPlaces(file, text).data, file);
  }
});

test("Both readers see the same in values that look like something else", () => {
  const values = [
    ..."no yes on off ~ null Null true True TRUE .5 5. 1e3".split(" "),
    ..."-1 +1 0 -0 0o17 017 0x1F 1_000 12:30 2026-11-23 .inf .NaN 1.10 <<".split(" "),
  ];
  for (const value of values) {
    const text = `a: ${value}\n"b": "${value}"\n060311: 1\n? c\n: [${value}, {d: ${value}}]\n`;
    assert.deepEqual(readYaml("x", text).data, readPlaces("x", text).data, value);
  }
  for (const text of [
    "",
    "# nothing\n",
    "a: &x {b: 1}\nc: *x\n",
    "a: |\n  one\n  two\n",
    "a: >-\n  b\n  c\n",
  ])
    assert.deepEqual(readYaml("x", text).data ?? null, readPlaces("x", text).data ?? null, text);
});

test("What does not parse is told with its place", () => {
  for (const text of ["a: 1\na: 2\n", "a: [1\n", "a: b: c\n", "a: *nowhere\n", "\ta: 1\n"]) {
    const { data, findings } = readYaml("x", text);
    assert.equal(data, undefined);
    assert.ok((findings[0]?.line ?? 0) >= 1, text);
  }
});
