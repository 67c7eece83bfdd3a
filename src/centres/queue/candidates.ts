import type { OpenCounter, QueueSituation, Waiting } from "./model.ts";

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
 * are due; and where it was opened for a topic, only those who wait for that, and such
 * appointments.
 */
export function choicesOf(situation: QueueSituation): readonly Waiting[] {
  const candidates = candidatesOf(situation);
  const isSent = ({ reserved }: Waiting) => reserved !== undefined;
  const sent = firstBy(candidates.filter(isSent), cameBefore);
  const first = firstOfLines(candidates);
  const opened = first.filter(({ topic }) => topic === situation.counter.first);
  const before = sent ? [sent] : opened;
  if (before.length === 0) return first;
  const due = first.filter((one) => !isSent(one) && isDue(one, situation.now));
  return [...before, ...due.filter((one) => !before.includes(one))];
}

/**
 * Whether this counter still calls the topic first for which it was opened: after a call of that
 * topic while somebody who waits for it has waited longest of those left, before one while anybody
 * waits for it.
 */
export function keepsFirst(situation: QueueSituation, called: Waiting): boolean {
  const { first } = situation.counter;
  const left = candidatesOf(situation).filter((one) => one !== called && !one.reserved);
  if (called.topic !== first) return left.some(({ topic }) => topic === first);
  return firstBy(left, cameBefore)?.topic === first;
}

/** The counters that call, without those that have a break, and who waits. */
interface CallingNow {
  readonly open: readonly OpenCounter[];
  readonly waiting: readonly Waiting[];
}

/**
 * For which topic each of these counters opens, one after the other: the topic of whoever waits
 * longest that no counter calls, nor one of those before it.
 */
export function lettersFor(
  opening: readonly OpenCounter[],
  { open, waiting }: CallingNow,
): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  opening.forEach((counter, i) => {
    const before = [...open, ...opening.slice(0, i)];
    const letter = openedFor(counter, { open: before, waiting });
    if (letter !== undefined) letters.set(counter.id, letter);
  });
  return letters;
}

function openedFor(counter: OpenCounter, { open, waiting }: CallingNow): string | undefined {
  const served = new Set(open.flatMap(({ topics }) => topics));
  const left = waiting.filter(
    ({ topic, reserved }) =>
      reserved === undefined && counter.topics.includes(topic) && !served.has(topic),
  );
  return firstBy(left, cameBefore)?.topic;
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
