/**
 * Every example of every service of every government: answers in, outcome out. An example that says
 * something about the work of the offices is walked through the stages as well.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { taskFileProblems } from "../src/cases/index.ts";
import {
  type ActRefused,
  checkFolder,
  type Definition,
  type DocumentWanted,
  type Example,
  loadCatalogue,
  readExamples,
  type Target,
} from "../src/catalogue/index.ts";
import {
  type Answers,
  type Documents,
  exampleAnswers,
  exampleFacts,
  findingProblems,
  findingValues,
  type LabelledCodes,
  runExample,
  type TaskFindings,
  valuesOf,
} from "../src/form/index.ts";
import type { Problem } from "../src/kernel/index.ts";
import {
  leadsTo,
  outcomesOpen,
  type ProcessFacts,
  processOf,
  stageOf,
  type TaskToOpen,
  tasksToOpen,
} from "../src/workflow/index.ts";

const root = join(import.meta.dirname, "..", "jurisdictions");
const fewestExamples = 6;

for (const government of readdirSync(root).sort()) {
  const folder = join(root, government);
  if (!existsSync(join(folder, "jurisdiction.yaml"))) continue;
  const { catalogue, problems } = loadCatalogue(folder);
  test(`everything that the government ${government} published is in order`, () => {
    assert.deepEqual(problems, []);
    assert.ok(catalogue);
  });
  test(`nothing that the government ${government} published was changed under its number`, () => {
    assert.deepEqual(checkFolder(folder).problems, []);
  });
  for (const definition of catalogue?.services ?? [])
    describe(`${government}: ${definition.title[definition.language]}`, () => {
      const codes = (id: string) => catalogue?.codeList(id);
      testInstead(definition);
      testExamples(definition, join(folder, "services", definition.id, "examples.yaml"), codes);
    });
}

/** What only depends on who the person is cannot be mended by another answer. */
const rulesOnPerson = (definition: Definition) =>
  definition.eligibility.filter(({ rule }) =>
    [...rule.names].some((name) => name.split(".", 1)[0] === "applicant"),
  );

function testInstead(definition: Definition): void {
  test("tells whoever cannot apply because of who they are what to do instead", () => {
    const silent = rulesOnPerson(definition).filter(({ instead }) => !instead);
    assert.deepEqual(
      silent.map(({ id }) => id),
      [],
    );
  });
}

function testExamples(definition: Definition, file: string, codes: LabelledCodes): void {
  const { examples, findings } = readExamples(file, readFileSync(file, "utf8"));
  test("has readable examples, and enough of them", () => {
    assert.deepEqual(findings, []);
    assert.ok(examples.length >= fewestExamples, `${examples.length} examples`);
    assert.equal(new Set(examples.map(({ name }) => name)).size, examples.length);
  });
  if (definition.output)
    test("has an example that says what the paper states", () =>
      assert.ok(examples.some(({ expect, ends }) => expect.claims && ends === "granted")));
  for (const example of examples)
    test(example.name, () => {
      assert.deepEqual(runExample(definition, example, codes), []);
      if (definition.process) walkOffices(definition, example);
    });
}

interface Position {
  readonly target: Target;
  readonly open: readonly TaskToOpen[];
  readonly outcomes: readonly { readonly task: string; readonly outcome?: string }[];
}

/** Takes the acts of an example one after another, each on a task that is open. */
function walkOffices(definition: Definition, example: Example): void {
  const answers = valuesOf(definition, exampleAnswers(example), exampleFacts(example));
  const reviews: { task: string; outcome: string; authority: string }[] = [];
  const found: TaskFindings[] = [];
  const facts = () => ({
    values: { ...answers, reviews, ...findingValues(definition, found) },
    today: example.today,
    renewal: example.renewal ?? false,
  });
  let at = settle(definition, { stage: processOf(definition).stages[0]?.id ?? "" }, facts());
  const { tasks } = example.expect;
  if (tasks) assert.deepEqual(idsOf(at.open), tasks);
  for (const { task, outcome, findings = {}, documents = [], cannot } of example.acts) {
    const wanted = at.open.find(({ id }) => id === task);
    assert.ok(wanted, `${task} is not open in ${JSON.stringify(at.target)}`);
    const place = { stage: "stage" in at.target ? at.target.stage : "", task };
    const values = findings as Answers;
    const wrong = findingProblems(definition, place, values, { outcome, ...facts() });
    found.push({ ...place, values });
    const seen = { ...facts(), values: { ...facts().values, outcome } };
    const attached = samplesOf(wanted.documents ?? [], documents);
    const missing = taskFileProblems(wanted.documents ?? [], attached, seen);
    const problems = [...wrong, ...missing];
    const possible = idsOf(outcomesOpen(wanted, facts()));
    const refused = refusalOf(problems, possible.includes(outcome));
    assert.equal(refused, cannot, told(`${task} ${outcome}`, cannot, refused, problems));
    if (cannot) {
      found.pop();
      continue;
    }
    reviews.push({ task, outcome, authority: wanted.authority });
    at = after(definition, at, { task, outcome }, facts());
  }
  if (example.ends) assert.deepEqual(at.target, { end: example.ends });
}

/** A file for each of these papers, as each is asked for. */
const samplesOf = (wanted: readonly DocumentWanted[], ids: readonly string[]): Documents =>
  Object.fromEntries(
    wanted
      .filter(({ id }) => ids.includes(id))
      .map(({ id, accept }) => [
        id,
        [{ id, name: id, mediaType: accept[0] ?? "", bytes: 1, sha256: id }],
      ]),
  );

/** The code with which `cases` refuses an act; undefined where it is done. */
function refusalOf(problems: readonly Problem[], possible: boolean): ActRefused | undefined {
  if (problems.length > 0) return "case.findings-wrong";
  return possible ? undefined : "case.outcome-not-possible";
}

const told = (act: string, expected: unknown, found: unknown, problems: readonly Problem[]) =>
  `${act}: expected ${expected ?? "done"}, found ${found ?? "done"} ${JSON.stringify(problems)}`;

const idsOf = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);

/** Where a target leads, passing over stages in which nothing opens. */
function settle(definition: Definition, target: Target, facts: ProcessFacts): Position {
  if ("end" in target) return { target, open: [], outcomes: [] };
  const stage = stageOf(definition, target.stage);
  const open = tasksToOpen(stage, facts);
  const next = open.length === 0 ? leadsTo(stage, []) : undefined;
  if (next) return settle(definition, next, facts);
  return { target, open, outcomes: open.map(({ id }) => ({ task: id })) };
}

function after(
  definition: Definition,
  at: Position,
  done: { readonly task: string; readonly outcome: string },
  facts: ProcessFacts,
): Position {
  if ("end" in at.target) return at;
  const outcomes = at.outcomes.map((each) => (each.task === done.task ? done : each));
  const next = leadsTo(stageOf(definition, at.target.stage), outcomes);
  return next ? settle(definition, next, facts) : { ...at, outcomes };
}
