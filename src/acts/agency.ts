/**
 * What an authority's own system does with its tasks. The rules are those of officers: `cases`
 * decides. Every look at a file is recorded and shown to its person, as an officer's is.
 */
import {
  type Application,
  type CaseCommand,
  type CaseState,
  cursorOf,
  filesForWork,
  filesOfTask,
  type NewFile,
  type ProgramActor,
  processValuesOf,
  programId,
  programMaySee,
  readable,
  type StoredFile,
  type Task,
  taskDocuments,
  type WorkRow,
} from "../cases/index.ts";
import { findingProblems, findingsWanted } from "../form/index.ts";
import {
  type AuthorityId,
  type CommandId,
  dateIn,
  isUuid,
  ok,
  type Problem,
  type Refusal,
  type Result,
  refuse,
} from "../kernel/index.ts";
import type { Pool } from "../platform/db/index.ts";
import { agencyOf, broughtAmong } from "../programs/index.ts";
import { askable } from "./askable.ts";
import type { ActDeps } from "./deps.ts";

type Deps = Pick<ActDeps, "clock" | "cases" | "catalogue"> & { readonly sql: Pool };

/** A task that a program may work on, with its application and the program as an actor. */
export interface AgencyTask {
  readonly app: Application;
  readonly task: Task;
  readonly actor: ProgramActor;
}

const noAgency = () => refuse("not-allowed", "api.no-agency");

/** Open tasks of the stages that the program was let into, earliest promise first. */
export async function agencyTasks(
  { sql, cases }: Deps,
  client: string,
  { after, size }: { readonly after?: string | undefined; readonly size: number },
): Promise<Result<readonly WorkRow[]>> {
  const agency = await agencyOf(sql, client);
  if (!agency) return noAgency();
  const officer = { id: programId(client), roles: [], ...agency };
  const rows = await cases.worklist({ officer, size, ...(after !== undefined && { after }) });
  return ok(rows);
}

export const afterTask = (row: WorkRow): string => cursorOf(row);

/**
 * The task with its application. What is not this program's work is as little there as what never
 * was. Refuses api.no-agency, api.task-not-found, case.own-case.
 */
export async function openAgencyTask(
  { sql, cases }: Deps,
  client: string,
  { caseId, task: key }: { readonly caseId: string; readonly task: string },
): Promise<Result<AgencyTask>> {
  const agency = await agencyOf(sql, client);
  if (!agency) return noAgency();
  const app = isUuid(caseId) ? await cases.open(caseId) : undefined;
  const task = app?.state.tasks.find((each) => each.key === key);
  if (!app || !task) return refuse("not-found", "api.task-not-found");
  const { stages } = agency;
  const actor: ProgramActor = {
    ...{ kind: "program", id: programId(client), stages },
    authority: agency.authority as AuthorityId,
    brought: await broughtAmong(sql, client, [app.id]),
  };
  const isOfStage = stages.some(
    ({ service, stage }) => service === app.definition.id && stage === task.stage,
  );
  if (task.authority !== agency.authority || !isOfStage)
    return refuse("not-found", "api.task-not-found");
  if (actor.brought.length > 0) return refuse("not-allowed", "case.own-case");
  if (!programMaySee(actor, app.state)) return refuse("not-found", "api.task-not-found");
  return ok({ app, task, actor });
}

/** The program has read the file: the person sees that, and whose system it is. */
export const recordAgencyLook = (
  { cases }: Pick<Deps, "cases">,
  { app, actor }: AgencyTask,
  what: string,
) => cases.recordAccess(app.id, { id: actor.id, authority: actor.authority }, what);

/**
 * A paper of the file with its bytes; the look is recorded first. Refuses api.paper-not-found,
 * case.paper-held, case.paper-infected.
 */
export async function agencyPaper(
  deps: Deps,
  opened: AgencyTask,
  id: string,
): Promise<Result<StoredFile>> {
  const [given] =
    Object.entries(opened.app.documents).find(([, files]) =>
      files.some((each) => each.id === id),
    ) ?? [];
  const attached = filesForWork(opened.app, opened.actor.id).find((each) => each.id === id);
  const document = given ?? attached?.document;
  const file = document ? await deps.cases.findFile(id) : undefined;
  if (!document || !file) return refuse("not-found", "api.paper-not-found");
  const open = readable(file);
  if (!open.ok) return open;
  await recordAgencyLook(deps, opened, `file:${document}`);
  return ok(file);
}

export interface PaperBrought {
  readonly file: NewFile;
  /** The version that the program has read. */
  readonly version: number;
}

/**
 * Attaches a paper to a task that the system has in hand, once the scanner has looked at it; of a
 * paper of which there may be one, another takes the place of the first. The caller has checked
 * type and size against the paper of the task. The same content again is the same paper. Refuses
 * api.changed, api.scanner-away, api.invalid (problems), and as `attachToTask` in src/cases does.
 */
export async function attachForAgency(
  { cases }: Pick<Deps, "cases">,
  { app, task, actor }: AgencyTask,
  { file, version }: PaperBrought,
): Promise<Result<string>> {
  if (app.state.version !== version) return refuse("conflict", "api.changed");
  const problem = (code: string, facts?: Problem["facts"]) =>
    refuse("invalid", "api.invalid", {
      problems: [{ field: `documents.${file.document}`, code, ...(facts && { facts }) }],
    });
  const paper = taskDocuments(app.definition, task).find(({ id }) => id === file.document);
  if (!paper) return refuse("invalid", "api.document-not-wanted");
  const others = (filesOfTask(app.taskFiles, task.key)[paper.id] ?? []).filter(
    ({ sha256 }) => sha256 !== file.sha256,
  );
  if (paper.maxFiles > 1 && others.length >= paper.maxFiles)
    return problem("too-many", { max: paper.maxFiles });
  const verdict = await cases.scan(file.content);
  // A program asks again: it has nobody to whom it would be said later.
  if (verdict.is === "away") return refuse("unavailable", "api.scanner-away");
  if (verdict.is === "infected") return problem("file-infected");
  const act = { caseId: app.id, task: task.key, officer: actor };
  const attached = await cases.attachToTask(act, file);
  if (attached.ok && paper.maxFiles === 1)
    for (const { id } of others) await cases.detachFromTask(act, id);
  return attached;
}

/**
 * Takes a paper of the system's own task away again. Refuses api.paper-not-found, and as
 * `detachFromTask` in src/cases does.
 */
export async function detachForAgency(
  { cases }: Pick<Deps, "cases">,
  { app, task, actor }: AgencyTask,
  id: string,
): Promise<Result<void>> {
  const own = app.taskFiles.some((file) => file.id === id && file.task === task.key);
  if (!own) return refuse("not-found", "api.paper-not-found");
  return cases.detachFromTask({ caseId: app.id, task: task.key, officer: actor }, id);
}

/** What a system may do: the commands of officers, without those of supervisors. */
export type AgencyCommand = Extract<
  CaseCommand,
  { readonly type: "claim" | "release" | "complete" | "confirm" | "take-back" | "return" | "ask" }
>;

export interface AgencyAct {
  readonly command: AgencyCommand;
  readonly key: CommandId;
  /** The version that the program has read. */
  readonly version: number;
}

/**
 * Gives a command as the authority's system. The same key again changes nothing. Refuses
 * api.changed where the application is no longer what the program read, and as `cases.give` does.
 */
export async function actForAgency(
  deps: Deps,
  { app, actor }: AgencyTask,
  { command, key, version }: AgencyAct,
): Promise<Result<CaseState>> {
  if (app.state.commands.has(key)) return ok(app.state);
  if (app.state.version !== version) return refuse("conflict", "api.changed");
  const wrong = wrongWith(deps, app, command);
  if (wrong) return { ok: false, refusal: wrong };
  const given = await deps.cases.give({
    ...{ caseId: app.id, loaded: app, command, actor, key, version },
  });
  return !given.ok && given.refusal.code === "case.conflict"
    ? refuse("conflict", "api.changed")
    : given;
}

/** What the office's forms do not let through either: unlisted codes, and fields nobody asked. */
function wrongWith(deps: Deps, app: Application, command: AgencyCommand): Refusal | undefined {
  if (command.type === "ask") {
    const open = askable(app);
    const problems = command.fields
      .filter((field) => !open.has(field))
      .map((field) => ({ field, code: "unknown-field" }));
    return problems.length > 0
      ? { kind: "invalid", code: "case.reason-missing", problems }
      : undefined;
  }
  if (command.type !== "complete") return undefined;
  const task = app.state.tasks.find(({ key }) => key === command.task);
  if (!task || findingsWanted(app.definition, task).length === 0) return undefined;
  const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  const { outcome, findings = {} } = command;
  const facts = { outcome, today, values: processValuesOf(app, today) };
  const lists = (id: string) => deps.catalogue.codeList(id) ?? [];
  const problems = findingProblems(app.definition, task, findings, facts, lists);
  return problems.length > 0
    ? { kind: "invalid", code: "case.findings-wrong", problems }
    : undefined;
}
