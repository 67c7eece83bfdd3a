/** What papers say of the answers behind them, and what an officer cannot sign: examples tell only what happens. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadCatalogue, readExamples } from "../src/catalogue/index.ts";
import {
  type Answers,
  claimsOf,
  exampleAnswers,
  exampleFacts,
  findingValues,
  type TaskFindings,
  valuesOf,
} from "../src/form/index.ts";
import { outcomesOpen, stageOf } from "../src/workflow/index.ts";

const folder = join(import.meta.dirname, "..", "jurisdictions", "rw");
const { catalogue } = loadCatalogue(folder);

function exampleOf(service: string, name: RegExp) {
  const def = catalogue?.current(service);
  assert.ok(def, `no service ${service}`);
  const file = join(folder, "services", service, "examples.yaml");
  const { examples } = readExamples(file, readFileSync(file, "utf8"));
  const example = examples.find((each) => name.test(each.name));
  assert.ok(example, `no example ${name}`);
  return { def, example };
}

const decidedOn = "2026-11-23";
const verified: TaskFindings = {
  stage: "verification",
  task: "verification",
  values: {
    verifier_name: "Nyiranzeyimana Odette",
    verifier_position: "Verifier",
    verified_on: decidedOn,
  },
};
const validated = (name: string): TaskFindings => ({
  stage: "validation",
  task: "validation",
  values: { validator_name: name },
});

/** What the paper says for the answers of this example, some of them changed. */
function paper(service: string, name: RegExp, change: Answers = {}, found: TaskFindings[] = []) {
  const { def, example } = exampleOf(service, name);
  const answers = { ...exampleAnswers(example), ...change };
  const about = { reference: "ABCDE-FGHJK", submittedOn: decidedOn, decidedOn };
  const claims = claimsOf(def, answers, exampleFacts(example), about, undefined, found);
  return Object.fromEntries(claims.map((claim) => [claim.name, claim.value]));
}

const minerals = () => exampleOf("mineral-export-certificate", /^A lot of cassiterite/);

/** Outcomes that the task may have with these findings and reviews of others. */
function possible(
  task: string,
  found: readonly TaskFindings[],
  reviews: readonly object[] = [],
  { def, example } = minerals(),
) {
  const answers = valuesOf(def, exampleAnswers(example), exampleFacts(example));
  const values = { ...answers, reviews, ...findingValues(def, found) };
  const stage = stageOf(def, task === "tags" ? "checks" : task);
  const wanted = stage.tasks.find(({ id }) => id === task);
  assert.ok(wanted);
  return outcomesOpen(wanted, { values, today: decidedOn, renewal: false } as never).map(
    ({ id }) => id,
  );
}

/** The fields that ICGLR MD.03 requires; certificateFile is the paper itself. */
const required =
  "issuingCountry identifier exporter importer lotNumber typeOfOre lotWeight lotWeightUOM lotGrade mineralOrigin customsValue dateOfShipment memberStateIssuingAuthority nameOfVerifier positionOfVerifier dateOfVerification nameOfValidator dateOfIssuance dateOfExpiration";

test("The export certificate carries every field that the ICGLR requires, and lasts 90 days", () => {
  const said = paper("mineral-export-certificate", /^A lot of cassiterite/, {}, [
    verified,
    validated("Mbonigaba Aimable"),
  ]);
  for (const field of required.split(" ")) {
    const name = field
      .replace("UOM", "Uom")
      .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    assert.ok(said[name], `${field} is not on the paper`);
  }
  assert.equal(said.hs_code, "2609.00.00");
  assert.equal(said.date_of_expiration, "2027-02-21");
});

test("Kilograms, tonnes and grams of gold are written with three decimals at the most", () => {
  const weight = (name: RegExp, change: Answers = {}) => {
    const said = paper("mineral-export-certificate", name, change);
    return [said.lot_weight, said.lot_weight_uom, said.hs_code, said.certificate_kind];
  };
  const tin = /^A lot of cassiterite/;
  assert.deepEqual(weight(tin, { lot_weight_kg: 12345 }), ["12.345", "TNE", "2609.00.00", "ICGLR"]);
  const wolframite = { lot_weight_uom: "kgm", type_of_ore: "wolframite" };
  assert.deepEqual(weight(tin, wolframite), ["20000", "KGM", "2611.00.00", "ICGLR"]);
  assert.equal(weight(tin, { type_of_ore: "coltan" })[2], "2615.90.00");
  assert.deepEqual(weight(/^Gold/), ["1.25", "KGM", "7108.12.00", "ICGLR"]);
  assert.equal(weight(tin, { type_of_ore: "other" })[3], "national");
});

test("The origin names each country once, and is unknown as soon as one lot is", () => {
  const from = (...countries: (string | undefined)[]) => {
    const input_lots = countries.map((origin, i) => ({
      input_lot_number: `L-${i}`,
      origin_known: origin !== undefined,
      ...(origin && { origin }),
    }));
    return paper("mineral-export-certificate", /^A lot of cassiterite/, { input_lots })
      .mineral_origin;
  };
  assert.equal(from("RW", "RW"), "RW");
  assert.equal(from("BI", "TZ", "BI"), "BI;TZ");
  const ten = ["RW", "BI", "TZ", "UG", "CD", "KE", "ZM", "AO", "CF", "SS"];
  assert.equal(from(...ten), ten.join(";"));
  assert.equal(from("RW", undefined), "0");
});

test("Nobody validates a lot under the name of its verifier, however it is written", () => {
  assert.ok(possible("validation", [verified, validated("Mbonigaba Aimable")]).includes("issue"));
  const same = possible("validation", [verified, validated("NYIRANZEYIMANA Odette")]);
  assert.deepEqual(same, ["return", "refuse"]);
});

test("A lot that is heavier at the store than all that went into it does not match", () => {
  const weighed = (weighed_kg: number): TaskFindings[] => [
    { stage: "checks", task: "tags", values: { weighed_kg } },
  ];
  assert.deepEqual(possible("tags", weighed(20000)), ["match", "mismatch"]);
  assert.deepEqual(possible("tags", weighed(20001)), ["mismatch"]);
});

test("The origin cannot be verified while the store or the customs disagree; their newest word counts", () => {
  const said = (task: string, outcome: string) => ({ task, outcome, authority: "rmb" });
  const may = (...reviews: object[]) =>
    possible("verification", [verified], reviews).includes("verified");
  assert.ok(may(said("tags", "match"), said("customs", "match")));
  assert.ok(!may(said("tags", "match"), said("customs", "mismatch")));
  assert.ok(!may(said("tags", "mismatch"), said("customs", "match")));
  assert.ok(may(said("tags", "mismatch"), said("customs", "match"), said("tags", "match")));
});

test("Specialty coffee has 80 points or more, and tea is none", () => {
  const specialty = (change: Answers) =>
    paper("coffee-tea-export-clearance", /^Specialty coffee/, change).specialty;
  assert.equal(specialty({ cupping_score: 80 }), "≥ 80");
  assert.equal(specialty({ cupping_score: 79.9 }), "");
  assert.equal(specialty({ scored: false }), "");
  assert.equal(specialty({ product_hs: "090240" }), "");
});

test("No gate of a joint pilot is passed where a condition fails or fewer than five points are given", () => {
  const pilot = exampleOf("joint-pilot-project", /^A pilot passes every gate/);
  const gates = [0, 1, 2, 3, 4, 5].flatMap((gate) => [`g${gate}-rw`, `g${gate}-az`]);
  for (const gate of gates) {
    const passes = (must_meet: boolean, score: number) => {
      const found = { stage: gate, task: gate, values: { must_meet, score } };
      return possible(gate, [found], [], pilot).includes("go");
    };
    assert.deepEqual([passes(true, 5), passes(true, 4), passes(false, 10)], [true, false, false]);
  }
});

test("An airline is authorised only where the ministry confirms the note and the inspectors support it", () => {
  const airline = exampleOf("air-operator-authorisation", /^Once it is in force/);
  const may = (note: string, safety: string) => {
    const said = (task: string, outcome: string) => ({ task, outcome, authority: "rcaa" });
    const reviews = [said("designation-check", note), said("safety", safety)];
    return possible("decision", [], reviews, airline).includes("grant");
  };
  assert.ok(may("confirmed", "support"));
  assert.ok(!may("confirmed", "object"));
  assert.ok(!may("not-confirmed", "support"));
});
