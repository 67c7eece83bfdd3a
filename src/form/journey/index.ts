/**
 * Several services in one conversation: what the answers to one leave to ask in the next, what they
 * say there, what it all costs. Pure, as the rest of `form`; which services belong together is data
 * (`Journey` of the catalogue), and nothing here knows one of them.
 */
export { stepsLeft } from "./left.ts";
export type { JourneyGiven, StepGiven, StepLeft } from "./model.ts";
export { type Shared, sharedAnswers, withShared } from "./share.ts";
export { journeyFees, journeyTimes, planAgreed, type StepFees, type StepPlanned } from "./sum.ts";
export { onlyOpen, openLeft, problemsLeft, restOf, wayLeft } from "./way.ts";
