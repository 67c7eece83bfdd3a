import type { CaseEvent, CaseState } from "./cases/index.ts";
import { dateIn } from "./kernel/index.ts";
import type { Template } from "./messages/index.ts";
import type { PaymentEvent } from "./payments/index.ts";
import type { JobSpec } from "./platform/jobs/index.ts";

/**
 * When this happens, do that: the whole asynchronous life of the platform on one screen. Each entry
 * names the jobs that follow from an event; they are written in the event's own transaction and run
 * by `tasks.ts`. An event that is misspelt here does not compile.
 */
type Reaction<Event, Context> = (event: Event, context: Context) => JobSpec | readonly JobSpec[];
type Reactions<Event extends { readonly type: string }, Context> = {
  readonly [Type in Event["type"]]?: readonly Reaction<
    Extract<Event, { readonly type: Type }>,
    Context
  >[];
};

/** Tell the person, in his language. The same turn of a case is told once. */
const tell =
  (template: Template) =>
  (_event: unknown, { submitted, version }: CaseState): JobSpec => {
    // The version names the occasion: however late or often the job runs, it is the same telling.
    const payload = { caseId: submitted?.case, template, occasion: version };
    return { task: "notify", payload };
  };

const issueBills =
  (due: "submit" | "grant") =>
  (_event: unknown, { submitted }: CaseState): JobSpec[] =>
    (submitted?.fees ?? [])
      .filter((fee) => fee.due === due && fee.money.minor > 0)
      .map((fee) => ({
        task: "issue-bill",
        payload: { caseId: submitted?.case, fee: fee.id },
      }));

const issuePaper = (_event: unknown, { submitted }: CaseState): JobSpec => {
  const caseId = submitted?.case;
  return { task: "issue-paper", payload: { caseId }, key: `paper:${caseId}` };
};

const onCase: Reactions<CaseEvent, CaseState> = {
  CaseSubmitted: [tell("submitted"), issueBills("submit")],
  InformationRequested: [tell("request")],
  InformationGiven: [tell("answered")],
  ClockExtended: [tell("extended")],
  CaseDecided: [
    ({ data }, state) => tell(data.outcome)(undefined, state),
    ({ data }, state) => (data.outcome === "granted" ? issueBills("grant")(undefined, state) : []),
  ],
  OutputReleased: [issuePaper],
  CaseWithdrawn: [tell("withdrawn")],
  AppealLodged: [tell("appeal-received")],
  AppealDecided: [tell("appeal-decided")],
};

const onPayment: Reactions<PaymentEvent, { readonly timeZone: string }> = {
  BillIssued: [
    ({ data: { caseId, money, number, expiresAt } }, { timeZone }) => {
      const date = { day: dateIn(new Date(expiresAt), timeZone) };
      const payload = { caseId, template: "fee-due", more: { amount: money, number, date } };
      return { task: "notify", payload };
    },
  ],
  BillPaid: [
    ({ data: { caseId, money, number } }) => ({
      task: "notify",
      payload: { caseId, template: "paid", more: { amount: money, number } },
    }),
    ({ data: { caseId, feeId, billId } }) => ({
      task: "record-payment",
      payload: { caseId, fee: feeId, bill: billId },
      key: `paid:${billId}`,
    }),
  ],
  PaidLate: [
    ({ data: { caseId, money, number } }) => ({
      task: "notify",
      payload: { caseId, template: "credit", more: { amount: money, number } },
    }),
  ],
  BillExpired: [
    ({ data: { caseId, billId } }) => ({
      task: "cancel-unpaid",
      payload: { caseId },
      key: `unpaid:${billId}`,
    }),
  ],
};

function follow<Event extends { readonly type: string }, Context>(
  reactions: Reactions<Event, Context>,
  event: Event,
  context: Context,
): JobSpec[] {
  const found = reactions[event.type as Event["type"]] as
    | readonly Reaction<Event, Context>[]
    | undefined;
  return (found ?? []).flatMap((reaction) => reaction(event, context));
}

/** The jobs that follow from new events of a case. */
export const consequencesOfCase = (events: readonly CaseEvent[], state: CaseState): JobSpec[] =>
  events.flatMap((event) => follow(onCase, event, state));

/** The jobs that follow from an event of a bill. */
export const consequencesOfPayment = (event: PaymentEvent, timeZone: string): JobSpec[] =>
  follow(onPayment, event, { timeZone });
