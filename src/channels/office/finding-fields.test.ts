import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type Application, initial, type Task } from "../../cases/index.ts";
import { goodService, readText } from "../../catalogue/good-service.fixture.ts";
import { makeI18n } from "../../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import { findingFields, findingProblemsAt, foundIn, readFound } from "./finding-fields.ts";
import type { Typed } from "./typed.ts";

const { definition } = readText(goodService);
const t = makeI18n(join(import.meta.dirname, "../../../messages")).for("en");
const task = { key: "1.intake", task: "intake", stage: "intake" } as Task;
// The parts of a desk and of an application that findings look at.
const desk = {
  t,
  now: new Date("2026-11-23T08:00:00Z"),
  office: { catalogue: { codeList: () => [], jurisdiction: { timeZone: "Africa/Kigali" } } },
} as unknown as Desk;
const application = {
  definition,
  state: { ...initial, status: "in-review", tasks: [task] },
  answers: { stone: "sand", pits: [{ hectares: 1 }] },
  asked: { applicant: { name: null } },
  findings: {},
} as unknown as Application;

const typed = (outcome: string, form: Readonly<Record<string, string>>): Typed => ({
  ...{ act: "complete", task: task.key, outcome, code: "", text: "", fields: [], problems: [] },
  found: foundIn(form),
});

describe("What an officer finds", () => {
  it("is asked beside the outcome, under names that nothing else on the form bears", () => {
    const page = findingFields(desk, application, task, undefined).join("");
    assert.match(page, /name="find\.depth"/);
    assert.match(page, /name="find\.grade"/);
  });

  it("is read as the type that the service wants", () => {
    const form = { "find.depth": "7.5", "find.grade": "rough", text: "not a finding" };
    const { answers, problems } = readFound(desk, application, task, typed("complete", form));
    assert.deepEqual(problems, []);
    assert.deepEqual(answers, { depth: 7.5, grade: "rough" });
  });

  it("comes back as typed, with what is wrong said at its question", () => {
    const bad = typed("complete", { "find.depth": `deep"><b>`, "find.grade": "" });
    const { problems } = readFound(desk, application, task, bad);
    const said = findingProblemsAt(desk, application, task, problems);
    assert.deepEqual(
      said.map(({ field, words }) => [field, words?.en?.split(": ").at(-1)]),
      problems.map(({ field, code }) => [`find.${field}`, t.named(`problems.${code}`)]),
    );
    const page = findingFields(desk, application, task, { ...bad, problems: said }).join("");
    assert.match(page, /value="deep&quot;&gt;&lt;b&gt;"/);
    assert.match(page, /govuk-error-message/);
  });
});
