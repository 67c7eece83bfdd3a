/**
 * Serving people in person: whom an operator or an agent has in front of them, what that person
 * said yes to, which paper they took away, and who keeps an eye on the agents. One operator has one
 * open client. It knows no application (cases), no queue (centres) and no page (channels/counter).
 */

export { type NewControl, newBadge } from "./agents.ts";
export type { Approval } from "./approvals.ts";
export {
  aloneADay,
  type CardSettled,
  cardCallMinutes,
  isCallOver,
  readingsLeft,
} from "./card-checks.ts";
export { type CardHeld, isRefusal } from "./card-holds.ts";
export type { Claim } from "./claims.ts";
export { type ConsentGiven, type SignedSheet, sheetNumber } from "./consents.ts";
export { lookupLimits, type Watched } from "./lookups.ts";
export { type CounterDesk, type CounterNeeds, makeCounter } from "./make.ts";
export {
  type Access,
  type Agent,
  type AgentWork,
  type Alarm,
  type BadgeState,
  type Beside,
  type Card,
  type CardCheck,
  type CardField,
  type CardRefused,
  type ClosedWhy,
  type Consent,
  type ConsentWay,
  type Control,
  type CounterRules,
  cards,
  type Door,
  type Finding,
  findings,
  type Handover,
  type Look,
  type NewVisit,
  type OtherCard,
  type Report,
  type Review,
  type ReviewFinding,
  reviewFindings,
  type SentToTill,
  type Visit,
} from "./model.ts";
export {
  type Among,
  asksDropReason,
  type CalledTwice,
  type CentreDevice,
  type DeviceKey,
  type Discarded,
  isHeld,
  isTwin,
  type Synced,
  type TakenDraft,
  type TakenUnder,
} from "./model-offline.ts";
export { leastOwnPin, type OwnPin, problemWithOwnPin } from "./own-pin.ts";
export {
  agentRole,
  badgeState,
  doorOf,
  inspectorRole,
  operatorRole,
  reasonLength,
  shortNote,
  worthOf,
} from "./policy.ts";
export { readCounterRules } from "./read-rules.ts";
export { isCard, type Registrar } from "./registrations.ts";
export type { ServedThere, ServedVisit } from "./served.ts";
export { eraseVisitWords } from "./visits.ts";
