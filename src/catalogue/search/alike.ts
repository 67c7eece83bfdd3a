/**
 * How alike a typed word is to one of the index, from 0 to 1. Both are plain. A beginning counts
 * (people type on), another ending ("companies"), a first syllable that is left out
 * ("ndangamuntu"), and slips of the finger: one in words of four letters, two from eight.
 */
export function alike(typed: string, word: string): number {
  if (typed === word) return 1;
  const shorter = Math.min(typed.length, word.length);
  const longer = Math.max(typed.length, word.length);
  if (shorter < 3) return 0;
  if (shorter >= 4 && word.startsWith(typed)) return longer - shorter <= 3 ? 0.9 : 0.75;
  if (typed.startsWith(word) && shorter >= 4 && longer - shorter <= 4) return 0.8;
  const beginning = sharedBeginning(typed, word);
  if (beginning >= 5 && (longer - beginning <= 4 || beginning >= longer * 0.6)) return 0.75;
  if (shorter >= 6 && longer - shorter <= 2 && (word.endsWith(typed) || typed.endsWith(word)))
    return 0.75;
  const slips = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0;
  if (slips === 0 || longer - shorter > slips) return 0;
  // A slip in the first letter is rare, and makes another word of a short one: "land", "sand".
  if (typed[0] !== word[0] && shorter < 7) return 0;
  const distance = slipsBetween(typed, word, slips);
  return distance > slips ? 0 : distance === 1 ? 0.7 : 0.6;
}

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/**
 * Letters left out, added, changed, or swapped with their neighbour, each once (optimal string
 * alignment, Damerau 1964); more than `limit` is as good as any.
 */
export function slipsBetween(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        at(last, column) + 1,
        at(line, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, at(before, column - 2) + 1);
      line.push(least);
    }
    if (Math.min(...line) > limit) return limit + 1;
    before = last;
    last = line;
  }
  return at(last, b.length);
}

const at = (line: readonly number[], column: number): number => line[column] ?? Infinity;
