import { type Application, type CaseAfter, findingsOf, formFactsOf } from "../cases/index.ts";
import type { Output, Words } from "../catalogue/index.ts";
import type { IssueCommand } from "../credentials/index.ts";
import { type Claim, statementsOf, validityOf } from "../form/index.ts";
import { addDuration, type CommandId, type Duration, dateBefore, dateIn } from "../kernel/index.ts";
import type { IssueBill } from "../payments/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { enqueue, type JobSpec } from "../platform/jobs/index.ts";
import type { ActDeps } from "./deps.ts";
import { done, type OfCase, opened } from "./of-case.ts";
import { signaturesOf } from "./signatures.ts";

type IssueDeps = Pick<
  ActDeps,
  "sql" | "clock" | "calendar" | "catalogue" | "cases" | "payments" | "credentials" | "i18n"
>;
type Needs = Pick<IssueDeps, "clock" | "calendar" | "catalogue" | "i18n"> & { readonly sql: Sql };

/** A case as far as bills and papers follow from it. */
export type Issuing = Omit<CaseAfter, "at" | "contact" | "revision">;

/** How long a bill can be paid. A house rule, not a law. */
const billTerm: Duration = { unit: "calendar", months: 0, days: 30, minutes: 0 };

/** The bill for one fee of an application; none where it was paid or taken back. */
export function billFor(
  { clock, calendar }: Pick<Needs, "clock" | "calendar">,
  { state, definition }: Issuing,
  fee: string,
): IssueBill | undefined {
  const { submitted, paid, status } = state;
  const feeOwed = submitted?.fees.find(({ id }) => id === fee);
  if (!submitted || !feeOwed || paid.includes(fee) || status === "withdrawn") return undefined;
  return {
    caseId: submitted.case,
    personId: submitted.person,
    feeId: fee,
    words: definition.fees.find(({ id }) => id === fee)?.title ?? definition.title,
    money: feeOwed.money,
    expiresAt: addDuration(clock(), billTerm, calendar()),
    command: `bill:${submitted.case}:${fee}` as CommandId,
    actor: "system",
  };
}

/** Writes it where there is none yet. */
export async function issueBill(deps: IssueDeps, { caseId, fee }: OfCase & { fee: string }) {
  const bill = billFor(deps, await opened(deps, caseId), fee);
  if (bill) done(await deps.payments.issue(bill));
}

/** A paper to be signed, and the jobs that follow from it. */
interface PaperFor {
  readonly order: IssueCommand;
  readonly jobs: readonly JobSpec[];
}

/** The paper that a granted application leads to, and when it can be renewed. */
export async function paperFor(deps: Needs, application: Issuing): Promise<PaperFor | undefined> {
  const { id: caseId, state, definition, answers, findings, isStep } = application;
  const { output } = definition;
  const { decision } = state;
  if (!output || !decision) return undefined;
  const { timeZone } = deps.calendar();
  const facts = formFactsOf(application, dateIn(new Date(decision.at), timeZone));
  const term = validityOf(definition, answers, facts, findingsOf(state, findings))?.validFor;
  const released = { at: decision.at, term, command: `paper:${caseId}` };
  const paper = await paperOf(deps, application, output, released);
  if (!paper) return undefined;
  const { order, until } = paper;
  const jobs: JobSpec[] = [];
  // Another step of a journey may depend on this certificate.
  if (isStep) jobs.push({ task: "go-on-journey", payload: { caseId } });
  if (until && definition.renewal)
    jobs.push(reminder(application, dateIn(until, timeZone), definition.renewal.opens));
  return { order, jobs };
}

/** Signs it. */
export async function issuePaper(deps: IssueDeps, { caseId }: OfCase) {
  const paper = await paperFor(deps, await opened(deps, caseId));
  if (!paper) return;
  done(await deps.credentials.issue(paper.order));
  await enqueue(deps.sql, paper.jobs);
}

/** A paper that is given while the case goes on, since an instant. */
export async function interimFor(
  deps: Needs,
  application: Issuing,
  id: string,
  at: string,
): Promise<PaperFor> {
  const paper = application.definition.interim?.find((each) => each.id === id);
  const command = `paper:${application.id}:${id}`;
  const given = { at, term: paper?.validFor, command, stage: paper?.after };
  const made = paper && (await paperOf(deps, application, paper, given));
  if (!made) throw new Error(`case ${application.id} gives no paper ${id}`);
  return { order: made.order, jobs: [] };
}

/** Signs it. */
export async function issueInterim(
  deps: IssueDeps,
  { caseId, paper: id }: OfCase & { paper: string },
) {
  const application = await opened(deps, caseId);
  const given = application.history.find(
    ({ type, data }) => type === "PaperReleased" && "paper" in data && data.paper === id,
  );
  if (!given) throw new Error(`case ${caseId} gives no paper ${id}`);
  const { order } = await interimFor(deps, application, id, given.at);
  done(await deps.credentials.issue(order));
}

interface Giving {
  /** When its release was decided: its term begins on that day. */
  readonly at: string;
  readonly term: Duration | undefined;
  readonly command: string;
  /** The stage whose officers signed; the last one where absent. */
  readonly stage?: string | undefined;
}

/**
 * A paper of a case as it is to be signed. `until` is the end of its term: a local midnight, so the
 * day before is the last.
 */
async function paperOf(
  deps: Needs,
  given: Issuing,
  paper: Pick<Output, "id" | "title" | "claims" | "layout" | "subject">,
  { at, term, command, stage }: Giving,
): Promise<{ readonly order: IssueCommand; readonly until: Date | undefined } | undefined> {
  const { state, definition } = given;
  const { submitted } = state;
  if (!submitted) return undefined;
  const calendar = deps.calendar();
  const dayOf = (instant: string | Date) => dateIn(new Date(instant), calendar.timeZone);
  const until = term && addDuration(new Date(at), term, calendar);
  const { authorities } = deps.catalogue.jurisdiction;
  const authority = authorities.find(({ id }) => id === definition.authority);
  const order: IssueCommand = {
    caseId: submitted.case,
    personId: submitted.person,
    authority: { id: definition.authority, name: authority?.name ?? {} },
    service: definition.id,
    documentType: paper.id,
    title: paper.title,
    layout: paper.layout ?? "letter",
    ...(paper.subject !== undefined && { subject: paper.subject }),
    ...(await signaturesOf(deps, given, stage)),
    claims: claimsIn(deps, given, paper.claims, at).map(({ title, ...claim }) => ({
      ...claim,
      label: title,
    })),
    ...(until && { validUntil: dayOf(new Date(until.getTime() - 1)) }),
    lang: submitted.lang,
    command,
  };
  return { order, until };
}

/** What a paper of a case says. @param at when its release was decided, an ISO instant */
function claimsIn(
  { calendar, catalogue }: Pick<Needs, "calendar" | "catalogue">,
  { state, definition, answers, asked, findings }: Issuing,
  claims: Output["claims"],
  at: string,
): readonly Claim[] {
  const { submitted } = state;
  if (!submitted) return [];
  const { timeZone } = calendar();
  const dayOf = (instant: string) => dateIn(new Date(instant), timeZone);
  const caseFacts = {
    reference: submitted.reference,
    submittedOn: dayOf(submitted.at),
    decidedOn: dayOf(at),
  };
  return statementsOf(definition, claims, {
    ...{ answers, facts: formFactsOf({ state, asked }, caseFacts.decidedOn), caseFacts },
    findings: findingsOf(state, findings),
    codes: (id) => catalogue.codeList(id),
  });
}

/** What the certificate says if it is signed now; empty where the service gives none. */
export const claimsToSign = (deps: Pick<Needs, "clock" | "calendar" | "catalogue">, app: Issuing) =>
  claimsIn(deps, app, app.definition.output?.claims ?? [], deps.clock().toISOString());

/** A paper given while the case goes on, and what it says: where and when to come, for instance. */
export interface OnTheWay {
  readonly title: Words;
  readonly claims: readonly Claim[];
}

/** The papers that were given so far, the newest first. */
export const givenOnTheWay = (
  deps: Pick<Needs, "calendar" | "catalogue">,
  app: Issuing & Pick<Application, "history">,
): readonly OnTheWay[] =>
  app.history.toReversed().flatMap(({ type, data, at }) => {
    if (type !== "PaperReleased" || !("paper" in data)) return [];
    const paper = app.definition.interim?.find(({ id }) => id === data.paper);
    if (!paper) return [];
    return [{ title: paper.title, claims: claimsIn(deps, app, paper.claims, at) }];
  });

/** Reminds the person when the renewal opens. */
function reminder({ id: caseId }: Issuing, until: string, opens: Duration): JobSpec {
  const runAt = new Date(`${dateBefore(until, opens)}T08:00:00Z`);
  const payload = { caseId, template: "expiring", more: { date: { day: until } } } as const;
  return { task: "notify", payload, runAt, key: `expiring:${caseId}` };
}
