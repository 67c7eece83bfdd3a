import type { Value } from "./node.ts";
import type { Statement } from "./serialise.ts";
import { dcatShapes, type Shape, shapes } from "./shapes.ts";
import { expand } from "./vocabulary.ts";

type Graph = ReadonlyMap<string, readonly Statement[]>;

const type = expand("rdf:type");

/**
 * What in a graph breaks the shapes of CPSV-AP 3.2.0 or DCAT-AP 3.0.1, and which things are named
 * but not told of; empty where nothing does. It is stricter than the shapes: no text is empty,
 * nothing named is untold.
 */
export function shapeProblems(statements: readonly Statement[]): readonly string[] {
  const graph: Graph = Map.groupBy(statements, ({ subject }) => subject);
  const asked = [...Object.entries(shapes), ...Object.entries(dcatShapes)];
  const shaped = asked.flatMap(([name, shape]) =>
    [...graph]
      .filter(([subject]) => isA(graph, subject, name))
      .flatMap(([subject, about]) =>
        broken(graph, about, shape).map((what) => `${subject} (${name}): ${what}`),
      ),
  );
  return [...shaped, ...untold(graph, statements)];
}

const isA = (graph: Graph, iri: string, name: string): boolean =>
  (graph.get(iri) ?? []).some(
    ({ predicate, object }) => predicate === type && "iri" in object && object.iri === expand(name),
  );

function broken(graph: Graph, about: readonly Statement[], shape: Shape): readonly string[] {
  const values = (property: string) =>
    about.filter(({ predicate }) => predicate === expand(property)).map(({ object }) => object);
  const few = (shape.min ?? []).filter((property) => values(property).length === 0);
  const many = (shape.once ?? []).filter((property) => values(property).length > 1);
  const mute = (shape.words ?? []).filter((property) =>
    values(property).some((value) => !("language" in value) || value.text.trim() === ""),
  );
  const strange = Object.entries(shape.of ?? {}).filter(([property, name]) =>
    values(property).some((value) => !("iri" in value) || !isA(graph, value.iri, name)),
  );
  const illTyped = Object.entries(shape.datatype ?? {}).filter(([property, name]) =>
    values(property).some((value) => !isWritten(value, name)),
  );
  return [
    ...few.map((property) => `no ${property}`),
    ...many.map((property) => `more than one ${property}`),
    ...mute.map((property) => `${property} without words or without a language`),
    ...strange.map(([property, name]) => `${property} is not a ${name}`),
    ...illTyped.map(([property, name]) => `${property} is not an ${name}`),
  ];
}

/** How a value of a datatype is written (XML Schema 1.1, part 2, 3.3.5 and 3.3.6). */
const patterns: Readonly<Record<string, RegExp>> = {
  "xsd:double": /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)$/,
  "xsd:duration":
    /^-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
};

const isWritten = (value: Value, name: string): boolean =>
  "datatype" in value &&
  value.datatype === expand(name) &&
  (patterns[name]?.test(value.text) ?? false);

/** Things that are named and of which the graph does not even say what they are. */
function untold(graph: Graph, statements: readonly Statement[]): readonly string[] {
  const described = new Set(
    [...graph]
      .filter(([, about]) => about.some((one) => one.predicate === type))
      .map(([iri]) => iri),
  );
  const references = statements.flatMap(({ predicate, object }) =>
    predicate !== type && "iri" in object ? [object.iri] : [],
  );
  return [...new Set(references)]
    .filter((iri) => !described.has(iri))
    .map((iri) => `${iri}: never told of`);
}
