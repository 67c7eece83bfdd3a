/**
 * Which ticket a free counter calls next. Pure: a situation goes in, the id of a ticket comes out,
 * without database or clock, so that the hall, a manager's "what if" and the measurement in
 * bench/queue use the same function. It does not take or call tickets.
 */
import type { QueuePolicy } from "./model.ts";
import { ourTurn } from "./weighed-turn.ts";

export { keepsFirst, lettersFor } from "./candidates.ts";
export { type Chance, chanceOf } from "./chance.ts";
export { firstCome } from "./first-come.ts";
export type { OpenCounter, QueuePolicy, QueueSituation, Waiting } from "./model.ts";
export { countersToOpen } from "./plans.ts";
export { priorityThenArrival } from "./priority-then-arrival.ts";
export type { PlannedCounter, Present, WhatIf } from "./question.ts";
export { type CallReason, callReason } from "./reason.ts";
export {
  type Arrival,
  type Day,
  type Served,
  type SimulatedCounter,
  simulateDay,
  type Visit,
} from "./simulate-day.ts";
export { type Turn, turnOf } from "./turn.ts";
export { limitMinutes, WEIGHTS, type Weights, weighedTurn } from "./weighed-turn.ts";
export { type WhatIfAnswer, whatIf } from "./what-if.ts";

/** The policy that the halls use. */
export const nextTicket: QueuePolicy = ourTurn;
