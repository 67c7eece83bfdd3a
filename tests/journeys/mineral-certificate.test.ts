import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadCatalogue, readExamples } from "../../src/catalogue/index.ts";
import { objectOf } from "../../src/certificate-code/index.ts";
import { claimsOf, exampleAnswers, exampleFacts } from "../../src/form/index.ts";

const rw = join(import.meta.dirname, "../../jurisdictions/rw");

test("The mineral certificate is the object of the ICGLR's model (MD.03, MD.04, MD.05)", () => {
  const { catalogue } = loadCatalogue(rw);
  const definition = catalogue?.current("mineral-export-certificate");
  assert.ok(catalogue && definition);
  const file = join(rw, "services/mineral-export-certificate/examples.yaml");
  const [example] = readExamples(file, readFileSync(file, "utf8")).examples;
  assert.ok(example);
  const day = { reference: "ABCDE-FGHJK", submittedOn: "2026-11-23", decidedOn: "2026-11-23" };
  const codes = (id: string) => catalogue.codeList(id);
  const answers = exampleAnswers(example);
  const claims = claimsOf(definition, answers, exampleFacts(example), day, codes);
  const lines = claims.map(({ title, options: _, ...claim }) => ({ ...claim, label: title }));
  const made = JSON.parse(JSON.stringify(objectOf({ number: "N", lines })));
  assert.deepEqual(made.exporter, {
    name: "Rulindo Minerals Ltd",
    tin: "100000004",
    legalAddress: {
      country: "RW",
      subnationalDivisionL1: "RW-01",
      addressLocalityText: "Nyarugenge",
    },
  });
  assert.deepEqual(made.importer, {
    name: "Example Smelter",
    legalAddress: { country: "AZ", addressLocalityText: "Baku" },
  });
  assert.equal(made.issuingCountry, "RW");
  assert.equal(made.identifier, "RWABCDE-FGHJK");
  assert.equal(made.typeOfOre, "2609.00.00");
  assert.deepEqual([made.lotWeight, made.lotWeightUOM], ["20", "TNE"]);
  assert.equal(made.customsValue, "300000 USD");
  assert.equal(made.certificateFile, "RWABCDE-FGHJK.pdf");
  // What MD.03 asks for at any rate, as far as it is known before officers have looked.
  for (const name of ["lotNumber", "lotGrade", "mineralOrigin", "dateOfShipment"])
    assert.ok(made[name], name);
  for (const name of ["memberStateIssuingAuthority", "dateOfIssuance", "dateOfExpiration"])
    assert.ok(made[name], name);
});
