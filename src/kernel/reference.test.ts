import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  isReference,
  isReferenceLong,
  makeReference,
  normaliseReference,
  referenceStart,
  swappedReferences,
} from "./index.ts";

const references = fc.uint8Array({ minLength: 18, maxLength: 18 }).map(makeReference);

test("a reference is read back however it is typed", () => {
  fc.assert(
    fc.property(references, (reference) => {
      assert.equal(normaliseReference(` ${reference.toLowerCase().replace("-", " ")} `), reference);
      assert.ok(isReference(reference));
    }),
  );
});
test("one mistyped character is noticed", () => {
  fc.assert(
    fc.property(
      references,
      fc.nat(9),
      fc.constantFrom(..."34679CDFGHJKMNPRTWXY"),
      (reference, at, wrong) => {
        const text = [...reference.replace("-", "")];
        fc.pre(text[at] !== wrong);
        text[at] = wrong;
        assert.equal(normaliseReference(text.join("")), undefined);
      },
    ),
  );
});
test("no reference carries a letter that looks like another", () => {
  fc.assert(
    fc.property(references, (reference) => assert.doesNotMatch(reference, /[0O1ILQ2Z5S8BUVAE]/)),
  );
});

test("ten characters of which one is wrong are as long as a reference, nine are not", () => {
  assert.ok(isReferenceLong("7kd3m 9xfc0"));
  assert.ok(!isReferenceLong("7KD3M-9XFC") && !isReferenceLong("8815 9089 4834"));
});

test("a reference begins with its first characters, however they are typed", () => {
  assert.equal(referenceStart(" 7kd3m 9x", 3), "7KD3M-9X");
  assert.equal(referenceStart("7kd", 3), "7KD");
  // Too few, too many, other characters, and what is no part of a number.
  for (const typed of ["7k", "7KD3M-9XFC7", "mukam", "7kd3m.9", "7kdə", ""])
    assert.equal(referenceStart(typed, 3), undefined, typed);
});

test("a reference with two neighbours swapped leads to the one that was meant", () => {
  fc.assert(
    fc.property(references, fc.nat(8), (reference, at) => {
      const text = reference.replace("-", "");
      const slip = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
      fc.pre(normaliseReference(slip) === undefined);
      assert.ok(swappedReferences(slip.toLowerCase()).includes(reference));
      assert.deepEqual(swappedReferences(reference), []);
    }),
  );
});
