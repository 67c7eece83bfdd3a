import assert from "node:assert/strict";
import { test } from "node:test";
import { nobody } from "./applicant.ts";
import {
  claimsOf,
  documentsWanted,
  dropItem,
  eligibilityOf,
  eligibilityQuestions,
  feesOf,
  firstOpenStep,
  itemsOf,
  nextStep,
  prefillOf,
  problemsOf,
  pruned,
  putPage,
  renewalAnswers,
  rulingOf,
  runExample,
  stepsOf,
  valuesOf,
} from "./index.ts";
import { codes, facts, full, planFile, rule, sample } from "./sample-for-tests.ts";

const fields = (answers = full, documents = planFile) =>
  problemsOf(sample, answers, documents, facts, codes).map(({ field, code }) => `${field} ${code}`);

test("A page is asked only where earlier answers call for it", () => {
  const pages = (answers: typeof full) =>
    stepsOf(sample, answers, facts).map((step) =>
      step.kind === "documents" ? step.kind : step.page,
    );
  assert.deepEqual(pages(full), ["project", "areas", "money", "contact", "documents"]);
  assert.deepEqual(pages({ ...full, foreign: true }), [
    "project",
    "areas",
    "money",
    "abroad",
    "contact",
    "documents",
  ]);
  assert.deepEqual(stepsOf(sample, {}, facts)[1], { kind: "repeat", page: "areas" });
});

test("The next step passes over pages that are not asked, and ends at the papers", () => {
  assert.deepEqual(nextStep(sample, full, facts, { kind: "page", page: "money" }), {
    kind: "page",
    page: "contact",
  });
  assert.deepEqual(nextStep(sample, full, facts, { kind: "page", page: "contact" }), {
    kind: "documents",
  });
  assert.equal(nextStep(sample, full, facts, { kind: "documents" }), undefined);
});

test("Whoever jumps ahead is sent back to the first page that is not answered", () => {
  assert.deepEqual(firstOpenStep(sample, {}, {}, facts), { kind: "page", page: "project" });
  assert.deepEqual(firstOpenStep(sample, { ...full, areas: [] }, {}, facts), {
    kind: "repeat",
    page: "areas",
  });
  assert.deepEqual(firstOpenStep(sample, { ...full, foreign: true, dollars: 1 }, {}, facts), {
    kind: "page",
    page: "abroad",
  });
  assert.deepEqual(firstOpenStep(sample, full, {}, facts), { kind: "documents" });
  assert.equal(firstOpenStep(sample, full, planFile, facts), undefined);
});

test("Answers to questions no longer asked are left out, and those that depend on them", () => {
  const detour = { ...full, country: "AZ", treaty: "MoU", dollars: 500, officer: "Nobody" };
  assert.deepEqual(pruned(sample, detour, facts), full);
  assert.equal(valuesOf(sample, detour, facts).treaty, null);
  assert.deepEqual(fields(detour), []);
});

test("Rules see money in major units, calculations and the applicant", () => {
  const values = valuesOf(sample, { ...full, foreign: true, dollars: 123456 }, facts);
  assert.equal(values.dollars, 1234.56);
  assert.equal(values.budget, 2_000_000);
  assert.equal(values.total_ha, 100.5);
  assert.equal(values.big, true);
  assert.equal(values.country, null);
});

test("Everything wrong is told at once, each with its place", () => {
  const wrong = {
    minerals: ["tin", "gold", "lithium"],
    radioactive: true,
    start: "2026-11-23",
    areas: [{ district: "atlantis", hectares: 401, protected: true, reserve: "Akagera" }, { x: 1 }],
    budget: 5,
    foreign: true,
    dollars: 500_051,
    speed: "instant",
    phone: "0788123456",
    other: 1,
  };
  assert.deepEqual(fields(wrong, {}), [
    "minerals too-many",
    "officer required",
    "start invalid",
    "areas[1].x unknown-field",
    "areas[0].district not-one-of",
    "areas[0].hectares too-large",
    "areas[1].district required",
    "areas[1].hectares required",
    "areas[1].protected required",
    "budget too-small",
    "dollars too-large",
    "country required",
    "speed not-one-of",
    "phone not-a-phone",
    "documents.plan required",
    "documents.impact required",
    "other unknown-field",
  ]);
});

test("A rule that an answer breaks is told in the words of the definition", () => {
  const [problem] = problemsOf(sample, { ...full, start: "2020-01-01" }, planFile, facts, codes);
  assert.equal(problem?.words?.en, "Choose a later day");
});

test("A repeating page wants as many items as it says", () => {
  const [area] = itemsOf(sample, "areas", full);
  assert.ok(area);
  assert.deepEqual(fields({ ...full, areas: [] }), ["areas required"]);
  assert.deepEqual(fields({ ...full, areas: [area, area, area, area] }), ["areas too-many"]);
  assert.deepEqual(fields({ ...full, areas: "many" }), ["areas invalid"]);
});

test("Of a list without end only as many items as there may be are gone through", () => {
  const endless = Array.from({ length: 50_000 }, () => ({}));
  const problems = problemsOf(sample, { ...full, areas: endless }, planFile, facts, codes);
  assert.equal(problems[0]?.code, "too-many");
  assert.ok(problems.length < 20, `${problems.length} problems of one list`);
});

test("An item can be added, replaced and taken away", () => {
  const added = putPage(sample, "areas", full, { district: "huye", hectares: 1, protected: false });
  assert.equal(itemsOf(sample, "areas", added).length, 3);
  const replaced = putPage(sample, "areas", added, { district: "gasabo" }, 0);
  assert.deepEqual(itemsOf(sample, "areas", replaced)[0], { district: "gasabo" });
  assert.deepEqual(dropItem(sample, "areas", added, 2), full);
  assert.equal(
    "officer" in putPage(sample, "project", { ...full, officer: "A" }, { radioactive: false }),
    false,
  );
});

test("A paper is wanted only where the answers call for it", () => {
  const ids = (answers: typeof full) => documentsWanted(sample, answers, facts).map(({ id }) => id);
  assert.deepEqual(ids(full), ["plan"]);
  assert.deepEqual(ids({ ...full, areas: [{ protected: true }] }), ["plan", "impact"]);
});

test("A file of the wrong kind, too large or one too many is not taken", () => {
  const [file] = planFile.plan ?? [];
  assert.ok(file);
  assert.deepEqual(fields(full, { plan: [{ ...file, mediaType: "image/gif" }] }), [
    "documents.plan file-wrong-type",
  ]);
  assert.deepEqual(fields(full, { plan: [{ ...file, bytes: 1_000_001 }] }), [
    "documents.plan file-too-large",
  ]);
  assert.deepEqual(fields(full, { plan: [file, file, file] }), ["documents.plan too-many"]);
});

test("The tariff in force on the day of submission applies, rounded half up", () => {
  const due = (day: string) =>
    feesOf(sample, full, facts, day).map(({ id, money }) => [id, money.minor]);
  assert.deepEqual(due("2026-06-30"), [
    ["application", 50_000],
    ["area", 10_100],
  ]);
  assert.deepEqual(due("2026-07-01"), [
    ["application", 60_000],
    ["area", 10_100],
  ]);
  assert.equal(feesOf(sample, full, facts, "2026-07-01")[0]?.illustrative, true);
  const small = { ...full, areas: [{ hectares: 100 }] };
  assert.deepEqual(
    feesOf(sample, small, facts, "2026-07-01").map(({ id }) => id),
    ["application"],
  );
});

test("Nobody is told no before the questions are answered", () => {
  const verdicts = (answers: typeof full, who = facts) =>
    eligibilityOf(sample, answers, who).map(({ verdict }) => verdict);
  assert.deepEqual(verdicts({}), ["unknown", "unknown", "met"]);
  assert.deepEqual(verdicts(full), ["met", "met", "met"]);
  assert.deepEqual(verdicts({ ...full, foreign: true }), ["met", "unknown", "met"]);
  assert.deepEqual(verdicts({ ...full, foreign: true, country: "FR" }), ["met", "unmet", "met"]);
  assert.equal(verdicts(full, { ...facts, applicant: nobody })[2], "unknown");
  const foreigner = { ...facts, applicant: { ...facts.applicant, nationality: "AZ" } };
  assert.equal(verdicts(full, foreigner)[2], "unmet");
});

test("The check before the form asks only what decides", () => {
  assert.deepEqual(eligibilityQuestions(sample), [
    { page: "areas", fields: ["district", "hectares", "protected", "reserve"] },
    { page: "money", fields: ["foreign"] },
    { page: "abroad", fields: ["country"] },
  ]);
});

test("A service that answers at once gives the first ruling that holds", () => {
  assert.equal(rulingOf(sample, full, facts)?.id, "home");
  assert.equal(rulingOf(sample, { ...full, foreign: true }, facts)?.id, "abroad");
});

test("The certificate says what was answered, a choice in every language", () => {
  const caseFacts = { reference: "7KQ3-M9XF", submittedOn: "2026-11-23", decidedOn: "2026-12-01" };
  const claims = claimsOf(sample, { ...full, treaty: "hidden" }, facts, caseFacts);
  assert.deepEqual(
    claims.map(({ value }) => value),
    [{ en: "The tin", fr: "The tin (fr)" }, "100.5", "7KQ3-M9XF", ""],
  );
});

test("A code on the certificate is named where the code list is at hand", () => {
  const output = sample.output && {
    ...sample.output,
    claims: [{ name: "country", title: {}, value: rule("country") }],
  };
  const answers = { ...full, foreign: true, country: "AZ" };
  const caseFacts = { reference: "7KQ3-M9XF", submittedOn: "2026-11-23", decidedOn: "2026-12-01" };
  assert.ok(output);
  const value = (known?: typeof codes) =>
    claimsOf({ ...sample, output }, answers, facts, caseFacts, known)[0]?.value;
  const long = Array.from({ length: 61 }, (_, n) => ({ value: `X${n}`, label: { en: `X ${n}` } }));
  const countries = codes("countries") ?? [];
  const claim = (more: typeof countries) =>
    claimsOf({ ...sample, output }, answers, facts, caseFacts, () => [...countries, ...more])[0];
  assert.deepEqual(claim([])?.codes, ["AZ"]);
  assert.equal(claim([])?.options?.length, countries.length, "all that could be chosen");
  assert.deepEqual(
    claim(long)?.options?.map((option) => option.value),
    ["AZ"],
    "of a long list",
  );
  assert.equal(value(), "AZ");
  assert.deepEqual(value(codes), { en: "Azerbaijan", fr: "Azerbaijan (fr)" });
});

test("What is yes or no stays so on the certificate, and is worded only where it is shown", () => {
  const claim = (name: string, text: string) => ({ name, title: {}, value: rule(text) });
  const output = sample.output && {
    ...sample.output,
    claims: [claim("tin", 'list contains(minerals, "tin")'), claim("gold", "1 > 2")],
  };
  const about = { reference: "7KQ3-M9XF", submittedOn: "2026-11-23", decidedOn: "2026-12-01" };
  const claims = claimsOf({ ...sample, ...(output && { output }) }, full, facts, about);
  assert.deepEqual(
    claims.map(({ value }) => value),
    [true, false],
  );
});

test("A renewal begins with the answers that the definition carries over", () => {
  assert.deepEqual(renewalAnswers(sample, full), { minerals: full.minerals, areas: full.areas });
});

test("An example that does not come out as it says is told, with both sides", () => {
  const example = {
    name: "A wrong example",
    today: "2026-11-23",
    applicant: { nationality: "RW" },
    answers: full,
    documents: ["plan"],
    acts: [],
    expect: { problems: [], eligible: false, ruling: "home" },
  };
  assert.deepEqual(runExample(sample, example, codes), [
    { what: "eligible", expected: "false", actual: "true" },
  ]);
  const expect = { promised: "1bd", claims: { unknown: "" } };
  assert.deepEqual(runExample(sample, { ...example, expect }, codes), [
    { what: "promised", expected: '"1bd"', actual: "nothing" },
    { what: "claims.unknown", expected: '""', actual: "nothing" },
  ]);
});

test("What is known of a person is proposed, and gives way to what they answered", () => {
  assert.deepEqual(prefillOf(sample, "project", {}, facts), { officer: "Habimana Eric" });
  assert.deepEqual(prefillOf(sample, "project", { officer: "Mutesi" }, facts), {});
});
