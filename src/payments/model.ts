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
export type LateReason = "after-expiry" | "twice";

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
  /** Set when this money settles nothing and is a credit of the person. */
  readonly owedBack?: LateReason;
  readonly refundedAt?: string;
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

export type PaymentEvent =
  | Happened<"BillIssued", BillFacts & { readonly at: string }>
  | Happened<
      "AttemptStarted",
      OnAttempt & { readonly provider: string; readonly returnUrl: string }
    >
  | Happened<
      "AttemptLinked",
      OnAttempt & { readonly providerRef: string; readonly redirectTo: string }
    >
  | Happened<"AttemptSucceeded", OnAttempt>
  | Happened<"BillPaid", OnAttempt>
  | Happened<"PaidLate", OnAttempt & { readonly why: LateReason }>
  | Happened<"AttemptFailed", OnAttempt>
  | Happened<"BillExpired", About & { readonly at: string }>
  | Happened<
      "RefundMade",
      OnAttempt & { readonly by: string; readonly reason: string; readonly outsideRef: string }
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
  | { readonly type: "report"; readonly attemptId: string; readonly status: AttemptStatus }
  /** `unwanted`: before its time, because the application was withdrawn. */
  | { readonly type: "expire"; readonly unwanted?: true }
  | {
      readonly type: "refund";
      readonly attemptId: string;
      readonly by: string;
      readonly reason: string;
      /** The number of the return transfer in the treasury's or the provider's books. */
      readonly outsideRef: string;
    };

/** Where a command comes from: the same `command` again is the same act. */
export interface CommandOrigin {
  readonly command: CommandId;
  readonly actor: string;
}
