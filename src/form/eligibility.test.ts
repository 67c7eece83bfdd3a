import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "./index.ts";
import { facts, full, rule, sample } from "./sample-for-tests.ts";

const verdictOn = (source: string, foreign: boolean) => {
  const [requirement] = sample.eligibility;
  assert.ok(requirement);
  const def = { ...sample, eligibility: [{ ...requirement, rule: rule(source) }] };
  const answers = { ...full, foreign, country: "AZ" };
  const [{ verdict, exempt } = { verdict: "none", exempt: undefined }] = judged(
    def,
    answers,
    facts,
  );
  return exempt ? `${verdict}, exempt` : verdict;
};

test("Answers exempt from a requirement about the person where they stand before its `or`", () => {
  const guarded = 'foreign = true or applicant.nationality = "RW"';
  assert.equal(verdictOn(guarded, true), "met, exempt");
  assert.equal(verdictOn(guarded, false), "met");
});

test("A second way to meet a requirement, after the person's own, exempts nobody", () => {
  assert.equal(verdictOn('applicant.nationality = "AZ" or foreign = true', true), "met");
  assert.equal(verdictOn('applicant.nationality = "AZ" or foreign = true', false), "unmet");
  assert.equal(verdictOn("foreign = true or big = false or total_ha > 0", true), "met");
});
