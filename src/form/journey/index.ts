/**
 * Several services in one conversation: what is left to ask in each, the answers that they share,
 * and the total cost. Pure, like the rest of `form`; which services belong together is data
 * (`Journey` of the catalogue).
 */
export { fittingLater, turnAmong } from "./later.ts";
export { stepsLeft } from "./left.ts";
export type { JourneyGiven, StepGiven, StepLeft } from "./model.ts";
export { partOf } from "./parts.ts";
export { type Shared, sharedAnswers, withShared } from "./share.ts";
export {
  type JourneyEnd,
  type JourneyFees,
  journeyEnd,
  journeyFees,
  planAgreed,
  type StepFees,
  type StepPlanned,
} from "./sum.ts";
export { onlyOpen, openLeft, problemsLeft, restOf, wayLeft } from "./way.ts";
