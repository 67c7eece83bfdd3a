/**
 * The register in which two governments keep their partnership: what they signed, what they
 * promised each other, how far each side has come, and what follows. What it computes it tells the
 * catalogue, so that rules of services read it. It knows no door, and sends no message itself.
 */

export type { CommitmentChange } from "./brief/changes.ts";
export { daysBetween, dormantFor, lastActivity } from "./calendar/dormancy.ts";
export type { Feed, Feeds, Scope } from "./calendar/feeds.ts";
export { type MondayPart, mondayParts } from "./commitments/attention.ts";
export type { Commitments } from "./commitments/commitments.ts";
export { escalationDays } from "./commitments/decide.ts";
export {
  type Attention,
  attentions,
  type CommitmentFilter,
  soonDays,
  staleDays,
} from "./commitments/filter.ts";
export { silenceDays } from "./commitments/handle.ts";
export type {
  Ask,
  CommitmentCommand,
  CommitmentEvent,
  CommitmentPhase,
  CommitmentState,
  Contribution,
  Evidence,
  JointFacts,
  Proposal,
  SidePart,
  SideStatus,
  StatusReport,
  Visibility,
} from "./commitments/model.ts";
export { type CommitmentPage, publicFrom } from "./commitments/store.ts";
export type { GroupTally, MoneySum } from "./commitments/summary.ts";
export type { Corridor } from "./corridors.ts";
export type { Answered } from "./exchange/answers.ts";
export type { ExchangeDeps } from "./exchange/core.ts";
export { type Exchange, makeExchange, type OpenPosition } from "./exchange/exchange.ts";
export { bundlePath, bundleType, introductionPath } from "./exchange/link.ts";
export type { ExchangeState, Introduction, Partner } from "./exchange/model.ts";
export { sharedEvents } from "./exchange/parts.ts";
export { fingerprintOf, type Sealer } from "./exchange/seal.ts";
export { statementsOf } from "./exchange/statements.ts";
export type { BundleAt, KeptBundle, Position } from "./exchange/store.ts";
export type { TakenIn } from "./exchange/take-in.ts";
export type { Groups } from "./groups/handle.ts";
export { type GroupCommand, standingGroups, type WorkingGroup } from "./groups/model.ts";
export { type IatiPublisher, iatiActivities } from "./iati/activities.ts";
export { isSmall, quartersOf, spreadsOf } from "./indicators/counted.ts";
export type { Indicators } from "./indicators/handle.ts";
export {
  type IndicatorDefinition,
  type IndicatorState,
  type IndicatorValue,
  type Period,
  type PeriodKey,
  themes,
} from "./indicators/model.ts";
export {
  currentValues,
  fiscalOf,
  fiscalYearOf,
  keyOf,
  mirrorGap,
  missingPeriods,
  periodLabel,
  quarterOf,
  valueOfYear,
} from "./indicators/periods.ts";
export { type Scorecard, scorecardOf } from "./indicators/scorecard.ts";
export { boundsOf, isPeriod } from "./indicators/seed.ts";
export {
  type ComputedDay,
  clockOf,
  hasEnded,
  type InstrumentClock,
  type InstrumentStatus,
} from "./instruments/clock.ts";
export { entryByNote } from "./instruments/decide.ts";
export type {
  InstrumentCommand,
  InstrumentState,
  Note,
  Notice,
  Side,
  Step,
} from "./instruments/model.ts";
export { makePartnership, type Partnership } from "./make.ts";
export type { MatrixImport, MatrixResult } from "./matrix/import.ts";
export { readMatrix } from "./matrix/read.ts";
export { officeFileLimits } from "./office-file.ts";
export type { Pilots } from "./pilots/handle.ts";
export {
  type Charter,
  type Gate,
  type GateDecision,
  type GateSignature,
  gateDecisions,
  gates,
  type KillCriterion,
  type Metric,
  type MoneyPromise,
  type PilotState,
  type Staging,
} from "./pilots/model.ts";
export {
  areAllOutcomes,
  type GateObjection,
  gateSheet,
  latestReading,
  sheetDigest,
  spentIn,
  stagingWorksheet,
} from "./pilots/sheet.ts";
export {
  answersFor,
  type Holder,
  type Post,
  type PostCommand,
  type PostRole,
  type PostState,
  postRoles,
  vacantPosts,
  withoutChair,
} from "./posts/model.ts";
export type { Posts } from "./posts/posts.ts";
export { isOverAppetite, mostOpenRisks, scoreOf } from "./risks/decide.ts";
export type { Risks } from "./risks/handle.ts";
export {
  type Rating,
  type Risk,
  type RiskState,
  riskCategories,
  treatments,
} from "./risks/model.ts";
export type { ListedDecisions } from "./sessions/decisions.ts";
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
  writeMinutes,
} from "./sessions/minutes-file.ts";
export { mergeMinutes, type RowResult } from "./sessions/minutes-merge.ts";
export {
  type AgendaItem,
  type Assent,
  groupOfSeries,
  type ListedObstacle,
  type Paragraph,
  type ParagraphKind,
  paragraphKinds,
  type SessionKind,
  type SessionState,
  sessionKinds,
} from "./sessions/model.ts";
export type { Occasion, PartnershipDeps } from "./shell.ts";
export {
  isOwnWord,
  publicCommitment,
  publicIndicator,
  publicPilot,
  statedAt,
} from "./stated.ts";
export type {
  Answer,
  Answered as AnsweredUpdate,
  Given as GivenUpdate,
  OpenQuestion,
  Question,
  Reminder,
  Silence,
  Tell,
  Updates,
} from "./updates/updates.ts";
