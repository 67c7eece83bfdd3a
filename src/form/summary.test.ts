import assert from "node:assert/strict";
import { test } from "node:test";
import { summaryOf, type Telling, unmetIn } from "./index.ts";
import { codes, facts, full, planFile, sample } from "./sample-for-tests.ts";

const telling: Telling = {
  lang: "en",
  codes,
  words: {
    yes: "Yes",
    no: "No",
    formatDate: (date) => date,
    formatMoney: ({ minor, currency }) => `${currency} ${minor}`,
    formatNumber: String,
    documents: "Papers",
  },
};

test("A summary tells answers, papers, what is paid and when, in the order of the form", () => {
  const filled = { def: sample, answers: full, documents: planFile };
  const { asked, fees, sums, unmet, today } = summaryOf(filled, facts, telling);
  const pages = asked.pages.map(({ page }) => page);
  assert.deepEqual(pages, ["project", "areas", "areas", "money", "contact", "documents"]);
  assert.deepEqual(
    fees.map(({ id, due }) => `${id} ${due}`),
    ["application submit", "area grant"],
  );
  assert.deepEqual(
    sums.map(({ currency }) => currency),
    ["RWF", "USD"],
  );
  assert.deepEqual(unmet, []);
  assert.equal(today, facts.today);
});

test("A requirement is unmet only where answers do not meet it, not where they are missing", () => {
  const ids = (answers: typeof full) =>
    unmetIn({ def: sample, answers }, facts).map(({ id }) => id);
  assert.deepEqual(ids({}), []);
  assert.deepEqual(
    ids({ ...full, areas: [{ district: "huye", hectares: 401, protected: false }] }),
    ["limit"],
  );
});
