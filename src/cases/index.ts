/**
 * An application from its first answer to decision, appeal and renewal. A case is its events:
 * `decide` says what happens or why not, `evolve` what state follows; rows are folds for lists.
 * This part knows no screen, takes no money and issues no certificate: reactions.ts starts what
 * siblings do.
 */

export { actorText, isProgramId, programId, type RecordedActor, readActor } from "./actor.ts";
export { type AnswerGiven, withPapers } from "./answer.ts";
export {
  areVotesComplete,
  areVotesHeld,
  areVotesKeptFrom,
  isKeptFrom,
  isPaperKeptFrom,
  withoutKeptPapers,
} from "./apart.ts";
export {
  type Applicants,
  applicants,
  countApplicants,
  unknownReferences,
} from "./applicants.ts";
export type { OfficeCount, OpenCase } from "./by-office.ts";
export type { Correction } from "./correct.ts";
export { whyFindingStands } from "./correct-finding.ts";
export { caseDecider, decide } from "./decide.ts";
export { votesFor } from "./decide-committee.ts";
export { namesOfTaken } from "./decide-ranked.ts";
export { isBarred, isContested, isForOthers, whyNotTo } from "./decide-task.ts";
export { decisionProblems, refuses } from "./decision-problems.ts";
export { contestedBy, doneBefore, sentBack, toReviewAnew } from "./done-before.ts";
export type { Draft } from "./drafts.ts";
export { nextDue } from "./due.ts";
export {
  type ClosedFiles,
  closedAt,
  eraseCase,
  eraseDraftsOf,
  eraseLeftNotes,
  leftOf,
} from "./erase.ts";
export { type Escalation, escalationsOf } from "./escalate.ts";
export {
  evolve,
  initial,
  isOpen,
  mayStillFallDue,
  owedNow,
  type StampedCaseEvent,
  unpaid,
} from "./evolve.ts";
export type { Folder, NewFile, StoredFile } from "./files.ts";
export {
  type Difference,
  differencesIn,
  type FindingsByTask,
  findingsOf,
  formFactsOf,
  processValuesOf,
} from "./findings.ts";
export { isVoteOpen, voteHeldUntil } from "./finish.ts";
export type { CaseAfter, CasesNeeds, Given } from "./handle.ts";
export type { Agreement } from "./journey-acts.ts";
export type { JourneyBegun, JourneyKept, JourneyMeant, StepDraft } from "./journeys.ts";
export type { OpenVote, VoteAt } from "./load.ts";
export {
  type DoneTask,
  doneCursor,
  doneOnPage,
  type LateAt,
  type Load,
  type LoadOf,
  type LoadWeek,
  type Unclaimed,
  weeksBefore,
} from "./load.ts";
export { type Cases, makeCases } from "./make.ts";
export type * from "./model.ts";
export { longestNote, type NewNote, type Note } from "./notes.ts";
export { opinionAwaitedUntil, opinionMissing, outcomesClosed, type WhyClosed } from "./outcomes.ts";
export type { PaperCheck, PaperTick } from "./paper-checks.ts";
export {
  isOfOtherOffice,
  isOwnCase,
  isRecused,
  isWorkOf,
  may,
  mayRead,
  maySee,
  programMaySee,
  supervises,
  supervisor,
  whyNotAct,
} from "./policy.ts";
export { type TaskPressure, taskPressure } from "./pressure.ts";
export { type Quotas, usualQuotas } from "./quotas.ts";
export { callOfCase } from "./ranking/entering.ts";
export type { OwnVote } from "./ranking/own-votes.ts";
export {
  arePlacesTaken,
  type CallRanking,
  type OwnPlace,
  type Standing,
} from "./ranking/standing.ts";
export type {
  Access,
  AccessToCase,
  Application,
  ApplicationRow,
  DayOfLooks,
  LookPurpose,
} from "./read.ts";
export {
  actorIdsOf,
  exportPurposes,
  lookPurposes,
  onceADay,
  personIdOf,
} from "./read.ts";
export { groundsOfVotes, type ReasonSaid, reasonSaid, reasonText } from "./reasons.ts";
export { remembered } from "./remembered.ts";
export { readable } from "./scanning.ts";
export {
  type FileRow,
  type FilesFound,
  mostFiles,
  mostShownFiles,
  type Searcher,
} from "./search/find.ts";
export type { Double, DoubleRow, Doubles, RelatedFiles, SameNumber } from "./search/related.ts";
export { type SearchKeys, type SearchTerm, searchTerms } from "./search/words.ts";
export { emptySeats, seatsCounted, seatsOf } from "./seats.ts";
export {
  isDecided,
  isReopened,
  meaningOf,
  type StatusMeaning,
  standingDecision,
  statuses,
} from "./status.ts";
export { changedTasks, streamOf } from "./store.ts";
export type { CaseFacts } from "./story.ts";
export type { Submission, SubmissionReceipt, SubmitNeeds } from "./submit.ts";
export { substitutesToVote, whyNotSubstitute } from "./substitutes.ts";
export type { DecisionTimes, MonthTally, QuarterSpread, TallyOf } from "./tally.ts";
export {
  appealPapers,
  documentIn,
  filesForApplicant,
  filesForWork,
  filesOfTask,
  outcomesAskingPaper,
  scanOf,
  signedScan,
  type TaskFile,
  type TaskFileAct,
  taskDocuments,
  taskFileProblems,
} from "./task-files.ts";
export { type CaseMessage, longestMessage, type NewMessage } from "./thread.ts";
export { isAppealTied, type Voted, votedOn } from "./voted.ts";
export {
  answerWindow,
  appealWindow,
  contactWindow,
  extensionWindow,
  requestWindow,
  type Window,
  withdrawalWindow,
} from "./windows.ts";
export type { WorkDetails } from "./work-details.ts";
export { cursorOf, type Sort, sorts } from "./work-order.ts";
export { longestViewName, type WorkView } from "./work-views.ts";
export {
  mostCounted,
  type WorkRow,
  type WorkWanted,
} from "./worklist.ts";
