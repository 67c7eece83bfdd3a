import { cameBefore, candidatesOf, firstBy, firstOfLines, isDue } from "./candidates.ts";
import type { QueueSituation, Waiting } from "./model.ts";
import { limitMinutes } from "./weighed-turn.ts";

/** Why a ticket was called and not another, in one word; each is true of what was there. */
export const callReasons = [
  /** It waited for this counter alone. */
  "reserved",
  /** Nobody else could be called here. */
  "only",
  /** It waited past the limit, and longest. */
  "limit",
  /** It waited longest of those who could be called here. */
  "longest",
  /** Priority by law. */
  "priority",
  /** The time of its appointment has come. */
  "appointment",
  /** It takes less time than the matters of those who came before. */
  "short",
  /** First of its series; its length, its wait and the counters for its topic were weighed. */
  "weighed",
  /** It paid at the cash desk and comes back to the counter that sent it; no policy chose it. */
  "paid",
] as const;
export type CallReason = (typeof callReasons)[number];

/** The reason to tell for this ticket in this situation, the strongest that holds. */
export function callReason(situation: QueueSituation, called: Waiting): CallReason {
  const { now, counter } = situation;
  if (called.reserved === counter.id) return "reserved";
  const candidates = candidatesOf(situation);
  if (candidates.length < 2) return "only";
  const isFirst = firstBy(candidates, cameBefore) === called;
  if (isFirst && now - called.since > limitMinutes(situation)) return "limit";
  if (isFirst) return "longest";
  if (called.priority) return "priority";
  if (isDue(called, now)) return "appointment";
  const before = firstOfLines(candidates).filter((one) => cameBefore(one, called));
  const isShorter = before.every((one) => called.expectedMinutes < one.expectedMinutes);
  return isShorter ? "short" : "weighed";
}
