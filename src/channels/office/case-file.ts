import type { FastifyRequest } from "fastify";
import {
  administratorWords,
  colleaguesFor,
  type Parties,
  partiesOf,
  substitutesFor,
  withFindings,
} from "../../acts/index.ts";
import {
  type Access,
  type Application,
  type CaseMessage,
  emptySeats,
  isOfOtherOffice,
  isOpen,
  isOwnCase,
  mayRead,
  maySee,
  type Note,
  type OwnPlace,
  type PaperCheck,
  type RelatedFiles,
  scanOf,
  supervises,
  type Task,
  withoutKeptPapers,
} from "../../cases/index.ts";
import type { Credential } from "../../credentials/index.ts";
import { type CaseId, isUuid, ok, type Result, refuse } from "../../kernel/index.ts";
import type { Bill } from "../../payments/index.ts";
import { Ahead } from "../../platform/auth/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import { committeeOf } from "../../workflow/index.ts";
import type { Assigning } from "./assign-form.ts";
import { nobodyPart } from "./assignees.ts";
import { actorAt, type Desk, type Office } from "./desk.ts";
import { searcherAt } from "./find.ts";
import type { NameOf } from "./names.ts";
import { showsRelated } from "./related-part.ts";
import type { Typed } from "./typed.ts";

/** One application with all that an officer is shown of it. */
export interface CaseFile {
  readonly application: Application;
  readonly bills: readonly Bill[];
  readonly papers: readonly Credential[];
  readonly accesses: readonly Access[];
  /** Where it stands among those of its call, if it is ranked. */
  readonly place: OwnPlace | undefined;
  readonly nameOf: NameOf;
  /** What officers wrote to each other; never shown to the applicant. */
  readonly notes: readonly Note[];
  /** What office and applicant wrote to each other. */
  readonly thread: readonly CaseMessage[];
  /** Which papers officers have ticked as checked. */
  readonly checks: readonly PaperCheck[];
  /** The applicant's other files and likely doubles, as far as this officer may read them. */
  readonly related: RelatedFiles;
  /** Who appoints members, where a committee lacks some. */
  readonly administrators: string | undefined;
  /** Who may be given each open task that this officer supervises, by its key. */
  readonly colleagues: ReadonlyMap<string, Assigning>;
}

const aheads = new Ahead<Application>();
const parties = new Ahead<Parties & { readonly id: string }>();

interface OfCase {
  readonly caseId?: string;
}

/** The application that an address names as `:caseId`, read with the session. */
export const caseAhead =
  ({ cases }: Pick<Office, "cases">) =>
  (request: FastifyRequest, sql: Sql): void => {
    const { caseId = "" } = request.params as OfCase;
    aheads.begin(request, caseId, () => cases.open(caseId, sql));
  };

/** The same for an act on it, with those whom a decision names. */
export const actAhead =
  (deps: Pick<Office, "cases">) =>
  (request: FastifyRequest, sql: Sql): void => {
    const { caseId = "" } = request.params as OfCase;
    caseAhead(deps)(request, sql);
    parties.begin(request, caseId, async () => ({ id: caseId, ...(await partiesOf(sql, caseId)) }));
  };

/** Those whom a decision of this officer names, as far as they were read with the session. */
export async function partiesAhead({ request, officer }: Desk, caseId: string) {
  const { account, names = [] } = (await parties.take(request, caseId)) ?? {};
  return { ...(account && { account }), names: new Map([...names, [officer.id, officer.name]]) };
}

async function openCase({ request, deps }: Desk, caseId: string) {
  const ahead = await aheads.take(request, caseId);
  return ahead ?? (isUuid(caseId) ? deps.cases.open(caseId) : undefined);
}

/**
 * The application that the address names, if this officer may see it. Refuses case.not-found,
 * case.own-case, case.other-office and case.not-allowed; `refused` shows a refusal as a page of the
 * office.
 */
export async function findApplication(
  desk: Desk,
  allowed: (application: Application) => boolean = (application) => opensTo(desk, application),
): Promise<Result<Application>> {
  const { caseId = "" } = desk.request.params as OfCase;
  const application = await openCase(desk, caseId);
  if (!application) return refuse("not-found", "case.not-found");
  const officer = actorAt(desk);
  if (allowed(application)) return ok(withoutKeptPapers(application, officer));
  if (isOwnCase(officer, application.state)) return refuse("not-allowed", "case.own-case");
  const elsewhere = application.state.tasks.some(
    (task) => isOpen(task) && isOfOtherOffice(officer, task, application.definition.id),
  );
  return refuse("not-allowed", elsewhere ? "case.other-office" : "case.not-allowed");
}

/** Whether it is the officer's work, or they have said why they read it. */
export const opensTo = (desk: Desk, { state, definition }: Application): boolean =>
  desk.purpose ? mayRead(actorAt(desk), state, definition) : maySee(actorAt(desk), state);

/**
 * Records that the officer looks at it, then gathers what the siblings know of it: doubles also by
 * what was typed and is not recorded yet.
 */
export async function openFile(
  desk: Desk,
  application: Application,
  typed?: Typed,
): Promise<CaseFile> {
  const { cases, payments, credentials, names } = desk.deps;
  const { id } = application;
  await recordLook(desk, application, "case");
  const [thread, ...beside] = await Promise.all([
    cases.messagesOf(id),
    payments.billsOfCase(id),
    credentials.forCase(id),
    cases.accessesOf(id),
    cases.placeOf(application.definition, id),
    colleaguesOf(desk, application),
    cases.notesOf(id),
    cases.paperChecksOf(id),
    cases.relatedFiles(
      searcherAt(desk),
      withFindings(application, typed?.task ?? "", typed?.recorded),
    ),
    isShort(application) ? administratorWords(desk.deps, desk.t) : undefined,
  ]);
  const [bills, papers, accesses, place, colleagues, notes, checks, related, appointing] = beside;
  if (showsRelated(desk))
    await recordCompared(desk, [...related.others.rows, ...related.doubles.rows]);
  const nameOf = await names([
    ...officersIn(application),
    ...accesses.map((each) => each.officer),
    ...notes.map(({ author }) => author),
    ...checks.map((each) => each.officer),
    ...thread.flatMap(({ side, author }) => (side === "office" ? [author] : [])),
  ]);
  return {
    application,
    bills,
    papers,
    accesses,
    place,
    nameOf,
    colleagues,
    notes,
    checks,
    related,
    thread,
    administrators: appointing?.(),
  };
}

/** Whether a committee lacks members to vote on it. */
const isShort = ({ state }: Application): boolean =>
  state.tasks.some((task) => isOpen(task) && (task.vacant !== undefined || emptySeats(task) > 0));

/** Each of the files that are listed is a look at it, to compare. */
export async function recordCompared(
  { deps, officer }: Desk,
  rows: readonly { readonly id: CaseId }[],
): Promise<void> {
  const ids = [...new Set(rows.map(({ id }) => id))];
  if (ids.length === 0) return;
  const { id, authority } = officer;
  await deps.cases.recordListed(ids, { id, authority }, "compare");
}

/**
 * Whom a supervisor can give a task; whoever has it in hand is not offered again. Of one that a
 * committee decides, whom they can name in place of a member.
 */
async function assigningOf(desk: Desk, application: Application, task: Task): Promise<Assigning> {
  if (committeeOf(application.definition, task))
    return { ...(await substitutesFor(desk.deps, application, task)), nobody: null };
  const all = await colleaguesFor(desk.deps, application, task);
  const colleagues = all.filter(({ id }) => id !== task.claimedBy);
  const { role, office = null, claimedBy } = task;
  const row = { role, office, service: application.definition.id };
  const isNobody = colleagues.every(({ away }) => away);
  return { colleagues, nobody: isNobody ? await nobodyPart(desk, [row], claimedBy) : null };
}

async function colleaguesOf(desk: Desk, application: Application): Promise<CaseFile["colleagues"]> {
  const { officer } = desk;
  const { state } = application;
  const tasks = state.tasks.filter((task) => isOpen(task) && supervises(officer, task));
  const entries = tasks.map(
    async (task) => [task.key, await assigningOf(desk, application, task)] as const,
  );
  return new Map(await Promise.all(entries));
}

/** The person sees who looked at what: `case`, `file:<document>`, `signed:<seconds>`; and why. */
export const recordLook = (
  { deps, officer, purpose }: Desk,
  { id }: Application,
  what: string,
  why = purpose,
) => deps.cases.recordAccess(id, { id: officer.id, authority: officer.authority }, what, why);

/** Everybody whom the history and the tasks of a file name. */
export function officersIn({ state, history, taskFiles }: Application): string[] {
  const assigned = history.flatMap((event) =>
    event.type === "TaskAssigned" ||
    event.type === "SubstituteNamed" ||
    event.type === "SubstituteWithdrawn"
      ? [event.data.to]
      : [],
  );
  const acted = history.flatMap(({ actor }) =>
    actor.kind === "officer"
      ? [actor.id, actor.deputyFor]
      : actor.kind === "program"
        ? [actor.id]
        : actor.kind === "person" && actor.through && "operator" in actor.through
          ? [actor.through.operator]
          : [],
  );
  const held = state.tasks.flatMap(({ claimedBy, proposed, signed, done }) => [
    claimedBy,
    proposed?.by,
    signed?.by,
    done?.by,
  ]);
  const scanned = scanOf(taskFiles)?.officer;
  return [
    ...(scanned ? [scanned] : []),
    ...acted,
    ...assigned,
    ...held.filter((id) => id !== undefined && id !== "system"),
  ] as string[];
}
