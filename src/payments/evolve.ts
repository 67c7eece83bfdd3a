import { type Evolution, evolveBy } from "../kernel/index.ts";
import type { Attempt, BillState, PaymentEvent, Refund } from "./model.ts";
import { next } from "./transitions.ts";

export const initial: BillState = { status: "none", attempts: [] };

/** Moves to the status that the table of transitions gives. */
const moved = (state: BillState, { type }: PaymentEvent): BillState => ({
  ...state,
  status: next(state.status, type) ?? state.status,
});

const changed = (
  state: BillState,
  { data: { attemptId } }: { readonly data: { readonly attemptId: string } },
  more: Partial<Attempt>,
): BillState => ({
  ...state,
  attempts: state.attempts.map((one) => (one.id === attemptId ? { ...one, ...more } : one)),
});

const isOpen = ({ attempts }: BillState): boolean =>
  attempts.some(({ status }) => status === "pending");

/** One refund of an attempt, changed. */
const changedRefund = (
  state: BillState,
  event: { readonly data: { readonly attemptId: string; readonly refundId: string } },
  more: Partial<Refund>,
): BillState => {
  const { attemptId, refundId } = event.data;
  const before = state.attempts.find(({ id }) => id === attemptId)?.refunds ?? [];
  const refunds = before.map((one) => (one.id === refundId ? { ...one, ...more } : one));
  return changed(state, event, { refunds });
};

/** The state after each event. */
export const billEvolution: Evolution<BillState, PaymentEvent> = {
  BillIssued: (state, event) => {
    const { at, ...facts } = event.data;
    return { ...moved(state, event), facts, issuedAt: at };
  },
  AttemptStarted: (state, event) => {
    const { attemptId: id, provider, returnUrl, till, at: startedAt } = event.data;
    const begun: Attempt = {
      ...{ id, provider, returnUrl, status: "pending", startedAt },
      ...(till !== undefined && { till }),
    };
    return { ...moved(state, event), attempts: [...state.attempts, begun] };
  },
  AttemptLinked: (state, event) => {
    const { providerRef, redirectTo } = event.data;
    return changed(state, event, { providerRef, redirectTo });
  },
  AttemptSucceeded: (state, event) =>
    changed(state, event, {
      status: "paid",
      received: event.data.received ?? event.data.money,
      paidAt: event.data.at,
    }),
  // A failure moves the bill only while no other attempt is open.
  AttemptFailed: (state, event) => {
    const after = changed(state, event, { status: "failed" });
    return isOpen(after) ? after : moved(after, event);
  },
  BillPaid: (state, event) => ({
    ...changed(moved(state, event), event, { settles: true }),
    paidAt: event.data.at,
  }),
  PaidLate: (state, event) => {
    const { why: owedBack, owed, money } = event.data;
    const after = changed(state, event, { owedBack, owed: owed ?? money });
    return isOpen(after) ? after : moved(after, event);
  },
  BillExpired: moved,
  RefundProposed: (state, event) => {
    const { attemptId, refundId: id, what, refund: money, by, reason, at } = event.data;
    const proposed: Refund = {
      ...{ id, what, money, reason, status: "proposed" },
      ...{ proposedBy: by, proposedAt: at },
    };
    const before = state.attempts.find((one) => one.id === attemptId)?.refunds ?? [];
    return changed(state, event, { refunds: [...before, proposed] });
  },
  RefundConfirmed: (state, event) =>
    changedRefund(state, event, { status: "confirmed", confirmedBy: event.data.by }),
  RefundRejected: (state, event) => {
    const { by: confirmedBy, reason: failure, at: answeredAt } = event.data;
    return changedRefund(state, event, { status: "rejected", confirmedBy, failure, answeredAt });
  },
  RefundFailed: (state, event) => {
    const { reason: failure, at: answeredAt } = event.data;
    return changedRefund(state, event, { status: "failed", failure, answeredAt });
  },
  // A refund moves the bill only when it returns the fee itself, not an overpayment.
  RefundMade: (state, event) => {
    const { what, outsideRef, byHand, at } = event.data;
    const made = {
      ...({ status: "made", outsideRef, answeredAt: at } as const),
      ...(byHand && { byHand }),
    };
    const after = changed(changedRefund(state, event, made), event, { refundedAt: at });
    return what === "fee" ? moved(after, event) : after;
  },
};

/** The bill after one more event. */
export const evolve = evolveBy(billEvolution);
