import type { Node, Value } from "./node.ts";
import { expand, prefixes } from "./vocabulary.ts";

/** One RDF statement, every name in full; a text has a language or a datatype, never both. */
export interface Statement {
  readonly subject: string;
  readonly predicate: string;
  readonly object: Value;
}

/**
 * The nodes as a flat list of statements: what Turtle is written from and what the checker reads.
 */
export const statementsOf = (nodes: readonly Node[]): readonly Statement[] =>
  nodes.flatMap(({ iri, types, says }) => [
    ...types.map((type) => ({
      subject: iri,
      predicate: expand("rdf:type"),
      object: { iri: expand(type) },
    })),
    ...Object.entries(says).flatMap(([property, values]) =>
      values.map((value) => ({
        subject: iri,
        predicate: expand(property),
        object: "datatype" in value ? { ...value, datatype: expand(value.datatype) } : value,
      })),
    ),
  ]);

/**
 * The nodes as a JSON-LD 1.1 document, flattened, with its own context: nothing is fetched to read
 * it.
 */
export const jsonLdOf = (nodes: readonly Node[]) => ({
  "@context": prefixes,
  "@graph": nodes.map(({ iri, types, says }) => ({
    "@id": iri,
    "@type": types,
    ...Object.fromEntries(
      Object.entries(says).map(([property, values]) => [property, values.map(jsonValue)]),
    ),
  })),
});

function jsonValue(value: Value) {
  if ("iri" in value) return { "@id": value.iri };
  if ("language" in value) return { "@value": value.text, "@language": value.language };
  if (value.datatype === "xsd:string") return value.text;
  return { "@value": value.text, "@type": value.datatype };
}
