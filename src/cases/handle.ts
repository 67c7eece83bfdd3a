import type { Definition } from "../catalogue/index.ts";
import { valuesOf } from "../form/index.ts";
import { type Calendar, type CommandId, dateIn, ok, type Result, refuse } from "../kernel/index.ts";
import { newId, type Pool, type Sql } from "../platform/db/index.ts";
import {
  type Consequences,
  type EventLog,
  handle,
  makeEventLog,
  type Step,
} from "../platform/events/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import type { Scanner } from "../platform/scan/index.ts";
import { actorText, type RecordedActor } from "./actor.ts";
import { caseDecider } from "./decide.ts";
import { takesPlace } from "./decide-ranked.ts";
import { nextDue } from "./due.ts";
import { takePrepared } from "./files.ts";
import { type FindingsByTask, formFactsOf } from "./findings.ts";
import type { Account, Actor, CaseCommand, CaseEvent, CaseState, Statement } from "./model.ts";
import { deputyFor } from "./policy.ts";
import type { Quotas } from "./quotas.ts";
import { enteredRanking } from "./ranking/entering.ts";
import { ownPlace } from "./ranking/read.ts";
import { arePlacesTaken } from "./ranking/standing.ts";
import { updateRank, updateTaken } from "./ranking/store.ts";
import { type Application, isReadAfter } from "./read.ts";
import { unlessShared } from "./search/related.ts";
import { changeSearchWords, replaceSearchWords } from "./search/store.ts";
import { recordedNumbers, type SearchKeys, searchWords } from "./search/words.ts";
import {
  changedTasks,
  correctFindings,
  insertStatement,
  type LoadedCase,
  loadCase,
  streamOf,
  updateApplication,
  upsertContact,
  upsertFindings,
  upsertTasks,
} from "./store.ts";
import type { CaseFacts } from "./story.ts";

/** What the module needs from outside. */
export interface CasesNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly calendar: () => Calendar;
  /**
   * The definition that a case or draft follows; read from the database where this server has not
   * loaded it.
   */
  readonly definition: (
    service: string,
    version: number,
  ) => Definition | undefined | Promise<Definition | undefined>;
  /** The jobs that follow from new events. */
  readonly consequences: (events: readonly CaseEvent[], state: CaseState) => readonly JobSpec[];
  /** Does some of these jobs at once, in the transaction of the events; none where left out. */
  readonly atOnce?: (jobs: readonly JobSpec[], after: CaseAfter) => Promise<Consequences>;
  /** Keys of the hashes by which a file is searched by a whole number. */
  readonly searchKeys: SearchKeys;
  /** The share of each person; none is counted where left out. */
  readonly quotas?: Quotas;
  /** Looks at uploads for viruses; none does where left out. */
  readonly scanner?: Scanner;
  /** How long an officer can take a decision back before it is told; not at all where left out. */
  readonly takeBackSeconds?: number;
  /** The log through which all events pass. */
  readonly log?: EventLog;
}

/** A case as it will be after an act that is being written. */
export interface CaseAfter extends Omit<Application, "history" | "documents" | "statements"> {
  /** Instant of the act. */
  readonly at: Date;
  /** Where the person's account is written to, if that has just been read. */
  readonly account?: Account;
  /** The names of those who acted on it, as far as they have just been read. */
  readonly names?: ReadonlyMap<string, string>;
}

export interface Given extends Pick<CaseAfter, "account" | "names"> {
  readonly caseId: string;
  readonly command: CaseCommand;
  readonly actor: Actor;
  /** Key of the intended act; a new one by default. */
  readonly key?: CommandId;
  /** The version on which the act rests: refused with case.conflict where it is another. */
  readonly version?: number;
  /** The case as the caller has just read it, to avoid reading it again. */
  readonly loaded?: LoadedCase;
  /** Refused with case.conflict where another file may have a number of this one. */
  readonly unlessShared?: boolean;
}

/** A log without observers; the app passes one shared by the whole platform. */
const ownLog = makeEventLog();
export const logOf = ({ log }: CasesNeeds): EventLog => log ?? ownLog;

/**
 * Gives a command to a case. Refuses as `decide` does, and with case.not-found and case.conflict.
 */
export async function give(needs: CasesNeeds, given: Given): Promise<Result<CaseState>> {
  const { caseId, command, actor, loaded } = given;
  const key = given.key ?? (newId() as CommandId);
  return handle(logOf(needs), {
    sql: needs.sql,
    stream: streamOf(caseId),
    decider: caseDecider,
    command,
    key,
    actor: (state) => actorText(capacityOf(actor, command, state)),
    clock: needs.clock,
    load: async (sql, attempt) => {
      const read = (attempt === 0 && loaded) || (await loadCase(sql, caseId));
      if (!read) return refuse("not-found", "case.not-found");
      const { version, commands } = read.state;
      const changed = given.version !== undefined && given.version !== version;
      if (changed && !commands.has(key)) return refuse("conflict", "case.conflict");
      return ok({ ...read, version, commands });
    },
    facts: (read, at) => factsFor(needs, read, given, { key, at }),
    project: (tx, step, read) => rowsAfter(tx, needs, { given, step, read }),
    inOneGo: true,
    follow: ({ before, after, events }) => jobsOf(needs, before, after, events),
    atOnce: async (jobs, step, read) =>
      needs.atOnce ? needs.atOnce(jobs, afterStep(given, step, read)) : { jobs },
    conflict: "case.conflict",
  });
}

/** The actor as the history records them: a deputy with the colleague on leave. */
export function capacityOf(actor: Actor, command: CaseCommand, state: CaseState): RecordedActor {
  const absent = deputyFor(actor, command, state);
  if (actor.kind === "program") return { kind: "program", id: actor.id };
  if (actor.kind !== "officer") return actor;
  return { kind: "officer", id: actor.id, ...(absent && { deputyFor: absent }) };
}

function afterStep(
  { command, account, names }: Given,
  { after: state, facts: { definition }, at }: Step<CaseState, CaseEvent, CaseFacts>,
  loaded: LoadedCase,
): CaseAfter {
  const id = state.submitted?.case;
  if (!id) throw new Error("a case that was not submitted has no consequences");
  const findings = changedFindings(command, loaded.findings);
  return {
    ...{ ...loaded, id, state, definition, at },
    ...(findings && { findings: { ...loaded.findings, ...findings } }),
    ...(command.type === "change-contact" && { contact: command.contact }),
    ...(account && { account }),
    ...(names && { names }),
  };
}

/** The findings of a task that is completed or corrected; undefined where it has none. */
function changedFindings(command: CaseCommand, before: FindingsByTask): FindingsByTask | undefined {
  if (command.type !== "complete" && command.type !== "correct-finding") return undefined;
  const { task, findings } = command;
  return findings || before[task] ? { [task]: findings ?? {} } : undefined;
}

/** The rows of what a command changes in the findings; nothing is corrected without an event. */
function findingRows(tx: Sql, { given: { caseId, command }, step, read: { findings } }: Acted) {
  const { events, at } = step;
  const [[task, values] = []] = Object.entries(changedFindings(command, findings) ?? {});
  if (task === undefined || values === undefined) return false;
  const event = events.find(({ type }) => type === "FindingCorrected");
  if (event?.type !== "FindingCorrected")
    return command.type === "complete" && upsertFindings(tx, caseId, task, values, at);
  const { by, fields } = event.data;
  const before = fields.map((field) => [field, findings[task]?.[field] ?? null]);
  const earlier = { at: at.toISOString(), by, values: Object.fromEntries(before) };
  return correctFindings(tx, caseId, { task, values, earlier });
}

/** All that a command is decided by. */
export async function factsFor(
  needs: CasesNeeds,
  loaded: LoadedCase,
  given: Given,
  stamp: { readonly key: CommandId; readonly at: Date },
): Promise<CaseFacts> {
  const facts = await factsOf(needs, loaded, given, stamp);
  const ranking = await ownPlace(needs.sql, loaded, given.command, facts);
  const isReadSince =
    given.command.type === "take-back" && (await isReadAfter(needs.sql, loaded.state));
  return {
    ...facts,
    ...(isReadSince && { isReadSince }),
    ...(ranking && { place: ranking }),
  };
}

async function factsOf(
  needs: CasesNeeds,
  loaded: LoadedCase,
  { caseId, actor }: Given,
  { key, at }: { readonly key: CommandId; readonly at: Date },
): Promise<CaseFacts> {
  const { submitted } = loaded.state;
  const definition = submitted && (await needs.definition(submitted.service, submitted.definition));
  if (!definition) throw new Error(`definition of case ${caseId} is not known`);
  const calendar = needs.calendar();
  const today = dateIn(at, calendar.timeZone);
  const { answers, findings, taskFiles } = loaded;
  const { takeBackSeconds } = needs;
  return {
    ...(takeBackSeconds && { takeBackSeconds }),
    ...{ at, today, command: key, actor, definition, calendar, findings, taskFiles },
    get values() {
      return valuesOf(definition, answers, formFactsOf(loaded, today));
    },
  };
}

interface Acted {
  readonly given: Given;
  readonly step: Step<CaseState, CaseEvent, CaseFacts>;
  readonly read: LoadedCase;
}

/** The rows of a case after an act, including its ranking in its call. */
function rowsAfter(tx: Sql, { searchKeys }: CasesNeeds, acted: Acted) {
  const { given, step, read } = acted;
  const { caseId, command } = given;
  const { before, after, events, facts, at } = step;
  const { findings, answers, asked, contact } = read;
  const { definition } = facts;
  const tasks = changedTasks(before, after, at.toISOString(), definition);
  const changed = changedFindings(command, findings);
  const numbersOf = (all: FindingsByTask) =>
    recordedNumbers(definition, all, searchKeys).map(({ word }) => word);
  const ranked = enteredRanking(events, after, facts, { ...findings, ...changed });
  const ownNumbers = { definition, answers, asked, contact, findings: { ...findings, ...changed } };
  return [
    given.unlessShared && unlessShared(tx, caseId, ownNumbers, searchKeys),
    tasks.length > 0
      ? tx`with row as (${updateApplication(tx, after)}) ${upsertTasks(tx, tasks)}`
      : updateApplication(tx, after),
    "statement" in command &&
      isSaid(command.statement) &&
      insertStatement(tx, caseId, command.statement, at),
    "despite" in command &&
      command.despite &&
      insertStatement(tx, caseId, command.despite.statement, at),
    command.type === "appeal" && command.papers && takePrepared(tx, caseId, command.papers),
    findingRows(tx, acted),
    changed && recordedAnew(tx, caseId, [findings, { ...findings, ...changed }].map(numbersOf)),
    command.type === "change-contact" && upsertContact(tx, caseId, command.contact, at),
    command.type === "change-contact" &&
      replaceSearchWords(
        tx,
        caseId,
        searchWords(
          { definition, answers, applicant: asked.applicant, contact: command.contact, findings },
          searchKeys,
        ),
      ),
    ranked && updateRank(tx, caseId, ranked, at),
    ...placeRows(tx, acted),
  ];
}

/** Takes a place of the call, or gives it back; it is one of its places unless it goes beyond. */
function placeRows(tx: Sql, { given: { caseId }, step: { before, after, facts } }: Acted) {
  const { definition, place } = facts;
  const isTaken = takesPlace(after, definition);
  if (isTaken === takesPlace(before, definition)) return [];
  const places = arePlacesTaken(place) ? undefined : place?.places;
  return updateTaken(tx, { caseId, service: definition.id }, isTaken, places);
}

/** The numbers that officers recorded, where they are not those of before. */
const recordedAnew = (
  tx: Sql,
  caseId: string,
  [before = [], after = []]: readonly (readonly string[])[],
) => before.join() !== after.join() && changeSearchWords(tx, caseId, before, after);

const isSaid = (statement: Statement | undefined): statement is Statement =>
  statement !== undefined && statement.text.trim() !== "";

/** The consequences, and one job per case for the next due time. */
export function jobsOf(
  needs: CasesNeeds,
  before: CaseState,
  after: CaseState,
  events: readonly CaseEvent[],
): readonly JobSpec[] {
  const due = nextDue(after);
  const caseId = after.submitted?.case;
  const jobs = [...needs.consequences(events, after)];
  if (caseId && due && due !== nextDue(before)) {
    jobs.push({
      task: "case-fall-due",
      payload: { caseId },
      runAt: new Date(due),
      key: `case-due:${caseId}`,
    });
  }
  return jobs;
}
