import { type Application, findingsOf, formFactsOf } from "../cases/index.ts";
import type { Output } from "../catalogue/index.ts";
import { statementsOf, validityOf } from "../form/index.ts";
import {
  addDuration,
  type CaseId,
  type CommandId,
  type Duration,
  dateBefore,
  dateIn,
} from "../kernel/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import type { ActDeps } from "./deps.ts";
import { done, type OfCase, opened } from "./of-case.ts";

type IssueDeps = Pick<
  ActDeps,
  "sql" | "clock" | "calendar" | "catalogue" | "cases" | "payments" | "credentials"
>;

/** How long a bill can be paid. A house rule, not a law: an authority may say otherwise one day. */
const billTerm: Duration = { unit: "calendar", months: 0, days: 30, minutes: 0 };

/** Writes the bill for one fee of an application, unless it was paid or taken back. */
export async function issueBill(deps: IssueDeps, { caseId, fee }: OfCase & { fee: string }) {
  const { state, definition } = await opened(deps, caseId);
  const owed = state.submitted?.fees.find(({ id }) => id === fee);
  if (!state.submitted || !owed || state.paid.includes(fee)) return;
  if (state.status === "withdrawn") return;
  const expiresAt = addDuration(deps.clock(), billTerm, deps.calendar());
  done(
    await deps.payments.issue({
      caseId: state.submitted.case,
      personId: state.submitted.person,
      feeId: fee,
      words: definition.fees.find(({ id }) => id === fee)?.title ?? definition.title,
      money: owed.money,
      expiresAt,
      command: `bill:${caseId}:${fee}` as CommandId,
      actor: "system",
    }),
  );
}

/** Signs the paper that a granted application leads to, and says when it can be renewed. */
export async function issuePaper(deps: IssueDeps, { caseId }: OfCase) {
  const found = await opened(deps, caseId);
  const { state, definition, answers, findings } = found;
  const { output } = definition;
  const { decision } = state;
  if (!output || !decision) return;
  const calendar = deps.calendar();
  const facts = formFactsOf(found, dateIn(new Date(decision.at), calendar.timeZone));
  const term = validityOf(definition, answers, facts, findingsOf(state, findings))?.validFor;
  const until = await issue(deps, found, output, {
    at: decision.at,
    term,
    command: `paper:${caseId}`,
  });
  // Another service may have waited for this paper.
  await enqueue(deps.sql, [{ task: "go-on-journey", payload: { caseId } }]);
  if (until && definition.renewal)
    await remind(deps, caseId, dateIn(until, calendar.timeZone), definition.renewal.opens);
}

/** A paper that is given while the case goes on. */
export async function issueInterim(
  deps: IssueDeps,
  { caseId, paper: id }: OfCase & { paper: string },
) {
  const found = await opened(deps, caseId);
  const paper = found.definition.interim?.find((each) => each.id === id);
  const given = found.history.find(
    ({ type, data }) => type === "PaperReleased" && "paper" in data && data.paper === id,
  );
  if (!paper || !given) throw new Error(`case ${caseId} gives no paper ${id}`);
  const command = `paper:${caseId}:${id}`;
  await issue(deps, found, paper, { at: given.at, term: paper.validFor, command });
}

interface Giving {
  /** When it was decided that it is given: its term begins that day. */
  readonly at: string;
  readonly term: Duration | undefined;
  readonly command: string;
}

/** Signs a paper of a case. @returns the end of its term: a local midnight, so the day before is the last */
async function issue(
  deps: IssueDeps,
  { state, definition, answers, asked, findings }: Application,
  paper: Pick<Output, "id" | "title" | "claims">,
  { at, term, command }: Giving,
): Promise<Date | undefined> {
  const { submitted } = state;
  if (!submitted) return undefined;
  const calendar = deps.calendar();
  const dayOf = (instant: string | Date) => dateIn(new Date(instant), calendar.timeZone);
  const caseFacts = {
    reference: submitted.reference,
    submittedOn: dayOf(submitted.at),
    decidedOn: dayOf(at),
  };
  const facts = formFactsOf({ state, asked }, caseFacts.decidedOn);
  const found = findingsOf(state, findings);
  const until = term && addDuration(new Date(at), term, calendar);
  const { authorities } = deps.catalogue.jurisdiction;
  const authority = authorities.find(({ id }) => id === definition.authority);
  done(
    await deps.credentials.issue({
      caseId: submitted.case,
      personId: submitted.person,
      authority: { id: definition.authority, name: authority?.name ?? {} },
      service: definition.id,
      documentType: paper.id,
      title: paper.title,
      claims: statementsOf(definition, paper.claims, {
        ...{ answers, facts, caseFacts, findings: found },
        codes: (id) => deps.catalogue.codeList(id),
      }).map(({ title, ...claim }) => ({ ...claim, label: title })),
      ...(until && { validUntil: dayOf(new Date(until.getTime() - 1)) }),
      lang: submitted.lang,
      command,
    }),
  );
  return until;
}

/** Tells the person when the renewal of a paper opens. */
async function remind(deps: IssueDeps, caseId: CaseId, until: string, opens: Duration) {
  const runAt = new Date(`${dateBefore(until, opens)}T08:00:00Z`);
  const payload = { caseId, template: "expiring", more: { date: { day: until } } } as const;
  await enqueue(deps.sql, [{ task: "notify", payload, runAt, key: `expiring:${caseId}` }]);
}
