import assert from "node:assert/strict";
import { test } from "node:test";
import { compactCode, isName, readDate } from "./typed-text.ts";

test("A month may be typed by its name or its beginning, in any of the languages", () => {
  for (const [typed, month] of [
    ["3", "03"],
    ["jan", "01"],
    ["Jan.", "01"],
    ["MARS", "03"],
    ["août", "08"],
    ["aout", "08"],
    ["Gashyantare", "02"],
    ["iyun", "06"],
    ["noyabr", "11"],
  ] as const)
    assert.equal(readDate("5", typed, "2026"), `2026-${month}-05`, typed);
});

test("What begins like no month or like two is none", () => {
  for (const typed of ["", "0", "13", "ju", "iyu", "xyz", "1 2"])
    assert.equal(readDate("5", typed, "2026"), undefined, typed);
});

test("A number on a document is kept without what groups it", () => {
  assert.equal(compactCode(" mscu 123456-7 "), "MSCU1234567");
  assert.equal(compactCode("100 000 003"), "100000003");
  assert.equal(compactCode("ab–12.3"), "AB123");
});

test("A name has letters and no digit", () => {
  for (const name of ["Uwase Ineza", "Əliyeva Günel", "O’Neill", "N’Diaye-Sow"])
    assert.ok(isName(name), name);
  for (const name of ["12", "Uwase 2", "–", "4"]) assert.ok(!isName(name), name);
});
