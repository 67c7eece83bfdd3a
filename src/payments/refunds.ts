import type { BillId, Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { ask, providerOf, system } from "./attempts.ts";
import type { Bill, CommandOrigin, Refund, RefundCommand, RefundOf } from "./model.ts";
import { type PaymentsDeps, record, refundJob } from "./record.ts";
import { loadBill, toBill } from "./store.ts";

/** What the two officers of a refund say, and who they are. */
interface Officer extends CommandOrigin {
  readonly billId: BillId;
  readonly attemptId: string;
  /** The officer responsible. */
  readonly by: string;
}

export interface ProposeRefund extends Officer {
  readonly what: RefundOf;
  readonly reason: string;
}

export interface ConfirmRefund extends Officer {
  readonly refundId: string;
  /** Number of the transfer that the treasury made itself; else the provider is asked. */
  readonly outsideRef?: string;
}

export interface RejectRefund extends Officer {
  readonly refundId: string;
  readonly reason: string;
}

async function give(
  deps: PaymentsDeps,
  billId: BillId,
  command: RefundCommand,
  origin: CommandOrigin,
): Promise<Result<Bill>> {
  const recorded = await record(deps, billId, command, origin);
  if (!recorded.ok) return recorded;
  const bill = toBill(recorded.value);
  return bill ? ok(bill) : refuse("not-found", "payments.no-such-bill");
}

/** The first of two officers says what is to be given back and why. */
export const proposeRefund = (deps: PaymentsDeps, order: ProposeRefund): Promise<Result<Bill>> => {
  const { billId, attemptId, what, by, reason, command, actor } = order;
  const type = "propose-refund";
  const proposal = { type, attemptId, refundId: newId(), what, by, reason } as const;
  return give(deps, billId, proposal, { command, actor });
};

/** Whether a provider gives money back when it is asked. */
export const canRefund = (deps: Pick<PaymentsDeps, "providers">, provider: string): boolean =>
  providerOf(deps, provider)?.refund !== undefined;

/** The second officer confirms, who is another. */
export async function confirmRefund(
  deps: PaymentsDeps,
  { billId, attemptId, refundId, by, outsideRef, command, actor }: ConfirmRefund,
): Promise<Result<Bill>> {
  const { state } = await loadBill(deps.sql, billId);
  const provider = state.attempts.find(({ id }) => id === attemptId)?.provider;
  if (outsideRef === undefined && !canRefund(deps, provider ?? ""))
    return refuse("invalid", "payments.refund-by-hand");
  const order = { type: "confirm-refund", attemptId, refundId, by } as const;
  const byHand = outsideRef === undefined ? order : { ...order, outsideRef };
  return give(deps, billId, byHand, { command, actor });
}

/** The second officer says no, and why. */
export const rejectRefund = (deps: PaymentsDeps, order: RejectRefund): Promise<Result<Bill>> => {
  const { billId, attemptId, refundId, by, reason, command, actor } = order;
  const rejection = { type: "reject-refund", attemptId, refundId, by, reason } as const;
  return give(deps, billId, rejection, { command, actor });
};

/**
 * Gives back what settled nothing without anyone asking, where its provider can and it is not more
 * than the limit; else it waits for two officers.
 */
export async function returnOwed(
  deps: PaymentsDeps,
  billId: BillId,
  attemptId: string,
): Promise<Result<unknown>> {
  const { state } = await loadBill(deps.sql, billId);
  const attempt = state.attempts.find(({ id }) => id === attemptId);
  const limit = deps.automaticRefundMinor ?? 0;
  if (!attempt?.owed || attempt.owed.minor > limit || !canRefund(deps, attempt.provider))
    return ok(undefined);
  // One that the provider did not give back is for officers to judge.
  if (attempt.refunds?.length) return ok(undefined);
  const command = { type: "return-owed", attemptId, refundId: newId() } as const;
  return give(deps, billId, command, system(`return-${attemptId}`));
}

const minute = 60_000;
/** Asked again after so long, and then every hour until the provider says what became of it. */
const again = [1, 5, 15, 60].map((minutes) => minutes * minute);

/** When a refund is asked about next. */
function nextAsk({ proposedAt }: Refund, now: Date): Date {
  const age = now.getTime() - Date.parse(proposedAt);
  const wait = again.find((each) => each > age) ?? 60 * minute;
  return new Date(now.getTime() + wait);
}

/** Has the provider give back a confirmed refund, or asks what became of it. Idempotent. */
export async function makeRefund(
  deps: PaymentsDeps,
  billId: BillId,
  refundId: string,
): Promise<Result<unknown>> {
  const { state } = await loadBill(deps.sql, billId);
  const attempt = state.attempts.find(({ refunds }) => refunds?.some(({ id }) => id === refundId));
  const refund = attempt?.refunds?.find(({ id }) => id === refundId);
  if (refund?.status !== "confirmed" || !attempt?.providerRef) return ok(undefined);
  const { id: attemptId, providerRef, provider: providerId } = attempt;
  const provider = providerOf(deps, providerId);
  const order = { refundId, attemptId, providerRef, money: refund.money };
  const answer = await ask(async () => provider?.refund?.(order));
  if (answer === undefined || answer.is === "pending") {
    const runAt = nextAsk(refund, deps.clock());
    await deps.enqueue(deps.sql, [refundJob(billId, refundId, runAt)]);
    return ok(undefined);
  }
  const command = { type: "answer-refund", attemptId, refundId, answer } as const;
  return give(deps, billId, command, system(`refund-${refundId}-${answer.is}`));
}
