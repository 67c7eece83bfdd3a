import type { JourneyMeant } from "../cases/index.ts";
import type { CountersChanged } from "../centres/index.ts";
import type { Shares } from "../credentials/index.ts";
import type { BillId, CommandId } from "../kernel/index.ts";
import { sweepAuth } from "../platform/auth/index.ts";
import type { JobName, NoPayload, OutsideLink, TasksOf } from "../platform/jobs/index.ts";
import { recordSecurity } from "../platform/security/index.ts";
import { endCall } from "./card-bells.ts";
import { applyCorrection, type OfCorrection } from "./correct.ts";
import { countSeats } from "./count-seats.ts";
import { finishErasures } from "./data-requests.ts";
import type { ActDeps } from "./deps.ts";
import { eraseAtNight } from "./erase.ts";
import { keepCommitments } from "./fetch-updates.ts";
import { recordCounted } from "./indicators.ts";
import { issueBill, issueInterim, issuePaper } from "./issue.ts";
import { goOnJourney } from "./journey.ts";
import { moveFilesOfLeave } from "./leave-files.ts";
import { type ClientCalled, closeLeft, tellLeft } from "./left-clients.ts";
import { lowerUnread } from "./lower-card.ts";
import { mailOperators, planDigest } from "./mail-operators.ts";
import { done, fallDue, type OfCase, unlessErased } from "./of-case.ts";
import { tellPaidAtTill } from "./send-to-till.ts";
import {
  type AppointmentNotice,
  type CallOutNotice,
  type Notice,
  notify,
  type OfTicket,
  tellOfAppointment,
  tellOfCallOut,
  tellTicket,
} from "./tell.ts";
import { type OfBreach, tellBreach } from "./tell-breach.ts";
import { tellCounters } from "./tell-counters.ts";
import { tellLeave } from "./tell-leave.ts";
import { type MissingNotice, tellMissing } from "./tell-missing.ts";
import {
  mailOfficer,
  type OfficerMail,
  type OfficersNotice,
  planMorning,
  tellMorning,
  tellOfficers,
} from "./tell-officers.ts";
import { tellReturned } from "./tell-returned.ts";
import { tellWorkOfNobody } from "./work-of-nobody.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    readonly notify: Notice;
    readonly "tell-ticket": OfTicket;
    readonly "tell-appointment": AppointmentNotice;
    readonly "tell-outing": CallOutNotice;
    readonly "tell-officers": OfficersNotice;
    readonly "tell-missing": MissingNotice;
    readonly "tell-left": ClientCalled;
    readonly "tell-counters": CountersChanged;
    /** Every minute while counters of the hall are open. */
    readonly "close-left": { readonly centre: string };
    readonly "mail-officer": OfficerMail;
    readonly "officers.morning": { readonly day: string };
    /** At night. */
    readonly "officers.plan-morning": NoPayload;
    readonly "operations.digest": { readonly day: string };
    /** At night. */
    readonly "operations.plan-digest": NoPayload;
    readonly "issue-bill": OfCase & { readonly fee: string };
    readonly "issue-paper": OfCase;
    readonly "issue-interim": OfCase & { readonly paper: string };
    readonly "go-on-journey": JourneyMeant;
    readonly "case-fall-due": OfCase;
    readonly "end-bills": OfCase;
    readonly "record-payment": OfCase & { readonly fee: string; readonly bill: BillId };
    readonly "cancel-unpaid": OfCase & { readonly fee?: string };
    /** At night. */
    readonly "auth.sweep": NoPayload;
    readonly "cases.sweep": NoPayload;
    readonly "counter.sweep": NoPayload;
    readonly "counter.end-call": { readonly check: string };
    /** What was promised about how long files are kept. */
    readonly "privacy.nightly": NoPayload;
    /** The people of a breach, after two officers. */
    readonly "privacy.tell-breach": OfBreach;
    readonly "privacy.correct": OfCorrection;
    readonly "credentials.sweep": NoPayload;
    /** Questions to owners, reminders, silence and the list of Monday. */
    readonly "commitments.daily": NoPayload;
    /** What the platform has counted for the series of the partnership. */
    readonly "indicators.daily": NoPayload;
  }
}

/**
 * Which act does which job: the jobs are named by reactions.ts, and by the siblings for their own.
 */
export function makeTasks(
  deps: ActDeps & {
    readonly shares: Pick<Shares, "sweep">;
    readonly links: readonly OutsideLink[];
  },
): TasksOf<Exclude<JobName, `api.${string}` | "agencies.tell" | `partnership.${string}`>> {
  const { cases, counter, payments, messages, centres, visitTasks, sql, clock } = deps;
  const actor = { kind: "system" as const };
  return {
    ...payments.tasks,
    ...messages.tasks,
    ...centres.tasks,
    ...visitTasks,
    ...deps.help.tasks,
    ...deps.notifications.tasks,
    notify: unlessErased(deps, (payload) => notify(deps, payload)),
    "tell-missing": (payload) => tellMissing(deps, payload),
    "tell-left": (payload) => tellLeft(deps, payload),
    "tell-counters": (payload) => tellCounters(deps, payload),
    "close-left": ({ centre }) => closeLeft(deps, centre),
    "tell-officers": unlessErased(deps, (payload) => tellOfficers(deps, payload)),
    "leave-files": (payload) => moveFilesOfLeave(deps, payload),
    "tell-leave": (payload) => tellLeave(deps, payload),
    "tell-work-of-nobody": (payload) => tellWorkOfNobody(deps, payload),
    "mail-officer": (payload) => mailOfficer(deps, payload),
    "officers.morning": (payload) => tellMorning(deps, payload),
    "officers.plan-morning": () => planMorning(deps),
    "operations.digest": (payload) => mailOperators(deps, payload),
    "operations.plan-digest": () => planDigest(deps),
    "tell-returned": (payload) => tellReturned(deps, payload),
    "tell-ticket": (payload) => tellTicket(deps, payload),
    "tell-appointment": (payload) => tellOfAppointment(deps, payload),
    "tell-outing": (payload) => tellOfCallOut(deps, payload),
    "issue-bill": (payload) => issueBill(deps, payload),
    "issue-paper": (payload) => issuePaper(deps, payload),
    "issue-interim": (payload) => issueInterim(deps, payload),
    "go-on-journey": (payload) => goOnJourney(deps, payload),
    "case-fall-due": unlessErased(deps, (payload) => fallDue(deps, payload)),
    "end-bills": async ({ caseId }) => done(await payments.endBills(caseId)),
    "record-payment": unlessErased(deps, async ({ caseId, fee, bill }) => {
      const key = `paid:${bill}` as CommandId;
      const command = { type: "record-payment" as const, fee, bill };
      done(await cases.give({ caseId, command, actor, key }));
      await tellPaidAtTill(deps, bill);
    }),
    "cancel-unpaid": unlessErased(deps, async ({ caseId, fee }) => {
      const command = { type: "cancel-unpaid" as const, ...(fee && { fee }) };
      done(await cases.give({ caseId, command, actor }));
    }),
    "auth.sweep": () => sweepAuth(sql, clock()),
    "count-seats": (payload) => countSeats(deps, payload),
    "cases.sweep": async () => {
      await countSeats(deps);
      await cases.sweepPrepared();
      await cases.indexLeft();
    },
    "cases.scan-held": async () => {
      for (const id of await cases.scanHeld())
        await recordSecurity(sql, clock(), { kind: "upload-infected", about: `file:${id}` });
    },
    "commitments.daily": () => keepCommitments(deps),
    "indicators.daily": () => recordCounted(deps),
    "counter.end-call": ({ check }) => endCall(deps, check),
    "counter.sweep": async () => {
      await counter.sweepLookups();
      await lowerUnread(deps);
    },
    "privacy.nightly": async () => {
      await finishErasures(deps);
      await eraseAtNight(deps);
    },
    "privacy.tell-breach": (payload) => tellBreach(deps, payload),
    "privacy.correct": (payload) => applyCorrection(deps, payload),
    "credentials.sweep": () => deps.shares.sweep(),
  };
}
