/**
 * Pure basic types: results and refusals, deciders, ids, money, time, references, telephone and
 * identity numbers. It knows nothing of databases, of the web or of public services.
 */

export { withoutScheme } from "./address.ts";
export { canonical } from "./canonical.ts";
export { contrastOf } from "./contrast.ts";
export {
  type Decider,
  type Decision,
  type Evolution,
  evolveBy,
  fold,
  type Stamped,
} from "./decider.ts";
export { type Duration, durationText, parseDuration } from "./duration.ts";
export type * from "./id.ts";
export { isUuid } from "./id.ts";
export {
  birthYearIn,
  type IdentityNumberRule,
  isAllDigits,
  isIdentityNumber,
  plainIdentityNumber,
} from "./identity-number.ts";
export { currencyDecimals, decimalText, type Money, sumByCurrency } from "./money.ts";
export { nearest } from "./nearest.ts";
export { OperatorError } from "./operator-error.ts";
export { fullName, type NameOrder } from "./person-name.ts";
export {
  codeAlphabet,
  isReference,
  isReferenceLong,
  makeCode,
  makeReference,
  normaliseReference,
  referenceStart,
  swappedReferences,
} from "./reference.ts";
export {
  must,
  ok,
  type PlainRefusal,
  type Problem,
  type Refusal,
  type RefusalCode,
  type RefusalKind,
  type Refusals,
  type RefusalTable,
  type Refused,
  type Result,
  refuse,
} from "./result.ts";
export type {
  Absence,
  Recovery,
  StaffDetails,
  StaffMember,
  StaffRole,
  Standing,
} from "./staff.ts";
export { isTelephone, readTelephone, type TelephoneRule } from "./telephone.ts";
export {
  addDuration,
  addMonths,
  type Calendar,
  dateBefore,
  isBusinessDay,
  type Remaining,
  remainingOf,
  resumeAt,
} from "./time.ts";
export { addDays, clockTime, dateIn, dateOf, instantOf, isoWeekday, minuteOfDay } from "./zone.ts";
