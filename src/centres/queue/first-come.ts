import { cameBefore, candidatesOf, firstBy } from "./candidates.ts";
import type { QueuePolicy } from "./model.ts";

/**
 * First come, first served, out of one line for the whole hall: whoever has waited longest of those
 * whom this counter can serve. What most halls call fair, and what we measure ourselves against.
 */
export const firstCome: QueuePolicy = (situation) =>
  firstBy(candidatesOf(situation), cameBefore)?.id;
