import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { type Example, readExamples } from "../../src/catalogue/index.ts";
import { exampleAnswers } from "../../src/form/index.ts";
import { formTo } from "../apply.ts";
import { filled } from "../page-forms.ts";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says } from "./apply-given.ts";
import { type Asked, answerAll, beginJourney } from "./life-event-given.ts";
import { bySystem, opened } from "./office-given.ts";

const services = ["company-registration", "mineral-exploration-licence", "investment-registration"];
const [company = "", licence = ""] = services;

function exampleOf(service: string): Example {
  const file = `jurisdictions/rw/services/${service}/examples.yaml`;
  const found = readExamples(file, readFileSync(file, "utf8")).examples.find(
    ({ acts }) => (acts ?? []).length > 0,
  );
  assert.ok(found);
  return found;
}

/** One founder's project: what the first service says of the company holds in the others. */
const union = Object.assign(
  {},
  ...services.toReversed().map((one) => exampleAnswers(exampleOf(one))),
);
const knows = (service: string) => ({
  ...union,
  ...exampleAnswers(exampleOf(service)),
  company_name: "Rulindo Tin Ltd",
  phone: "+250700000004",
  email: "eric.habimana@example.org",
});

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** Fees paid and every act of the example done. */
async function granted(caseId: string, service: string): Promise<void> {
  const { state } = await opened(town, caseId);
  const owed = (due: "submit" | "grant") =>
    (state.submitted?.fees ?? []).filter((fee) => fee.due === due);
  const pay = async (due: "submit" | "grant") => {
    for (const { id: fee } of owed(due))
      await bySystem(town, caseId, { type: "record-payment", fee, bill: fee });
  };
  await pay("submit");
  for (const act of exampleOf(service).acts ?? [])
    if (!act.cannot)
      await completed(town, caseId, act.task, act.outcome, {
        ...(act.findings && { findings: act.findings as never }),
      });
  await pay("grant");
  await town.settle();
}

test("A second life event needs no code: the certificate of the company is the paper of the next office", async () => {
  const browser = await inEnglish(town, "habimana-eric");
  const asked: Asked = new Map();
  const first = await beginJourney(browser, "starting-a-mining-business");
  const check = await answerAll(town, browser, first, knows, asked);
  const id = /\/journeys\/([0-9a-f-]{36})\/check$/.exec(check.path)?.[1];
  assert.ok(id, `${check.path}`);
  const twice = [...asked].filter(([, drafts]) => drafts.size > 1).map(([name]) => name);
  assert.deepEqual(twice, ["district"], "only what means something else is asked twice");
  for (const never of ["registration_number", "company_tin", "entity", "document.incorporation"])
    assert.ok(!asked.has(never), never);
  const form = formTo(check, check.path);
  assert.ok(form);
  await browser.send(form.action, filled(form, { declaration: "true" }));
  await town.settle();

  const { cases, credentials } = town.app.parts;
  const caseOf = async (service: string) =>
    (await cases.journeyOf({ journeyId: id }))?.drafts.find((draft) => draft.service === service)
      ?.caseId;
  const registered = await caseOf(company);
  assert.ok(registered);
  await granted(registered, company);
  const [paper] = await credentials.forCase(registered);
  assert.ok(paper, "the company has its certificate");
  assert.equal(await caseOf(licence), null, "its number is asked now that there is one");
  says(
    await browser.get("/applications/messages"),
    "“Mineral exploration licence” needs your attention",
  );

  const page = await browser.get(`/journeys/${id}/next`);
  const later: Asked = new Map();
  const again = await answerAll(town, browser, page, knows, later);
  assert.ok(later.has("registration_number"));
  const anew = [...later.keys()].filter((name) => asked.has(name));
  assert.deepEqual(anew.toSorted(), []);
  const second = formTo(again, `/journeys/${id}/check`);
  assert.ok(second, again.path);
  await browser.send(second.action, filled(second, { declaration: "true" }));
  await town.settle();
  const exploration = await caseOf(licence);
  assert.ok(exploration);
  const papers = (await opened(town, exploration)).documents["company-papers"];
  assert.deepEqual(
    papers?.map(({ name, mediaType }) => [name, mediaType]),
    [[`${paper.number}.pdf`, "application/pdf"]],
  );
});
