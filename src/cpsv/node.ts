import type { Words } from "../catalogue/index.ts";

/** The object of a statement: another thing, or a text. */
export type Value =
  | { readonly iri: string }
  | { readonly text: string; readonly language: string }
  | { readonly text: string; readonly datatype: string };

/**
 * A thing with all that is said about it; types and properties by their short names (`dct:title`).
 */
export interface Node {
  readonly iri: string;
  readonly types: readonly string[];
  readonly says: Readonly<Record<string, readonly Value[]>>;
}

export const to = (...nodes: readonly { readonly iri: string }[]): readonly Value[] =>
  nodes.map(({ iri }) => ({ iri }));

/** The same words in every language in which they are known (rdf:langString). */
export const inWords = (words: Words): readonly Value[] =>
  Object.entries(words)
    .filter(([, text]) => text !== "")
    .map(([language, text]) => ({ text, language }));

export const literal = (text: string, datatype = "xsd:string"): readonly Value[] => [
  { text, datatype },
];

/** Each thing once: what several services speak of is said by each of them in the same words. */
export const distinct = (nodes: readonly Node[]): readonly Node[] => [
  ...new Map(nodes.map((node) => [node.iri, node])).values(),
];
