import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadCatalogue, readExamples } from "../../catalogue/index.ts";
import type { Calendar } from "../../kernel/index.ts";
import {
  type Answers,
  exampleAnswers,
  exampleFacts,
  fittingLater,
  type JourneyGiven,
  journeyEnd,
  journeyFees,
  partOf,
  sharedAnswers,
  stepsLeft,
  turnAmong,
  withShared,
} from "../index.ts";

const loaded = loadCatalogue("jurisdictions/rw").catalogue;
assert.ok(loaded);
const catalogue = loaded;
const journey = catalogue.journey("exporting-coffee-or-tea") ?? assert.fail();
const services = journey.steps.map(({ service }) => {
  const def = catalogue.current(service);
  const file = `jurisdictions/rw/services/${service}/examples.yaml`;
  const [example] = readExamples(file, readFileSync(file, "utf8")).examples;
  assert.ok(def && example);
  return { service, def, example };
});
const start = services[0] ?? assert.fail();
const facts = exampleFacts(start.example);
const first = start.service;

/** A journey in whose first service these questions are answered, and so in all. */
function begun(answers: Answers): JourneyGiven {
  const steps = journey.steps.map(({ service, sets }, index) => ({
    service,
    def: services[index]?.def ?? start.def,
    answers: service === first ? answers : (sets as Answers),
    documents: {},
    sent: false,
  }));
  const shared = sharedAnswers({ journey, steps }, first, answers);
  const now = steps.map((step) => {
    const own = shared.find(({ service }) => service === step.service);
    return own ? { ...step, answers: withShared(step.answers, own) } : step;
  });
  const codeLists = (id: string) => catalogue.codeList(id) ?? [];
  return { journey, facts, codeLists, agreed: false, steps: now };
}

const calendar: Calendar = {
  timeZone: "Africa/Kigali",
  weekend: [6, 7],
  opens: "08:00",
  closes: "17:00",
  holidays: new Set(),
};

const known = exampleAnswers(start.example);

function transportPage(transport: string, port: string) {
  const given = begun(known);
  const visited = start.def.form.map(({ id }) => id);
  const raw = { transport, port_of_exit: port };
  const facts2 = { form: facts, lists: catalogue, lang: "en" };
  const place = { page: "journey" };
  const input = { do: "answer", raw, shown: ["transport", "port_of_exit"] } as const;
  return turnAmong(given, first, { answers: known, visited }, place, input, facts2 as never);
}

test("What the last office of a journey refuses is told on the page where it is answered", () => {
  const refused = transportPage("sea", "ZADUR");
  const problems = refused.screen.show === "questions" ? refused.screen.problems : [];
  assert.deepEqual(
    problems.map(({ field, words }) => `${field}: ${words?.en}`),
    ["port_of_exit: Choose Dar es Salaam or Mombasa"],
  );
  assert.equal(refused.progress.visited.includes("journey"), false, "the page stays open");
  for (const [transport, port] of [
    ["sea", "TZDAR"],
    ["air", "RWKGL"],
  ] as const)
    assert.ok(transportPage(transport, port).progress.visited.includes("journey"), port);
});

test("By sea from Kigali is refused by the service itself, journey or not", () => {
  const { screen } = transportPage("sea", "RWKGL");
  assert.equal(screen.show, "questions");
  if (screen.show === "questions")
    assert.deepEqual(
      screen.problems.map(({ field }) => field),
      ["port_of_exit"],
    );
});

test("The list offers only the ports that every later service takes", () => {
  const all = (catalogue.codeList("un-locode") ?? []).map(({ value }) => value);
  const sea = { ...known, transport: "sea" };
  assert.deepEqual(fittingLater(begun(sea), first, "port_of_exit", sea, all), ["TZDAR", "KEMBA"]);
  const air = { ...known, transport: "air" };
  const byAir = fittingLater(begun(air), first, "port_of_exit", air, all);
  assert.ok(byAir.includes("RWKGL") && !byAir.includes("AZBAK"), byAir.join());
});

test("The parts are counted once: those that may come, less those that an answer rules out", () => {
  const partIn = (answers: Answers, service: string) => {
    const given = begun(answers);
    const { number, total, isMost } = partOf(given, stepsLeft(given), service);
    return `${number} of ${isMost ? "up to " : ""}${total}`;
  };
  assert.equal(partIn({}, first), "1 of up to 4");
  const roasted = { ...known, product_hs: "090121", transport: "air", port_of_exit: "RWKGL" };
  assert.equal(partIn(roasted, first), "1 of 2");
  assert.equal(partIn(roasted, "certificate-of-origin"), "2 of 2");
  assert.equal(partIn({ ...known, transport: "sea" }, "transit-corridor-file"), "4 of 4");
});

test("Times of steps that wait for each other add up; what may come on top is told", () => {
  const given = begun({ ...known, transport: "sea", port_of_exit: "TZDAR" });
  const left = stepsLeft(given);
  const from = new Date("2026-11-27T08:00:00Z");
  const all = journeyEnd(journey, left, facts, from, calendar);
  const one = journeyEnd(journey, left.slice(0, 1), facts, from, calendar);
  assert.ok(all && one && all.at > one.at);
  const { sums, more } = journeyFees(left, facts);
  assert.deepEqual(sums, [{ minor: 3000, currency: "RWF" }]);
  assert.deepEqual(
    more.map(({ money, unit }) => [money, unit?.en]),
    [[{ minor: 3000, currency: "USD" }, "per container"]],
  );
});
