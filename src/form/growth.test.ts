import assert from "node:assert/strict";
import { test } from "node:test";
import { goodService, readText } from "../catalogue/good-service.fixture.ts";
import { feesOf, timeLimitOf } from "./index.ts";
import type { Answers } from "./model.ts";

/** From the text of a service to what the form makes of it. */
const quarry = (text = goodService) => {
  const { definition, findings } = readText(text);
  assert.deepEqual(findings, []);
  assert.ok(definition);
  return definition;
};
const nobody = {
  name: null,
  birthDate: null,
  nationalId: null,
  nationality: null,
  phone: null,
  email: null,
};
const facts = { today: "2026-11-23", applicant: nobody };
const sand: Answers = { stone: "sand", pits: [{ hectares: 12 }] };

test("the time that the answers bring is told with where it comes from", () => {
  const quick = timeLimitOf(quarry(), sand, facts);
  assert.deepEqual(quick?.limit, { unit: "calendar", months: 0, days: 3, minutes: 0 });
  assert.equal(quick?.illustrative, true);
  const usual = timeLimitOf(quarry(), { stone: "granite" }, facts);
  assert.deepEqual(usual?.limit, { unit: "business-days", count: 30 });
});

test("a fee says whether it is a duty or the price of a service, and what it is counted by", () => {
  const text = goodService.replace("amount: 0, upTo: 30", "amount: 5, upTo: 30.5");
  const [, seal, sign] = feesOf(quarry(text), sand, facts, facts.today);
  assert.equal(seal?.kind, "service");
  assert.deepEqual(seal?.unit, { en: "per container" });
  assert.deepEqual(seal?.upTo, { minor: 3050, currency: "USD" });
  assert.equal(sign?.kind, "duty");
  assert.equal(sign?.upTo, undefined);
});
