import type { QueueSituation, Waiting } from "./model.ts";

/** Those whom this counter can serve and may take: of its topics, and not reserved for another. */
export const candidatesOf = ({ counter, waiting }: QueueSituation): readonly Waiting[] =>
  waiting.filter(
    ({ topic, reserved }) =>
      (reserved === undefined || reserved === counter.id) &&
      (reserved === counter.id || counter.topics.includes(topic)),
  );

/** Whether `a` came before `b`; of two at the same moment, the one with the smaller id. */
export const cameBefore = (a: Waiting, b: Waiting): boolean =>
  a.since !== b.since ? a.since < b.since : a.id < b.id;

/** The first of all by an order in which no two are equal, whatever the order of the list. */
export const firstBy = (
  waiting: readonly Waiting[],
  before: (a: Waiting, b: Waiting) => boolean,
): Waiting | undefined =>
  waiting.reduce<Waiting | undefined>(
    (best, one) => (best === undefined || before(one, best) ? one : best),
    undefined,
  );
