import assert from "node:assert/strict";
import { test } from "node:test";
import {
  birthYearIn,
  isAllDigits,
  isIdentityNumber,
  plainIdentityNumber,
} from "./identity-number.ts";
import { fullName } from "./person-name.ts";

const rwanda = { pattern: "\\d{16}", example: "1 1980 7 0012345 0 12" };
const azerbaijan = { pattern: "[0-9A-Z]{7}", example: "5AB1C2D" };

test("An identity number is judged by the rule of its country", () => {
  const plain = plainIdentityNumber("1 1980 7 0012345 0 12");
  assert.equal(plain, "1198070012345012");
  assert.ok(isIdentityNumber(plain, rwanda) && !isIdentityNumber(plain, azerbaijan));
  assert.ok(isIdentityNumber(plainIdentityNumber("5ab-1c2d"), azerbaijan));
  assert.deepEqual([isAllDigits(rwanda), isAllDigits(azerbaijan)], [true, false]);
});

test("The year of birth is read from a number where the country writes one into it", () => {
  const withYear = { ...rwanda, pattern: "\\d(?<birthYear>\\d{4})\\d{11}" };
  assert.equal(birthYearIn("1198070012345012", withYear), "1980");
  for (const rule of [rwanda, azerbaijan])
    assert.equal(birthYearIn("1198070012345012", rule), undefined);
  assert.equal(birthYearIn("11980", withYear), undefined);
});

test("A name is put together in the order of the country", () => {
  const diane = { givenName: "Diane", familyName: "Uwase" };
  assert.equal(fullName(diane, "family-first"), "Uwase Diane");
  assert.equal(fullName(diane, "given-first"), "Diane Uwase");
  assert.equal(fullName({ givenName: null, familyName: "Uwase" }, "given-first"), "Uwase");
});
