import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { loadCatalogue, readExamples, serviceSchema } from "./index.ts";

const root = join(import.meta.dirname, "../..");
const rwanda = join(root, "jurisdictions/rw");
const copy = join(mkdtempSync(join(tmpdir(), "hamwe-catalogue-")), "rw");
const other = /services\/(?!birth-certificate)[a-z]|(centres|journeys|search|topics)\.yaml$/;
cpSync(rwanda, copy, { recursive: true, filter: (path) => !other.test(path) });
// The tariff of agents names services that are not in the copy.
const settings = join(copy, "jurisdiction.yaml");
const text = readFileSync(settings, "utf8");
writeFileSync(settings, text.replace(/^agentTariff:\n(?: .*\n)+/m, ""));
/** Rwanda with the birth certificate alone. */
const { catalogue } = loadCatalogue(copy);
after(() => rmSync(join(copy, ".."), { recursive: true }));

test("Every definition of Rwanda is in order, and speaks all its languages", () => {
  assert.deepEqual(loadCatalogue(rwanda).problems, []);
  const birth = catalogue?.current("birth-certificate");
  assert.deepEqual(Object.keys(birth?.title ?? {}).sort(), ["az", "en", "fr", "rw"]);
  assert.equal(birth?.fees[0]?.tariffs[0]?.amount.evaluate({}, { today: "2026-11-23" }), 500);
  assert.equal(birth?.level, 2);
});

test("A service is found by any of its words, in any language, with or without accents", () => {
  const foundIds = (text: string, lang = "rw") =>
    catalogue?.search(text, lang).map(({ id }) => id as string);
  for (const text of [
    "birth",
    "AMAVUKO",
    "naissance",
    "doğum",
    "dogum",
    "şəhadətnamə",
    "sehadetname",
    "certificate child",
  ])
    assert.ok(foundIds(text)?.includes("birth-certificate"), text);
  assert.deepEqual(foundIds("spaceship licence"), []);
  assert.equal(foundIds("")?.length, catalogue?.services.length);
  assert.equal(foundIds("birth certificate")?.[0], "birth-certificate");
});

test("A life event leads to its services", () => {
  assert.deepEqual(
    catalogue?.byLifeEvent("having-a-child").map(({ id }) => String(id)),
    ["birth-certificate"],
  );
});

test("There are thirty districts and all countries, each with a name in every language", () => {
  assert.equal(catalogue?.codeList("districts")?.length, 30);
  const countries = catalogue?.codeList("countries") ?? [];
  assert.equal(countries.length, 249);
  const azerbaijan = countries.find(({ value }) => value === "AZ")?.label;
  assert.deepEqual(azerbaijan, {
    rw: "Azerubayijani",
    en: "Azerbaijan",
    fr: "Azerbaïdjan",
    az: "Azərbaycan",
  });
  assert.equal(catalogue?.searchCodes("countries", "azerbai")[0]?.value, "AZ");
  assert.equal(catalogue?.codeList("planets"), undefined);
});

test("A service of which one file is broken keeps the whole catalogue from being used", () => {
  const file = join(copy, "services/birth-certificate/fr.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/^title:.*\n/, ""));
  const loaded = loadCatalogue(copy);
  writeFileSync(file, text);
  assert.equal(loaded.catalogue, undefined);
  assert.deepEqual(
    loaded.problems.map(({ message }) => message),
    ["the translation of `title` is missing"],
  );
});

test("services:check prints where and how to mend it, and fails", () => {
  const file = join(copy, "services/birth-certificate/service.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("role: civil-registrar", "role: registrar"));
  const line = text.split("\n").findIndex((one) => one.includes("role: civil-registrar")) + 1;
  const args = [join(root, "scripts/services-check.ts"), copy];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: root });
  writeFileSync(file, text);
  assert.equal(status, 1);
  const start =
    `${file}:${line}:15 the role \`registrar\` is unknown to the authority \`minaloc\`; ` +
    "to mend it: use one of:";
  assert.ok(stdout.startsWith(start), stdout);
});

test("Offices that stand in a list which is not there are told", () => {
  const file = join(copy, "authorities.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll("offices: districts", "offices: counties"));
  const loaded = loadCatalogue(copy);
  writeFileSync(file, text);
  assert.equal(loaded.catalogue, undefined);
  const [first] = loaded.problems;
  assert.equal(first?.message, "the code list `counties` of offices is unknown");
  assert.ok(first?.mend.endsWith("or add the file lists/counties.yaml"));
});

test("A broken government is told before its services are read", () => {
  const file = join(copy, "jurisdiction.yaml");
  const text = readFileSync(file, "utf8");
  const brokenText = text.replace("Africa/Kigali", "Africa/Atlantis").replace(", az: Səyahət", "");
  writeFileSync(file, brokenText);
  const loaded = loadCatalogue(copy);
  writeFileSync(file, text);
  const messages = loaded.problems.map(({ message }) => message);
  assert.deepEqual(messages, [
    "`Africa/Atlantis` is no time zone",
    "`lifeEvents.travelling` has no name in `az`",
  ]);
});

test("Governments share code lists, and their own take their place", () => {
  const shared = join(copy, "../lists");
  mkdirSync(shared, { recursive: true });
  const title = "title: {en: Lists}\n";
  writeFileSync(join(shared, "seas.yaml"), `${title}codes: {caspian: {en: Caspian, az: Xəzər}}\n`);
  writeFileSync(join(shared, "districts.yaml"), `${title}codes: {nowhere: Nowhere}\n`);
  const loaded = loadCatalogue(copy);
  rmSync(shared, { recursive: true });
  assert.deepEqual(loaded.problems, []);
  const [caspian] = loaded.catalogue?.codeList("seas") ?? [];
  assert.equal(caspian?.label.az, "Xəzər");
  assert.equal(caspian?.label.rw, "Caspian");
  const districts = loaded.catalogue?.codeList("districts")?.map(({ value }) => value);
  assert.ok(districts?.includes("gasabo") && !districts.includes("nowhere"));
});

test("Every service can ask for a country and for a currency", () => {
  const { catalogue } = loadCatalogue(rwanda);
  const francs = catalogue?.searchCodes("currencies", "rwandan franc") ?? [];
  assert.deepEqual(
    francs.map(({ value }) => value),
    ["RWF"],
  );
  const values = catalogue?.codeList("currencies")?.map(({ value }) => value) ?? [];
  assert.ok(values.includes("AZN") && !values.includes("BGN"), "withdrawn codes are not offered");
  assert.equal(catalogue?.codeList("countries")?.length, 249);
});

test("A service folder without its main file says so", () => {
  mkdirSync(join(copy, "services/empty"));
  const { problems } = loadCatalogue(copy);
  rmSync(join(copy, "services/empty"), { recursive: true });
  assert.match(problems[0]?.message ?? "", /missing or empty/);
});

test("A folder without a government says what is missing", () => {
  const { problems: missing } = loadCatalogue(join(copy, "nowhere"));
  assert.ok(missing.length > 0);
  assert.match(missing[0]?.file ?? "", /jurisdiction.yaml$/);
});

test("The examples of every service are in order, and there are at least six", () => {
  for (const id of readdirSync(join(rwanda, "services"))) {
    const file = join(rwanda, "services", id, "examples.yaml");
    const { examples, findings } = readExamples(file, readFileSync(file, "utf8"));
    assert.deepEqual(findings, []);
    assert.ok(examples.length >= 6, `${id} has ${examples.length}`);
  }
});

test("An example with a misspelt expectation is not run as if it expected nothing", () => {
  const text =
    "- {name: A long enough name, today: 2026-11-23, applicant: {}, answers: {}, " +
    "expect: {eligibel: true}}";
  assert.match(
    readExamples("examples.yaml", text).findings[0]?.message ?? "",
    /`eligibel` is not known/,
  );
});

test("The schema for editors is the one that is checked against (npm run docs)", () => {
  const published = readFileSync(join(root, "docs/generated/service.schema.json"), "utf8");
  assert.equal(published, `${JSON.stringify(serviceSchema, null, 2)}\n`);
});

test("The schema itself follows JSON Schema 2020-12", () => {
  const ajv = new Ajv2020({ allowUnionTypes: true });
  assert.equal(ajv.validateSchema(serviceSchema), true, ajv.errorsText());
});

test("Every key of the schema is explained in words", () => {
  const look = (schema: Readonly<Record<string, unknown>>, path: string): void => {
    for (const [key, property] of Object.entries((schema.properties ?? {}) as typeof schema)) {
      const inner = property as typeof schema;
      assert.equal(typeof inner.description, "string", `${path}.${key} has no description`);
      look(inner, `${path}.${key}`);
    }
    const each = schema.additionalProperties;
    if (typeof each === "object" && each !== null) look(each as typeof schema, `${path}.*`);
  };
  look({ ...serviceSchema }, "service");
});
