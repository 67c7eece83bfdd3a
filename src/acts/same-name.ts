/** Words of a name without case, accents and signs. */
const wordsOf = (name: string): string[] =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");

/**
 * Is this who the register says has that number? Every word that was typed must stand in the register,
 * in any order: a mistyped number would otherwise put one person's application into another's hands.
 */
export function sameName(typed: string, known: string): boolean {
  const there = new Set(wordsOf(known));
  const words = wordsOf(typed);
  return words.length > 0 && words.every((word) => there.has(word));
}
