import { closedAt, eraseDraftsOf, leftOf, meaningOf } from "../cases/index.ts";
import { eraseVisitWords } from "../counter/index.ts";
import {
  type CaseId,
  type OfficerId,
  ok,
  type PersonId,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { eraseMessagesOf } from "../messages/index.ts";
import { erasePerson, personById } from "../platform/auth/index.ts";
import { transaction } from "../platform/db/index.ts";
import {
  type DataRequest,
  type ErasureDone,
  eraseRequestWords,
  type RequestKind,
} from "../privacy/index.ts";
import type { ActDeps } from "./deps.ts";
import { eraseFile, keptUntil } from "./erase.ts";
import { addressesOf } from "./tell.ts";
import { langOf } from "./wording.ts";

type Deps = Pick<
  ActDeps,
  "sql" | "clock" | "calendar" | "cases" | "catalogue" | "privacy" | "messages" | "i18n"
>;

/** Characters of what a person may write beside a request. */
export const longestRequest = 2000;

export interface RequestAsked {
  readonly person: PersonId;
  readonly kind: RequestKind;
  /** The application that it is about; everything where left out. */
  readonly caseId?: string | undefined;
  readonly words: string;
  readonly lang: string;
}

/**
 * A person asks to have their data corrected or erased, or objects to how it is used.
 * Refuses case.not-found for an application
 * that is not theirs, case.reason-missing for one that has to say something and does not, and
 * privacy.too-many-requests.
 */
export async function askAboutData(deps: Deps, asked: RequestAsked): Promise<Result<string>> {
  const { person, kind, words, lang } = asked;
  const app = asked.caseId ? await deps.cases.open(asked.caseId) : undefined;
  const submitted = app?.state.submitted;
  if (asked.caseId && submitted?.person !== person) return refuse("not-found", "case.not-found");
  if (kind !== "erasure" && words.trim() === "") return refuse("invalid", "case.reason-missing");
  return deps.privacy.askRequest({
    ...{ person, kind, words: words.slice(0, longestRequest), lang },
    ...{ caseId: app?.id ?? null, reference: submitted?.reference ?? null },
  });
}

/** One file that a request is about, as the officer who answers it sees it. */
export interface FileConcerned {
  readonly id: CaseId;
  readonly reference: string;
  readonly service: string;
  readonly definition: number;
  readonly open: boolean;
  readonly held: boolean;
  /** What the service promises; undefined while it is open. */
  readonly keptUntil: Date | undefined;
}

/** The files of a request: one, or all of the person's. */
export async function filesConcerned(
  deps: Pick<Deps, "cases" | "privacy" | "calendar">,
  { person, caseId }: Pick<DataRequest, "person" | "caseId">,
): Promise<readonly FileConcerned[]> {
  const ids = caseId ? [caseId] : await allOf(deps, person);
  const files: FileConcerned[] = [];
  for (const id of ids) {
    const app = await deps.cases.open(id);
    const reference = app?.state.submitted?.reference;
    if (!app || !reference) continue;
    const open = meaningOf(app.state.status).turn !== "nobody";
    const at = open ? undefined : closedAt(app);
    const granted = app.state.status === "granted";
    files.push({
      ...{ id, reference, open, held: await deps.privacy.isHeld(id) },
      ...{ service: app.definition.id, definition: app.definition.version },
      keptUntil: at && keptUntil(app.definition, { at, granted }, deps.calendar()),
    });
  }
  return files;
}

async function allOf({ cases }: Pick<Deps, "cases">, person: PersonId): Promise<CaseId[]> {
  const ids: CaseId[] = [];
  let before: Date | undefined;
  for (;;) {
    const rows = await cases.applicationsOf(person, before);
    ids.push(...rows.map(({ id }) => id));
    before = rows.at(-1)?.submittedAt;
    if (rows.length < 51 || !before) return [...new Set(ids)];
  }
}

export interface RequestAnswer {
  readonly id: string;
  readonly outcome: "granted" | "refused";
  readonly reason: string;
  readonly by: OfficerId;
}

/**
 * The data protection officer answers a request, and an erasure is carried out at once, by the same
 * act as at night. What is open or held stays, and is counted. The account goes where everything
 * was asked for and nothing is left. Refuses privacy.request-not-found, privacy.request-answered,
 * case.reason-missing, privacy.correction-waits, privacy.nothing-corrected.
 */
export async function answerAboutData(
  deps: Deps,
  answer: RequestAnswer,
): Promise<Result<ErasureDone | undefined>> {
  const request = await deps.privacy.findRequest(answer.id);
  if (!request) return refuse("not-found", "privacy.request-not-found");
  if (answer.reason.trim() === "") return refuse("invalid", "case.reason-missing");
  const undone = await correctionsLeft(deps, request, answer.outcome);
  if (undone) return undone;
  const answered = await deps.privacy.answerRequest(answer);
  if (!answered.ok) return answered;
  await tellAnswered(deps, request);
  if (request.kind !== "erasure" || answer.outcome !== "granted") return ok(undefined);
  const done = await carryOut(deps, request);
  await deps.privacy.recordDone(request.id, done);
  return ok(done);
}

/**
 * A correction in one application is granted by correcting it there, and no request is answered
 * while one waits. What is asked about everything may be right in this house and wrong elsewhere,
 * in the population register for instance.
 */
async function correctionsLeft(
  { privacy }: Pick<Deps, "privacy">,
  { id, kind, caseId }: DataRequest,
  outcome: RequestAnswer["outcome"],
) {
  if (kind !== "rectification") return undefined;
  const corrections = await privacy.correctionsOf(id);
  if (corrections.some(({ appliedAt }) => appliedAt === null))
    return refuse("conflict", "privacy.correction-waits");
  return outcome === "granted" && caseId && corrections.length === 0
    ? refuse("invalid", "privacy.nothing-corrected")
    : undefined;
}

/** Nightly job: carries out what was granted and broke off, such as by a server that ended. */
export async function finishErasures(deps: Deps): Promise<void> {
  for (const request of await deps.privacy.unfinishedErasures())
    await deps.privacy.recordDone(request.id, await carryOut(deps, request));
}

async function carryOut(deps: Deps, request: DataRequest): Promise<ErasureDone> {
  const counts = { erased: 0, open: 0, held: 0 };
  for (const { id } of await filesConcerned(deps, request)) {
    const result = await eraseFile(deps, id, { cause: "request" });
    if (result === "erased" || result === "open" || result === "held") counts[result] += 1;
  }
  if (request.caseId) return { ...counts, account: false };
  const account = await transaction(deps.sql, async (tx) => {
    await eraseDraftsOf(tx, request.person);
    if (await leftOf(tx, request.person)) return false;
    await eraseRequestWords(tx, request.person);
    await eraseMessagesOf(tx, request.person);
    await eraseVisitWords(tx, request.person);
    await erasePerson(tx, request.person);
    return true;
  });
  return { ...counts, account };
}

/** That it is answered; what was answered stands in the account. */
async function tellAnswered(deps: Deps, { id, person, lang }: DataRequest): Promise<void> {
  const account = await personById(deps.sql, person);
  await deps.messages.send({
    id: `data-request:${id}`,
    personId: person,
    to: addressesOf(account),
    lang: langOf(deps.i18n, lang),
    template: "data-answered",
    facts: {},
  });
}
