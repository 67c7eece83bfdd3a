import { type Decider, type Money, ok, type Result, refuse } from "../kernel/index.ts";
import { decideRefund } from "./decide-refund.ts";
import { evolve, initial } from "./evolve.ts";
import type {
  About,
  Attempt,
  BillFacts,
  BillState,
  ChargeState,
  OwedReason,
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

/** Cash is counted before it is recorded: it pays the bill in one step. */
function takeCash(
  state: BillState,
  about: BillFacts,
  command: Of<"take-cash">,
  at: string,
): Events {
  const open = payability({ status: state.status, expiresAt: about.expiresAt }, at);
  if (!open.ok) return open;
  const { attemptId, till, currency } = command;
  if (currency !== about.money.currency) return refuse("conflict", "payments.other-currency");
  const data = { ...aboutOf(about), attemptId, at };
  return ok([
    { type: "AttemptStarted", data: { ...data, provider: "cash", returnUrl: "", till } },
    { type: "AttemptSucceeded", data: { ...data, received: about.money } },
    { type: "BillPaid", data },
  ]);
}

function link(attempt: Attempt, about: BillFacts, command: Of<"link">, at: string): Events {
  if (attempt.providerRef !== undefined) return nothing;
  const { attemptId, providerRef, redirectTo } = command;
  const data = { ...aboutOf(about), attemptId, providerRef, redirectTo, at };
  return ok([{ type: "AttemptLinked", data }]);
}

/** Why money settles nothing of this bill; undefined where it pays it. */
function whyOwed({ status, facts }: BillState, received: Money): OwedReason | undefined {
  if (status === "expired") return "after-expiry";
  if (!next(status, "BillPaid")) return "twice";
  if (received.currency !== facts?.money.currency) return "wrong-currency";
  return received.minor < facts.money.minor ? "too-little" : undefined;
}

/**
 * Money that arrived is recorded once per attempt, in every status of the bill and in every amount:
 * it settles the bill, or it is a credit of the person; of too much, the rest is. "Failed" is final
 * only until money arrives.
 */
function report(
  state: BillState,
  attempt: Attempt,
  about: BillFacts,
  charge: ChargeState,
  at: string,
): Events {
  const data = { ...aboutOf(about), attemptId: attempt.id, at };
  if (charge.is === "failed" && attempt.status === "pending")
    return ok([{ type: "AttemptFailed", data }]);
  if (charge.is !== "paid" || attempt.status === "paid") return nothing;
  const received = charge.money;
  if (!Number.isSafeInteger(received.minor) || received.minor <= 0)
    return refuse("invalid", "payments.amount");
  const succeeded: PaymentEvent = { type: "AttemptSucceeded", data: { ...data, received } };
  const why = whyOwed(state, received);
  if (why) return ok([succeeded, { type: "PaidLate", data: { ...data, why, owed: received } }]);
  const more = received.minor - about.money.minor;
  const owed = { ...received, minor: more };
  const rest: PaymentEvent = { type: "PaidLate", data: { ...data, why: "too-much", owed } };
  return ok([succeeded, { type: "BillPaid", data }, ...(more > 0 ? [rest] : [])]);
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

function decide(
  state: BillState,
  command: PaymentCommand,
  { at }: { readonly at: string },
): Events {
  if (command.type === "issue") return issue(state, command, at);
  const about = state.facts;
  if (!about) return refuse("not-found", "payments.no-such-bill");
  if (command.type === "start") return start(state, about, command, at);
  if (command.type === "take-cash") return takeCash(state, about, command, at);
  if (command.type === "expire") return expire(state, about, command, at);
  const attempt = state.attempts.find(({ id }) => id === command.attemptId);
  if (!attempt) return refuse("not-found", "payments.no-such-attempt");
  if (command.type === "link") return link(attempt, about, command, at);
  if (command.type === "report") return report(state, attempt, about, command.charge, at);
  return decideRefund({ attempt, about: aboutOf(about), at }, command);
}

/**
 * The rules of bills. Fact: `at`, the instant of the decision (ISO 8601).
 *
 * Refusals: payments.amount, .expired, .already-paid, .no-such-bill, .no-such-attempt,
 * .not-yet-expired, and those of refunds. A command that would change nothing is no refusal and
 * records nothing.
 */
export const billDecider: Decider<
  BillState,
  PaymentCommand,
  PaymentEvent,
  { readonly at: string }
> = { initial, decide, evolve };
