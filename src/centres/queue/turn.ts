import type { QueuePolicy, QueueSituation } from "./model.ts";

/** Whom a policy calls, and among whom it chose. */
export interface Turn {
  readonly id: string | undefined;
  readonly situation: QueueSituation;
}

/** Whoever did not come when called rests for a while, unless nobody else can be called. */
export function turnOf(situation: QueueSituation, policy: QueuePolicy): Turn {
  const rested = situation.waiting.filter(
    ({ restsUntil }) => restsUntil === undefined || restsUntil <= situation.now,
  );
  if (rested.length < situation.waiting.length) {
    const without = { ...situation, waiting: rested };
    const id = policy(without);
    if (id !== undefined) return { id, situation: without };
  }
  return { id: policy(situation), situation };
}
