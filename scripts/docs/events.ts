import { linkEvents } from "../../src/acts/index.ts";
import { caseEvolution } from "../../src/cases/evolve.ts";
import { credentialEvolution } from "../../src/credentials/decide.ts";
import { commitmentEvolution } from "../../src/partnership/commitments/evolve.ts";
import { exchangeEvolution } from "../../src/partnership/exchange/decide.ts";
import { groupEvolution } from "../../src/partnership/groups/decide.ts";
import { indicatorEvolution } from "../../src/partnership/indicators/decide.ts";
import { instrumentEvolution } from "../../src/partnership/instruments/evolve.ts";
import { pilotEvolution } from "../../src/partnership/pilots/decide.ts";
import { postEvolution } from "../../src/partnership/posts/decide.ts";
import { riskEvolution } from "../../src/partnership/risks/decide.ts";
import { sessionEvolution } from "../../src/partnership/sessions/decide.ts";
import { billEvolution } from "../../src/payments/evolve.ts";
import type { JobName } from "../../src/platform/jobs/index.ts";
import { onCase, onPayment, onVisit } from "../../src/reactions.ts";
import { settingEvolution } from "../../src/settings/change.ts";
import { holidayEvolution } from "../../src/settings/decide.ts";
import { registerEvents } from "../../src/settings/register.ts";
import { staffEvolution } from "../../src/staff/decide.ts";
import { heading, row } from "./source-files.ts";

/** The events of each part, by the tables that say what each leads to. */
const events = {
  cases: Object.keys(caseEvolution),
  payments: Object.keys(billEvolution),
  credentials: Object.keys(credentialEvolution),
  partnership: [
    instrumentEvolution,
    commitmentEvolution,
    postEvolution,
    groupEvolution,
    sessionEvolution,
    exchangeEvolution,
    pilotEvolution,
    riskEvolution,
    indicatorEvolution,
  ].flatMap((each) => Object.keys(each)),
  staff: Object.keys(staffEvolution),
  settings: [
    ...[holidayEvolution, settingEvolution].flatMap((each) => Object.keys(each)),
    ...registerEvents,
  ],
  centres: Object.keys(onVisit),
  operations: linkEvents,
};

interface Follower {
  readonly task: JobName;
  readonly about: string | undefined;
}

const reactions: Readonly<Record<string, readonly Follower[] | undefined>> = {
  ...onCase,
  ...onPayment,
  ...onVisit,
};

/**
 * When each job is planned other than by reactions.ts; none is missing, or this does not compile.
 */
const plannedBy: Readonly<Record<JobName, string>> = {
  "help.sweep": "erases numbers of calls that are over, and old requests",
  "privacy.nightly": "at night",
  "privacy.tell-breach": "a second officer confirmed what the people of a breach are told",
  "privacy.correct": "a granted correction is carried out",
  "cases.scan-held": "an upload that came while the virus scanner was away, and at night",
  notify: "`issue-paper`, for the day on which a renewal opens",
  "issue-bill": "",
  "end-bills": "",
  "issue-paper": "",
  "issue-interim": "",
  "record-payment": "",
  "cancel-unpaid": "",
  "case-fall-due": "a case whose next due time changes, and itself, for that time",
  "go-on-journey": "`issue-paper`, and a person who agrees to a journey",
  "tell-missing": "a roster that is saved, for ten minutes after each of its shifts begins",
  "close-left": "a counter that opens, and itself every minute while one is open",
  "tell-counters": "counters that whoever runs the floor opens for officers, or closes",
  "tell-left": "a call at a counter, for the minutes that the hall gives a client to come",
  "tell-officers": "a note that names colleagues",
  "tell-work-of-nobody": "roles that end, by themselves or as somebody leaves",
  "count-seats": "roles that are given or end, by themselves or as somebody leaves",
  "leave-files": "leave with a deputy, for its beginning and its end",
  "tell-leave": "leave of an officer that is asked for, entered, declined, changed or ended",
  "mail-officer": "whatever tells officers who want e-mail, five minutes later",
  "officers.morning": "`officers.plan-morning`, for the hour at which offices open",
  "officers.plan-morning": "every night",
  "notifications.sweep": "every night",
  "tell-returned": "a mail server that reports that an e-mail came back, or refuses its address",
  "tell-ticket": "a ticket that is taken, `centres.tell-near`",
  "tell-appointment": "",
  "tell-outing": "",
  "appointment-missed": "",
  "appointments.call-off": "a change of the public holidays; every night",
  "payments.read-status":
    "`AttemptStarted`, a callback of the provider, and itself while it is open",
  "payments.return": "`PaidLate`",
  "payments.refund": "`RefundConfirmed`, and itself until the provider says what became of it",
  "payments.reconcile": "every night",
  "payments.sweep": "every night",
  "payments.expire": "`BillIssued`, for the end of its term",
  "messages.sweep": "every night",
  "centres.close-day": "the first tickets of a day, for its end",
  "centres.tell-near": "a call where somebody waits to be told",
  "centres.sweep": "every night",
  "api.tell": "",
  "agencies.tell": "",
  "operations.digest": "`operations.plan-digest`, for the hour at which offices open",
  "operations.plan-digest": "at night",
  "api.deliver": "`api.tell`, itself after a failure, a replay",
  "api.sweep": "every night",
  "auth.sweep": "every night",
  "cases.sweep": "every night",
  "credentials.sweep": "every night",
  "counter.sweep": "every night",
  "counter.end-call": "a call for a second officer is over",
  "commitments.daily": "every night",
  "indicators.daily": "every night",
  "partnership.take-over":
    "what happens to something on which the other side said what could not be taken; every night",
  "partnership.send":
    "what our side states, where the registers of the partnership are linked; every night",
};

const jobsAfter = (event: string): string =>
  (reactions[event] ?? [])
    .map(({ task, about }) => (about ? `${task} (${about})` : task))
    .join(", ");

const eventsBefore = (task: string): readonly string[] =>
  Object.entries(reactions)
    .filter(([, jobs = []]) => jobs.some((job) => job.task === task))
    .map(([event]) => `\`${event}\``);

/** Every event with the jobs that follow, and every job with what plans it. */
export function eventsPage(): string {
  const happened = Object.entries(events).flatMap(([part, names]) =>
    names.map((event) => row(`\`${event}\``, part, jobsAfter(event))),
  );
  const jobs = Object.entries(plannedBy)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([task, otherwise]) =>
      row(`\`${task}\``, [...eventsBefore(task), otherwise].filter((by) => by !== "").join(", ")),
    );
  return `${heading("Events", "the tables of events and src/reactions.ts")}\
| event | part | jobs that follow |
|---|---|---|
${happened.join("\n")}

## Jobs

| job | planned by |
|---|---|
${jobs.join("\n")}
`;
}
