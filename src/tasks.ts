import { type Application, type Cases, findingsOf, formFactsOf, nextDue } from "./cases/index.ts";
import type { Catalogue, Output } from "./catalogue/index.ts";
import type { RunningCentres, Visits } from "./centres/index.ts";
import type { Credentials } from "./credentials/index.ts";
import { statementsOf, validityOf } from "./form/index.ts";
import {
  addDuration,
  type Calendar,
  type CaseId,
  type CommandId,
  type Duration,
  dateBefore,
  dateIn,
  type Result,
} from "./kernel/index.ts";
import type { MessageFact, MessageFacts, Messages, Template } from "./messages/index.ts";

import type { Payments } from "./payments/index.ts";
import { personById, sweepConfirmations, sweepSessions } from "./platform/auth/index.ts";
import type { Pool } from "./platform/db/index.ts";
import type { I18n } from "./platform/i18n/index.ts";
import { enqueue, type Tasks } from "./platform/jobs/index.ts";
import { goOnJourney, type JourneyMeant } from "./tasks/journey.ts";
import {
  type AppointmentNotice,
  type OutingNotice,
  tellOfAppointment,
  tellOfOuting,
} from "./tasks/visit.ts";
import { langOf, noticeOf } from "./wording.ts";

export interface TaskDeps extends Visits {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly calendar: () => Calendar;
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly centres: RunningCentres;
  readonly payments: Payments;
  readonly credentials: Credentials;
  readonly messages: Messages;
  readonly i18n: I18n;
}

interface OfCase {
  readonly caseId: string;
}

/** How long a bill can be paid. A house rule, not a law: an authority may say otherwise one day. */
const billTerm: Duration = { unit: "calendar", months: 0, days: 30, minutes: 0 };

/** What waiting can mend is tried again by the queue; any other refusal here is a bug, so throw too. */
function done<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.refusal.code}`);
}

/** What the jobs do that reactions.ts names: each calls one module's door with a command. */
export function makeTasks(deps: TaskDeps): Tasks {
  return {
    ...deps.payments.tasks,
    ...deps.messages.tasks,
    ...deps.centres.tasks,
    ...deps.visitTasks,
    "tell-appointment": (payload: AppointmentNotice) =>
      tellOfAppointment({ ...deps, timeZone: deps.calendar().timeZone }, payload),
    "tell-outing": (payload: OutingNotice) =>
      tellOfOuting({ ...deps, timeZone: deps.calendar().timeZone }, payload),
    "tell-ticket": (payload: OfTicket) => tellTicket(deps, payload),
    notify: (payload: Notice) => notify(deps, payload),
    "issue-bill": (payload: OfCase & { fee: string }) => issueBill(deps, payload),
    "end-bills": async ({ caseId }: OfCase) => done(await deps.payments.endBills(caseId as CaseId)),
    "issue-paper": (payload: OfCase) => issuePaper(deps, payload),
    "issue-interim": (payload: OfCase & { paper: string }) => issueInterim(deps, payload),
    "record-payment": async ({ caseId, fee, bill }: OfCase & { fee: string; bill: string }) => {
      const key = `paid:${bill}` as CommandId;
      const command = { type: "record-payment" as const, fee, bill };
      done(await deps.cases.give({ caseId, command, actor: { kind: "system" }, key }));
    },
    "cancel-unpaid": async ({ caseId, fee }: OfCase & { fee?: string }) => {
      const command = { type: "cancel-unpaid" as const, ...(fee && { fee }) };
      done(await deps.cases.give({ caseId, command, actor: { kind: "system" } }));
    },
    "auth.sweep": async () => {
      await sweepSessions(deps.sql, deps.clock());
      await sweepConfirmations(deps.sql, deps.clock());
    },
    "case-fall-due": (payload: OfCase) => fallDue(deps, payload),
    "go-on-journey": (payload: JourneyMeant) => goOnJourney(deps, payload),
  };
}

async function opened({ cases }: TaskDeps, caseId: string): Promise<Application> {
  const found = await cases.open(caseId);
  if (!found) throw new Error(`a job speaks of case ${caseId}, which is not there`);
  return found;
}

/** The facts that one telling has beside those of the case: amount and number of a bill, a last day. */
type More = Readonly<Record<string, MessageFact>>;

interface Notice extends OfCase {
  readonly template: Template;
  /** Tells one occasion from another of the same kind: the version of the case. A bill has its number. */
  readonly occasion?: number;
  readonly more?: More;
}

async function notify(deps: TaskDeps, { caseId, template, occasion, more = {} }: Notice) {
  const found = await opened(deps, caseId);
  const { submitted } = found.state;
  if (!submitted) return;
  const person = await personById(deps.sql, submitted.person);
  await deps.messages.send({
    id: `${caseId}:${template}:${occasion ?? more.number ?? ""}`,
    personId: submitted.person,
    to: {
      ...(person?.phone && { phone: person.phone }),
      ...(person?.email && { email: person.email }),
    },
    lang: langOf(deps.i18n, submitted.lang),
    template,
    facts: { ...noticeOf(found, deps.calendar().timeZone), ...more } satisfies MessageFacts,
    caseId: submitted.case,
  });
}

interface OfTicket {
  readonly ticket: string;
  readonly template: "ticket-taken" | "ticket-soon";
}

/** Tells whoever holds a ticket how long it takes, or to come near; nobody who waits no longer. */
async function tellTicket(deps: TaskDeps, { ticket: id, template }: OfTicket) {
  const found = await deps.centres.toTell(id);
  if (!found) return;
  const { ticket, phone, wait } = found;
  await deps.messages.send({
    id: `${id}:${template}`,
    personId: ticket.person,
    to: { phone },
    lang: langOf(deps.i18n, ticket.lang),
    template,
    facts: { ticket: ticket.number, from: wait.fromMinutes, to: wait.toMinutes },
  });
}

async function issueBill(deps: TaskDeps, { caseId, fee }: OfCase & { fee: string }) {
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

async function issuePaper(deps: TaskDeps, { caseId }: OfCase) {
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
async function issueInterim(deps: TaskDeps, { caseId, paper: id }: OfCase & { paper: string }) {
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
  deps: TaskDeps,
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
      claims: statementsOf(definition, paper.claims, { answers, facts, caseFacts, found }).map(
        ({ name, title, value }) => ({ name, label: title, value }),
      ),
      ...(until && { validUntil: dayOf(new Date(until.getTime() - 1)) }),
      lang: submitted.lang,
      command,
    }),
  );
  return until;
}

/** Tells the person when the renewal of a paper opens. */
async function remind(deps: TaskDeps, caseId: string, until: string, opens: Duration) {
  const runAt = new Date(`${dateBefore(until, opens)}T08:00:00Z`);
  const payload = { caseId, template: "expiring", more: { date: { day: until } } };
  await enqueue(deps.sql, [{ task: "notify", payload, runAt, key: `expiring:${caseId}` }]);
}

/** Whatever is still to come, or was looked at a moment too early, is looked at again in its time. */
async function fallDue(deps: TaskDeps, { caseId }: OfCase) {
  const command = { type: "fall-due" as const };
  const state = done(await deps.cases.give({ caseId, command, actor: { kind: "system" } }));
  const due = nextDue(state);
  if (due === undefined) return;
  const job = { task: "case-fall-due", payload: { caseId }, key: `case-due:${caseId}` };
  await enqueue(deps.sql, [{ ...job, runAt: new Date(due) }]);
}
