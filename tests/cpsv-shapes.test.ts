/**
 * The shapes of CPSV-AP 3.2.0 as this house has them: all of the official ones, and each one bites.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { dcatShapes, prefixes, type Statement, shapeProblems, shapes } from "../src/cpsv/index.ts";

type Kind = "minCount" | "maxCount" | "class" | "datatype";

interface Constraint {
  readonly of: string;
  readonly path: string;
  readonly kind: Kind;
  readonly value: string;
}

const constraintsOf = (all: typeof shapes): readonly Constraint[] =>
  Object.entries(all).flatMap(([of, shape]) => {
    const each = (kind: Kind, pairs: readonly (readonly [string, string])[]) =>
      pairs.map(([path, value]) => ({ of, path, kind, value }));
    return [
      ...each(
        "minCount",
        (shape.min ?? []).map((path) => [path, "1"] as const),
      ),
      ...each(
        "maxCount",
        (shape.once ?? []).map((path) => [path, "1"] as const),
      ),
      ...each("class", Object.entries(shape.of ?? {})),
      ...each(
        "datatype",
        (shape.words ?? []).map((path) => [path, "rdf:langString"] as const),
      ),
      ...each("datatype", Object.entries(shape.datatype ?? {})),
    ];
  });

const constraints = constraintsOf(shapes);

const whole = (name: string) =>
  name.replace(/^([a-z]+):/, (_, prefix: string) => prefixes[prefix] ?? assert.fail(name));

/**
 * From cpsv-ap-SHACL.ttl of SEMICeu/CPSV-AP at 9ac61ee: for each property of each shape a line
 * `class path kind value` with whole IRIs, sorted; the SHA-256 of the lines.
 */
const official = "d843c45bdd410b7b09533cef160eaab02238304366cc02a0d4acae3746b3678a";

const subject = "https://rw.example/thing";
const type = whole("rdf:type");

/** A thing of the class that breaks the constraint, and what is said of it once it is seen. */
function breaking({ of, path, kind, value }: Constraint): [readonly Statement[], string] {
  const a: Statement = { subject, predicate: type, object: { iri: whole(of) } };
  const say = (object: Statement["object"]) => ({ subject, predicate: whole(path), object });
  const one = (text: string, datatype: string) => say({ text, datatype: whole(datatype) });
  const found = (what: string) => `${subject} (${of}): ${what}`;
  if (kind === "minCount") return [[a], found(`no ${path}`)];
  if (kind === "maxCount")
    return [[a, one("1", "xsd:string"), one("2", "xsd:string")], found(`more than one ${path}`)];
  if (kind === "class")
    return [
      [a, say({ iri: "https://rw.example/of-no-class" })],
      found(`${path} is not a ${value}`),
    ];
  return value === "rdf:langString"
    ? [[a, one("words", "xsd:string")], found(`${path} without words or without a language`)]
    : [[a, one("soon", value)], found(`${path} is not an ${value}`)];
}

describe("The shapes of CPSV-AP", () => {
  test("are the official ones, all of them and no other", () => {
    const lines = constraints.map(({ of, path, kind, value }) =>
      [of, path, kind, value].map((name) => whole(name)).join(" "),
    );
    assert.equal(lines.length, 154);
    assert.equal(new Set(lines).size, 154);
    const sum = createHash("sha256").update(lines.sort().join("\n")).digest("hex");
    assert.equal(sum, official);
  });

  test("are each seen by the checker when they are broken", () => {
    for (const constraint of [...constraints, ...constraintsOf(dcatShapes)]) {
      const [statements, problem] = breaking(constraint);
      assert.ok(shapeProblems(statements).includes(problem), problem);
    }
  });

  test("take an amount and a duration only as XML Schema writes them", () => {
    const seen = (of: string, path: string, datatype: string, text: string) =>
      shapeProblems([
        { subject, predicate: type, object: { iri: whole(of) } },
        { subject, predicate: whole(path), object: { text, datatype: whole(datatype) } },
      ]).some((problem) => problem.endsWith(`${path} is not an ${datatype}`));
    const amount = (text: string) => seen("cv:Cost", "cv:hasValue", "xsd:double", text);
    const time = (text: string) => seen("cv:Channel", "cv:processingTime", "xsd:duration", text);
    for (const text of ["500", "1500.00", ".5", "-2", "1.5E3"]) assert.ok(!amount(text), text);
    for (const text of ["", "1,500", "500 RWF", "1e", "."]) assert.ok(amount(text), text);
    for (const text of ["P3D", "PT6H", "P1Y2M", "P0D", "P1DT30M"]) assert.ok(!time(text), text);
    for (const text of ["", "P", "PT", "P1DT", "3 days", "30bd", "P1H"])
      assert.ok(time(text), text);
  });
});
