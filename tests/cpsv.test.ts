/**
 * The catalogue as other governments' catalogues read it: CPSV-AP 3.2.0, in Turtle and in JSON-LD.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Parser, type Quad } from "n3";
import { everyCatalogue, nodesOf, turtleOf } from "../scripts/catalogue-export.ts";
import {
  jsonLdOf,
  type Node,
  type Statement,
  shapeProblems,
  statementsOf,
} from "../src/cpsv/index.ts";
import { readJsonLd } from "./json-ld.ts";
import { startTown, type Town } from "./town.ts";

const now = new Date("2026-11-23T08:00:00Z");
const dct = "http://purl.org/dc/terms/";
const cv = "http://data.europa.eu/m8g/";
const langString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";

const statementOf = ({ subject, predicate, object }: Quad): Statement => {
  const about = { subject: subject.value, predicate: predicate.value };
  if (object.termType !== "Literal") return { ...about, object: { iri: object.value } };
  const { value: text, language, datatype } = object;
  if (datatype.value === langString) return { ...about, object: { text, language } };
  return { ...about, object: { text, datatype: datatype.value } };
};

const parsed = (turtle: string): Statement[] => new Parser().parse(turtle).map(statementOf);

const sorted = (statements: readonly Statement[]) =>
  [...new Set(statements.map((one) => JSON.stringify(one)))].sort();

for (const catalogue of everyCatalogue())
  describe(`The catalogue of ${catalogue.jurisdiction.name.en}`, () => {
    const nodes = nodesOf(catalogue, "https://{code}.example", now);
    const statements = parsed(turtleOf(statementsOf(nodes)));

    test("is valid Turtle that keeps the shapes of CPSV-AP, with nothing named and not told of", () => {
      assert.deepEqual(shapeProblems(statements), []);
    });

    test("says in JSON-LD exactly what it says in Turtle", () => {
      const document = JSON.parse(JSON.stringify(jsonLdOf(nodes))) as ReturnType<typeof jsonLdOf>;
      assert.deepEqual(sorted(readJsonLd(document)), sorted(statements));
    });

    test("tells of every service, each in all languages of its government", () => {
      const parts = statements.filter(({ predicate }) => predicate === `${dct}hasPart`);
      assert.equal(parts.length, catalogue.services.length);
      const missing = parts.flatMap(({ object }) =>
        catalogue.jurisdiction.languages
          .filter((language) => !titled(statements, object, language))
          .map((language) => `${JSON.stringify(object)} has no title in ${language}`),
      );
      assert.deepEqual(missing, []);
    });

    test("groups the services of a journey by its life event", () => {
      for (const { id, steps } of catalogue.journeys) {
        const event = `https://${catalogue.jurisdiction.code}.example/life-events/${id}`;
        const grouped = statements
          .filter(({ predicate }) => predicate === `${cv}isGroupedBy`)
          .filter(({ object }) => "iri" in object && object.iri === event)
          .map(({ subject }) => subject.split("/").at(-1));
        assert.deepEqual(grouped.toSorted(), steps.map(({ service }) => service).toSorted());
      }
    });

    test("tells a price only where the law says one, and a time as a duration only in calendar time", () => {
      const fees = catalogue.services.flatMap((def) => def.fees);
      const examples = fees.filter(({ tariffs }) =>
        tariffs.every(({ illustrative }) => illustrative),
      );
      const values = statements.filter(({ predicate }) => predicate === `${cv}hasValue`);
      assert.ok(values.length <= fees.length - examples.length);
      const working = catalogue.services.filter(
        ({ process }) => process && process.clock.limit.unit !== "calendar",
      );
      const timed = new Set(
        statements
          .filter(({ predicate }) => predicate === `${cv}processingTime`)
          .map(({ subject }) => subject.split("/").at(-1)),
      );
      assert.deepEqual(
        working.filter(({ id }) => timed.has(id)).map(({ id }) => id),
        [],
      );
    });
  });

const titled = (statements: readonly Statement[], of: Statement["object"], language: string) =>
  statements.some(
    ({ subject, predicate, object }) =>
      "iri" in of &&
      subject === of.iri &&
      predicate === `${dct}title` &&
      "language" in object &&
      object.language === language,
  );

describe("The checker of the shapes", () => {
  const [catalogue] = everyCatalogue();
  assert.ok(catalogue);
  const nodes = nodesOf(catalogue, "https://{code}.example", now);
  const service = nodes.find(({ types }) => types.includes("cpsv:PublicService"));
  assert.ok(service);

  /** The problems once the nodes have been spoilt. */
  const spoilt = (spoil: (node: Node) => Node | undefined) =>
    shapeProblems(statementsOf(nodes.flatMap((node) => spoil(node) ?? [])));
  const without = (property: string) =>
    spoilt((node) => (node === service ? { ...node, says: omit(node.says, property) } : node));
  const isOne = (type: string) => (node: Node) =>
    node.types.includes(type) ? { ...node, types: node.types.filter((one) => one !== type) } : node;

  test("misses a description, a title, an identifier and an authority that were taken away", () => {
    for (const property of [
      "dct:description",
      "dct:title",
      "dct:identifier",
      "cv:hasCompetentAuthority",
    ])
      assert.deepEqual(without(property), [`${service.iri} (cpsv:PublicService): no ${property}`]);
  });

  test("misses the type of a code, of a place and of a language", () => {
    for (const type of ["skos:Concept", "dct:Location", "dct:LinguisticSystem", "cv:Event"])
      assert.match(spoilt(isOne(type)).join("\n"), new RegExp(`is not a ${type}`));
  });

  test("misses a law that is named and not told of", () => {
    const problems = spoilt((node) =>
      node.types.includes("eli:LegalResource") ? undefined : node,
    );
    assert.match(problems.join("\n"), /#law-\S+: never told of/);
  });

  test("refuses a description without a language, a second identifier and a price that is no number", () => {
    const text = [{ text: "words", datatype: "xsd:string" }];
    const says = (property: string, values: Node["says"][string]) =>
      spoilt((node) =>
        node === service ? { ...node, says: { ...node.says, [property]: values } } : node,
      );
    assert.match(says("dct:description", text).join(), /without words or without a language/);
    assert.match(says("dct:identifier", [...text, ...text]).join(), /more than one dct:identifier/);
    assert.match(says("cv:processingTime", text).join(), /is not an xsd:duration/);
  });
});

const omit = (says: Node["says"], property: string): Node["says"] =>
  Object.fromEntries(Object.entries(says).filter(([name]) => name !== property));

describe("A running Hamwe", () => {
  let town: Town;
  before(async () => {
    town = await startTown();
  });
  after(() => town.close());

  const ask = async (path: string, accept: string) => {
    const response = await fetch(`${town.url}${path}`, { headers: { accept } });
    const type = response.headers.get("content-type") ?? "";
    return { status: response.status, type, text: await response.text(), response };
  };

  test("gives the whole catalogue to whoever asks, and it keeps the shapes", async () => {
    const { status, type, text } = await ask("/catalogue.jsonld", "*/*");
    assert.equal(status, 200);
    assert.match(type, /^application\/ld\+json/);
    const statements = readJsonLd(JSON.parse(text));
    assert.deepEqual(shapeProblems(statements), []);
    assert.ok(statements.some(({ predicate }) => predicate === `${dct}hasPart`));
  });

  test("gives a service as data to whoever prefers data, alone and complete", async () => {
    const asked = await ask("/services/birth-certificate", "application/ld+json");
    const named = await ask("/services/birth-certificate.jsonld", "text/html");
    assert.match(asked.type, /^application\/ld\+json/);
    assert.match(asked.response.headers.get("vary") ?? "", /\bAccept\b(?!-)/);
    assert.equal(asked.text, named.text);
    const statements = readJsonLd(JSON.parse(asked.text));
    assert.deepEqual(shapeProblems(statements), []);
    const services = statements.filter(
      ({ object }) => "iri" in object && /PublicService$/.test(object.iri),
    );
    assert.deepEqual(
      services.map(({ subject }) => subject),
      [`${town.url}/services/birth-certificate`],
    );
  });

  test("gives the page to browsers, and to whoever takes a page as gladly as data", async () => {
    for (const accept of [
      "*/*",
      "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
      "text/html, application/ld+json",
      "application/ld+json;q=0.5, text/html",
      "application/ld+json;q=0",
    ]) {
      const { type, response } = await ask("/services/birth-certificate", accept);
      assert.match(type, /^text\/html/, accept);
      assert.match(response.headers.get("vary") ?? "", /\bAccept\b(?!-)/);
    }
  });

  test("knows no data of a service that there is not", async () => {
    assert.equal((await ask("/services/no-such-service.jsonld", "*/*")).status, 404);
  });
});
