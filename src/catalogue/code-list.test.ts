import assert from "node:assert/strict";
import { test } from "node:test";
import { readCodeList } from "./code-list.ts";

const languages = ["en", "rw"];
const district = { value: "gasabo", label: { en: "Gasabo", rw: "Gasabo" } };
const around = { languages, lists: new Map([["districts", [district]]]) };
const sectors = (codes: string) =>
  readCodeList(
    "sectors.yaml",
    `title: {en: Sectors, rw: Imirenge}\nwithin: districts\ncodes:\n  ${codes}\n`,
    around,
  );

test("An entry of a list within a list has the code and the name of both", () => {
  const { codes, findings } = sectors("gasabo: {remera: Remera}");
  assert.deepEqual(findings, []);
  const short = { en: "Remera", rw: "Remera" };
  const label = { en: "Remera, Gasabo", rw: "Remera, Gasabo" };
  const within = { value: "gasabo", label: short };
  assert.deepEqual(codes, [{ value: "gasabo.remera", label, within }]);
});

test("Entries under what the other list does not have are told, with the line", () => {
  const { findings } = sectors("atlantis: {remera: Remera}");
  assert.match(findings[0]?.message ?? "", /`atlantis` is no entry of `districts`/);
  assert.equal(findings[0]?.line, 4);
  assert.match(sectors("gasabo: Gasabo").findings[0]?.message ?? "", /`gasabo` is no entry/);
});

test("A list within a list that is not there is told", () => {
  const text = "title: {en: Cells, rw: Utugari}\nwithin: sectors\ncodes: {a: {b: B}}\n";
  const { findings } = readCodeList("cells.yaml", text, around);
  assert.match(findings[0]?.message ?? "", /the code list `sectors` is unknown/);
});
