import type { QueueSituation, Waiting } from "./model.ts";

/** The tickets that this counter may take: of its topics, and not reserved for another counter. */
export const candidatesOf = ({ counter, waiting }: QueueSituation): readonly Waiting[] =>
  waiting.filter(
    ({ topic, reserved }) =>
      (reserved === undefined || reserved === counter.id) &&
      (reserved === counter.id || counter.topics.includes(topic)),
  );

/**
 * Whether `a` came before `b`; at the same moment, the smaller number, then the smaller id. Whoever
 * has no number yet comes last.
 */
export function cameBefore(a: Waiting, b: Waiting): boolean {
  if (a.since !== b.since) return a.since < b.since;
  const [one, other] = [a.number, b.number];
  if (one === undefined || other === undefined)
    return one === other ? a.id < b.id : other === undefined;
  if (one.length !== other.length) return one.length < other.length;
  return one !== other ? one < other : a.id < b.id;
}

/** Of each line whoever came first, and everybody who stands in none. */
export function firstOfLines(candidates: readonly Waiting[]): readonly Waiting[] {
  const first = new Map<string, Waiting>();
  for (const one of candidates) {
    const { line = ` ${one.id}` } = one;
    const before = first.get(line);
    if (!before || cameBefore(one, before)) first.set(line, one);
  }
  return [...first.values()];
}

/** The time of its appointment has come. */
export const isDue = ({ appointment }: Waiting, now: number): boolean =>
  appointment !== undefined && appointment <= now;

/**
 * Among whom the policy chooses: of each line whoever came first. Where tickets were sent to this
 * counter by hand, which is an order, only the one of them that came first, and appointments that
 * are due.
 */
export function choicesOf(situation: QueueSituation): readonly Waiting[] {
  const candidates = candidatesOf(situation);
  const isSent = ({ reserved }: Waiting) => reserved !== undefined;
  const sent = firstBy(candidates.filter(isSent), cameBefore);
  const first = firstOfLines(candidates);
  if (!sent) return first;
  return [sent, ...first.filter((one) => !isSent(one) && isDue(one, situation.now))];
}

/** The first by a total order, independent of the order of the list. */
export const firstBy = (
  waiting: readonly Waiting[],
  before: (a: Waiting, b: Waiting) => boolean,
): Waiting | undefined =>
  waiting.reduce<Waiting | undefined>(
    (best, one) => (best === undefined || before(one, best) ? one : best),
    undefined,
  );
