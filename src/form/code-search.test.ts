import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadCatalogue } from "../catalogue/index.ts";
import { chooseMatches, isSearched, listsWithin, queryName, searchesIn } from "./code-search.ts";

const { catalogue } = loadCatalogue(join(import.meta.dirname, "../../jurisdictions/rw"));
assert.ok(catalogue);
const lists = catalogue;
const fields = lists
  .current("mineral-export-certificate")
  ?.form.flatMap((page) => page.fields)
  .filter(({ name }) => name === "importer_country");

/** The answer read from a page where this was typed while that was still chosen. */
function readBack(typed: string, chosen: string): unknown {
  assert.equal(fields?.length, 1);
  const form = { [queryName("importer_country")]: typed, importer_country: chosen };
  return chooseMatches(form, searchesIn(fields ?? [], form, lists)).importer_country;
}

test("Who types another name over the one chosen before has chosen anew", () => {
  assert.equal(readBack("Azerbaijan", "RW"), "AZ");
  assert.equal(readBack("azərbaycan", "RW"), "AZ");
});

test("A name typed over an earlier choice that matches several, or none, is asked about", () => {
  assert.equal(readBack("united", "RW"), "");
  assert.equal(readBack("Atlantis", "RW"), "");
});

test("One of several matches stays chosen, and so does the name as it was shown", () => {
  assert.equal(readBack("united", "AE"), "AE");
  for (const { value, label } of lists.codeList("countries") ?? [])
    for (const name of Object.values(label)) assert.equal(readBack(name, value), value);
  assert.equal(readBack("", "RW"), "RW");
});

const sector = lists
  .current("birth-certificate")
  ?.form.flatMap((page) => page.fields)
  .filter(({ name }) => name === "sector");

test("A list within a list offers what belongs to the other answer, under its short names", () => {
  const [field] = sector ?? [];
  assert.ok(field);
  const all = lists.codeList("sectors") ?? [];
  assert.equal(all.length, 416);
  let offered = 0;
  for (const { value: district } of lists.codeList("districts") ?? []) {
    const own = listsWithin(lists, [field], { district });
    const codes = own.codeList("sectors") ?? [];
    assert.ok(codes.every(({ value }) => value.startsWith(`${district}.`)));
    assert.equal(isSearched(field, own), false, "few enough to choose from");
    offered += codes.length;
  }
  assert.equal(offered, 416);
  const huye = listsWithin(lists, [field], { district: "huye" });
  assert.deepEqual(
    huye.searchCodes?.("sectors", "ngoma").map(({ value, label }) => [value, label.en]),
    [["huye.ngoma", "Ngoma"]],
  );
  assert.equal(listsWithin(lists, [field], {}).codeList("sectors")?.length, 416);
});

test("A list within a list is searched within the other answer, where one is chosen", () => {
  const raw = { [queryName("sector")]: "ngoma" };
  const matchesIn = (district: string) =>
    searchesIn(sector ?? [], { ...raw, district }, lists)
      .get("sector")
      ?.matches.map(({ value }) => value);
  assert.deepEqual(matchesIn("huye"), ["huye.ngoma"]);
  assert.ok((matchesIn("")?.length ?? 0) > 1);
  assert.deepEqual(matchesIn("gasabo"), [], "none of another district, which would be refused");
  const typed = { ...raw, district: "huye" };
  const read = chooseMatches(typed, searchesIn(sector ?? [], typed, lists));
  assert.equal(read.sector, "huye.ngoma", "the only one there, however many others there are");
});

test("A part of a list is made once, and anew of another list and for another answer", () => {
  const [field] = sector ?? [];
  assert.ok(field);
  const partOf = (of: typeof lists, district: string) =>
    listsWithin(of, [field], { district }).codeList("sectors");
  assert.equal(partOf(lists, "huye"), partOf(lists, "huye"));
  assert.notDeepEqual(partOf(lists, "huye"), partOf(lists, "gasabo"));
  const shorter = lists.codeList("sectors")?.filter(({ value }) => value !== "huye.ngoma");
  const edited = { ...lists, codeList: () => shorter };
  assert.equal(partOf(edited, "huye")?.length, (partOf(lists, "huye")?.length ?? 0) - 1);
  assert.equal(partOf(lists, "nowhere"), lists.codeList("sectors"));
});

test("A name that four districts have is told apart by the district", () => {
  const names = lists.searchCodes("sectors", "remera").map(({ label }) => label.en);
  assert.deepEqual(names.sort(), [
    ...["Remera, Gasabo", "Remera, Gatsibo", "Remera, Musanze", "Remera, Ngoma"],
  ]);
});
