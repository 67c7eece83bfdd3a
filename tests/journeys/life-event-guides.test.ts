/** Journeys that tell what is elsewhere: a birth, studying in Baku, investing from Baku. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { readExamples } from "../../src/catalogue/index.ts";
import { exampleAnswers } from "../../src/form/index.ts";
import { formTo } from "../apply.ts";
import { filled } from "../page-forms.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";
import { type Asked, answerAll, beginJourney } from "./life-event-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

test("A journey of one service tells what stands around it, and begins that service", async () => {
  const browser = await inEnglish(town, "mukamana-vestine");
  const birth = await browser.get("/life-events/a-birth");
  says(birth, "A child is born", "Before you start", "Registration of a birth");
  says(birth, "What you apply for here", "500 Frw", "Afterwards", "Passport");
  assert.match(birth.body, /href="https:\/\/www\.nida\.gov\.rw\/"[^>]*rel="external/);
  const form = formTo(birth, "/services/birth-certificate/start");
  assert.ok(form);
  const first = await browser.send(form.action, filled(form, {}));
  assert.match(first.path, /^\/drafts\/[0-9a-f-]{36}\/page\/who$/);

  const baku = await browser.get("/life-events/studying-in-baku");
  says(baku, "Eligibility letter", "ASAN Visa (evisa.gov.az)", "About 7 months");
  assert.match(baku.body, /href="\/services\/recognition-of-foreign-degree"/);
  says(await browser.get("/services/scholarship-azerbaijan"), "Going to study in Baku");
});

test("An investor from Baku answers for the company and the investment at once", async () => {
  const browser = await inEnglish(town, "mammadova-leyla");
  const [company, investment] = ["company-registration", "investment-registration"].map(
    (service) => {
      const file = `jurisdictions/rw/services/${service}/examples.yaml`;
      const [first] = readExamples(file, readFileSync(file, "utf8")).examples;
      assert.ok(first);
      return exampleAnswers(first);
    },
  );
  const asked: Asked = new Map();
  const begun = await beginJourney(browser, "investing-from-baku");
  says(begun, "Part 1 of 2");
  const check = await answerAll(
    town,
    browser,
    begun,
    (service) =>
      service === "company-registration"
        ? { ...investment, ...company }
        : { ...company, ...investment, company_name: company?.company_name ?? "" },
    asked,
  );
  assert.match(check.path, /\/check$/);
  const twice = [...asked].filter(([, drafts]) => drafts.size > 1).map(([name]) => name);
  assert.deepEqual(twice.sort(), ["district", "sector"], "what means something else in each");
  assert.ok(!asked.has("company_tin") && !asked.has("document.incorporation"));
  says(check, "Everything together", "500 USD", "Who applies", "Registration of a company");
});
