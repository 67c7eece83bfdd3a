/** Whether most of it comes again after a while: the same word again and again, also numbered. */
function isRepeated(text: string): boolean {
  for (let after = 1; after <= text.length / 2; after++) {
    const places = text.length - after;
    let same = 0;
    for (let at = 0; at < places; at++) if (text[at] === text[at + after]) same += 1;
    if (same >= places * 0.7) return true;
  }
  return false;
}

/**
 * At least 32 characters that look random: 100 bits by how often each occurs, no repetition of a
 * shorter text, no alphabet. It catches "aaaa…" and keyboards, not every bad idea.
 */
export function isHardToGuess(secret: string): boolean {
  const { length } = secret;
  if (length < 32 || isRepeated(secret)) return false;
  const counts = new Map<string, number>();
  for (const character of secret) counts.set(character, (counts.get(character) ?? 0) + 1);
  const bits = [...counts.values()].reduce((sum, n) => sum - n * Math.log2(n / length), 0);
  const steps = [...secret].filter(
    (character, at) => Math.abs(character.charCodeAt(0) - secret.charCodeAt(at - 1)) <= 1,
  ).length;
  return bits >= 100 && steps < length / 2;
}
