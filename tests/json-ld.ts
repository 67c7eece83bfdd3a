import assert from "node:assert/strict";
import type { jsonLdOf, Statement } from "../src/cpsv/index.ts";

const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/** What a reader of JSON-LD makes of the flat form that is written here (JSON-LD 1.1, 4.1). */
export function readJsonLd(document: ReturnType<typeof jsonLdOf>): Statement[] {
  const context = document["@context"];
  const whole = (name: string) =>
    name.replace(/^([a-z]+):(?!\/\/)/, (_, prefix: string) => context[prefix] ?? assert.fail(name));
  const graph = document["@graph"] as readonly Record<string, unknown>[];
  return graph.flatMap(({ "@id": id, "@type": types, ...says }) => {
    const subject = id as string;
    const typed = (types as string[]).map((type) => ({
      subject,
      predicate: rdfType,
      object: { iri: whole(type) },
    }));
    const said = Object.entries(says).flatMap(([property, values]) =>
      (values as (string | Record<string, string>)[]).map((value) => ({
        subject,
        predicate: whole(property),
        object: objectOf(value, whole),
      })),
    );
    return [...typed, ...said];
  });
}

function objectOf(value: string | Record<string, string>, whole: (name: string) => string) {
  if (typeof value === "string")
    return { text: value, datatype: "http://www.w3.org/2001/XMLSchema#string" };
  const { "@id": iri, "@value": text = "", "@language": language, "@type": datatype = "" } = value;
  if (iri !== undefined) return { iri };
  return language === undefined ? { text, datatype: whole(datatype) } : { text, language };
}
