/** Words of a name without case, accents and punctuation. */
const wordsOf = (name: string): string[] =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");

/**
 * Whether a name is that of the registered person: all its words, in any order, and no others. A
 * mistyped number must not put one person's application into another's hands, and a first name
 * alone is easy to guess.
 */
export function sameName(typed: string, registered: string): boolean {
  const [words, there] = [new Set(wordsOf(typed)), new Set(wordsOf(registered))];
  return words.size > 0 && words.symmetricDifference(there).size === 0;
}
