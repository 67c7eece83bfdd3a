import assert from "node:assert/strict";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { isStringOneByteRepresentation } from "node:v8";
import { parse } from "yaml";
import { yamlIn } from "./index.ts";

const root = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "hamwe-yaml-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function reading(text: string): unknown {
  const file = join(folder, "one.yaml");
  writeFileSync(file, text);
  return yamlIn(file);
}

test("Every file of ours says the same to both readers of YAML", () => {
  const files = globSync(["messages/*.en.yaml", "jurisdictions/*/{demo,partnership}/**/*.yaml"], {
    cwd: root,
  });
  assert.ok(files.length > 50, String(files.length));
  for (const file of files) {
    const path = join(root, file);
    assert.deepEqual(yamlIn(path), parse(readFileSync(path, "utf8")), file);
  }
});

test("A text takes a byte a letter, whatever else its file says", () => {
  const read = reading("a: Ubuzima – n'ibindi\nb: Service centres, and where they are\n");
  const { b } = read as Record<string, string>;
  assert.ok(b && isStringOneByteRepresentation(b));
});

test("Days, yes and versions stay texts, as YAML 1.2 has it", () => {
  assert.deepEqual(reading("day: 2026-11-28\nanswer: yes\nversion: 1.2.3\ncount: 12\n"), {
    ...{ day: "2026-11-28", answer: "yes", version: "1.2.3", count: 12 },
  });
});

test("A file that says nothing is null; a broken one throws and says where", () => {
  assert.equal(reading(""), null);
  assert.equal(reading("# only a remark\n"), null);
  assert.throws(() => reading("a: 1\na: 2\n"), /duplicated mapping key[\s\S]*one\.yaml/);
  assert.throws(() => reading("a: [1\n"), /one\.yaml/);
  assert.throws(() => reading("a: 1\n---\nb: 2\n"), /more than one document/);
});
