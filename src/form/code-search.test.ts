import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadCatalogue } from "../catalogue/index.ts";
import { queryName, searchesIn, withChosen } from "./code-search.ts";

const { catalogue } = loadCatalogue(join(import.meta.dirname, "../../jurisdictions/rw"));
assert.ok(catalogue);
const lists = catalogue;
const fields = lists
  .current("mineral-export-certificate")
  ?.form.flatMap((page) => page.fields)
  .filter(({ name }) => name === "importer_country");

/** What is taken of a page on which this is typed while that is still chosen. */
function taken(typed: string, chosen: string): unknown {
  assert.equal(fields?.length, 1);
  const form = { [queryName("importer_country")]: typed, importer_country: chosen };
  return withChosen(form, searchesIn(fields ?? [], form, lists)).importer_country;
}

test("Who types another name over the one chosen before has chosen anew", () => {
  assert.equal(taken("Azerbaijan", "RW"), "AZ");
  assert.equal(taken("azərbaycan", "RW"), "AZ");
});

test("A name typed over the one chosen before that may mean several, or none, is asked about", () => {
  assert.equal(taken("united", "RW"), "");
  assert.equal(taken("Atlantis", "RW"), "");
});

test("One of several that were found and chosen stays chosen, and so does the name as it stood there", () => {
  assert.equal(taken("united", "AE"), "AE");
  for (const { value, label } of lists.codeList("countries") ?? [])
    for (const name of Object.values(label)) assert.equal(taken(name, value), value);
  assert.equal(taken("", "RW"), "RW");
});
