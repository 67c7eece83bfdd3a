import assert from "node:assert/strict";
import { test } from "node:test";
import { type AskedWords, askedOf, type LabelledCodes } from "./index.ts";
import { codes, facts, full, planFile, sample } from "./sample-for-tests.ts";

const words: AskedWords = {
  yes: "Oui",
  no: "Non",
  formatDate: (date) => date.split("-").reverse().join("/"),
  formatMoney: ({ minor, currency }) => `${minor} ${currency}`,
  formatNumber: (value) => String(value).replace(".", ","),
  documents: "Pièces",
};
const inWords = (answers = full, lang = "fr") =>
  askedOf(sample, answers, planFile, facts, lang, words, codes);

test("The answers are kept as they were asked, in the person's language", () => {
  const [project, first, second, money] = inWords().pages;
  assert.deepEqual(project, {
    page: "project",
    title: "Page project (fr)",
    rows: [
      { field: "minerals", question: "Question minerals (fr)", answer: "The tin (fr)" },
      { field: "radioactive", question: "Question radioactive (fr)", answer: "Non" },
      { field: "start", question: "Question start (fr)", answer: "15/01/2027" },
    ],
  });
  assert.deepEqual([first?.title, second?.title], ["Area (fr) 1", "Area (fr) 2"]);
  assert.deepEqual(
    first?.rows.map(({ field, answer }) => [field, answer]),
    [
      ["areas[0].district", "Huye (fr)"],
      ["areas[0].hectares", "60,5 hectares (fr)"],
      ["areas[0].protected", "Non"],
    ],
  );
  assert.equal(money?.rows[0]?.answer, "2000000 RWF");
});

test("The papers come last, with the names of their files", () => {
  assert.deepEqual(inWords().pages.at(-1), {
    page: "documents",
    title: "Pièces",
    rows: [{ field: "documents.plan", question: "Work plan (fr)", answer: "plan.pdf" }],
  });
});

test("A question left open stands empty, one that is not asked does not stand at all", () => {
  const rows = inWords({ ...full, treaty: "hidden" }).pages.flatMap((page) => page.rows);
  assert.equal(rows.find(({ field }) => field === "email")?.answer, "");
  assert.equal(
    rows.some(({ field }) => field === "treaty" || field === "country"),
    false,
  );
  assert.deepEqual(inWords({ ...full, areas: [] }).pages[1]?.rows, []);
});

test("Where a language is missing, the words of the source stand in", () => {
  assert.equal(inWords(full, "az").pages[0]?.title, "Page project");
});

test("A code that has only an English name says that it is English", () => {
  const english: LabelledCodes = (id) =>
    codes(id)?.map(({ value }) => ({ value, label: { en: `${value}, in English` } }));
  const rows = askedOf(sample, full, planFile, facts, "fr", words, english).pages.flatMap(
    (page) => page.rows,
  );
  const row = rows.find(({ field }) => field === "areas[0].district");
  assert.match(row?.answer ?? "", /, in English$/);
  assert.equal(row?.lang, "en");
  assert.ok(
    inWords()
      .pages.flatMap((page) => page.rows)
      .every(({ lang }) => lang === undefined),
  );
});
