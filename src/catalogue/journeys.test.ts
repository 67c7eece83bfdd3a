import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readJourneys } from "./journeys.ts";
import { loadCatalogue } from "./load.ts";

const { catalogue } = loadCatalogue("jurisdictions/rw");
assert.ok(catalogue);
const { jurisdiction, services } = catalogue;
const text = readFileSync("jurisdictions/rw/journeys.yaml", "utf8");

/** The messages after one change of the file, with the text of the line. */
function messagesFor(from: string, to: string): string[] {
  assert.ok(text.includes(from), `${from} does not stand in the file`);
  const changed = text.replace(from, to);
  const lines = changed.split("\n");
  const { findings } = readJourneys("journeys.yaml", changed, jurisdiction, services);
  return findings.map(({ line, message }) => `${lines[line - 1]?.trim()} | ${message}`);
}

test("The journeys of Rwanda are read with their steps in order", () => {
  assert.equal(messagesFor("shares:", "shares:").length, 0);
  const journey = catalogue.journey("exporting-coffee-or-tea");
  assert.deepEqual(
    journey?.steps.map(({ service, after }) => `${service} after ${after.length}`),
    [
      "coffee-tea-export-clearance after 0",
      "phytosanitary-certificate after 1",
      "certificate-of-origin after 2",
      "transit-corridor-file after 1",
    ],
  );
  assert.equal(catalogue.journeys.length, 5);
  assert.equal(catalogue.journey("nothing"), undefined);
});

test("A step that refers to one that is not above it is reported at its line", () => {
  const messages = messagesFor(
    "coffee-tea-export-clearance: {}",
    "coffee-tea-export-clearance: {after: [transit-corridor-file]}",
  );
  assert.deepEqual(messages, [
    "coffee-tea-export-clearance: {after: [transit-corridor-file]} | " +
      "`transit-corridor-file` is no earlier step",
  ]);
});

test("A service, a question and a document that do not exist are told, each at its line", () => {
  assert.match(
    messagesFor("    certificate-of-origin:\n", "    certificate-of-orign:\n").join("\n"),
    /certificate-of-orign: \| `certificate-of-orign` is no service/,
  );
  assert.match(
    messagesFor("quality_certificate_number:", "quality_number:").join("\n"),
    /takes: .* \| `phytosanitary-certificate` asks no question `quality_number`/,
  );
  assert.match(
    messagesFor("certificate-of-origin: invoice,", "certificate-of-origin: bill,").join("\n"),
    /asks for no document `bill`/,
  );
  assert.match(
    messagesFor("sets: {direction: export}", "sets: {direction: up}").join("\n"),
    /"up" is no answer to `direction`/,
  );
  assert.match(
    messagesFor("lifeEvent: exporting", "lifeEvent: exports").join("\n"),
    /^lifeEvent: exports \| `exports` is no life event/,
  );
});

test("What two services mean differently must be listed, so that it is asked in each", () => {
  const messages = messagesFor("apart: [district, sector]", "apart: [district]");
  assert.deepEqual(messages, [
    "steps: | `sector` is not the same question in company-registration, investment-registration",
  ]);
  assert.match(
    messagesFor("apart: [district, sector]", "apart: [district, sector, jobs]").join(),
    /`jobs` is not asked by two/,
  );
});

test("A number is taken only from a certificate waited for; a rule reads earlier answers", () => {
  assert.match(
    messagesFor(
      "takes: {quality_certificate_number: coffee-tea-export-clearance}",
      "takes: {quality_certificate_number: transit-corridor-file}",
    ).join(),
    /`transit-corridor-file` is not waited for/,
  );
  assert.match(
    messagesFor('when: transport = "sea"', 'when: guarantee = "bond"').join(),
    /guarantee/,
  );
});
