import type { BillId, CaseId, CommandId, Money, PersonId } from "../kernel/index.ts";

export const billStatuses = [
  "created",
  "pending",
  "paid",
  "failed",
  "expired",
  "refunded",
] as const;
export type BillStatus = (typeof billStatuses)[number];
export type AttemptStatus = "pending" | "paid" | "failed";
/** Why money settles nothing and is owed back to the person. */
export type OwedReason = "after-expiry" | "twice" | "too-little" | "too-much" | "wrong-currency";
/** What a refund gives back: money that settled nothing, or the fee itself. */
export type RefundOf = "owed" | "fee";
export type RefundStatus = "proposed" | "confirmed" | "made" | "failed" | "rejected";

/** What a provider's books say of a charge: when paid, how much it has received. */
export type ChargeState =
  | { readonly is: "pending" | "failed" }
  | { readonly is: "paid"; readonly money: Money };

/** The facts of a bill from its issue on. Times are ISO 8601 instants. */
export interface BillFacts {
  readonly billId: BillId;
  /** The billing number that people see and type: see `number.ts`. */
  readonly number: string;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly feeId: string;
  /** What it is for, by language. */
  readonly words: Readonly<Record<string, string>>;
  readonly money: Money;
  readonly expiresAt: string;
}

/** One attempt to pay with one provider. */
export interface Attempt {
  readonly id: string;
  readonly provider: string;
  readonly status: AttemptStatus;
  readonly startedAt: string;
  readonly returnUrl: string;
  readonly providerRef?: string;
  readonly redirectTo?: string;
  /** What the provider says it has received; set when it is paid. */
  readonly received?: Money;
  readonly paidAt?: string;
  /** The till that took it, of cash. */
  readonly till?: string;
  /** Whether this is the attempt that paid the bill. */
  readonly settles?: true;
  /** Set when some or all of this money settles nothing and is a credit of the person. */
  readonly owedBack?: OwedReason;
  /** How much of it. */
  readonly owed?: Money;
  readonly refundedAt?: string;
  readonly refunds?: readonly Refund[];
}

/** Money on its way back. */
export interface Refund {
  readonly id: string;
  readonly what: RefundOf;
  readonly money: Money;
  readonly status: RefundStatus;
  readonly reason: string;
  /** An officer, or `system`. */
  readonly proposedBy: string;
  readonly proposedAt: string;
  /** Another officer, or `system` for what nobody has to judge. */
  readonly confirmedBy?: string;
  readonly answeredAt?: string;
  /** The number of the return transfer in the provider's or the treasury's books. */
  readonly outsideRef?: string;
  /** Why the provider did not give it back. */
  readonly failure?: string;
  /** Transferred by the treasury itself. */
  readonly byHand?: true;
}

export interface BillState {
  readonly status: BillStatus | "none";
  readonly facts?: BillFacts;
  readonly issuedAt?: string;
  readonly paidAt?: string;
  readonly attempts: readonly Attempt[];
}

/** A bill as other parts see it. */
export interface Bill extends BillFacts {
  readonly status: BillStatus;
  readonly issuedAt: string;
  readonly paidAt?: string;
}

/** Repeated in every event, so that a reaction needs no lookup. */
export type About = Pick<
  BillFacts,
  "billId" | "number" | "caseId" | "personId" | "feeId" | "money"
>;

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}
type OnAttempt = About & { readonly attemptId: string; readonly at: string };
type OnRefund = OnAttempt & { readonly refundId: string };

export type PaymentEvent =
  | Happened<"BillIssued", BillFacts & { readonly at: string }>
  | Happened<
      "AttemptStarted",
      OnAttempt & {
        readonly provider: string;
        readonly returnUrl: string;
        readonly till?: string;
      }
    >
  | Happened<
      "AttemptLinked",
      OnAttempt & { readonly providerRef: string; readonly redirectTo: string }
    >
  /** Without `received` (older events) the amount of the bill. */
  | Happened<"AttemptSucceeded", OnAttempt & { readonly received?: Money }>
  | Happened<"BillPaid", OnAttempt>
  /** Without `owed` (older events) all that was received. */
  | Happened<"PaidLate", OnAttempt & { readonly why: OwedReason; readonly owed?: Money }>
  | Happened<"AttemptFailed", OnAttempt>
  | Happened<"BillExpired", About & { readonly at: string }>
  | Happened<
      "RefundProposed",
      OnRefund & {
        readonly what: RefundOf;
        readonly refund: Money;
        readonly by: string;
        readonly reason: string;
      }
    >
  | Happened<"RefundConfirmed", OnRefund & { readonly by: string }>
  | Happened<"RefundRejected", OnRefund & { readonly by: string; readonly reason: string }>
  | Happened<"RefundFailed", OnRefund & { readonly reason: string }>
  | Happened<
      "RefundMade",
      OnRefund & {
        readonly what: RefundOf;
        readonly refund: Money;
        readonly outsideRef: string;
        /** Transferred by the treasury itself, not by the provider. */
        readonly byHand?: true;
      }
    >;

export type PaymentEventType = PaymentEvent["type"];

export type PaymentCommand =
  | { readonly type: "issue"; readonly facts: BillFacts }
  | {
      readonly type: "start";
      readonly attemptId: string;
      readonly provider: string;
      readonly returnUrl: string;
    }
  | {
      readonly type: "link";
      readonly attemptId: string;
      readonly providerRef: string;
      readonly redirectTo: string;
    }
  /** The provider's answer to a status read, never the content of a callback. */
  | { readonly type: "report"; readonly attemptId: string; readonly charge: ChargeState }
  /** The money is in the cashier's till already. */
  | {
      readonly type: "take-cash";
      readonly attemptId: string;
      readonly till: string;
      /** Of the till. */
      readonly currency: string;
    }
  /** `unwanted`: before its time, because the application was withdrawn. */
  | { readonly type: "expire"; readonly unwanted?: true }
  | RefundCommand;

export type RefundCommand = { readonly attemptId: string; readonly refundId: string } & (
  | {
      readonly type: "propose-refund";
      readonly what: RefundOf;
      readonly by: string;
      readonly reason: string;
    }
  /** Gives back what settled nothing; nobody has to judge that. */
  | { readonly type: "return-owed" }
  /** `outsideRef`: of a transfer that the treasury makes itself. */
  | { readonly type: "confirm-refund"; readonly by: string; readonly outsideRef?: string }
  | { readonly type: "reject-refund"; readonly by: string; readonly reason: string }
  /** What the provider says became of it. */
  | { readonly type: "answer-refund"; readonly answer: RefundAnswer }
);

export type RefundAnswer =
  | { readonly is: "made"; readonly outsideRef: string }
  | { readonly is: "failed"; readonly reason: string };

/** Where a command comes from: the same `command` again is the same act. */
export interface CommandOrigin {
  readonly command: CommandId;
  readonly actor: string;
}
