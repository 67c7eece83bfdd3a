import {
  addDuration,
  type Calendar,
  dateIn,
  type OfficerId,
  type PersonId,
} from "../kernel/index.ts";
import type { Pool } from "../platform/db/index.ts";
import * as notice from "./breach-notice.ts";
import * as breaches from "./breaches.ts";
import * as corrections from "./corrections.ts";
import * as holds from "./holds.ts";
import * as nights from "./nights.ts";
import * as requests from "./requests.ts";
import type { PrivacyRules } from "./rules.ts";

export interface PrivacyNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly calendar: () => Calendar;
  readonly rules: PrivacyRules;
}

/**
 * The module over its needs, made once in app.ts. Each function is documented where it is defined.
 */
export function makePrivacy({ sql, clock, calendar, rules }: PrivacyNeeds) {
  const today = () => dateIn(clock(), calendar().timeZone);
  return {
    rules,
    holds: () => holds.holds(sql),
    isHeld: (caseId: string) => holds.isHeld(sql, caseId, today()),
    placeHold: (hold: holds.NewHold) => holds.placeHold(sql, { at: clock(), today: today() }, hold),
    askToLift: (asked: { readonly id: string; readonly by: OfficerId; readonly reason: string }) =>
      holds.askToLift(sql, clock(), asked),
    confirmLift: (confirmed: { readonly id: string; readonly by: OfficerId }) =>
      holds.confirmLift(sql, clock(), confirmed),
    beginNight: () => nights.beginNight(sql, clock()),
    endNight: (id: string, counts: nights.NightCounts) => nights.endNight(sql, clock(), id, counts),
    nights: () => nights.nights(sql),
    askRequest: (request: requests.NewRequest) =>
      requests.askRequest(
        sql,
        { at: clock(), dueAt: addDuration(clock(), rules.answer, calendar()) },
        request,
      ),
    requestsOf: (person: PersonId) => requests.requestsOf(sql, person),
    openRequests: () => requests.openRequests(sql),
    answeredRequests: () => requests.answeredRequests(sql),
    unfinishedErasures: () => requests.unfinishedErasures(sql),
    findRequest: (id: string) => requests.findRequest(sql, id),
    answerRequest: (decided: requests.RequestDecided) =>
      requests.answerRequest(sql, clock(), decided),
    takeBack: (of: { readonly id: string; readonly person: PersonId }) =>
      requests.takeBack(sql, clock(), of),
    recordDone: (id: string, done: requests.ErasureDone) => requests.recordDone(sql, id, done),
    findCorrection: (id: string) => corrections.findCorrection(sql, id),
    correctionsOf: (request: string) => corrections.correctionsOf(sql, request),
    dropCorrection: (id: string) => corrections.dropCorrection(sql, id),
    recordApplied: (id: string) => corrections.recordApplied(sql, clock(), id),
    breaches: () => breaches.breaches(sql),
    recordBreachStep: (id: string, done: Omit<breaches.BreachStepDone, "at">) =>
      breaches.recordBreachStep(sql, id, { ...done, at: clock() }),
    noticeOf: (breach: string) => notice.noticeOf(sql, breach),
    noticesTo: (person: PersonId) => notice.noticesTo(sql, person),
    erasuresOf: (night: string) => nights.erasuresOf(sql, night),
  };
}

export type Privacy = ReturnType<typeof makePrivacy>;
