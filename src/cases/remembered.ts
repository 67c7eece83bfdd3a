/** How long a count of many applications is shown before it is made again. */
const usual = 10 * 60_000;

/**
 * A question that reads very many rows, asked at most once in ten minutes for the same arguments,
 * or in `goodForMs`: who asks in between gets the same answer, and those who ask at one moment wait
 * for one. A failure is not remembered. For few different arguments, such as services or
 * authorities.
 */
export function remembered<Args extends readonly unknown[], Answer>(
  clock: () => Date,
  ask: (...args: Args) => Promise<Answer>,
  goodForMs = usual,
): (...args: Args) => Promise<Answer> {
  const asked = new Map<string, { readonly at: number; readonly answer: Promise<Answer> }>();
  return (...args) => {
    const key = JSON.stringify(args);
    const now = clock().getTime();
    const before = asked.get(key);
    if (before && Math.abs(now - before.at) < goodForMs) return before.answer;
    const answer = ask(...args);
    asked.set(key, { at: now, answer });
    answer.catch(() => asked.delete(key));
    return answer;
  };
}
