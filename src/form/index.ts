/**
 * The questions of a service: which pages are asked, problems of the answers, and what follows from
 * them. Pure functions over a definition, the answers so far and the facts of the day.
 *
 * It stores nothing, asks no register and knows no channel: all channels read and check answers
 * here, so they cannot disagree. Only the answers on the route count; what was typed on a page that
 * is no longer asked is never seen by a rule, an office or a certificate.
 */
export { answersAgain } from "./again.ts";
export { applicantOf, nobody } from "./applicant.ts";
export { answersInWords, askedOf, findingsAsked } from "./asked.ts";
export { type Block, fieldsInBlock, readBlock } from "./block.ts";
export { calculatedRows } from "./calculated.ts";
export { type CallNow, callOf } from "./calls.ts";
export { type CaseFacts, type Claim, type ClaimOption, claimsOf, statementsOf } from "./claims.ts";
export {
  type CodeSearch,
  type CodeSearches,
  chooseMatches,
  isSearched,
  type Lists,
  listsWithin,
  queryName,
  searchesIn,
} from "./code-search.ts";
export { contactGiven } from "./contact-given.ts";
export { answersSaid, type Contradiction, contradictions } from "./contradictions.ts";
export { type Counted, countedAt } from "./count.ts";
export { documentProblems, documentsWanted } from "./documents.ts";
export {
  type EligibilityVerdict,
  eligibilityOf,
  eligibilityQuestions,
  questionsRead,
  unmetAlone,
} from "./eligibility.ts";
export { entitlementsOf } from "./entitlements.ts";
export {
  exampleAnswers,
  exampleDocuments,
  exampleFacts,
  type Mismatch,
  runExample,
} from "./example.ts";
export { judged } from "./exemption.ts";
export { feesFound, feesOf } from "./fees.ts";
export {
  answerFindings,
  dependsOnOthers,
  type FindingFacts,
  findingProblems,
  findingsBlock,
  findingsScreen,
  findingsWanted,
  findingValues,
  outcomesAsking,
  searchFindings,
  type TaskPlace,
} from "./findings.ts";
export { fittingValues } from "./fitting.ts";
export {
  fittingLater,
  type JourneyEnd,
  type JourneyFees,
  type JourneyGiven,
  journeyEnd,
  journeyFees,
  onlyOpen,
  openLeft,
  partOf,
  planAgreed,
  problemsLeft,
  restOf,
  type Shared,
  type StepFees,
  type StepGiven,
  type StepLeft,
  type StepPlanned,
  sharedAnswers,
  stepsLeft,
  turnAmong,
  wayLeft,
  withShared,
} from "./journey/index.ts";
export type { AskedWords, CodeLists, LabelledCodes, Schema } from "./kind.ts";
export { inputEndings, readField, schemaOf } from "./kinds.ts";
export type * from "./model.ts";
export { answersAbout, asksForPerson, type PersonNamed, peopleNamed } from "./people.ts";
export { asksHowReached, phoneOptional } from "./phone-optional.ts";
export { prefillOf } from "./prefill.ts";
export { type Prefixed, problemsAt } from "./prefixed.ts";
export { problemsOf } from "./problems.ts";
export { dropItem, itemsOf, putPage } from "./put-page.ts";
export { type RawPage, rawOf, rawOfFields, single } from "./raw.ts";
export { readPage } from "./read-page.ts";
export { answersRead } from "./reads.ts";
export { renewalAnswers } from "./renewal.ts";
export {
  answerRequest,
  type Marked,
  type MarkedBlock,
  markedFields,
  markedOf,
  requestScreen,
  searchRequest,
} from "./request.ts";
export { rulingOf } from "./ruling.ts";
export type * from "./screen.ts";
export { firstOpenStep, nextStep, stepsOf } from "./steps.ts";
export { type Filled, feeSums, type Summary, summaryOf, type Telling, unmetIn } from "./summary.ts";
export { timeLimitOf } from "./time-limit.ts";
export { inForceOn, isInForce } from "./treaties.ts";
export { firstScreen, screenAt, turn } from "./turn.ts";
export { isEmail } from "./typed-text.ts";
export { validityOf } from "./validity.ts";
export { pruned, valuesOf } from "./values.ts";
export { type Progress, placeOf, type Rest, stepName, type Way, wayOf, withVisit } from "./way.ts";
export { takeWhole, type Whole, type WholePage, wholeForm } from "./whole.ts";
