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

/** Acts of a person on a submitted application, in the order in which they are offered. */
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

/** That an act is open now, and until when if it has a term. */
export interface Window {
  /** ISO instant. */
  readonly until?: string;
  /** Local date, for a term of days: it counts whole. */
  readonly lastDay?: string;
}

/** An application with everything that determines the open acts. */
export interface CaseNow {
  readonly app: Application;
  readonly bills: readonly Bill[];
  /** The certificates issued on it. */
  readonly certificates: readonly Credential[];
  readonly now: Date;
  readonly calendar: Calendar;
  readonly catalogue: Pick<Catalogue, "current">;
}

/** Reads everything that belongs to an application. */
export async function caseNow(
  deps: Pick<ActDeps, "payments" | "credentials" | "clock" | "calendar" | "catalogue">,
  app: Application,
): Promise<CaseNow> {
  const [bills, papers] = await Promise.all([
    deps.payments.billsOfCase(app.id),
    deps.credentials.forCase(app.id),
  ]);
  const { catalogue } = deps;
  return {
    app,
    bills,
    certificates: papers,
    now: deps.clock(),
    calendar: deps.calendar(),
    catalogue,
  };
}

/**
 * For each act whether it is open, until when, or why not: the only such table, read by every
 * channel. `cases` and `payments` provide the predicates with which they decide.
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

/** The open acts, in the order in which they are offered. */
export const openActs = (at: CaseNow): readonly CaseAct[] =>
  caseActs.filter((act) => windowOf(act, at).ok);

const isAppealDecided = ({ type }: { readonly type: string }) => type === "AppealDecided";

/** Refuses case.not-decided while it is undecided, and case.too-late. */
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

/** The period (local dates, both included) in which the certificate may be renewed. */
export interface RenewalTerm {
  readonly from: string;
  readonly lastDay: string;
}

/** Undefined where there is no renewal: not offered, a certificate for life, or a revoked one. */
export function renewalTerm({
  app,
  certificates,
  catalogue,
}: Pick<CaseNow, "app" | "certificates" | "catalogue">): RenewalTerm | undefined {
  const offer = catalogue.current(app.definition.id)?.renewal;
  const renewable = certificates.find(
    ({ revoked, validUntil, documentType }) =>
      !revoked && validUntil !== undefined && documentType === app.definition.output?.id,
  );
  if (!offer || !renewable?.validUntil || app.state.status !== "granted") return undefined;
  const lastDay = renewable.validUntil.slice(0, 10);
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
