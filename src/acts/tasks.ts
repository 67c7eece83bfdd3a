import type { CaseId, CommandId } from "../kernel/index.ts";
import { sweepConfirmations, sweepSessions } from "../platform/auth/index.ts";
import type { Tasks } from "../platform/jobs/index.ts";
import type { ActDeps } from "./deps.ts";
import { issueBill, issueInterim, issuePaper } from "./issue.ts";
import { goOnJourney, type JourneyMeant } from "./journey.ts";
import { done, fallDue, type OfCase } from "./of-case.ts";
import {
  type AppointmentNotice,
  type Notice,
  notify,
  type OfTicket,
  type OutingNotice,
  tellOfAppointment,
  tellOfOuting,
  tellTicket,
} from "./tell.ts";

/** Which act does which job: the jobs are named by reactions.ts, and by the siblings for their own. */
export function makeTasks(deps: ActDeps): Tasks {
  const { cases, payments, messages, centres, visitTasks, sql, clock } = deps;
  const actor = { kind: "system" as const };
  return {
    ...payments.tasks,
    ...messages.tasks,
    ...centres.tasks,
    ...visitTasks,
    notify: (payload: Notice) => notify(deps, payload),
    "tell-ticket": (payload: OfTicket) => tellTicket(deps, payload),
    "tell-appointment": (payload: AppointmentNotice) => tellOfAppointment(deps, payload),
    "tell-outing": (payload: OutingNotice) => tellOfOuting(deps, payload),
    "issue-bill": (payload: OfCase & { fee: string }) => issueBill(deps, payload),
    "issue-paper": (payload: OfCase) => issuePaper(deps, payload),
    "issue-interim": (payload: OfCase & { paper: string }) => issueInterim(deps, payload),
    "go-on-journey": (payload: JourneyMeant) => goOnJourney(deps, payload),
    "case-fall-due": (payload: OfCase) => fallDue(deps, payload),
    "end-bills": async ({ caseId }: OfCase) => done(await payments.endBills(caseId as CaseId)),
    "record-payment": async ({ caseId, fee, bill }: OfCase & { fee: string; bill: string }) => {
      const key = `paid:${bill}` as CommandId;
      const command = { type: "record-payment" as const, fee, bill };
      done(await cases.give({ caseId, command, actor, key }));
    },
    "cancel-unpaid": async ({ caseId, fee }: OfCase & { fee?: string }) => {
      const command = { type: "cancel-unpaid" as const, ...(fee && { fee }) };
      done(await cases.give({ caseId, command, actor }));
    },
    "auth.sweep": async () => {
      await sweepSessions(sql, clock());
      await sweepConfirmations(sql, clock());
    },
  };
}
