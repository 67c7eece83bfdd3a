import { type Money, ok, type Result, refuse } from "../kernel/index.ts";
import type {
  About,
  Attempt,
  PaymentEvent,
  Refund,
  RefundCommand,
  RefundOf,
  RefundStatus,
} from "./model.ts";

type Events = Result<readonly PaymentEvent[]>;
type Of<Type extends RefundCommand["type"]> = Extract<RefundCommand, { type: Type }>;

/** Who acts for money that nobody has to judge. */
export const systemActor = "system";

const open: ReadonlySet<RefundStatus> = new Set(["proposed", "confirmed"]);

/** What can still be given back of an attempt; undefined where nothing can. */
function refundable(attempt: Attempt, what: RefundOf): Result<Money> {
  const { received, owed, settles, refunds = [] } = attempt;
  const all = what === "owed" ? owed : settles && received;
  if (!all) return refuse("conflict", "payments.nothing-to-refund");
  const before = refunds.filter((one) => one.what === what);
  if (before.some(({ status }) => status === "made"))
    return refuse("conflict", "payments.already-refunded");
  if (before.some(({ status }) => open.has(status)))
    return refuse("conflict", "payments.refund-open");
  // An overpayment is owed back by itself; the fee is what is left.
  const minor = what === "fee" && owed ? all.minor - owed.minor : all.minor;
  return ok({ ...all, minor });
}

/** Whether the fee that an attempt paid can be proposed to be given back. */
export const isFeeRefundable = (attempt: Attempt): boolean => refundable(attempt, "fee").ok;

interface Deciding {
  readonly attempt: Attempt;
  readonly about: About;
  readonly at: string;
}

function propose({ attempt, about, at }: Deciding, command: Of<"propose-refund">): Events {
  const money = refundable(attempt, command.what);
  if (!money.ok) return money;
  if (command.reason.trim() === "") return refuse("invalid", "payments.refund-unexplained");
  const { attemptId, refundId, what, by, reason } = command;
  const same = attempt.refunds?.find(({ id }) => id === refundId);
  if (same && same.status !== "rejected" && same.status !== "failed")
    return refuse("conflict", "payments.refund-over");
  const data = { ...about, attemptId, refundId, what, refund: money.value, by, reason, at };
  return ok([{ type: "RefundProposed", data }]);
}

function returnOwed(deciding: Deciding, command: Of<"return-owed">): Events {
  const { attemptId, refundId } = command;
  const { attempt, about, at } = deciding;
  const reason: string = attempt.owedBack ?? "";
  const by = systemActor;
  const order = { type: "propose-refund", attemptId, refundId, what: "owed", by, reason } as const;
  const proposed = propose(deciding, order);
  if (!proposed.ok) return proposed;
  const data = { ...about, attemptId, refundId, by, at };
  return ok([...proposed.value, { type: "RefundConfirmed", data }]);
}

function confirm(
  { about, at }: Deciding,
  refund: Refund,
  { attemptId, refundId, by, outsideRef }: Of<"confirm-refund">,
): Events {
  if (refund.status !== "proposed") return refuse("conflict", "payments.refund-over");
  if (refund.proposedBy === by) return refuse("not-allowed", "payments.same-officer");
  const on = { ...about, attemptId, refundId, at };
  const confirmed: PaymentEvent = { type: "RefundConfirmed", data: { ...on, by } };
  if (outsideRef === undefined) return ok([confirmed]);
  if (outsideRef.trim() === "") return refuse("invalid", "payments.refund-unexplained");
  const { what, money } = refund;
  const data = { ...on, what, refund: money, outsideRef, byHand: true as const };
  return ok([confirmed, { type: "RefundMade", data }]);
}

function reject(
  { about, at }: Deciding,
  refund: Refund,
  { attemptId, refundId, by, reason }: Of<"reject-refund">,
): Events {
  if (refund.status !== "proposed") return refuse("conflict", "payments.refund-over");
  if (reason.trim() === "") return refuse("invalid", "payments.refund-unexplained");
  return ok([{ type: "RefundRejected", data: { ...about, attemptId, refundId, by, reason, at } }]);
}

function answer(
  { about, at }: Deciding,
  refund: Refund,
  { attemptId, refundId, answer: said }: Of<"answer-refund">,
): Events {
  if (refund.status !== "confirmed") return ok([]);
  const on = { ...about, attemptId, refundId, at };
  if (said.is === "failed")
    return ok([{ type: "RefundFailed", data: { ...on, reason: said.reason } }]);
  const { what, money } = refund;
  const { outsideRef } = said;
  return ok([{ type: "RefundMade", data: { ...on, what, refund: money, outsideRef } }]);
}

/**
 * The rules of refunds. What settled nothing goes back by itself; the fee, and what a provider did
 * not give back, by two officers. A refund that is over can be proposed anew.
 *
 * Refusals: payments.nothing-to-refund, .already-refunded, .refund-open, .refund-over,
 * .no-such-refund, .same-officer, .refund-unexplained.
 */
export function decideRefund(deciding: Deciding, command: RefundCommand): Events {
  if (command.type === "propose-refund") return propose(deciding, command);
  if (command.type === "return-owed") return returnOwed(deciding, command);
  const refund = deciding.attempt.refunds?.find(({ id }) => id === command.refundId);
  if (!refund) return refuse("not-found", "payments.no-such-refund");
  if (command.type === "confirm-refund") return confirm(deciding, refund, command);
  if (command.type === "reject-refund") return reject(deciding, refund, command);
  return answer(deciding, refund, command);
}
