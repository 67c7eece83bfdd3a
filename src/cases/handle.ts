import type { Definition } from "../catalogue/index.ts";
import { valuesOf } from "../form/index.ts";
import { type Calendar, type CommandId, dateIn, ok, type Result, refuse } from "../kernel/index.ts";
import { newId, type Pool, type Sql, transaction } from "../platform/db/index.ts";
import { append } from "../platform/events/index.ts";
import { enqueue, type JobSpec } from "../platform/jobs/index.ts";
import { decide } from "./decide.ts";
import { nextDue } from "./decide-time.ts";
import { evolve, type Told } from "./evolve.ts";
import { formFactsOf } from "./findings.ts";
import type { Actor, CaseCommand, CaseEvent, CaseState, Statement } from "./model.ts";
import { enteredRanking } from "./ranking/entering.ts";
import { ownPlace } from "./ranking/read.ts";
import { updateRank } from "./ranking/store.ts";
import {
  changedTasks,
  insertStatement,
  type LoadedCase,
  loadCase,
  streamOf,
  updateApplication,
  upsertFindings,
  upsertTasks,
} from "./store.ts";
import type { CaseFacts } from "./story.ts";

/** What the module needs of the outside. */
export interface CasesNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly calendar: () => Calendar;
  /** The version that a case or a draft follows; read from the database where this server has not met it. */
  readonly definition: (
    service: string,
    version: number,
  ) => Definition | undefined | Promise<Definition | undefined>;
  /** When this happened, do that: the jobs that follow from new events. */
  readonly consequences: (events: readonly CaseEvent[], state: CaseState) => readonly JobSpec[];
}

export interface Given {
  readonly caseId: string;
  readonly command: CaseCommand;
  readonly actor: Actor;
  /** Key of the intended act; a new one where the caller has none. */
  readonly key?: CommandId;
  /** The case as the caller has just read it, so that it is not read again. */
  readonly loaded?: LoadedCase;
}

const lost = Symbol("somebody was quicker");
export class Conflict extends Error {
  readonly lost = lost;
}

/**
 * Gives a command to a case: one transaction for events, rows and the jobs that follow. Somebody
 * quicker is met once more with fresh eyes, then the command is refused (case.conflict).
 */
export async function give(needs: CasesNeeds, given: Given): Promise<Result<CaseState>> {
  const key = given.key ?? (newId() as CommandId);
  for (let attempt = 0; attempt < 2; attempt++) {
    const known = attempt === 0 ? given.loaded : undefined;
    const loaded = known ?? (await loadCase(needs.sql, given.caseId));
    if (!loaded) return refuse("not-found", "case.not-found");
    const facts = await factsOf(needs, loaded, given, key);
    const place = await ownPlace(needs.sql, loaded, given.command, facts);
    const decided = decide(loaded.state, given.command, place ? { ...facts, place } : facts);
    if (!decided.ok) return decided;
    if (decided.value.length === 0) return ok(loaded.state);
    try {
      return ok(
        await transaction(needs.sql, (tx) =>
          record(tx, needs, loaded, decided.value, given, facts),
        ),
      );
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  return refuse("conflict", "case.conflict");
}

async function factsOf(
  needs: CasesNeeds,
  loaded: LoadedCase,
  given: Given,
  key: CommandId,
): Promise<CaseFacts> {
  const { submitted } = loaded.state;
  const definition = submitted && (await needs.definition(submitted.service, submitted.definition));
  if (!definition) throw new Error(`definition of case ${given.caseId} is not known`);
  const at = needs.clock();
  const calendar = needs.calendar();
  const today = dateIn(at, calendar.timeZone);
  const { answers, findings } = loaded;
  return {
    ...{ at, today, command: key, actor: given.actor, definition, calendar, findings },
    get values() {
      return valuesOf(definition, answers, formFactsOf(loaded, today));
    },
  };
}

/** As events name him: `person:<id>`, and the door with whoever stood at it: `person:<id> counter:<operator>`, with ` signed` where no code was. */
export function actorText(actor: Actor): string {
  if (actor.kind === "system") return "system";
  if (actor.kind === "officer" || !actor.through) return `${actor.kind}:${actor.id}`;
  const { through } = actor;
  const who = "operator" in through ? `:${through.operator}` : "";
  const client = "client" in through ? `:${through.client}` : "";
  const signed = "signed" in through && through.signed ? " signed" : "";
  return `person:${actor.id} ${through.door}${who}${client}${signed}`;
}

/** The state after events of one act. */
export function stateAfter(
  state: CaseState,
  events: readonly CaseEvent[],
  at: Date,
  command: string,
) {
  let next = state;
  for (const event of events)
    next = evolve(next, { ...event, at: at.toISOString(), command } as Told);
  return next;
}

async function record(
  tx: Sql,
  needs: CasesNeeds,
  { state: before, findings }: LoadedCase,
  events: readonly CaseEvent[],
  { caseId, command, actor }: Given,
  facts: CaseFacts,
): Promise<CaseState> {
  const { at, command: key } = facts;
  const after = stateAfter(before, events, at, key);
  const found = command.type === "complete" && { [command.task]: command.findings ?? {} };
  const ranked = enteredRanking(events, after, facts, { ...findings, ...found });
  const meta = { command: key, actor: actorText(actor), at };
  const tasks = changedTasks(before, after, at.toISOString());
  // All at once on one connection; where somebody was quicker, none of it stays.
  const [appended] = await Promise.all([
    append(tx, streamOf(caseId), before.version, events, meta),
    tasks.length > 0
      ? tx`with row as (${updateApplication(tx, after)}) ${upsertTasks(tx, tasks)}`
      : updateApplication(tx, after),
    "statement" in command &&
      isSaid(command.statement) &&
      insertStatement(tx, caseId, command.statement, at),
    command.type === "complete" &&
      (command.findings ?? findings[command.task]) &&
      upsertFindings(tx, caseId, command.task, command.findings ?? {}, at),
    enqueue(tx, jobsOf(needs, before, after, events)),
    ranked && updateRank(tx, caseId, ranked, at),
  ]);
  if (!appended) throw new Conflict();
  return after;
}

const isSaid = (statement: Statement | undefined): statement is Statement =>
  statement !== undefined && statement.text.trim() !== "";

/** The consequences, and one look at the clock when something falls due (one such job per case). */
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
