import { type CaseEvent, type CaseState, isOpen, meaningOf } from "./cases/index.ts";
import type { FeeMoment } from "./catalogue/index.ts";
import type { VisitEvent } from "./centres/index.ts";
import type { Template } from "./messages/index.ts";
import type { PaymentEvent } from "./payments/index.ts";
import {
  type JobName,
  type JobSpec,
  job,
  type Planned,
  type Reaction,
  type Reactions,
} from "./platform/jobs/index.ts";
import type { ProgramEvent } from "./programs/index.ts";
import {
  caseIdOf,
  countAnew,
  type SubmittedCase,
  type TaskEvent,
  tellHolders,
  tellMembers,
  tellNoQuorum,
  tellOfficers,
  tellOpinion,
  tellOpinionMissing,
  tellReviewAnew,
  tellSeats,
  tellSentBack,
  tellSubstitute,
  tellVoted,
  tellWithdrawn,
} from "./reactions/to-officers.ts";

const noticeOf = (to: SubmittedCase, template: Template): Planned<"notify"> => ({
  // The version names the occasion: however late or often the job runs, it is the same message.
  payload: { ...caseIdOf(to), template, occasion: to.version },
});

/** Tell the person, in their language. */
const tell = (template: Template) =>
  job("notify", (_event, to: SubmittedCase) => noticeOf(to, template), template);

const billsOf = (of: SubmittedCase, due: FeeMoment): Planned<"issue-bill">[] =>
  of.submitted.fees
    .filter((fee) => fee.due === due && fee.money.minor > 0)
    .map((fee) => ({ payload: { ...caseIdOf(of), fee: fee.id } }));

const issueBills = (due: FeeMoment) =>
  job("issue-bill", (_event, of: SubmittedCase) => billsOf(of, due));

const issuePaper = job("issue-paper", (_event, of: SubmittedCase) => ({
  payload: caseIdOf(of),
  key: `paper:${of.submitted.case}`,
}));

/** Nobody pays for what was taken back. */
const endBills = job("end-bills", (_event, of: SubmittedCase) => ({ payload: caseIdOf(of) }));

/** What waited for the paper of this application will not get it: the person is told. */
const goOnJourney = job("go-on-journey", (_event, of: SubmittedCase) => ({
  payload: caseIdOf(of),
}));

/**
 * What a program is told of an application that it brought. The key of the act that sent it says
 * whether a program did: `api:<client>:…`. Only for events that have a name for programs.
 */
const tellProgram = job(
  "api.tell",
  ({ type }: { readonly type: ProgramEvent }, { commands, submitted, version }: SubmittedCase) => {
    const brought = [...commands].find((command) => command.startsWith("api:"));
    const client = brought?.split(":")[1];
    if (client === undefined) return [];
    const { case: caseId, reference } = submitted;
    return { payload: { client, caseId, reference, type, occasion: version } };
  },
);

/** The systems of authorities are told that tasks of theirs wait. */
const tellAgencies = job(
  "agencies.tell",
  (_event, { submitted, tasks, version }: SubmittedCase) => {
    const open = tasks
      .filter(isOpen)
      .map(({ key, stage, authority }) => ({ key, stage, authority }));
    const { case: caseId, reference, service } = submitted;
    return open.length === 0
      ? []
      : { payload: { caseId, reference, service, tasks: open, occasion: version } };
  },
);

/** Nobody is told that a document is there while a fee for it is due. */
const decided = (
  { outcome }: { readonly outcome: "granted" | "refused" },
  { status }: SubmittedCase,
): Template => (status === "granted-awaiting-payment" ? "granted-to-pay" : outcome);

/** Whoever had to pay after the grant is told once the document is there. */
const tellPaid = job(
  "notify",
  (_event, of: SubmittedCase) => (billsOf(of, "grant").length > 0 ? noticeOf(of, "granted") : []),
  "granted",
);

/** Whoever is selected among those of a call is told where the decision is still to come. */
const tellSelected = job(
  "notify",
  ({ data: { selected } }: TaskEvent<"TaskDone">, to: SubmittedCase) =>
    selected && meaningOf(to.status).outcome === null ? noticeOf(to, "selected") : [],
  "selected",
);

/** Events without an entry here are the office's own. */
export const onCase: Reactions<CaseEvent, SubmittedCase> = {
  TaskClaimed: [
    tellOfficers("taken-over", ({ data: { by, from } }: TaskEvent<"TaskClaimed">) =>
      from ? [{ kind: "taken-over", to: [from], by }] : [],
    ),
  ],
  TaskAssigned: [
    tellOfficers(
      "assigned, taken-away",
      ({ data: { by, to, from } }: TaskEvent<"TaskAssigned">) => {
        const who = by !== "system" && { by };
        return [
          { kind: "assigned", to: [to], ...who },
          ...(from ? [{ kind: "taken-away" as const, to: [from], ...who }] : []),
        ];
      },
    ),
  ],
  TaskReleased: [
    tellOfficers("released", ({ data: { by, from } }: TaskEvent<"TaskReleased">) =>
      from ? [{ kind: "released", to: [from], by }] : [],
    ),
  ],
  TaskDone: [tellOpinion, tellVoted, tellSelected],
  OutcomeProposed: [
    tellOfficers("second-signature", ({ data: { task, by } }: TaskEvent<"OutcomeProposed">) => [
      { kind: "second-signature", audience: "signers", task, by },
    ]),
  ],
  TaskEscalated: [
    tellOfficers(
      "escalated, escalated-further",
      ({ data: { task, to, short } }: TaskEvent<"TaskEscalated">) =>
        short
          ? []
          : [
              {
                ...{ audience: "supervisors", task },
                ...(to ? { kind: "escalated-further", role: to } : { kind: "escalated" }),
              },
            ],
    ),
    tellNoQuorum,
    tellOpinionMissing,
  ],
  SeatsCounted: [tellSeats],
  SubstituteNamed: [tellSubstitute],
  SubstituteWithdrawn: [tellWithdrawn],
  MemberRecused: [countAnew],
  CaseSubmitted: [tell("submitted"), issueBills("submit"), tellProgram],
  FeesFellDue: [
    job("issue-bill", ({ data }, of) => billsOf(of, `before ${data.stage}`)),
    tellProgram,
  ],
  FeePaid: [tellProgram],
  StageEntered: [tellAgencies, tellMembers, tellSentBack, tellReviewAnew],
  ProposalReturned: [tellAgencies, tellSentBack],
  InformationRequested: [tell("request"), tellProgram],
  InformationGiven: [tell("answered"), tellHolders("answered"), tellProgram, tellAgencies],
  FindingCorrected: [
    tellOfficers("assigned", ({ data: { by, anew = [] } }: TaskEvent<"FindingCorrected">) =>
      anew.length > 0 ? [{ kind: "assigned", to: anew, by }] : [],
    ),
  ],
  ClockExtended: [tell("extended"), tellProgram],
  CaseDecided: [
    job("notify", ({ data }, to) => noticeOf(to, decided(data, to)), "granted or refused"),
    job("issue-bill", ({ data }, of) => (data.outcome === "granted" ? billsOf(of, "grant") : [])),
    job("go-on-journey", ({ data }, of) =>
      data.outcome === "refused" ? { payload: caseIdOf(of) } : [],
    ),
    tellProgram,
  ],
  PaperReleased: [
    job("issue-interim", ({ data: { paper } }, of) => ({
      payload: { ...caseIdOf(of), paper },
      key: `paper:${of.submitted.case}:${paper}`,
    })),
    tell("paper-given"),
    tellProgram,
  ],
  OutputReleased: [issuePaper, tellPaid, tellProgram],
  CaseWithdrawn: [tell("withdrawn"), endBills, goOnJourney, tellProgram],
  ContactChanged: [tell("contact-changed")],
  AppealLodged: [tell("appeal-received"), tellProgram, tellMembers, tellReviewAnew],
  AppealDecided: [tell("appeal-decided"), tellProgram],
};

export const onPayment: Reactions<PaymentEvent, { readonly timeZone: string }> = {
  BillIssued: [
    job(
      "notify",
      ({ data: { caseId, money, number, expiresAt } }, { timeZone }) => {
        const date = { until: expiresAt, timeZone };
        return { payload: { caseId, template: "fee-due", more: { amount: money, number, date } } };
      },
      "fee-due",
    ),
  ],
  BillPaid: [
    job(
      "notify",
      ({ data: { caseId, money, number } }) => ({
        payload: { caseId, template: "paid", more: { amount: money, number } },
      }),
      "paid",
    ),
    job("record-payment", ({ data: { caseId, feeId, billId } }) => ({
      payload: { caseId, fee: feeId, bill: billId },
      key: `paid:${billId}`,
    })),
  ],
  PaidLate: [
    job(
      "notify",
      ({ data: { caseId, money, owed = money, attemptId } }) => ({
        payload: { caseId, template: "credit", of: attemptId, more: { amount: owed } },
      }),
      "credit",
    ),
  ],
  RefundMade: [
    job(
      "notify",
      ({ data: { caseId, refund, refundId } }) => ({
        payload: { caseId, template: "refunded", of: refundId, more: { amount: refund } },
      }),
      "refunded",
    ),
  ],
  BillExpired: [
    job("cancel-unpaid", ({ data: { caseId, feeId, billId } }) => ({
      payload: { caseId, fee: feeId },
      key: `unpaid:${billId}`,
    })),
  ],
};

const hourMs = 3_600_000;

/** An appointment that was booked or moved, or that ended. */
interface AboutAppointment {
  readonly data: {
    readonly id: string;
    /** ISO instant. */
    readonly startsAt: string;
    readonly at: string;
  };
}

const tellOfAppointment = (template: Template) =>
  job(
    "tell-appointment",
    ({ data: { id, startsAt, at } }: AboutAppointment) => ({
      payload: { appointment: id, template, startsAt, occasion: at },
    }),
    template,
  );

/**
 * The day before and two hours before, where that is still to come. Each names the time that it is
 * about, so that the reminder of an appointment that was moved tells nothing.
 */
const remind = job(
  "tell-appointment",
  ({ data: { id, startsAt, at } }: AboutAppointment) =>
    [24, 2]
      .map((hours) => ({ hours, runAt: new Date(Date.parse(startsAt) - hours * hourMs) }))
      .filter(({ runAt }) => runAt.getTime() > Date.parse(at))
      .map(({ hours, runAt }) => ({
        payload: {
          appointment: id,
          template: "appointment-reminder" as const,
          startsAt,
          occasion: `${hours}h:${startsAt}`,
        },
        runAt,
        key: `appointment:${id}:${hours}`,
      })),
  "appointment-reminder",
);

/** One second after the last moment at which one may still come. */
const missedUnlessHere = job(
  "appointment-missed",
  ({
    data: { id, voidAt },
  }: {
    readonly data: { readonly id: string; readonly voidAt: string };
  }) => ({
    payload: { id },
    runAt: new Date(Date.parse(voidAt) + 1000),
    key: `appointment:${id}:missed`,
  }),
);

const tellOfCallOut = (template: Template) =>
  job(
    "tell-outing",
    ({ data: { id, at } }: { readonly data: { readonly id: string; readonly at: string } }) => ({
      payload: { outing: id, template, occasion: at },
    }),
    template,
  );

export const onVisit: Required<Reactions<VisitEvent, undefined>> = {
  AppointmentBooked: [tellOfAppointment("appointment-booked"), remind, missedUnlessHere],
  AppointmentMoved: [tellOfAppointment("appointment-moved"), remind, missedUnlessHere],
  AppointmentCancelled: [tellOfAppointment("appointment-cancelled")],
  AppointmentCalledOff: [tellOfAppointment("appointment-called-off")],
  OutingOrdered: [tellOfCallOut("outing-ordered")],
  OutingPlanned: [tellOfCallOut("outing-planned")],
  OutingDeclined: [tellOfCallOut("outing-declined")],
};

function follow<Event extends { readonly type: string }, Context>(
  reactions: Reactions<Event, Context>,
  event: Event,
  context: Context,
): JobSpec[] {
  const toThis = reactions[event.type as Event["type"]] as
    | readonly Reaction<Event, Context, JobName>[]
    | undefined;
  return (toThis ?? []).flatMap(({ task, plan }) =>
    [plan(event, context)].flat().map((planned) => ({ task, ...planned }) as JobSpec),
  );
}

/** The jobs that follow from new events of a case. */
export function consequencesOfCase(events: readonly CaseEvent[], state: CaseState): JobSpec[] {
  const { submitted } = state;
  if (!submitted) return [];
  return events.flatMap((event) => follow(onCase, event, { ...state, submitted }));
}

/** The jobs that follow from an event of a bill. */
export const consequencesOfPayment = (event: PaymentEvent, timeZone: string): JobSpec[] =>
  follow(onPayment, event, { timeZone });

/** The jobs that follow from an appointment booked, moved or ended, and from a call-out. */
export const consequencesOfVisit = (event: VisitEvent): JobSpec[] =>
  follow(onVisit, event, undefined);
