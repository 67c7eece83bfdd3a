import { type Decider, ok, type Result, refuse } from "../kernel/index.ts";
import { evolve, initial } from "./evolve.ts";
import type {
  About,
  Attempt,
  AttemptStatus,
  BillFacts,
  BillState,
  PaymentCommand,
  PaymentEvent,
} from "./model.ts";
import { next } from "./transitions.ts";

type Events = Result<readonly PaymentEvent[]>;
type Of<Type extends PaymentCommand["type"]> = Extract<PaymentCommand, { type: Type }>;

const nothing: Events = ok([]);

const aboutOf = ({ billId, number, caseId, personId, feeId, money }: BillFacts): About => ({
  billId,
  number,
  caseId,
  personId,
  feeId,
  money,
});

function issue(state: BillState, { facts }: Of<"issue">, at: string): Events {
  if (state.status !== "none") return nothing;
  const { minor, currency } = facts.money;
  if (!Number.isSafeInteger(minor) || minor <= 0 || !/^[A-Z]{3}$/.test(currency))
    return refuse("invalid", "payments.amount");
  if (facts.expiresAt <= at) return refuse("conflict", "payments.expired");
  return ok([{ type: "BillIssued", data: { ...facts, at } }]);
}

/** The open attempt with the same provider, if any: continuing it cannot pay twice. */
export const openAttempt = (state: BillState, provider: string): Attempt | undefined =>
  state.attempts.find((one) => one.provider === provider && one.status === "pending");

/**
 * Whether a bill can be paid at an instant (ISO text). Refuses payments.already-paid,
 * payments.expired.
 */
export function payability(
  { status, expiresAt }: Pick<BillFacts, "expiresAt"> & Pick<BillState, "status">,
  at: string,
): Result<{ readonly until: string }> {
  if (status === "paid" || status === "refunded")
    return refuse("conflict", "payments.already-paid");
  if (status === "expired" || expiresAt <= at) return refuse("conflict", "payments.expired");
  return ok({ until: expiresAt });
}

function start(state: BillState, about: BillFacts, command: Of<"start">, at: string): Events {
  const open = payability({ status: state.status, expiresAt: about.expiresAt }, at);
  if (!open.ok) return open;
  if (openAttempt(state, command.provider)) return nothing;
  const { attemptId, provider, returnUrl } = command;
  const data = { ...aboutOf(about), attemptId, provider, returnUrl, at };
  return ok([{ type: "AttemptStarted", data }]);
}

function link(attempt: Attempt, about: BillFacts, command: Of<"link">, at: string): Events {
  if (attempt.providerRef !== undefined) return nothing;
  const { attemptId, providerRef, redirectTo } = command;
  const data = { ...aboutOf(about), attemptId, providerRef, redirectTo, at };
  return ok([{ type: "AttemptLinked", data }]);
}

/**
 * Money that arrived is recorded once per attempt, in every status of the bill: it settles the bill
 * or becomes a credit of the person. "Failed" is final only until money arrives.
 */
function report(
  state: BillState,
  attempt: Attempt,
  about: BillFacts,
  status: AttemptStatus,
  at: string,
): Events {
  const data = { ...aboutOf(about), attemptId: attempt.id, at };
  if (status === "failed" && attempt.status === "pending")
    return ok([{ type: "AttemptFailed", data }]);
  if (status !== "paid" || attempt.status === "paid") return nothing;
  const received: PaymentEvent = { type: "AttemptSucceeded", data };
  if (next(state.status, "BillPaid")) return ok([received, { type: "BillPaid", data }]);
  const why = state.status === "expired" ? "after-expiry" : "twice";
  return ok([received, { type: "PaidLate", data: { ...data, why } }]);
}

function expire(
  state: BillState,
  about: BillFacts,
  { unwanted }: Of<"expire">,
  at: string,
): Events {
  if (!next(state.status, "BillExpired")) return nothing;
  if (!unwanted && at < about.expiresAt) return refuse("conflict", "payments.not-yet-expired");
  return ok([{ type: "BillExpired", data: { ...aboutOf(about), at } }]);
}

function refund(attempt: Attempt, about: BillFacts, command: Of<"refund">, at: string): Events {
  if (attempt.status !== "paid") return refuse("conflict", "payments.nothing-to-refund");
  if (attempt.refundedAt !== undefined) return refuse("conflict", "payments.already-refunded");
  const { attemptId, by, reason, outsideRef } = command;
  if (reason.trim() === "" || outsideRef.trim() === "")
    return refuse("invalid", "payments.refund-unexplained");
  return ok([
    { type: "RefundMade", data: { ...aboutOf(about), attemptId, by, reason, outsideRef, at } },
  ]);
}

function decide(
  state: BillState,
  command: PaymentCommand,
  { at }: { readonly at: string },
): Events {
  if (command.type === "issue") return issue(state, command, at);
  const about = state.facts;
  if (!about) return refuse("not-found", "payments.no-such-bill");
  if (command.type === "start") return start(state, about, command, at);
  if (command.type === "expire") return expire(state, about, command, at);
  const attempt = state.attempts.find(({ id }) => id === command.attemptId);
  if (!attempt) return refuse("not-found", "payments.no-such-attempt");
  if (command.type === "link") return link(attempt, about, command, at);
  if (command.type === "refund") return refund(attempt, about, command, at);
  return report(state, attempt, about, command.status, at);
}

/**
 * The rules of bills. Fact: `at`, the instant of the decision (ISO 8601).
 *
 * Refusals: payments.amount, .expired, .already-paid, .no-such-bill, .no-such-attempt,
 * .not-yet-expired, .nothing-to-refund, .already-refunded, .refund-unexplained. A command that
 * would change nothing is no refusal and records nothing.
 */
export const billDecider: Decider<
  BillState,
  PaymentCommand,
  PaymentEvent,
  { readonly at: string }
> = { initial, decide, evolve };
