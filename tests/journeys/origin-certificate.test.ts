import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadCatalogue, readExamples } from "../../src/catalogue/index.ts";
import { objectOf } from "../../src/certificate-code/index.ts";
import { claimsOf, exampleAnswers, exampleFacts } from "../../src/form/index.ts";

const root = join(import.meta.dirname, "../../jurisdictions");

for (const [government, service] of [
  ["rw", "certificate-of-origin"],
  ["az", "certificate-of-origin-az"],
] as const)
  test(`Exporter and consignee of ${service} are objects`, () => {
    const folder = join(root, government);
    const { catalogue } = loadCatalogue(folder);
    const definition = catalogue?.current(service);
    assert.ok(catalogue && definition);
    const file = join(folder, "services", service, "examples.yaml");
    const [example] = readExamples(file, readFileSync(file, "utf8")).examples;
    assert.ok(example);
    const day = { reference: "ABCDE-FGHJK", submittedOn: "2026-11-23", decidedOn: "2026-11-23" };
    const answers = exampleAnswers(example);
    const codes = (id: string) => catalogue.codeList(id);
    const claims = claimsOf(definition, answers, exampleFacts(example), day, codes);
    const lines = claims.map(({ title, options: _, ...claim }) => ({ ...claim, label: title }));
    const made = JSON.parse(JSON.stringify(objectOf({ number: "N", lines })));
    assert.deepEqual(made.exporter, {
      name: answers.exporter_name,
      address: answers.exporter_address,
    });
    assert.equal(made.countryOfOrigin, government.toUpperCase());
    assert.equal(made.goods.grossWeightKg, String(answers.gross_weight_kg));
    assert.equal(made.invoice.number, answers.invoice_number);
    const placed = claims.filter(({ as }) => as !== undefined);
    assert.equal(placed.length, claims.length, "every line has its place");
    assert.deepEqual(made.consignee, {
      name: answers.consignee_name,
      address: answers.consignee_address,
      country: answers.consignee_country,
    });
  });
