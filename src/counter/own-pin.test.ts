import assert from "node:assert/strict";
import { test } from "node:test";
import { problemWithOwnPin } from "./index.ts";

test("A PIN of a date, of a year of birth and little else, or of runs is refused", () => {
  const dates = ["040794", "04071994", "19940704", "199400", "001994", "731994", "19941994"];
  const runs = ["123456", "890123", "112233", "123321", "789123", "111222", "aabbcc", "abcxyz"];
  for (const pin of [...dates, ...runs, "121212", "aaaaaa"])
    assert.equal(problemWithOwnPin(pin), "easy", pin);
});

test("A PIN that says nothing of anybody is taken, and a short one is called short", () => {
  for (const pin of ["583271", "mango-71", "four quiet words here", "204817", "kigali1994 sun"])
    assert.equal(problemWithOwnPin(pin), undefined, pin);
  assert.equal(problemWithOwnPin("19940"), "short");
});
