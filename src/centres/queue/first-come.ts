import { cameBefore, candidatesOf, firstBy } from "./candidates.ts";
import type { QueuePolicy } from "./model.ts";

/**
 * First come, first served, from one queue for the whole hall: the ticket that has waited longest
 * of those that this counter can serve. Most halls work so, and it is our baseline.
 */
export const firstCome: QueuePolicy = (situation) =>
  firstBy(candidatesOf(situation), cameBefore)?.id;
