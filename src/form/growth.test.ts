import assert from "node:assert/strict";
import { test } from "node:test";
import { goodService, readText } from "../catalogue/good-service.fixture.ts";
import { nobody } from "./applicant.ts";
import {
  answerFindings,
  callOf,
  claimsOf,
  eligibilityOf,
  entitlementsOf,
  feesFound,
  feesOf,
  findingProblems,
  findingsAsked,
  findingValues,
  timeLimitOf,
  validityOf,
  valuesOf,
} from "./index.ts";
import type { Answers, FormFacts } from "./model.ts";
import type { RawPage } from "./raw.ts";

/** From the text of a service to the result of the form. */
const quarry = (text = goodService) => {
  const { definition, findings } = readText(text);
  assert.deepEqual(findings, []);
  assert.ok(definition);
  return definition;
};
const facts = { today: "2026-11-23", applicant: nobody, renewal: false };
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

const intakeTask = { stage: "intake", task: "intake" };
const lists = () => [];

test("a finding is read like an answer: typed, limited, asked only where it matters", () => {
  const def = quarry();
  const values = valuesOf(def, { ...sand, budget: 500 }, facts);
  const about = (outcome: string) => ({ outcome, values, today: facts.today });
  const form = { "find.depth": "7,5", "find.grade": "rough", "find.bond": "12.50", _csrf: "x" };
  const take = (typed: RawPage, outcome: string, lang: string) =>
    answerFindings(def, intakeTask, typed, { ...about(outcome), lang, lists: { codeList: lists } });
  const turn = take(form, "complete", "fr");
  assert.deepEqual(turn.answers, { depth: 7.5, grade: "rough", bond: 1250 });
  assert.deepEqual(turn.screen.problems, []);
  assert.deepEqual(take(form, "refuse", "fr").answers, { bond: 1250 });
  const wrong = take({ "find.depth": "-1", "find.bond": "501" }, "complete", "en");
  assert.deepEqual(
    wrong.screen.problems.map(({ field, code }) => [field, code]),
    [
      ["find.depth", "too-small"],
      ["find.bond", "invalid"],
    ],
  );
  const typedInto = findingProblems(
    def,
    intakeTask,
    { depth: 2, grade: "fine" },
    about("complete"),
  );
  assert.deepEqual(typedInto, [{ field: "grade", code: "unknown-field" }]);
});

test("how long a paper is valid goes by the answers, and by what was found", () => {
  const def = quarry();
  const granite = { ...sand, stone: "granite" };
  const months = (answers: typeof sand, depth: number) => {
    const term = validityOf(def, answers, facts, [{ ...intakeTask, values: { depth } }])?.validFor;
    return term?.unit === "calendar" ? term.months : undefined;
  };
  assert.equal(months(granite, 3), 48);
  assert.equal(months(sand, 3), 24);
  assert.equal(months(sand, 45), 12);
  const {
    validities: _,
    validFor: __,
    ...forLife
  } = def.output ?? { id: "", title: {}, claims: [] };
  assert.equal(validityOf({ ...def, output: forLife }, sand, facts)?.validFor, undefined);
});

test("fees at the grant, the paper and the file say what was found", () => {
  const def = quarry();
  const byTask = [
    { ...intakeTask, values: { depth: 1 } },
    { ...intakeTask, values: { depth: 7.5, grade: "rough", bond: 1250 } },
  ];
  const values = { ...valuesOf(def, sand, facts), ...findingValues(def, byTask) };
  assert.deepEqual(values.findings, { intake: { depth: 7.5, grade: "rough", bond: 12.5 } });
  const days = { today: facts.today, asOf: facts.today, due: "grant" as const };
  assert.deepEqual(
    feesFound(def, values, days).map(({ id, money }) => [id, money.minor]),
    [["royalty", 750]],
  );
  assert.deepEqual(feesFound(def, valuesOf(def, sand, facts), days), []);
  assert.deepEqual(feesFound(def, values, { ...days, due: "before review" }), []);
  assert.equal(
    feesOf(def, sand, facts, facts.today).some(({ id }) => id === "royalty"),
    false,
  );
  const about = { reference: "1", submittedOn: facts.today, decidedOn: facts.today };
  const claims = claimsOf(def, sand, facts, about, undefined, byTask);
  assert.deepEqual(
    claims.slice(2).map(({ value }) => value),
    [{ en: "Rough stone" }, "7.5"],
  );
  const words = {
    yes: "yes",
    no: "no",
    formatDate: String,
    formatMoney: ({ minor }: { minor: number }) => `${minor / 100}`,
    formatNumber: String,
  };
  const rows = findingsAsked(
    def,
    { ...intakeTask, values: { depth: 7.5, grade: "rough" } },
    "en",
    words,
    lists,
  );
  assert.deepEqual(
    rows.map(({ answer }) => answer),
    ["7.5 metres", "Rough stone"],
  );
});

test("a service may wait until a treaty binds both sides", () => {
  const full = { ...sand, stone: "granite", blast: false };
  const on = (today: string) =>
    eligibilityOf(quarry(), full, {
      ...facts,
      today,
      applicant: { ...nobody, name: "Uwase Aline" },
    })[0];
  assert.deepEqual(on("2026-11-30"), { requirement: "treaty", verdict: "unmet" });
  assert.deepEqual(on("2026-12-01"), { requirement: "treaty", verdict: "met" });
});

test("everything that the answers entitle to is given, each with its law", () => {
  const given = (tools: string[]) => entitlementsOf(quarry(), { ...sand, tools }, facts);
  assert.deepEqual(
    given(["drill"]).map(({ id, law }) => [id, law]),
    [
      ["tools-free", "mining-law"],
      ["advice", undefined],
    ],
  );
  assert.deepEqual(
    given(["spade"]).map(({ id }) => id),
    ["advice"],
  );
});

test("a call is open from its first day to its last", () => {
  const def = quarry();
  const on = (today: string) => {
    const now = callOf(def, today);
    return now.state === "always" ? now.state : `${now.state} ${now.call.opens}`;
  };
  assert.equal(on("2026-10-31"), "before 2026-11-01");
  assert.equal(on("2026-11-01"), "open 2026-11-01");
  assert.equal(on("2026-11-30"), "open 2026-11-01");
  assert.equal(on("2026-12-01"), "before 2027-01-10");
  assert.equal(on("2027-04-01"), "closed 2027-01-10");
  const { calls: _none, ...open } = def;
  assert.equal(callOf(open, "2026-12-01").state, "always");
});

test("a guest is eligible where answers alone decide; else the verdict is unknown", () => {
  const rule = (text: string) =>
    quarry(goodService.replace("rule: total <= 100", `rule: '${text}'`));
  const verdict = (text: string, applicant: FormFacts["applicant"] = nobody) =>
    eligibilityOf(rule(text), sand, { ...facts, applicant })[1]?.verdict;
  assert.equal(verdict('stone = "sand" or applicant.nationalId != null'), "met");
  assert.equal(verdict('stone = "granite" or applicant.nationalId != null'), "unknown");
  assert.equal(verdict('applicant.nationality = "RW"'), "unknown");
  assert.equal(verdict('applicant.nationality != "RW"'), "unknown");
  assert.equal(verdict("applicant.nationality = null"), "unknown");
  assert.equal(verdict('stone = "granite"'), "unmet");
  const azeri = { ...nobody, nationality: "AZ" };
  assert.equal(verdict('applicant.nationality = "RW"', azeri), "unmet");
});
