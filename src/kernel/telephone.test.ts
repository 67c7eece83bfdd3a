import assert from "node:assert/strict";
import { test } from "node:test";
import { isTelephone, readTelephone, type TelephoneRule } from "./telephone.ts";

const rwanda: TelephoneRule = {
  ...{ countryCode: "250", trunkPrefix: "0", national: "[27]\\d{8}", digits: 9 },
  example: "0788 123 456",
};
const azerbaijan: TelephoneRule = {
  ...{ countryCode: "994", trunkPrefix: "0", national: "[1-9]\\d{8}", digits: 9 },
  example: "050 123 45 67",
};

test("A number is read by the plan of the country that it was typed in", () => {
  for (const typed of [
    "0788 123 456",
    "+250 788-123-456",
    "250788123456",
    "00250788123456",
    "788123456",
  ])
    assert.equal(readTelephone(typed, rwanda), "+250788123456", typed);
  assert.equal(readTelephone("+994 50 123 45 67", rwanda), "+994501234567");
  for (const typed of ["12345", "+250 78 12", "0501234567", "+0123456789", "call me"])
    assert.equal(readTelephone(typed, rwanda), undefined, typed);
});

test("Azerbaijani mobile numbers do not become numbers of Rwanda", () => {
  const read = (typed: string) => readTelephone(typed, azerbaijan);
  assert.equal(read("070 123 45 67"), "+994701234567");
  assert.equal(read("077 123 45 67"), "+994771234567");
  assert.equal(read("050 123 45 67"), "+994501234567");
  assert.equal(read("994 50 123 45 67"), "+994501234567");
  assert.equal(read("+250 788 123 456"), "+250788123456");
});

test("Without a country every number needs its country code", () => {
  assert.equal(readTelephone("0788 123 456"), undefined);
  assert.equal(readTelephone("+250 788 123 456"), "+250788123456");
});

test("A kept number of the own country has all its digits", () => {
  assert.equal(isTelephone("+25078812345", rwanda), false);
  assert.equal(isTelephone("+25078812345", azerbaijan), true);
  assert.equal(isTelephone("+994000000001", azerbaijan), true);
  assert.equal(isTelephone("0788123456", rwanda), false);
});
