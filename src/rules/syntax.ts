/**
 * A parsed expression as plain data; comments are left out. Names are those of lezer-feel's
 * grammar.
 */
export interface Syntax {
  readonly name: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly kids: readonly Syntax[];
}

/** The child at an index; a placeholder that no rule accepts where there is none. */
export const kid = (node: Syntax, at: number): Syntax =>
  node.kids.at(at) ?? { name: "⚠", text: "", from: node.from, to: node.to, kids: [] };

/** A name's text with single spaces: "string   length" is "string length". */
export const words = (node: Syntax): string => node.text.trim().replace(/\s+/g, " ");

/** A node as it travels: its name, where it stands in the source, and its children. */
export type SentSyntax = readonly [
  name: string,
  from: number,
  to: number,
  kids: readonly SentSyntax[],
];

export const sentSyntax = ({ name, from, to, kids }: Syntax): SentSyntax => [
  ...([name, from, to] as const),
  kids.map(sentSyntax),
];

export const receivedSyntax = ([name, from, to, kids]: SentSyntax, source: string): Syntax => ({
  ...{ name, text: source.slice(from, to), from, to },
  kids: kids.map((each) => receivedSyntax(each, source)),
});
