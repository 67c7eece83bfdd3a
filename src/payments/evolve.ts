import { type Evolution, evolveBy } from "../kernel/index.ts";
import type { Attempt, BillState, PaymentEvent } from "./model.ts";
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

/** The state after each event. */
export const billEvolution: Evolution<BillState, PaymentEvent> = {
  BillIssued: (state, event) => {
    const { at, ...facts } = event.data;
    return { ...moved(state, event), facts, issuedAt: at };
  },
  AttemptStarted: (state, event) => {
    const { attemptId: id, provider, returnUrl, at: startedAt } = event.data;
    const begun: Attempt = { id, provider, returnUrl, status: "pending", startedAt };
    return { ...moved(state, event), attempts: [...state.attempts, begun] };
  },
  AttemptLinked: (state, event) => {
    const { providerRef, redirectTo } = event.data;
    return changed(state, event, { providerRef, redirectTo });
  },
  AttemptSucceeded: (state, event) => changed(state, event, { status: "paid" }),
  // A failure moves the bill only while no other attempt is open.
  AttemptFailed: (state, event) => {
    const after = changed(state, event, { status: "failed" });
    const open = after.attempts.some(({ status }) => status === "pending");
    return open ? after : moved(after, event);
  },
  BillPaid: (state, event) => ({ ...moved(state, event), paidAt: event.data.at }),
  PaidLate: (state, event) => changed(state, event, { owedBack: event.data.why }),
  BillExpired: moved,
  // A refund moves the bill only when it returns the fee itself, not an overpayment.
  RefundMade: (state, event) => {
    const after = changed(state, event, { refundedAt: event.data.at });
    const refunded = after.attempts.find(({ id }) => id === event.data.attemptId);
    return refunded !== undefined && refunded.owedBack === undefined ? moved(after, event) : after;
  },
};

/** The bill after one more event. */
export const evolve = evolveBy(billEvolution);
