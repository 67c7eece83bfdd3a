import assert from "node:assert/strict";
import { test } from "node:test";
import { minorOf } from "./fees.ts";
import { type Answers, readPage } from "./index.ts";
import { codes, facts, sample } from "./sample-for-tests.ts";
import { readDecimal, readInteger, readMoney } from "./typed-number.ts";
import { cleanText } from "./typed-text.ts";

const read = (page: string, raw: Record<string, string | string[]>, answers: Answers = {}) =>
  readPage(sample, page, raw, answers, facts, codes);
const problemsIn = (page: string, raw: Record<string, string | string[]>, answers: Answers = {}) =>
  read(page, raw, answers).problems.map(({ field, code }) => `${field} ${code}`);
const date = (day: string, month: string, year: string) => ({
  "start-day": day,
  "start-month": month,
  "start-year": year,
});

test("A page is read into typed answers", () => {
  const raw = {
    minerals: ["gold", "tin"],
    radioactive: "yes",
    officer: "  Mutesi\tGrace ",
    ...date("5", "1", "2027"),
  };
  assert.deepEqual(read("project", raw), {
    answers: {
      minerals: ["tin", "gold"],
      radioactive: true,
      officer: "Mutesi Grace",
      start: "2027-01-05",
    },
    problems: [],
  });
});

test("An empty page tells everything that is missing, and nothing that is not asked", () => {
  assert.deepEqual(problemsIn("project", {}), [
    "minerals required",
    "radioactive required",
    "start required",
  ]);
  assert.deepEqual(problemsIn("contact", { phone: "" }), ["speed required", "phone required"]);
});

test("What is typed into a question that is not asked is dropped", () => {
  assert.deepEqual(read("money", { budget: "2000000", foreign: "no", dollars: "junk" }), {
    answers: { budget: 2_000_000, foreign: false },
    problems: [],
  });
});

test("An input that the page does not have is a problem, unless it is the channel's own", () => {
  assert.deepEqual(
    problemsIn("contact", { speed: "fast", phone: "0788123456", _csrf: "x", admin: "1" }),
    ["admin unknown-field"],
  );
  assert.deepEqual(
    problemsIn("contact", {
      speed: "fast",
      phone: "0788123456",
      __proto__x: "1",
      constructor: "1",
    }),
    ["constructor unknown-field"],
  );
});

test("A day that is not in the calendar is refused, a day given whole is taken", () => {
  const day = (raw: Record<string, string>) =>
    read("project", { minerals: "tin", radioactive: "no", ...raw });
  assert.equal(day(date("30", "2", "2027")).problems[0]?.code, "not-a-date");
  assert.equal(day(date("1", "", "2027")).problems[0]?.code, "not-a-date");
  assert.equal(day(date("29", "02", "2028")).answers.start, "2028-02-29");
  assert.equal(day({ start: "2027-03-01" }).answers.start, "2027-03-01");
  assert.equal(day({ start: "1/3/2027" }).problems[0]?.code, "not-a-date");
});

test("An answer that breaks a limit is kept, so that nothing typed is lost", () => {
  const { answers, problems } = read("areas", {
    district: "huye",
    hectares: "401",
    protected: "no",
  });
  assert.equal(answers.hectares, 401);
  assert.deepEqual(problems, [{ field: "hectares", code: "too-large", facts: { max: 400 } }]);
});

test("Numbers are read as people write them, and refused where they could mean two things", () => {
  const value = (text: string, lang?: string) => {
    const parsed = readDecimal(text, lang);
    return "value" in parsed ? parsed.value : parsed.code;
  };
  assert.equal(value("1 000"), 1000);
  assert.equal(value("1\u202f000,5"), 1000.5);
  assert.equal(value("1,000,000"), 1_000_000);
  assert.equal(value("1.000,5"), 1000.5);
  assert.equal(value("2,5"), 2.5);
  assert.equal(value("1,000", "en"), 1000);
  assert.equal(value("1,000", "fr"), "not-a-number");
  assert.equal(value("1,000"), "not-a-number");
  assert.equal(value("2.125", "en"), 2.125);
  assert.equal(value("2.125", "az"), "not-a-number");
  assert.equal(value("10 00"), "not-a-number");
  assert.equal(value("1e5"), "not-a-number");
  assert.equal(value("0x10"), "not-a-number");
  assert.equal(value("−5"), -5);
  assert.equal(value("9999999999999999"), "too-large");
  assert.deepEqual(readInteger("18,050"), { value: 18_050 });
  assert.deepEqual(readInteger("2.5"), { code: "not-an-integer" });
  assert.deepEqual(readInteger("9007199254740993"), { code: "too-large" });
});

test("Money is typed in major units and kept in the smallest coin", () => {
  assert.deepEqual(readMoney("1,234.5", "USD"), { value: 123_450 });
  assert.deepEqual(readMoney("1 234,56", "AZN"), { value: 123_456 });
  assert.deepEqual(readMoney("18,050", "RWF"), { value: 18_050 });
  assert.deepEqual(readMoney("0.05", "USD"), { value: 5 });
  assert.deepEqual(readMoney("10.50", "RWF"), { code: "not-an-integer" });
  assert.deepEqual(readMoney("10.505", "USD"), { code: "not-a-number" });
});

test("Text is kept composed, without invisible characters", () => {
  assert.equal(cleanText(" e\u0301\u0000\u202Ea\r\nb ", false), "éa b");
  assert.equal(cleanText("a\r\nb\u0007", true), "a\nb");
  assert.equal(cleanText("\ud800", false), "\ufffd");
});

test("Half a coin is rounded up by its decimal digits", () => {
  assert.equal(minorOf(1.005, "USD"), 101);
  assert.equal(minorOf(0.5, "RWF"), 1);
  assert.equal(minorOf(2.49, "RWF"), 2);
  assert.equal(minorOf(-1, "RWF"), undefined);
  assert.equal(minorOf(null, "RWF"), undefined);
});
