import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadCatalogue } from "../../catalogue/index.ts";
import { topicIcon } from "./topic-icon.ts";

function catalogueOf(code: string) {
  const { catalogue } = loadCatalogue(join(import.meta.dirname, "../../../jurisdictions", code));
  assert.ok(catalogue);
  return catalogue;
}

for (const code of ["rw", "az"])
  test(`no two topics of a hall of ${code} have the same picture`, () => {
    const catalogue = catalogueOf(code);
    for (const { id, topics } of catalogue.jurisdiction.centres ?? []) {
      const icons = topics.map((topic) => topicIcon(catalogue, topic));
      assert.deepEqual(icons, [...new Set(icons)], id);
    }
  });

test("exports show the picture of trade, though most of their services are farming's too", () => {
  const catalogue = catalogueOf("rw");
  const services = [
    "certificate-of-origin",
    "phytosanitary-certificate",
    "fertiliser-registration",
  ];
  assert.equal(topicIcon(catalogue, { services }), "container");
  assert.equal(topicIcon(catalogue, { services: ["nothing"] }), "file-text");
});
