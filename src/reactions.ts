import type { CaseEvent, CaseState } from "./cases/index.ts";
import type { FeeMoment } from "./catalogue/index.ts";
import type { VisitEvent } from "./centres/index.ts";
import type { Template } from "./messages/index.ts";
import type { PaymentEvent } from "./payments/index.ts";
import type { JobSpec } from "./platform/jobs/index.ts";
import { eventNames } from "./programs/index.ts";

/**
 * When this happens, do that: the whole asynchronous life of the platform on one screen. Each entry
 * names the jobs that follow from an event; they are written in the event's own transaction and run
 * by `acts/tasks.ts`. An event that is misspelt here does not compile.
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
  (due: FeeMoment) =>
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

/** Nobody pays for what was taken back. */
const endBills = (_event: unknown, { submitted }: CaseState): JobSpec => ({
  task: "end-bills",
  payload: { caseId: submitted?.case },
});

/** What waited for the paper of this application will not get it: the person is told. */
const goOnJourney = (_event: unknown, { submitted }: CaseState): JobSpec => ({
  task: "go-on-journey",
  payload: { caseId: submitted?.case },
});

const onCase: Reactions<CaseEvent, CaseState> = {
  CaseSubmitted: [tell("submitted"), issueBills("submit")],
  FeesFellDue: [({ data }, state) => issueBills(`before ${data.stage}`)(undefined, state)],
  InformationRequested: [tell("request")],
  InformationGiven: [tell("answered")],
  ClockExtended: [tell("extended")],
  CaseDecided: [
    ({ data }, state) => tell(data.outcome)(undefined, state),
    ({ data }, state) => (data.outcome === "granted" ? issueBills("grant")(undefined, state) : []),
    ({ data }, state) => (data.outcome === "refused" ? goOnJourney(undefined, state) : []),
  ],
  PaperReleased: [
    ({ data: { paper } }, { submitted }) => {
      const caseId = submitted?.case;
      return { task: "issue-interim", payload: { caseId, paper }, key: `paper:${caseId}:${paper}` };
    },
    tell("paper-given"),
  ],
  OutputReleased: [issuePaper],
  CaseWithdrawn: [tell("withdrawn"), endBills, goOnJourney],
  AppealLodged: [tell("appeal-received")],
  AppealDecided: [tell("appeal-decided")],
};

const onPayment: Reactions<PaymentEvent, { readonly timeZone: string }> = {
  BillIssued: [
    ({ data: { caseId, money, number, expiresAt } }, { timeZone }) => {
      const date = { until: expiresAt, timeZone };
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
    ({ data: { caseId, feeId, billId } }) => ({
      task: "cancel-unpaid",
      payload: { caseId, fee: feeId },
      key: `unpaid:${billId}`,
    }),
  ],
};

const hourMs = 3_600_000;

type OfAppointment = Extract<VisitEvent, { readonly data: { readonly startsAt: string } }>["data"];

const tellOfAppointment = (template: Template, { id, startsAt, at }: OfAppointment): JobSpec => ({
  task: "tell-appointment",
  payload: { appointment: id, template, startsAt, occasion: at },
});

/** The day before and two hours before, where that is still to come. Each names its time: moved, it is void. */
const remindOf = ({ id, startsAt, at }: OfAppointment): JobSpec[] =>
  [24, 2]
    .map((hours) => ({ hours, runAt: new Date(Date.parse(startsAt) - hours * hourMs) }))
    .filter(({ runAt }) => runAt.getTime() > Date.parse(at))
    .map(({ hours, runAt }) => {
      const occasion = `${hours}h:${startsAt}`;
      const payload = { appointment: id, template: "appointment-reminder", startsAt, occasion };
      return { task: "tell-appointment", payload, runAt, key: `appointment:${id}:${hours}` };
    });

/** A second later: at that instant one may still come. */
const missedUnlessHere = ({ id, voidAt }: OfAppointment): JobSpec => ({
  task: "appointment-missed",
  payload: { id },
  runAt: new Date(Date.parse(voidAt) + 1000),
  key: `appointment:${id}:missed`,
});

const tellOfOuting =
  (template: Template) =>
  ({ data: { id, at } }: { readonly data: { readonly id: string; readonly at: string } }) => ({
    task: "tell-outing",
    payload: { outing: id, template, occasion: at },
  });

const onVisit: Reactions<VisitEvent, undefined> = {
  AppointmentBooked: [
    ({ data }) => [tellOfAppointment("appointment-booked", data), ...remindOf(data)],
    ({ data }) => missedUnlessHere(data),
  ],
  AppointmentMoved: [
    ({ data }) => [tellOfAppointment("appointment-moved", data), ...remindOf(data)],
    ({ data }) => missedUnlessHere(data),
  ],
  AppointmentCancelled: [({ data }) => tellOfAppointment("appointment-cancelled", data)],
  AppointmentCalledOff: [({ data }) => tellOfAppointment("appointment-called-off", data)],
  OutingOrdered: [tellOfOuting("outing-ordered")],
  OutingPlanned: [tellOfOuting("outing-planned")],
  OutingDeclined: [tellOfOuting("outing-declined")],
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

/** Does not compile where programs are told of an event that a case does not have. */
const isForPrograms = (type: CaseEvent["type"]): boolean =>
  (Object.keys(eventNames) as (keyof typeof eventNames)[] satisfies CaseEvent["type"][]).some(
    (each) => each === type,
  );

/** The key of the act that sent it says whether a program did: `api:<client>:…`. No question to the database. */
function tellProgram({ type }: CaseEvent, { commands, submitted, version }: CaseState): JobSpec[] {
  if (!isForPrograms(type) || !submitted) return [];
  const brought = [...commands].find((command) => command.startsWith("api:"));
  if (brought === undefined) return [];
  const { case: caseId, reference } = submitted;
  const client = brought.split(":")[1];
  return [{ task: "api.tell", payload: { client, caseId, reference, type, occasion: version } }];
}

/** The jobs that follow from new events of a case. */
export const consequencesOfCase = (events: readonly CaseEvent[], state: CaseState): JobSpec[] =>
  events.flatMap((event) => [...follow(onCase, event, state), ...tellProgram(event, state)]);

/** The jobs that follow from an event of a bill. */
export const consequencesOfPayment = (event: PaymentEvent, timeZone: string): JobSpec[] =>
  follow(onPayment, event, { timeZone });

/** The jobs that follow from a time that was kept, moved or given up, and from a call-out. */
export const consequencesOfVisit = (event: VisitEvent): JobSpec[] =>
  follow(onVisit, event, undefined);
