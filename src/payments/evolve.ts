import type { Attempt, BillState, PaymentEvent } from "./model.ts";
import { next } from "./transitions.ts";

export const initial: BillState = { status: "none", attempts: [] };

function attemptsAfter(attempts: readonly Attempt[], event: PaymentEvent): readonly Attempt[] {
  if (event.type === "BillIssued" || event.type === "BillExpired") return attempts;
  const { attemptId: id, at } = event.data;
  const change = (more: Partial<Attempt>) =>
    attempts.map((one) => (one.id === id ? { ...one, ...more } : one));
  switch (event.type) {
    case "AttemptStarted": {
      const { provider, returnUrl } = event.data;
      return [...attempts, { id, provider, returnUrl, status: "pending", startedAt: at }];
    }
    case "AttemptLinked": {
      const { providerRef, redirectTo } = event.data;
      return change({ providerRef, redirectTo });
    }
    case "AttemptSucceeded":
      return change({ status: "paid" });
    case "AttemptFailed":
      return change({ status: "failed" });
    case "PaidLate":
      return change({ owedBack: event.data.why });
    case "RefundMade":
      return change({ refundedAt: at });
    case "BillPaid":
      return attempts;
  }
}

/** Two events move a bill only sometimes: a failure while nothing else is open, a refund of the fee itself. */
function moves(event: PaymentEvent, attempts: readonly Attempt[]): boolean {
  if (event.type === "AttemptFailed") return attempts.every(({ status }) => status !== "pending");
  if (event.type !== "RefundMade") return true;
  const back = attempts.find(({ id }) => id === event.data.attemptId);
  return back !== undefined && back.owedBack === undefined;
}

/** The bill after one more event. */
export function evolve(state: BillState, event: PaymentEvent): BillState {
  const attempts = attemptsAfter(state.attempts, event);
  const to = moves(event, attempts) ? next(state.status, event.type) : undefined;
  const after: BillState = { ...state, attempts, status: to ?? state.status };
  if (event.type === "BillPaid") return { ...after, paidAt: event.data.at };
  if (event.type !== "BillIssued") return after;
  const { at, ...facts } = event.data;
  return { ...after, facts, issuedAt: at };
}
