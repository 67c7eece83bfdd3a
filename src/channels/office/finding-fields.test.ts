import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type Application, initial, type Task } from "../../cases/index.ts";
import { goodService, readText } from "../../catalogue/good-service.fixture.ts";
import type { FieldsScreen } from "../../form/index.ts";
import { makeI18n } from "../../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import {
  answeredFindings,
  findingErrors,
  findingFields,
  searchedFindings,
} from "./finding-fields.ts";
import { fieldId, type Typed } from "./typed.ts";

const { definition } = readText(goodService);
const t = makeI18n(join(import.meta.dirname, "../../../messages")).for("en");
const task = { key: "1.intake", task: "intake", stage: "intake" } as Task;
// The parts of a desk and of an application that findings look at.
const desk = {
  t,
  now: new Date("2026-11-23T08:00:00Z"),
  deps: { catalogue: { codeList: () => [], jurisdiction: { timeZone: "Africa/Kigali" } } },
} as unknown as Desk;
const application = {
  definition,
  state: { ...initial, status: "in-review", tasks: [task] },
  answers: { stone: "sand", pits: [{ hectares: 1 }] },
  asked: { applicant: { name: null } },
  findings: {},
} as unknown as Application;

const typed = (findings: FieldsScreen): Typed => ({
  ...{
    act: "complete",
    task: task.key,
    outcome: "complete",
    code: "",
    to: "",
    text: "",
    fields: [],
  },
  ...{ problems: [], findings },
});

describe("What an officer finds", () => {
  it("is asked beside the outcome, under names that nothing else on the form bears", () => {
    const page = findingFields(desk, application, task, undefined)
      .map(({ content }) => content)
      .join("");
    assert.match(page, /name="find\.depth"/);
    assert.match(page, /name="find\.grade"/);
  });

  it("is read as the type that the service wants", () => {
    const form = { "find.depth": "7.5", "find.grade": "rough", text: "not a finding" };
    const { answers, screen } = answeredFindings(desk, application, task, "complete", form);
    assert.deepEqual(screen.problems, []);
    assert.deepEqual(answers, { depth: 7.5, grade: "rough" });
  });

  it("refuses what the task does not ask", () => {
    const form = { "find.depth": "3", "find.width": "2" };
    const { screen } = answeredFindings(desk, application, task, "complete", form);
    assert.deepEqual(screen.problems, [{ field: "find.width", code: "unknown-field" }]);
  });

  it("comes back as typed, with what is wrong said at its question", () => {
    const form = { "find.depth": `deep"><b>`, "find.grade": "" };
    const { screen } = answeredFindings(desk, application, task, "complete", form);
    assert.deepEqual(
      screen.problems.map(({ field }) => field),
      ["find.depth"],
    );
    const [error] = findingErrors(desk, application, task, screen.problems);
    assert.equal(error?.words?.en, `How deep?: ${t.named(`problems.${error?.code}`)}`);
    const page = findingFields(desk, application, task, typed(screen))
      .map(({ content }) => content)
      .join("");
    assert.match(page, /value="deep&quot;&gt;&lt;b&gt;"/);
    assert.match(page, /govuk-error-message/);
  });

  it("leads from a wrong date in the summary to its first input", () => {
    const { desk, application } = asking("{type: date, label: Which day?}");
    const form = {
      "find.depth": "3",
      "find.site-day": "40",
      "find.site-month": "1",
      "find.site-year": "2026",
    };
    const { screen } = answeredFindings(desk, application, task, "complete", form);
    const [error] = findingErrors(desk, application, task, screen.problems);
    const page = findingFields(desk, application, task, typed(screen))
      .map(({ content }) => content)
      .join("");
    assert.ok(page.includes(`id="${fieldId("complete", task.key, error?.field ?? "")}"`), page);
  });

  it("is searched for in a long list of codes", () => {
    const { desk, application } = asking("{type: code, list: towns, label: Which stone?}");
    const search = { "find.depth": "3", "_search.find.site": "one 7" };
    const looked = searchedFindings(desk, application, task, search);
    assert.deepEqual(looked.problems, []);
    const page = findingFields(desk, application, task, typed(looked))
      .map(({ content }) => content)
      .join("");
    assert.match(page, /name="_search\.find\.site" [^>]*value="one 7"/);
    assert.equal(
      page.match(/type="radio" name="find\.site"|name="find\.site" type="radio"/g)?.length,
      11,
    );
    const whole = { "find.depth": "3", "_search.find.site": "Stone 70" };
    const { answers } = answeredFindings(desk, application, task, "complete", whole);
    assert.equal(answers.site, "s70");
    const several = answeredFindings(desk, application, task, "complete", search);
    assert.deepEqual(several.screen.problems, [{ field: "find.site", code: "required" }]);
    assert.equal(several.screen.searches.get("find.site")?.matches.length, 11);
  });
});

/** The same task with one more question, and lists of towns that are long enough to be searched. */
function asking(question: string) {
  const before = "          depth: {type: decimal";
  const { definition, findings } = readText(
    goodService.replace(before, `          site: ${question}\n${before}`),
  );
  assert.deepEqual(findings, []);
  const stones = Array.from({ length: 80 }, (_, n) => ({
    value: `s${n}`,
    label: { en: `Stone ${n}` },
  }));
  const catalogue = {
    ...desk.deps.catalogue,
    codeList: () => stones,
    searchCodes: (_: string, text: string) =>
      stones.filter(({ label }) => label.en.toLowerCase().includes(text.toLowerCase())),
  };
  return {
    desk: { ...desk, deps: { ...desk.deps, catalogue } } as unknown as Desk,
    application: { ...application, definition } as Application,
  };
}
