import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { loadCatalogue, readExamples } from "../../catalogue/index.ts";
import {
  type Answers,
  documentsWanted,
  exampleAnswers,
  exampleDocuments,
  exampleFacts,
  type JourneyGiven,
  journeyFees,
  openLeft,
  planAgreed,
  problemsLeft,
  problemsOf,
  pruned,
  putPage,
  sharedAnswers,
  stepsLeft,
  withShared,
} from "../index.ts";
import { walk } from "../walk.ts";

const { catalogue } = loadCatalogue("jurisdictions/rw");
assert.ok(catalogue);
const journey = catalogue.journey("exporting-coffee-or-tea");
assert.ok(journey);
const codeLists = (id: string) => catalogue.codeList(id) ?? [];
const services = journey.steps.map(({ service }) => {
  const def = catalogue.current(service);
  assert.ok(def);
  const file = `jurisdictions/rw/services/${service}/examples.yaml`;
  const [example] = readExamples(file, readFileSync(file, "utf8")).examples;
  assert.ok(example);
  return { service, def, example };
});
const [first] = services;
assert.ok(first);
const facts = exampleFacts(first.example);
/** All facts of the exporter: the examples of the four services are about the same goods. */
const pool: Answers = Object.assign({}, ...services.map(({ example }) => exampleAnswers(example)));

const begun = (): JourneyGiven => ({
  journey,
  facts,
  codeLists,
  agreed: false,
  steps: services.map(({ service, def }) => ({
    service,
    def,
    answers: (journey.steps.find((step) => step.service === service)?.sets ?? {}) as Answers,
    documents: {},
    sent: false,
  })),
});

interface Talk {
  readonly given: JourneyGiven;
  readonly asked: readonly string[];
  readonly papers: readonly string[];
}

/** Walks through the conversation as a person who answers every question. */
function talk(knows: Answers): Talk {
  let given = begun();
  const asked: string[] = [];
  const papers: string[] = [];
  const visited = new Map<string, string[]>();
  for (let turns = 0; turns < 100; turns++) {
    const next = nextPage(given, visited);
    if (!next) return { given, asked, papers };
    const { left: leftStep, page } = next;
    visited.set(leftStep.service, [...(visited.get(leftStep.service) ?? []), page]);
    if (page === "documents") {
      const requested = documentsWanted(leftStep.def, leftStep.answers, facts)
        .map(({ id }) => id)
        .filter((id) => !leftStep.knownDocuments.has(id));
      papers.push(...requested.map((id) => `${leftStep.service} ${id}`));
      const example = { ...first?.example, documents: requested } as never;
      given = changed(given, leftStep.service, {
        documents: exampleDocuments(leftStep.def, example),
      });
      continue;
    }
    const here = fieldsOn(leftStep.def, page, leftStep.answers, knows);
    asked.push(...here.filter((name) => !leftStep.knownAnswers.has(name)));
    given = answered(given, leftStep.service, page, knows);
  }
  throw new Error("the conversation does not end");
}

function nextPage(given: JourneyGiven, visited: ReadonlyMap<string, readonly string[]>) {
  for (const left of stepsLeft(given)) {
    const step = openLeft(left, visited.get(left.service) ?? [], facts, codeLists);
    if (step) return { left, page: step.kind === "documents" ? "documents" : step.page };
  }
  return undefined;
}

/** The names that a page asks once it is answered from this knowledge. */
function fieldsOn(
  def: JourneyGiven["steps"][number]["def"],
  id: string,
  before: Answers,
  knows: Answers,
): string[] {
  const page = def.form.find((each) => each.id === id);
  if (page?.repeat) return [page.repeat.name];
  const pageNames = new Set(page?.fields.map(({ name }) => name));
  const names: string[] = [];
  const typed = Object.fromEntries(Object.entries(knows).filter(([name]) => pageNames.has(name)));
  walk(def, { ...before, ...typed }, facts, {
    field: ({ name }) => void (pageNames.has(name) && names.push(name)),
  });
  return names;
}

function answered(given: JourneyGiven, service: string, id: string, knows: Answers): JourneyGiven {
  const step = given.steps.find((each) => each.service === service);
  assert.ok(step);
  const page = step.def.form.find((each) => each.id === id);
  const list = page?.repeat?.name;
  const names = list ? [list] : (page?.fields.map(({ name }) => name) ?? []);
  const typed = Object.fromEntries(Object.entries(knows).filter(([name]) => names.includes(name)));
  const merged = list ? { ...step.answers, ...typed } : putPage(step.def, id, step.answers, typed);
  const answers = pruned(step.def, merged, facts);
  const shared = sharedAnswers(given, service, answers);
  const next = changed(given, service, { answers });
  return {
    ...next,
    steps: next.steps.map((each) => {
      const mine = shared.find((one) => one.service === each.service);
      return mine ? { ...each, answers: withShared(each.answers, mine) } : each;
    }),
  };
}

const changed = (
  given: JourneyGiven,
  service: string,
  change: Partial<JourneyGiven["steps"][number]>,
): JourneyGiven => ({
  ...given,
  steps: given.steps.map((step) => (step.service === service ? { ...step, ...change } : step)),
});

test("The coffee exporter answers each question once, and every application is complete", () => {
  const { given, asked, papers } = talk(pool);
  assert.deepEqual(asked.toSorted(), [...new Set(asked)].toSorted());
  assert.equal(papers.filter((paper) => paper.endsWith(" invoice")).length, 1);
  for (const left of stepsLeft(given)) assert.deepEqual(problemsLeft(left, facts, codeLists), []);
  const apart = services.reduce((sum, { example }) => sum + Object.keys(example.answers).length, 0);
  assert.ok(asked.length < apart * 0.6, `${asked.length} of ${apart} questions are left`);
  // The seals of a container cost 0 to 30 USD, paid where it is sealed: no sum can say how much.
  const { sums } = journeyFees(stepsLeft(given), facts);
  assert.deepEqual(sums, [{ minor: 3000, currency: "RWF" }]);
});

const knowledge = fc.record({
  transport: fc.constantFrom("sea", "air", "road"),
  port_of_exit: fc.constantFrom("TZDAR", "KEMBA", "RWKGL"),
  product_hs: fc.constantFrom("090111", "090121", "090230", "090240"),
  consignee_country: fc.constantFrom("AZ", "CN", "DE"),
  scored: fc.boolean(),
  treated: fc.boolean(),
  regulated_article: fc.boolean(),
  processing: fc.constantFrom("fully-washed", "other"),
  origin_criterion: fc.constantFrom("wholly-obtained", "sufficiently-worked"),
  email: fc.constantFrom("a@example.org", undefined),
  lot_number: fc.constantFrom("1", "2"),
});

test("Whatever is exported by whatever way, no question is asked twice or missed", () => {
  fc.assert(
    fc.property(knowledge, (knows) => {
      const extra = {
        authorised: true,
        treatment: "Fumigation",
        foreign_materials: "Bags",
        asked_by_importer: true,
      };
      // Goods for the ports of the corridor go by sea; the other case is the next test.
      const port =
        knows.transport === "sea" && knows.port_of_exit === "RWKGL" ? "TZDAR" : knows.port_of_exit;
      const { given, asked } = talk({ ...pool, ...extra, ...knows, port_of_exit: port } as Answers);
      assert.equal(asked.length, new Set(asked).size, `asked twice: ${asked.join(" ")}`);
      for (const { def, answers, documents, knownDocuments, service } of stepsLeft(given)) {
        const missing = problemsOf(def, answers, documents, facts, codeLists).filter(
          ({ field }) => !knownDocuments.has(field.replace("documents.", "")),
        );
        assert.deepEqual(missing, [], service);
      }
    }),
    { numRuns: 60 },
  );
});

test("An answer not valid in a later service is asked again, and then holds everywhere", () => {
  assert.throws(() => talk({ ...pool, port_of_exit: "RWKGL" }), /does not end|asked/);
  let given = begun();
  for (const { service, example } of services) {
    const answers = { ...exampleAnswers(example), port_of_exit: "RWKGL" };
    given = changed(given, service, { answers });
  }
  const transit = stepsLeft(given).at(-1);
  assert.deepEqual(
    transit?.again.map(({ field, words }) => `${field}: ${words?.en}`),
    ["port_of_exit: Choose Dar es Salaam or Mombasa"],
  );
  assert.equal(transit?.knownAnswers.has("port_of_exit"), false);
  const mended = answered(given, "transit-corridor-file", "corridor", { port_of_exit: "KEMBA" });
  for (const { answers } of mended.steps) assert.equal(answers.port_of_exit, "KEMBA");
  assert.deepEqual(stepsLeft(mended).at(-1)?.again, []);
});

test("A step left out is waited for by none: those inherit what it waited for", () => {
  const needed = (services: readonly string[]) => services.map((service) => ({ service }));
  const [coffee, plants, origin, transit] = journey.steps.map(({ service }) => service);
  assert.ok(coffee && plants && origin && transit);
  const plan = planAgreed(journey, needed([coffee, transit]));
  assert.deepEqual(
    plan.map(({ service, after }) => [service, after]),
    [
      [coffee, []],
      [transit, [coffee]],
    ],
  );
  const roasted = talk({ ...pool, product_hs: "090121", transport: "air", port_of_exit: "RWKGL" });
  assert.deepEqual(
    stepsLeft(roasted.given).map(({ service }) => service),
    [coffee, origin],
  );
});
