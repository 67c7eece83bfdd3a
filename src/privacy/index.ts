/**
 * Personal data under the law: what each night erased because the term of its service was over,
 * and what is held longer and why. It erases nothing itself: each part erases its own, and the act
 * of `src/acts/erase.ts` brings them together.
 */
export {
  type BreachKind,
  type BreachNotice,
  type BreachPeople,
  breachKinds,
  confirmNotice,
  endNotice,
  lockNotice,
  type NewNotice,
  type NoticeConfirmed,
  type NoticeToPerson,
  noticeOf,
  recordTold,
  writeNotice,
} from "./breach-notice.ts";
export {
  type Breach,
  type BreachStep,
  breachDue,
  breachSteps,
  type NewBreach,
  recordBreach,
} from "./breaches.ts";
export {
  confirmCorrection,
  type DataCorrection,
  eraseCorrections,
  type NewCorrection,
  proposeCorrection,
} from "./corrections.ts";
export { type Hold, isHeld, lockCase, type NewHold } from "./holds.ts";
export { makePrivacy, type Privacy } from "./make.ts";
export { type Erasure, type Night, type NightCounts, recordErasure } from "./nights.ts";
export { type Processing, registerOf } from "./register.ts";
export {
  type DataRequest,
  type ErasureDone,
  eraseRequestWords,
  type RequestKind,
  requestKinds,
} from "./requests.ts";
export { type PrivacyRules, privacyRole, readPrivacyRules } from "./rules.ts";
