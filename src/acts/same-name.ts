/** Words of a name without case, accents and signs. */
const wordsOf = (name: string): string[] =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");

/**
 * Is this who the register says has that number? All words of the name, in any order, and no others: a
 * mistyped number would otherwise put one person's application into another's hands, and a first name
 * alone is easily known to somebody else.
 */
export function sameName(typed: string, known: string): boolean {
  const [words, there] = [new Set(wordsOf(typed)), new Set(wordsOf(known))];
  return words.size > 0 && words.symmetricDifference(there).size === 0;
}
