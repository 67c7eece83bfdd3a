import type { Application, CaseAfter } from "../cases/index.ts";
import type { Field } from "../catalogue/index.ts";
import type { Credential, IssueCommand } from "../credentials/index.ts";
import { type Answers, type AnswerValue, isSearched } from "../form/index.ts";
import {
  type CaseId,
  type CommandId,
  isUuid,
  type OfficerId,
  ok,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { personById } from "../platform/auth/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import {
  confirmCorrection,
  type DataCorrection,
  type DataRequest,
  proposeCorrection,
} from "../privacy/index.ts";
import type { ActDeps } from "./deps.ts";
import { interimFor, paperFor } from "./issue.ts";
import { done } from "./of-case.ts";
import { addressesOf } from "./tell.ts";
import { toldInOf } from "./told-in.ts";
import { langOf } from "./wording.ts";

type Deps = Pick<
  ActDeps,
  | "sql"
  | "clock"
  | "calendar"
  | "catalogue"
  | "cases"
  | "credentials"
  | "privacy"
  | "messages"
  | "i18n"
>;

/** The correction whose job it is. */
export interface OfCorrection {
  readonly correction: string;
}

/**
 * The questions of an application that can be corrected one by one: those that were answered, on
 * pages that are asked once. What the identity provider says of a person is corrected there.
 */
export const correctable = (
  { catalogue }: Pick<Deps, "catalogue">,
  { definition, answers }: Pick<Application, "definition" | "answers">,
): readonly Field[] =>
  definition.form.flatMap(({ fields, repeat }) =>
    repeat
      ? []
      : fields.filter((each) => answers[each.name] !== undefined && !isSearched(each, catalogue)),
  );

export interface CorrectionAsked {
  readonly request: string;
  readonly caseId: string;
  readonly field: string;
  readonly value: AnswerValue;
  readonly by: OfficerId;
}

/** The application of a request for correction that is open. */
export async function caseToCorrect(
  { privacy, cases }: Pick<Deps, "privacy" | "cases">,
  { request: id, caseId }: Pick<CorrectionAsked, "request" | "caseId">,
): Promise<Result<{ readonly request: DataRequest; readonly app: Application }>> {
  const request = isUuid(id) ? await privacy.findRequest(id) : undefined;
  const app = isUuid(caseId) ? await cases.open(caseId) : undefined;
  const isOfRequest =
    request?.kind === "rectification" &&
    app?.state.submitted?.person === request.person &&
    (request.caseId === null || request.caseId === app.id);
  if (!isOfRequest) return refuse("not-found", "privacy.request-not-found");
  if (request.outcome) return refuse("conflict", "privacy.request-answered");
  return ok({ request, app });
}

/**
 * An officer says what is right. It is done by a job at once, or once a second officer has
 * confirmed it, where a paper that is in force says something else then. Refuses as `caseToCorrect`
 * and `proposeCorrection` in src/privacy do, case.answers-missing (problems), case.nothing-changed.
 */
export async function askToCorrect(
  deps: Deps,
  { request, caseId, field, value, by }: CorrectionAsked,
): Promise<Result<DataCorrection | undefined>> {
  const opened = await caseToCorrect(deps, { request, caseId });
  if (!opened.ok) return opened;
  const { app } = opened.value;
  if (!correctable(deps, app).some(({ name }) => name === field))
    return refuse("not-found", "privacy.request-not-found");
  const answers = deps.cases.corrected(app, field, value);
  if (!answers.ok) return answers;
  const papers = (await outdated(deps, app, answers.value)).map(({ paper }) => paper.number);
  const proposed = await transaction(deps.sql, async (tx) => {
    const proposal = { request, caseId: app.id, field, value, papers, by };
    const id = await proposeCorrection(tx, deps.clock(), proposal);
    if (id.ok && papers.length === 0) await begin(tx, id.value);
    return id;
  });
  return proposed.ok ? ok(await deps.privacy.findCorrection(proposed.value)) : proposed;
}

/** The second officer confirms it, and its job begins. Refuses as `confirmCorrection` does. */
export const confirmDataCorrection = (
  { sql, clock }: Pick<Deps, "sql" | "clock">,
  confirmed: { readonly id: string; readonly by: OfficerId },
): Promise<Result<undefined>> =>
  transaction(sql, async (tx) => {
    const result = await confirmCorrection(tx, clock(), confirmed);
    if (result.ok) await begin(tx, confirmed.id);
    return result;
  });

const begin = (tx: Sql, correction: string) =>
  enqueue(tx, [{ task: "privacy.correct", payload: { correction } }]);

/**
 * Job: corrects the answer, replaces the papers that say something else, and tells the person. Run
 * again after a server ended at any moment, it goes on where it broke off: a paper is issued before
 * the one that it replaces is revoked.
 */
export async function applyCorrection(deps: Deps, { correction: id }: OfCorrection): Promise<void> {
  const correction = await deps.privacy.findCorrection(id);
  if (!correction?.confirmedBy || correction.appliedAt) return;
  const { caseId, field, value, request, proposedBy, confirmedBy } = correction;
  done(
    await deps.cases.correctAnswer({
      ...{ caseId, field, value: value as AnswerValue, request },
      by: [...new Set([proposedBy, confirmedBy])],
      key: `correction:${id}` as CommandId,
    }),
  );
  const app = await deps.cases.open(caseId);
  if (!app) return;
  for (const { paper, order } of await outdated(deps, app, app.answers)) {
    done(await deps.credentials.issue({ ...order, replaces: paper.id }));
    const reason = deps.i18n.for(langOf(deps.i18n, app.state.submitted?.lang ?? ""))(
      "privacy-desk.correct.replaced",
    );
    const by = `officer:${confirmedBy}`;
    done(await deps.credentials.revoke({ id: paper.id, by, reason, command: `correction:${id}` }));
  }
  await tellCorrected(deps, app, id);
  await deps.privacy.recordApplied(id);
}

interface Outdated {
  readonly paper: Credential;
  readonly order: IssueCommand;
}

/** Papers in force that would say something else by these answers, and the order for each anew. */
async function outdated(
  deps: Deps,
  app: Application,
  answers: Answers,
): Promise<readonly Outdated[]> {
  const after: Application = { ...app, answers };
  const papers = await deps.credentials.forCase(app.id);
  const stale: Outdated[] = [];
  for (const paper of papers) {
    if (paper.revoked) continue;
    const order = await orderOf(deps, after, paper.documentType);
    if (order && saysElse(paper, order)) stale.push({ paper, order });
  }
  return stale;
}

async function orderOf(
  deps: Deps,
  app: Application & Partial<CaseAfter>,
  documentType: string,
): Promise<IssueCommand | undefined> {
  if (documentType === app.definition.output?.id) return (await paperFor(deps, app))?.order;
  const given = app.history.find(
    ({ type, data }) => type === "PaperReleased" && "paper" in data && data.paper === documentType,
  );
  return given && (await interimFor(deps, app, documentType, given.at)).order;
}

const saysElse = (paper: Pick<Credential, "claims">, order: Pick<IssueCommand, "claims">) => {
  const linesOf = (claims: readonly { readonly name: string; readonly value: unknown }[]) =>
    JSON.stringify(claims.map(({ name, value }) => [name, value]));
  return linesOf(paper.claims) !== linesOf(order.claims);
};

async function tellCorrected(deps: Deps, { id: caseId, state }: Application, correction: string) {
  const { submitted } = state;
  const account = submitted && (await personById(deps.sql, submitted.person));
  if (!submitted || !account) return;
  await deps.messages.send({
    id: `correction:${correction}`,
    ...{ caseId: caseId as CaseId, personId: submitted.person, to: addressesOf(account) },
    lang: toldInOf(deps.i18n, { state }, account),
    template: "data-corrected",
    facts: { reference: submitted.reference },
  });
}
