import { ratableUntil } from "../assessment/index.ts";
import {
  type Application,
  answerWindow,
  appealWindow,
  contactWindow,
  isDecided,
  owedNow,
  withdrawalWindow,
} from "../cases/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import type { Credential } from "../credentials/index.ts";
import { type Calendar, dateBefore, dateIn, ok, type Result, refuse } from "../kernel/index.ts";
import type { Bill } from "../payments/index.ts";
import type { ActDeps } from "./deps.ts";
import { payWindow } from "./pay.ts";

/** What a person can do with an application that is sent, in the order in which it is offered. */
export const caseActs = [
  "answer",
  "pay",
  "appeal",
  "renew",
  "contact",
  "withdraw",
  "rate",
] as const;
export type CaseAct = (typeof caseActs)[number];

/** That an act is open now, and until when where it has a term. */
export interface Window {
  /** ISO instant. */
  readonly until?: string;
  /** Local date, where the term is one of days: it counts whole. */
  readonly lastDay?: string;
}

/** An application with all that decides what can be done with it now. */
export interface CaseNow {
  readonly app: Application;
  readonly bills: readonly Bill[];
  /** What was issued on it. */
  readonly papers: readonly Credential[];
  readonly now: Date;
  readonly calendar: Calendar;
  readonly catalogue: Pick<Catalogue, "current">;
}

/** Reads what belongs to an application. */
export async function caseNow(
  deps: Pick<ActDeps, "payments" | "credentials" | "clock" | "calendar" | "catalogue">,
  app: Application,
): Promise<CaseNow> {
  const [bills, papers] = await Promise.all([
    deps.payments.billsOfCase(app.id),
    deps.credentials.forCase(app.id),
  ]);
  const { catalogue } = deps;
  return { app, bills, papers, now: deps.clock(), calendar: deps.calendar(), catalogue };
}

/**
 * For each act whether it is open, until when, or why not: the one table that every door reads.
 * What `cases` and `payments` decide themselves they say by the predicate that they decide with.
 */
const table: Readonly<Record<CaseAct, (at: CaseNow) => Result<Window>>> = {
  answer: ({ app }) => answerWindow(app.state),
  pay: ({ app, bills, now }) => payWindow(bills, owedNow(app.state), now),
  appeal: ({ app, now, calendar }) => appealWindow(app.state, app.definition, now, calendar),
  renew: (at) => renewalWindow(at),
  contact: ({ app }) => contactWindow(app.state),
  withdraw: ({ app }) => withdrawalWindow(app.state),
  rate: ratingWindow,
};

/** Whether one act is open, until when, or why not. */
export const windowOf = (act: CaseAct, at: CaseNow): Result<Window> => table[act](at);

/** Every act with its window or its refusal. */
export const actsOf = (at: CaseNow): Readonly<Record<CaseAct, Result<Window>>> => ({
  answer: table.answer(at),
  pay: table.pay(at),
  appeal: table.appeal(at),
  renew: table.renew(at),
  contact: table.contact(at),
  withdraw: table.withdraw(at),
  rate: table.rate(at),
});

/** The acts that are open now, in the order in which they are offered. */
export const openActs = (at: CaseNow): readonly CaseAct[] =>
  caseActs.filter((act) => windowOf(act, at).ok);

const isAppealDecided = ({ type }: { readonly type: string }) => type === "AppealDecided";

/** Refuses case.not-decided: what is still on its way is not rated; and case.too-late. */
export function ratingWindow({
  app: { state, history },
  now,
}: Pick<CaseNow, "app" | "now">): Result<Window> {
  const decidedAt = history.findLast(isAppealDecided)?.at ?? state.decision?.at;
  if (decidedAt === undefined || !isDecided(state.status))
    return refuse("conflict", "case.not-decided");
  const until = ratableUntil(decidedAt);
  return until < now.toISOString() ? refuse("conflict", "case.too-late") : ok({ until });
}

/** From when to when (local dates, both included) the paper of an application may be renewed. */
export interface RenewalTerm {
  readonly from: string;
  readonly lastDay: string;
}

/** Undefined where nothing is to be renewed: no such offer, a paper for life, one that was revoked. */
export function renewalTerm({
  app,
  papers,
  catalogue,
}: Pick<CaseNow, "app" | "papers" | "catalogue">): RenewalTerm | undefined {
  const offer = catalogue.current(app.definition.id)?.renewal;
  const paper = papers.find(
    ({ revoked, validUntil, documentType }) =>
      !revoked && validUntil !== undefined && documentType === app.definition.output?.id,
  );
  if (!offer || !paper?.validUntil || app.state.status !== "granted") return undefined;
  const lastDay = paper.validUntil.slice(0, 10);
  return { from: dateBefore(lastDay, offer.opens), lastDay };
}

/** Refuses case.no-renewal, case.too-early (facts: from), case.too-late. */
function renewalWindow(at: CaseNow): Result<Window> {
  const term = renewalTerm(at);
  if (!term) return refuse("conflict", "case.no-renewal");
  const today = dateIn(at.now, at.calendar.timeZone);
  const { from, lastDay } = term;
  if (today < from) return refuse("conflict", "case.too-early", { facts: { from } });
  return today > lastDay ? refuse("conflict", "case.too-late") : ok({ lastDay });
}
