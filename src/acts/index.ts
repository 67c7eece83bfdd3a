/**
 * Use cases, implemented once for all channels. They combine siblings (an application, its bills,
 * its certificates, messages), so that no channel has to. An act takes a person, a channel and a
 * subject, never a request; a channel turns a request into an act and its result into a page.
 */

export { actorNames, administratorWords } from "./actor-names.ts";
export { addPhone, askPhoneCode, isPhoneToAdd } from "./add-phone.ts";
export {
  type AgencyCommand,
  type AgencyTask,
  actForAgency,
  afterTask,
  agencyPaper,
  agencyTasks,
  attachForAgency,
  detachForAgency,
  openAgencyTask,
  recordAgencyLook,
} from "./agency.ts";
export { type AgentCharge, agentCharge, agentCharges, chargedBy } from "./agent-charge.ts";
export {
  type AgentState,
  agentById,
  badgeStands,
  enrolAgent,
  giveBadge,
  type ListedAgent,
  listAgents,
  withdrawAgent,
} from "./agents.ts";
export { begin, beginAgain, factsFor, makeFilledIn, send } from "./apply.ts";
export {
  appointmentCalendar,
  appointmentWords,
  dayWithWeekday,
  toBring,
  weekdayWords,
} from "./appointment.ts";
export { askable } from "./askable.ts";
export {
  type Assignee,
  type AssignItem,
  type AssignResult,
  assignTask,
  assignTasks,
  colleaguesFor,
  colleaguesForAny,
} from "./assign.ts";
export { atOnce } from "./at-once.ts";
export { attachScan, sheetOfCase } from "./attach-scan.ts";
export {
  doublesShown,
  type Neighbours,
  neighboursOf,
  type Reasons,
  reasonsFor,
} from "./beside.ts";
export { briefOf, lastSessionDay } from "./brief.ts";
export { briefDocx, briefPdf } from "./brief-files.ts";
export { type BriefText, briefText } from "./brief-text.ts";
export {
  approve,
  colleaguesAt,
  corrections,
  type Item,
  lookAgain,
  type TicketItem,
  takeIn,
  takeWithdrawn,
  type WithdrawnItem,
} from "./bring.ts";
export { type ApplicationItem, approvable, isHeldFrom, takenOffline } from "./bring-application.ts";
export { billOfNumber, personOfApplication } from "./by-application.ts";
export { calledOnBoth } from "./called-on-both.ts";
export { askedFor, groundTitle, groundWords, whyWords } from "./case-why.ts";
export {
  askCardCheck,
  type CardRead,
  callAfter,
  cardLevel,
  checkCardAlone,
  confirmCard,
  isCardToCheck,
  mayCheckAlone,
  throughServing,
} from "./check-card.ts";
export { answerClientRequest, registerClient, suspendClient } from "./clients.ts";
export { comesBack } from "./comes-back.ts";
export { type CommitteeFile, committeeFiles, withQuorum } from "./committees.ts";
export { maskedNumber, onCard } from "./compare-card.ts";
export { beginComplaint, complaintForm } from "./complain.ts";
export { bind, purposeOf, type Subject } from "./consent.ts";
export {
  type AskedByProgram,
  askByProgram,
  type Named,
  verifyByProgram,
} from "./consent-by-program.ts";
export {
  askInPerson,
  sayYes,
  verifyInPerson,
  type Yes,
} from "./consent-in-person.ts";
export {
  type ContactRead,
  contactOf,
  contactProblems,
  otherContact,
  readContact,
} from "./contact.ts";
export {
  type AddressKind,
  type CodesSent,
  type CodesTyped,
  sendAddressCodes,
} from "./contact-code.ts";
export {
  askToCorrect,
  caseToCorrect,
  confirmDataCorrection,
  correctable,
} from "./correct.ts";
export { correctRegistered, mayCorrect, otherNameOn } from "./correct-registered.ts";
export {
  answerAboutData,
  askAboutData,
  type FileConcerned,
  filesConcerned,
  longestRequest,
} from "./data-requests.ts";
export { databaseAnswers } from "./database-answers.ts";
export { type CallResult, decideCall } from "./decide-call.ts";
export { drawDecision } from "./decision-letter.ts";
export type { ActDeps } from "./deps.ts";
export { devicesInUse, type ListedDevice, withdrawDevice } from "./devices.ts";
export { drawDraft, givesPaper } from "./draft-certificate.ts";
export { drawEmblemPaper } from "./emblem-paper.ts";
export {
  giveExplained,
  outcomesExplained,
  outcomesSigning,
  withFindings,
} from "./explain-double.ts";
export { exportedHistory, exportedPapers, mostExported } from "./export-file.ts";
export { type FamilyMember, familyOf, isUnfinished } from "./family.ts";
export { answerUpdate, sendLinkAgain, takeBackUpdate } from "./fetch-updates.ts";
export { mayFillIn } from "./fill-meanwhile.ts";
export { findByName, searchPurposes } from "./find-by-name.ts";
export { type FileSearch, findFiles } from "./find-file.ts";
export { freeCounter } from "./free-counter.ts";
export { colleaguesToTake, type HandedOver, handBack, handOver } from "./hand-over.ts";
export { answerTaken } from "./held-taken.ts";
export { helpDeskState, helpDeskWords } from "./help-desk.ts";
export { effectOfHoliday, type HolidayEffect } from "./holiday.ts";
export { householdOf, personKey } from "./household.ts";
export { indicatorNow, indicatorsNow } from "./indicators.ts";
export { claimsToSign, givenOnTheWay, type OnTheWay } from "./issue.ts";
export { judgeReview } from "./judge-review.ts";
export {
  changeLeave,
  changeLeaveOf,
  endLeaveOf,
  endOwnLeave,
  type LoneRole,
  loneRolesOf,
  planLeave,
  planLeaveOf,
} from "./leave.ts";
export { comingLeave, leaveDays, leaveLines, leaveWords } from "./leave-days.ts";
export { type HandingLeave, handingLeaveOf, withDeputy } from "./leave-files.ts";
export { leftClients, leftWasServed, takeOverLeft } from "./left-clients.ts";
export {
  besidesPart,
  changedLetter,
  type LetterName,
  type LetterPart,
  type LetterPlace,
  letterKey,
  letterParts,
  letters,
  mostOfPart,
  unknownPlaces,
} from "./letter-words.ts";
export {
  giveUpFailed,
  type LinkAct,
  type LinkDeps,
  type LinkNow,
  latestLinkActs,
  linkEvents,
  linkNow,
  linksNow,
  longestReason,
  operationsRole,
  replayFailed,
  useAddressAgain,
} from "./links.ts";
export {
  changedParts,
  messageWords,
  previewText,
  type TextPreview,
  textProblems,
} from "./message-text.ts";
export { calendarOf } from "./monday.ts";
export { makeMostUsed } from "./most-used.ts";
export { nameSubstitute, substitutesFor } from "./name-substitute.ts";
export {
  type ListedObstacle,
  listedObstacles,
  obstacleCounts,
  obstacleService,
  openObstacles,
  openSession,
} from "./obstacles.ts";
export {
  actsOf,
  type CaseAct,
  type CaseNow,
  caseActs,
  caseNow,
  openActs,
  ratingWindow,
  type Window,
  windowOf,
} from "./on-case.ts";
export { askSecondToOpen, isSecondEnough } from "./open-by-second.ts";
export {
  askToOpen,
  clientOfTicket,
  closeFile,
  isCardEnough,
  numberEndLength,
  openByAppointment,
  openByCard,
  openByCode,
  openFile,
  openForReason,
  type Reach,
  reachOf,
  registerAndOpen,
} from "./open-file.ts";
export { closingWords, hoursWords, openWords } from "./opening.ts";
export {
  appliedAlready,
  type OwnCase,
  type OwnDraft,
  openForService,
  ownCases,
  ownDrafts,
  subjectOf,
  subjectQuestions,
} from "./own-cases.ts";
export { levelOfOwnData, type OwnData, ownArchive, ownData } from "./own-data.ts";
export { homeOf, type OwnHome, subjectText, type ToDo } from "./own-home.ts";
export { takeOwnTicket } from "./own-ticket.ts";
export { type Parties, partiesOf } from "./parties.ts";
export {
  type BillStanding,
  billAtTill,
  billComes,
  billStanding,
  billsTogether,
  canCancelPayment,
  cancelPayment,
  isPayable,
  lookAtPayment,
  type MoneyBack,
  moneyBackOf,
  type Outcome,
  payable,
  paymentsLeft,
  payTogether,
  runningPayment,
  startPayment,
} from "./pay.ts";
export { groundsWrong, longestGrounds, perform, renew, type Wish } from "./perform.ts";
export { fillPost } from "./posts.ts";
export { type DecisionPreview, previewDecision } from "./preview-decision.ts";
export { type Rated, rate } from "./rate.ts";
export { type Ratable, ratableInVisit, rateInVisit } from "./rate-in-visit.ts";
export { sameName } from "./same-name.ts";
export { drawSampleLetter, type Sample, samples } from "./sample-letter.ts";
export { comeToCard, refuseCard } from "./second-officer.ts";
export { type SecondOfficer, secondOfficers } from "./second-officers.ts";
export {
  callBack,
  paidAtTill,
  paidFor,
  sendToTill,
  ticketStatus,
  tillClients,
} from "./send-to-till.ts";
export {
  type Served,
  servedBy,
} from "./served-by.ts";
export { setPin } from "./set-pin.ts";
export {
  canPutBack,
  changeAndTell,
  effectOfSetting,
  putBack,
} from "./setting.ts";
export {
  type Corrected,
  correctTaken,
  discard,
  isMistyped,
  letGoOn,
  sendBoth,
  type Way,
  waysOf,
  writesDown,
} from "./settle-offline.ts";
export { shareOut, whyNobody } from "./share-out.ts";
export { inHandOf, leavePath, sendBack, signOutActs, wasServed } from "./sign-out.ts";
export {
  mostInStack,
  type StackAct,
  type StackItem,
  type StackResult,
  signStack,
  takeBackStack,
} from "./sign-stack.ts";
export { voteCount } from "./signatures.ts";
export {
  drawAppointment,
  drawReceipt,
  drawRefundReceipt,
  drawTicket,
  frameOf,
  maskedName,
  methodWords,
  paymentOf,
  spacedBillNumber,
  ticketWords,
  tillReceiptNumber,
} from "./slips.ts";
export {
  confirmRecovery,
  daysAsInstants,
  giveRole,
  type Invitation,
  inviteMember,
  joinWithPasskey,
  memberLeaves,
  reinstateMember,
  type StaffDeps as StaffActDeps,
  sendInvitation,
} from "./staff.ts";
export { authorityCodes, codesWithin } from "./staff-codes.ts";
export {
  importStaff,
  type LineProblem,
  type LineRefusal,
  readStaffFile,
  type StaffFile,
  staffColumns,
} from "./staff-file.ts";
export {
  type Deputy,
  decidesIn,
  deputiesOf,
  generalRoleKey,
  generalRoles,
  officesOf,
  roleAtOffices,
  rolesOf,
  roleWords,
  servicesOfRole,
  stepsOfRole,
  votesIn,
  workLines,
} from "./staff-roles.ts";
export { denyTaken, takenAs } from "./taken-drafts.ts";
export { twins } from "./taken-twice.ts";
export { makeTasks } from "./tasks.ts";
export { morningLines, teamOf } from "./team.ts";
export {
  confirmBreachNotice,
  countBreachPeople,
  readersNamed,
  recordNewBreach,
  tellBreach,
  unknownAmong,
  writeBreachNotice,
} from "./tell-breach.ts";
export { returnReason } from "./tell-returned.ts";
export { otherLang, toldInNow, toldInOf } from "./told-in.ts";
export { type TrackedOffline, trackOffline } from "./track-offline.ts";
export { type Unpaid, unpaidHere } from "./unpaid-here.ts";
export { reasonsToWord } from "./word-reason.ts";
export { askedWords, langOf, noticeOf, paperTitle, statusWords } from "./wording.ts";
export { workOfNobodyThen, workOfNobodyWords } from "./work-of-nobody.ts";
export { type WrittenDown, writeDown } from "./write-down.ts";
export { writeToApplicant, writeToOffice } from "./write-message.ts";
export { writeNote } from "./write-note.ts";
