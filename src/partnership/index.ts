/**
 * The register in which two governments keep their partnership: what they signed, how far each side
 * has come, and the days that follow from the text of each instrument. What it computes it tells the
 * catalogue, so that rules of services read it. It knows no door.
 *
 * Instruments are kept and shown. Commitments, sessions, pilots, indicators and risks are decided
 * here by pure rules with their tests; nothing keeps or shows them yet.
 */
export {
  type Answered,
  type Exchange,
  type ExchangeDeps,
  makeExchange,
  type OpenPosition,
} from "./exchange/exchange.ts";
export { bundlePath, bundleType, introductionPath } from "./exchange/link.ts";
export type { ExchangeState, Introduction } from "./exchange/model.ts";
export { fingerprintOf, type Sealer } from "./exchange/seal.ts";
export { statementsOf } from "./exchange/statements.ts";
export type { KeptBundle, Position } from "./exchange/store.ts";
export type { TakenIn } from "./exchange/take-in.ts";
export {
  type ComputedDay,
  clockOf,
  hasEnded,
  type InstrumentClock,
  type InstrumentStatus,
} from "./instruments/clock.ts";
export type { Occasion, PartnershipDeps } from "./instruments/handle.ts";
export type {
  InstrumentCommand,
  InstrumentState,
  Note,
  Notice,
  Side,
  Step,
} from "./instruments/model.ts";
export { makePartnership, type Partnership } from "./make.ts";
export type { Sessions } from "./sessions/handle.ts";
export {
  correctedText,
  isAgreed,
  minutesHash,
  publicPart,
  untranslated,
} from "./sessions/minutes.ts";
export {
  type MinutesLabels,
  readMinutes,
  wordFileLimits,
  writeMinutes,
} from "./sessions/minutes-file.ts";
export { mergeMinutes, type RowResult } from "./sessions/minutes-merge.ts";
export {
  type AgendaItem,
  type Assent,
  type Paragraph,
  type ParagraphKind,
  paragraphKinds,
  type SessionKind,
  type SessionState,
  sessionKinds,
} from "./sessions/model.ts";
