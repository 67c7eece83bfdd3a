import type { QueueSituation, Waiting } from "./model.ts";

/** The tickets that this counter may take: of its topics, and not reserved for another counter. */
export const candidatesOf = ({ counter, waiting }: QueueSituation): readonly Waiting[] =>
  waiting.filter(
    ({ topic, reserved }) =>
      (reserved === undefined || reserved === counter.id) &&
      (reserved === counter.id || counter.topics.includes(topic)),
  );

/** Whether `a` came before `b`; at the same moment, the smaller id. */
export const cameBefore = (a: Waiting, b: Waiting): boolean =>
  a.since !== b.since ? a.since < b.since : a.id < b.id;

/** The first by a total order, independent of the order of the list. */
export const firstBy = (
  waiting: readonly Waiting[],
  before: (a: Waiting, b: Waiting) => boolean,
): Waiting | undefined =>
  waiting.reduce<Waiting | undefined>(
    (best, one) => (best === undefined || before(one, best) ? one : best),
    undefined,
  );
