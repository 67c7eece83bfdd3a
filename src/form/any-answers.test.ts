import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type Answers,
  eligibilityOf,
  feesOf,
  firstOpenStep,
  problemsOf,
  pruned,
  putPage,
  rawOf,
  readPage,
  stepsOf,
  valuesOf,
} from "./index.ts";
import { codes, facts, full, planFile, sample } from "./sample-for-tests.ts";
import { cleanText } from "./typed-text.ts";

const day = fc.date({
  min: new Date("2026-11-24"),
  max: new Date("2199-12-31"),
  noInvalidDate: true,
});
const typedText = fc
  .string({ unit: "grapheme", maxLength: 40 })
  .map((text) => cleanText(text, false));
const area = fc.record({
  district: fc.constantFrom("huye", "gasabo"),
  hectares: fc.integer({ min: 500_000, max: 400_000_000 }).map((n) => n / 1_000_000),
  protected: fc.constant(false),
});
const valid: fc.Arbitrary<Answers> = fc
  .record({
    minerals: fc.subarray(["tin", "gold", "lithium"], { minLength: 1, maxLength: 2 }),
    radioactive: fc.constant(true),
    officer: typedText.filter((text) => text !== "" && text.length <= 80),
    start: day.map((each) => each.toISOString().slice(0, 10)),
    areas: fc.array(area, { minLength: 1, maxLength: 3 }),
    budget: fc.integer({ min: 1_000_000, max: Number.MAX_SAFE_INTEGER }),
    foreign: fc.constant(true),
    dollars: fc.integer({ min: 0, max: 500_050 }),
    country: fc.constant("AZ"),
    speed: fc.constantFrom("normal", "fast"),
    phone: fc.constantFrom("+250788123456", "+994501234567"),
    people: fc.integer({ min: 0, max: 100_000 }),
  })
  .map((answers): Answers => ({ ...answers, areas: answers.areas.map((each) => ({ ...each })) }));

test("Whatever was saved is shown, posted and read back unchanged, in every language", () => {
  fc.assert(
    fc.property(valid, fc.constantFrom(undefined, "en", "rw", "fr", "az"), (answers, lang) => {
      for (const page of ["project", "money", "abroad", "contact"]) {
        const raw = rawOf(sample, page, answers);
        const { answers: reread, problems } = readPage(
          sample,
          page,
          raw,
          answers,
          facts,
          codes,
          lang,
        );
        assert.deepEqual(problems, []);
        assert.deepEqual(putPage(sample, page, answers, reread), answers);
      }
      const raw = rawOf(sample, "areas", answers);
      const { answers: reread } = readPage(sample, "areas", raw, answers, facts, codes, lang);
      assert.deepEqual(putPage(sample, "areas", answers, reread, 0), answers);
      assert.deepEqual(problemsOf(sample, answers, planFile, facts, codes), []);
    }),
    { numRuns: 150 },
  );
});

const rawPage = fc.dictionary(
  fc.oneof(
    fc.constantFrom(
      "minerals",
      "officer",
      "start",
      "start-day",
      "start-year",
      "radioactive",
      "hectares",
      "budget",
    ),
    fc.string({ maxLength: 6 }),
  ),
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.string()),
    fc.constantFrom("yes", "no", "1,5", "31"),
  ),
);
const names = [
  "minerals",
  "radioactive",
  "start",
  "areas",
  "budget",
  "foreign",
  "dollars",
  "country",
  "treaty",
  "phone",
];
const junk: fc.Arbitrary<Answers> = fc.oneof(
  fc.record(
    Object.fromEntries(
      names.map((name) => [
        name,
        fc.oneof(fc.jsonValue(), fc.constantFrom(true, false, "AZ", "2027-02-30", 1e21)),
      ]),
    ),
    { requiredKeys: [] },
  ) as fc.Arbitrary<Answers>,
  fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<Answers>,
);

test("No junk that is posted is ever taken for an answer, and none breaks the form", () => {
  fc.assert(
    fc.property(
      rawPage,
      junk,
      fc.constantFrom("project", "areas", "money", "contact"),
      (raw, answers, page) => {
        const first = readPage(sample, page, raw, answers, facts, codes);
        const saved = putPage(sample, page, answers, first.answers, 0);
        const reread = readPage(sample, page, rawOf(sample, page, saved), answers, facts, codes);
        if (first.problems.length === 0) assert.deepEqual(reread, first);
      },
    ),
    { numRuns: 500 },
  );
});

test("Any answers at all are judged without a fault, and leave out what is not asked", () => {
  fc.assert(
    fc.property(junk, (answers) => {
      const onRoute = pruned(sample, answers, facts);
      assert.deepEqual(pruned(sample, onRoute, facts), onRoute);
      assert.deepEqual(stepsOf(sample, onRoute, facts), stepsOf(sample, answers, facts));
      if (answers.foreign !== true)
        assert.equal("country" in onRoute || "dollars" in onRoute, false);
      assert.deepEqual(
        { ...valuesOf(sample, onRoute, facts) },
        { ...valuesOf(sample, answers, facts) },
      );
      assert.ok(problemsOf(sample, answers, {}, facts, codes).length > 0);
      firstOpenStep(sample, answers, {}, facts);
      eligibilityOf(sample, answers, facts);
    }),
    { numRuns: 500 },
  );
});

test("A fee is always a whole and positive number of the smallest coin", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ hectares: fc.double() })), junk, (areas, answers) => {
      for (const { money } of feesOf(sample, { ...full, ...answers, areas }, facts, "2026-11-23"))
        assert.ok(Number.isSafeInteger(money.minor) && money.minor > 0);
    }),
    { numRuns: 500 },
  );
});
