import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { describe, it } from "node:test";
import { licence } from "../../../tests/definition.ts";
import type { Definition } from "../../catalogue/index.ts";
import { foldedWords, keyName, type SearchKeys, searchTerms, searchWords } from "./words.ts";

const keys: SearchKeys = [createSecretKey(new Uint8Array(32).fill(1))];
const telephone = {
  ...{ countryCode: "250", trunkPrefix: "0", national: "7\\d{8}", digits: 9 },
  example: "0788 123 456",
};
const applicant = {
  ...{ name: "Uwase Aline", birthDate: null, nationality: "RW", email: "aline@example.org" },
  ...{ nationalId: "1199470012345678", phone: "+250788000001" },
};
const field = (name: string, type: string) => ({ name, type, label: {} });
const definition = licence({
  form: [
    { id: "who", title: {}, fields: [field("child", "text"), field("call", "phone")] },
    { id: "why", title: {}, fields: [field("story", "long-text"), field("kind", "choice")] },
    {
      ...{ id: "owner", title: {}, fields: [field("owner", "text")] },
      repeat: { name: "owners", min: 0, max: 9, itemTitle: {} },
    },
  ] as unknown as Definition["form"],
});
const answers = {
  ...{ child: "Uwase Ineza, CAN-2026-000123", call: "+250788000002" },
  ...{ story: "Secret", kind: "small", owners: [{ owner: "Əli Məmmədov" }, { owner: "Zoé" }] },
};
const words = searchWords({ definition, answers, applicant, contact: null }, keys);

/** Whether a case with these words is among the answers to what was typed. */
const finds = (typed: string, by: SearchKeys = keys): boolean => {
  const terms = searchTerms(typed, by, telephone);
  const matches = ({ prefix, whole }: (typeof terms)[number]) =>
    words.some((word) => whole.includes(word) || (prefix !== undefined && word.startsWith(prefix)));
  return terms.length > 0 && terms.every(matches);
};

describe("The words by which a file is found", () => {
  it("are without case, accents and punctuation", () => {
    assert.deepEqual(foldedWords("Məmmədova-Əliyeva, N’Zoé İLQAR ışıq"), [
      ...["memmedova", "eliyeva", "n", "zoe", "ilqar", "isiq"],
    ]);
  });

  it("are names and short answers, also of lists, and nothing of long texts and choices", () => {
    for (const typed of ["uwa", "ALINE uwase", "ineza", "memmedov", "zoe", "can ineza"])
      assert.ok(finds(typed), typed);
    for (const typed of ["secret", "small", "aline@example", "aline jean"])
      assert.ok(!finds(typed), typed);
  });

  it("hold no number that tells somebody apart, and it is found as a whole alone", () => {
    assert.ok(words.every((word) => !/\d{6}/.test(word) || word.startsWith("#")));
    assert.ok(words.every((word) => !word.includes("1199470012345678")));
    for (const typed of ["1199470012345678", "1 1994 7 0012345 6 78", "000123"])
      assert.ok(finds(typed), typed);
    assert.ok(!finds("119947001234567"));
  });

  it("hold the last four digits of the applicant's numbers, beside a name", () => {
    for (const typed of ["aline 0001", "uwase 5678"]) assert.ok(finds(typed), typed);
    for (const typed of ["0001", "5678", "aline 0002", "aline 1199"])
      assert.ok(!finds(typed), typed);
  });

  it("hold a telephone as people of the country write it", () => {
    for (const typed of ["0788 000 001", "+250 788 000 001", "788000002"])
      assert.ok(finds(typed), typed);
  });

  it("are searched for from three letters or six digits on", () => {
    for (const typed of ["", "  ", "uw", "u w a", "12345", "'", "%"])
      assert.deepEqual(searchTerms(typed, keys, telephone), [], typed);
    assert.ok(searchTerms(`${"a ".repeat(50)}abc`, keys, telephone).length <= 6);
  });

  it("are found by the key before while the secret is changed, and name their key", () => {
    const next: SearchKeys = [createSecretKey(new Uint8Array(32).fill(2)), keys[0]];
    assert.ok(finds("1199470012345678", next));
    assert.ok(!finds("1199470012345678", [next[0]]));
    assert.notEqual(keyName(next), keyName(keys));
  });
});
