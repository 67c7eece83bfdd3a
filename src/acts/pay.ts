import { actorText, type CaseState, type FeeOwed, type RecordedActor } from "../cases/index.ts";
import { type CommandId, type Money, ok, type Result, refuse } from "../kernel/index.ts";
import {
  type Attempt,
  type Bill,
  type BillStatus,
  type OwedReason,
  type ProviderMethod,
  payability,
  type Started,
} from "../payments/index.ts";
import type { ActDeps } from "./deps.ts";

/** Whether this bill can be paid at an instant. */
export const isPayable = (bill: Bill, now: Date): boolean => payability(bill, now.toISOString()).ok;

/** How a bill stands for whoever reads it. */
export interface BillStanding {
  readonly is: BillStatus | "cancelled" | "left";
  /** The application has ended: nothing is owed, or what was paid is not automatically refunded. */
  readonly notice?: "bill-cancelled" | "bill-paid-withdrawn" | "bill-paid-refused";
}

/**
 * How a bill stands at an instant. `isLeft`: its payment was begun on the page of a provider, which
 * reports none (`paymentsLeft`), so nothing is in progress. A job marks a bill as expired some time
 * after its term, but it can no longer be paid from its term on.
 */
export function billStanding(
  bill: Bill,
  { status }: Pick<CaseState, "status">,
  now: Date,
  isLeft = false,
): BillStanding {
  const withdrawn = status === "withdrawn";
  if (bill.status === "refunded") return { is: "refunded" };
  if (bill.status === "paid" && status === "refused")
    return { is: "paid", notice: "bill-paid-refused" };
  if (bill.status === "paid")
    return { is: "paid", ...(withdrawn && { notice: "bill-paid-withdrawn" }) };
  if (withdrawn) return { is: "cancelled", notice: "bill-cancelled" };
  if (!isPayable(bill, now)) return { is: "expired" };
  return { is: bill.status === "pending" && isLeft ? "left" : bill.status };
}

/** The bills that can be paid at an instant, in their order. */
export const payable = (bills: readonly Bill[], now: Date): readonly Bill[] =>
  bills.filter((bill) => isPayable(bill, now));

/** Whether a fee is owed whose bill is not written yet: a job writes it shortly after. */
export const billComes = (bills: readonly Bill[], owed: readonly FeeOwed[]): boolean =>
  owed.some(({ id }) => !bills.some(({ feeId }) => feeId === id));

/**
 * Whether a payment is open on an application, and until when. Refuses case.bill-coming while a
 * bill is being written, payments.expired after its term, and case.nothing-to-pay where nothing is
 * owed.
 */
export function payWindow(
  bills: readonly Bill[],
  owed: readonly FeeOwed[],
  now: Date,
): Result<{ readonly until: string }> {
  const [until] = payable(bills, now)
    .map(({ expiresAt }) => expiresAt)
    .sort();
  if (until !== undefined) return ok({ until });
  if (owed.length === 0) return refuse("conflict", "case.nothing-to-pay");
  return refuse("conflict", billComes(bills, owed) ? "case.bill-coming" : "payments.expired");
}

export type Payer =
  | Extract<RecordedActor, { readonly kind: "person" }>
  | { readonly kind: "program"; readonly client: string }
  | { readonly kind: "telephone" };

/** As the books name them. */
const payerText = (by: Payer): string => {
  if (by.kind === "person") return actorText(by);
  return by.kind === "program" ? `client:${by.client}` : "phone ussd";
};

export interface Payment {
  readonly bill: Pick<Bill, "billId" | "personId">;
  /** Where the provider returns the payer to. */
  readonly returnUrl: string;
  readonly key: CommandId;
  /** Who pays: a person, by whichever door; a program; or a telephone that nobody is known by. */
  readonly by: Payer;
  /** Telephone (E.164) that is asked to confirm, where the provider pushes a request. */
  readonly payer?: string;
  /** How they want to pay; else the first provider that can take it. */
  readonly method?: ProviderMethod;
  /** The language of what they read at the provider. */
  readonly lang?: string;
}

/** Starts a payment of a bill. Refuses as `payments.startAttempt` does. */
export const startPayment = (
  { payments }: Pick<ActDeps, "payments">,
  { bill, key, by, ...payment }: Payment,
): Promise<Result<Started>> =>
  payments.startAttempt({
    ...payment,
    actor: payerText(by),
    billId: bill.billId,
    personId: bill.personId,
    command: key,
  });

/**
 * The bills that can be paid as one with those of an application: its own and those of the same
 * journey, in one currency. None where no provider takes several, or there is only one.
 */
export async function billsTogether(
  { cases, payments, clock }: Pick<ActDeps, "cases" | "payments" | "clock">,
  caseId: Bill["caseId"],
): Promise<readonly Bill[]> {
  if (!payments.takesTogether) return [];
  const journey = await cases.journeyOf({ caseId });
  const steps = journey?.drafts.flatMap((draft) => draft.caseId ?? []) ?? [];
  const ids = [...new Set([caseId, ...steps])];
  const all = await Promise.all(ids.map((id) => payments.billsOfCase(id)));
  const bills = payable(all.flat(), clock());
  const currency = bills[0]?.money.currency;
  const together = bills.filter(({ money }) => money.currency === currency);
  return together.length > 1 ? together : [];
}

/** Starts one payment of all these bills. Refuses as `payments.startTogether` does. */
export function payTogether(
  { payments }: Pick<ActDeps, "payments">,
  bills: readonly Bill[],
  { bill: { personId }, key, by, ...payment }: Payment,
): Promise<Result<Started>> {
  const { returnUrl, payer, lang } = payment;
  return payments.startTogether({
    ...{ billIds: bills.map(({ billId }) => billId), personId, returnUrl },
    ...{ ...(payer && { payer }), ...(lang && { lang }) },
    ...{ actor: payerText(by), command: key },
  });
}

/** The state of the bill tried last; for a paid one, the next that can be paid. */
export type Outcome =
  | { readonly is: "paid"; readonly bill: Bill; readonly more: readonly Bill[] }
  | { readonly is: "waiting"; readonly bill?: Bill }
  /** They came back from the provider's page, which reports no payment. */
  | { readonly is: "left"; readonly bill: Bill }
  | { readonly is: "failed"; readonly bill: Bill };

/**
 * Reads every open attempt of an application from its provider, where that answers soon, and
 * returns the resulting state.
 */
export async function lookAtPayment(
  deps: Pick<ActDeps, "payments" | "clock">,
  caseId: Bill["caseId"],
): Promise<Outcome> {
  const { payments } = deps;
  const now = deps.clock();
  const open = payable(await payments.billsOfCase(caseId), now);
  await payments.readOpen(open.map(({ billId }) => billId));
  const bills = await payments.billsOfCase(caseId);
  return outcomeOf(bills, await triedLast(bills, deps), now);
}

/** The attempts of an application that are open, and their bills. */
async function openAttempts({ payments }: Pick<ActDeps, "payments">, caseId: Bill["caseId"]) {
  const bills = await payments.billsOfCase(caseId);
  const each = await Promise.all(
    bills.map(async ({ billId }) =>
      (await payments.attemptsOf(billId)).map((attempt) => ({ billId, attempt })),
    ),
  );
  return each.flat().filter(({ attempt }) => attempt.status === "pending");
}

/** Whether every open payment of an application can be ended at its provider. */
export async function canCancelPayment(
  deps: Pick<ActDeps, "payments">,
  caseId: Bill["caseId"],
): Promise<boolean> {
  const open = await openAttempts(deps, caseId);
  return open.length > 0 && open.every(({ attempt }) => deps.payments.canCancel(attempt.provider));
}

/** Ends the open payments of an application. Refuses as `payments.cancelAttempt` does. */
export async function cancelPayment(
  deps: Pick<ActDeps, "payments">,
  caseId: Bill["caseId"],
): Promise<Result<"cancelled">> {
  for (const { billId, attempt } of await openAttempts(deps, caseId)) {
    const ended = await deps.payments.cancelAttempt(billId, attempt.id);
    if (!ended.ok) return ended;
  }
  return ok("cancelled");
}

/** Money that settles nothing, or that went back, as its person is told of it. */
export interface MoneyBack {
  readonly id: string;
  readonly money: Money;
  readonly why?: OwedReason;
  /** When it went back; still to come where absent. */
  readonly at?: string;
}

/** What is owed back of an application, and what went back. */
export async function moneyBackOf(
  { payments }: Pick<ActDeps, "payments">,
  bills: readonly Bill[],
): Promise<readonly MoneyBack[]> {
  const all = await Promise.all(bills.map(({ billId }) => payments.attemptsOf(billId)));
  return all.flat().flatMap(({ id, owed, owedBack: why, refunds = [] }): readonly MoneyBack[] => {
    const made = refunds.filter(({ status }) => status === "made");
    const went = made.map((refund) => ({
      ...{ id: refund.id, money: refund.money, at: refund.answeredAt ?? refund.proposedAt },
      ...(refund.what === "owed" && why && { why }),
    }));
    const open = owed && !made.some(({ what }) => what === "owed");
    return open ? [{ id, money: owed, ...(why && { why }) }, ...went] : went;
  });
}

/** The newest attempt and its bill: from there the person returns. */
async function triedLast(
  bills: readonly Bill[],
  { payments }: Pick<ActDeps, "payments">,
): Promise<Tried | undefined> {
  const tried = await Promise.all(
    bills.map(async (bill) => ({ bill, attempt: (await payments.attemptsOf(bill.billId)).at(-1) })),
  );
  const at = ({ attempt }: Tried) => attempt?.startedAt ?? "";
  const [last] = tried.filter((each) => at(each) !== "").sort((a, b) => (at(a) < at(b) ? 1 : -1));
  return last;
}

interface Tried {
  readonly bill: Bill;
  readonly attempt: Attempt | undefined;
}

/**
 * Whether the payer was led to a page of the provider; otherwise a request was pushed to their
 * telephone.
 */
const wasLedAway = ({ redirectTo, returnUrl }: Attempt): boolean =>
  redirectTo !== undefined && redirectTo !== returnUrl;

/** The payment of these bills that is still open; of several, the one that was begun last. */
export async function runningPayment(
  { payments }: Pick<ActDeps, "payments">,
  bills: readonly Bill[],
): Promise<Attempt | undefined> {
  const pending = bills.filter(({ status }) => status === "pending");
  const all = await Promise.all(pending.map(({ billId }) => payments.attemptsOf(billId)));
  const open = all.flat().filter(({ status }) => status === "pending");
  return open.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0];
}

/**
 * A bill before its cash is taken, and whether another payment of it is open: that is looked at
 * first, since it may be over by now.
 */
export async function billAtTill(
  { payments }: Pick<ActDeps, "payments">,
  sought: Bill,
): Promise<{ readonly bill: Bill; readonly runs: boolean }> {
  if (sought.status !== "pending") return { bill: sought, runs: false };
  await payments.readOpen([sought.billId]);
  const bill = (await payments.billById(sought.billId)) ?? sought;
  return { bill, runs: bill.status === "pending" };
}

/** The bills whose payment was begun on the page of a provider and not reported since. */
export async function paymentsLeft(
  { payments }: Pick<ActDeps, "payments">,
  bills: readonly Bill[],
): Promise<ReadonlySet<string>> {
  const pending = bills.filter(({ status }) => status === "pending");
  const left = await Promise.all(
    pending.map(async ({ billId }) => {
      const last = (await payments.attemptsOf(billId)).at(-1);
      return last && wasLedAway(last) ? [billId] : [];
    }),
  );
  return new Set<string>(left.flat());
}

function outcomeOf(bills: readonly Bill[], tried: Tried | undefined, now: Date): Outcome {
  const bill = tried?.bill ?? payable(bills, now)[0] ?? bills.at(-1);
  if (!bill) return { is: "waiting" };
  const more = payable(bills, now).filter((each) => each.billId !== bill.billId);
  if (bill.status === "paid" || bill.status === "refunded") return { is: "paid", bill, more };
  if (bill.status === "pending")
    return { is: tried?.attempt && wasLedAway(tried.attempt) ? "left" : "waiting", bill };
  return { is: "failed", bill };
}
