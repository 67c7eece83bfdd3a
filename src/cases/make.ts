import type { Definition } from "../catalogue/index.ts";
import type { Answers, AnswerValue, Shared } from "../form/index.ts";
import {
  type CaseId,
  dateIn,
  ok,
  type PersonId,
  type Reference,
  type TelephoneRule,
} from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { type AnswerGiven, answerRequest } from "./answer.ts";
import { countsByOffice, openAtOffice } from "./by-office.ts";
import { type Correction, correctAnswer, corrected } from "./correct.ts";
import * as drafts from "./drafts.ts";
import * as erase from "./erase.ts";
import {
  attachFile,
  detachFile,
  type Folder,
  findFile,
  type NewFile,
  preparedFiles,
  sweepPrepared,
} from "./files.ts";
import { stepOpenUntil } from "./finish.ts";
import { foresee } from "./foresee.ts";
import { givenBy } from "./given-by.ts";
import { type Given, give } from "./handle.ts";
import * as acts from "./journey-acts.ts";
import * as journeys from "./journeys.ts";
import {
  type ClaimedTask,
  type Claiming,
  claimsOf,
  type DoneAsked,
  doneBy,
  doneLately,
  dueInHand,
  inHandOf,
  type LoadOf,
  lateByOffice,
  loadFrom,
  openByRole,
  openVotes,
  unclaimedOf,
  votesAt,
  weeksOf,
} from "./load.ts";
import type { CaseState } from "./model.ts";
import { type NewNote, notesOf, notesOfEach, writeNote } from "./notes.ts";
import { makeOfficersList } from "./officers-list.ts";
import { type PaperTick, paperChecksOf, tickPaper } from "./paper-checks.ts";
import { roomForDraft, roomForUploads } from "./quotas.ts";
import { makeOwnVotes, type Ranked } from "./ranking/own-votes.ts";
import { placeOfCase, rankingOf } from "./ranking/read.ts";
import {
  type Application,
  accessesOf,
  accessesToPerson,
  answersOf,
  anyApplication,
  applicationsOf,
  type LookPurpose,
  openApplication,
  recordAccess,
  recordListed,
  rowsOf,
  track,
} from "./read.ts";
import { remembered } from "./remembered.ts";
import * as scanning from "./scanning.ts";
import { findByIds, findByWords, type Searcher } from "./search/find.ts";
import { conflictsOf, doublesOf, relatedFiles } from "./search/related.ts";
import { indexLeft } from "./search/store.ts";
import { searchWanted } from "./search/words.ts";
import { documentsOf } from "./store.ts";
import { type Submission, type SubmitNeeds, submit } from "./submit.ts";
import { countSent, decisionTimes, type TallyOf, tallyMonths, tallyQuarters } from "./tally.ts";
import { attachScan, attachToTask, detachFromTask, type TaskFileAct } from "./task-files.ts";
import { messagesOf, type NewMessage, writeMessage } from "./thread.ts";
import { peopleOf, workDetails } from "./work-details.ts";
import { deleteWorkView, saveWorkView, type WorkView } from "./work-views.ts";
import { type WorkWanted, worklist } from "./worklist.ts";

/**
 * The module over its needs, made once in app.ts. Each function is documented where it is defined.
 */
export function makeCases(needs: SubmitNeeds) {
  const { sql, clock } = needs;
  const tally = (of: TallyOf, timeZone: string) => tallyMonths(sql, of, timeZone);
  const spread = (of: TallyOf, timeZone: string) => tallyQuarters(sql, of, timeZone);
  const lately = remembered(clock, (of: LoadOf, days: number) =>
    doneLately(sql, of, days, clock()),
  );
  const weeks = remembered(clock, (of: LoadOf) => weeksOf(sql, of, clock()));
  const officersList = makeOfficersList(sql, clock);
  const ownVotes = makeOwnVotes(sql);
  return {
    startDraft: (draft: drafts.DraftBegun) => drafts.startDraft(sql, clock(), draft),
    /** Whether the person may begin another draft; refuses case.too-many-drafts. */
    roomForDraft: async (person: PersonId) =>
      needs.quotas ? roomForDraft(sql, person, needs.quotas) : ok(undefined),
    /** Bytes that the person may still upload. */
    roomForUploads: async (person: PersonId) =>
      needs.quotas ? roomForUploads(sql, person, needs.quotas) : Number.POSITIVE_INFINITY,
    findDraft: (id: string, person: PersonId) => drafts.findDraft(sql, id, person),
    draftOfCase: (caseId: CaseId, person: PersonId) => drafts.draftOfCase(sql, caseId, person),
    draftOfAnybody: (id: string, on: Sql) => drafts.draftOfAnybody(on, id),
    draftDocuments: (id: string) => drafts.draftDocuments(sql, id),
    saveDraft: (draft: drafts.DraftSaved) => drafts.saveDraft(sql, clock(), draft),
    tellDraftIn: (draft: Parameters<typeof drafts.tellDraftIn>[2]) =>
      drafts.tellDraftIn(sql, clock(), draft),
    draftsOf: (person: PersonId) => drafts.draftsOf(sql, person),
    discardDraft: (id: string, person: PersonId) => drafts.discardDraft(sql, id, person),
    attachFile: (person: PersonId, folder: Folder, file: NewFile) =>
      attachFile(sql, clock(), person, folder, file),
    /** What the scanner says of an upload, before it is attached. */
    scan: (content: Uint8Array) => scanning.verdictOf(needs.scanner, content),
    holdFile: (id: string) => scanning.holdFile(sql, clock(), id),
    heldAmong: (ids: readonly string[]) =>
      needs.scanner ? scanning.heldAmong(sql, ids) : Promise.resolve(new Set<string>()),
    scanHeld: () => scanning.scanHeld(sql, needs.scanner),
    detachFile: (id: string, folder: Folder, person: PersonId) =>
      detachFile(sql, clock(), id, folder, person),
    preparedDocuments: async (caseId: string, preparedIn: string) =>
      documentsOf(await preparedFiles(sql, caseId, preparedIn)),
    isErased: (caseId: string) => erase.isErased(sql, caseId),
    versionsLeft: () => erase.versionsLeft(sql),
    closedFiles: (of: erase.ClosedFiles) => erase.closedFiles(sql, of),
    eraseUnsent: (before: Date) => erase.eraseUnsent(sql, before),
    sweepPrepared: () => sweepPrepared(sql, clock()),
    findFile: (id: string) => findFile(sql, id),
    attachToTask: (act: TaskFileAct, file: NewFile) => attachToTask(sql, clock(), act, file),
    attachScan: (of: Parameters<typeof attachScan>[2], file: NewFile) =>
      attachScan(sql, clock(), of, file),
    detachFromTask: (act: TaskFileAct, id: string) => detachFromTask(sql, act, id),
    startJourney: (begun: journeys.JourneyBegun) => acts.startJourney(sql, clock(), begun),
    findJourney: (id: string, person: PersonId) => journeys.findJourney(sql, id, person),
    journeyOf: (of: journeys.JourneyMeant) => journeys.journeyOf(sql, of),
    journeysOf: (person: PersonId) => journeys.journeysOf(sql, person),
    saveStep: (draft: drafts.DraftSaved, shared: readonly Shared[]) =>
      acts.saveStep(sql, clock(), draft, shared),
    fillDraft: (draft: string, set: Answers) => journeys.fillDraft(sql, clock(), draft, set),
    agreeJourney: (given: acts.Agreement) => acts.agreeJourney(sql, clock(), given),
    stopJourney: (id: string, person: PersonId) => acts.stopJourney(sql, clock(), id, person),
    discardJourney: (id: string, person: PersonId) => acts.discardJourney(sql, id, person),
    submit: (given: Submission) => submit(needs, given),
    /** What a correction leads to: the answers as they would be, or what is wrong with them. */
    corrected: (app: Application, field: string, value: AnswerValue) =>
      corrected(needs, app, field, value),
    correctAnswer: (given: Correction) => correctAnswer(needs, given),
    answerRequest: (given: AnswerGiven) => answerRequest(needs, given),
    give: (given: Given) => give(needs, given),
    /** Until when an officer may take back the step that they did last; see `stepOpenUntil`. */
    stepOpenUntil: (state: CaseState, step: { readonly key: string; readonly by: string }) => {
      const until = stepOpenUntil(state, step, needs.takeBackSeconds);
      return until !== undefined && until > clock().toISOString() ? until : undefined;
    },
    foresee: (asked: Parameters<typeof foresee>[1]) => foresee(needs, asked),
    /** @param on where the caller asks something else with it */
    open: (caseId: string, on: Sql = sql) =>
      openApplication({ sql: on, definition: needs.definition }, caseId),
    applicationsOf: (person: PersonId, before?: Date) => applicationsOf(sql, person, before),
    tally,
    spread,
    /** The same for pages that anybody may open: as of at most ten minutes ago. */
    recent: {
      tally: remembered(clock, tally),
      spread: remembered(clock, spread),
      times: remembered(clock, (service: string) => decisionTimes(sql, service)),
    },
    countSent: (services: readonly string[], since: Date) => countSent(sql, services, since),
    any: () => anyApplication(sql),
    rowsOf: (ids: readonly string[]) => rowsOf(sql, ids),
    answersOf: (ids: readonly string[]) => answersOf(sql, ids),
    track: (reference: Reference) => track(sql, reference),
    accessesToPerson: (person: PersonId) => accessesToPerson(sql, person),
    accessesOf: (caseId: string) => accessesOf(sql, caseId),
    recordAccess: (
      caseId: string,
      officer: { readonly id: string; readonly authority: string },
      what: string,
      purpose?: LookPurpose,
    ) => recordAccess(sql, clock(), caseId, officer, what, purpose),
    recordListed: (
      caseIds: readonly string[],
      officer: { readonly id: string; readonly authority: string },
      purpose: LookPurpose,
    ) => recordListed(sql, clock(), caseIds, officer, purpose),
    /** Files by what was typed; undefined where it is too short to search for. */
    findByWords: async (
      officer: Searcher,
      typed: string,
      telephone?: TelephoneRule,
      most?: number,
    ) => {
      const search = searchWanted(typed, needs.searchKeys, telephone);
      return search && findByWords(sql, officer, search, most);
    },
    findByIds: (officer: Searcher, ids: readonly string[]) => findByIds(sql, officer, ids),
    relatedFiles: (officer: Searcher, application: Application) =>
      relatedFiles(needs, officer, application),
    doublesOf: (officer: Searcher, applications: readonly Application[]) =>
      doublesOf(needs, officer, applications),
    conflictsOf: (applications: readonly Application[]) => conflictsOf(needs, applications),
    indexLeft: () => indexLeft(needs),
    worklist: (query: Omit<WorkWanted, "now">) => worklist(sql, { ...query, now: clock() }),
    peopleOf: (caseIds: readonly string[]) => peopleOf(sql, caseIds),
    workDetails: (caseIds: readonly string[], names: readonly string[]) =>
      workDetails(sql, caseIds, names),
    rankingOf: (definition: Definition, opens: string) =>
      rankingOf(sql, definition, opens, dateIn(clock(), needs.calendar().timeZone)),
    ownVotes: (entries: readonly Ranked[], officer: string) => ownVotes(entries, officer, clock()),
    placeOf: (definition: Definition, caseId: string) =>
      placeOfCase(sql, definition, caseId, dateIn(clock(), needs.calendar().timeZone)),
    countsByOffice: (service: string) => countsByOffice(sql, service, clock()),
    openAtOffice: (service: string, office: string) => openAtOffice(sql, service, office),
    /** What was done is as of at most ten minutes ago; `people` are listed even with nothing. */
    loadOf: async (of: LoadOf, days: number, people?: readonly string[]) =>
      loadFrom(await inHandOf(sql, of, clock()), await lately(of, days), people),
    /** The last seven days and the weeks before, as of at most ten minutes ago. */
    weeksOf: ({ authority, service, office }: LoadOf) => weeks({ authority, service, office }),
    /** A page of what an officer has done since; of all of them where none is named. */
    doneBy: (of: LoadOf, asked: DoneAsked) => doneBy(sql, of, asked),
    messagesOf: (caseId: string) => messagesOf(sql, caseId),
    writeMessage: (message: NewMessage, follow: Parameters<typeof writeMessage>[3]) =>
      writeMessage(sql, clock(), message, follow),
    notesOf: (caseId: string) => notesOf(sql, caseId),
    notesOfEach: (caseIds: readonly string[]) => notesOfEach(sql, caseIds),
    writeNote: (note: NewNote) => writeNote(sql, clock(), note),
    paperChecksOf: (caseId: string) => paperChecksOf(sql, caseId),
    tickPaper: (tick: PaperTick) => tickPaper(needs, clock(), tick),
    officersList,
    saveWorkView: (officer: string, view: WorkView) => saveWorkView(sql, clock(), officer, view),
    deleteWorkView: (officer: string, name: string) => deleteWorkView(sql, officer, name),
    /** Of tasks those that came to whoever had them last by the command of this key. */
    givenBy: <Task extends Pick<ClaimedTask, "caseId" | "key">>(
      tasks: readonly Task[],
      keyOf: (task: Task) => string,
    ) => givenBy(sql, tasks, keyOf),
    claimsOf: (claiming: Claiming) => claimsOf(sql, claiming),
    unclaimedOf: (of: LoadOf) => unclaimedOf(sql, of, clock()),
    /** Of these officers: those who have something in hand. */
    inHandOf: (of: LoadOf, officers: readonly string[]) => inHandOf(sql, of, clock(), officers),
    votesAt: (of: LoadOf) => votesAt(sql, of),
    openVotes: (of?: Parameters<typeof openVotes>[1]) => openVotes(sql, of),
    openByRole: (authority: string) => openByRole(sql, authority),
    lateByOffice: (authority: string) => lateByOffice(sql, authority, clock()),
    dueInHand: (until: Date) => dueInHand(sql, clock(), until),
  };
}

export type Cases = ReturnType<typeof makeCases>;
