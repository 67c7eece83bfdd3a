import type { BillId, CaseId, Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import type { NoPayload, TasksOf } from "../platform/jobs/index.ts";
import {
  endBills,
  expireBill,
  readStatus,
  type StartAttempt,
  type Started,
  startAttempt,
} from "./attempts.ts";
import { hearCallback, sweepCallbacks } from "./callback.ts";
import { type IssueBill, issueBill, type PreparedBill, prepareBill } from "./issue.ts";
import type { Attempt, AttemptStatus, Bill, BillStatus, CommandOrigin } from "./model.ts";
import type { Headers } from "./provider.ts";
import {
  attemptsOf,
  billById,
  billByNumber,
  billsOfCase,
  type Credit,
  creditsOwed,
  drift,
} from "./read.ts";
import { type PaymentsDeps, record } from "./record.ts";
import { toBill } from "./store.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    readonly "payments.read-status": { readonly attemptId: string };
    readonly "payments.expire": { readonly billId: BillId };
    /** Runs at night. */
    readonly "payments.sweep": NoPayload;
  }
}
type PaymentTasks = TasksOf<"payments.read-status" | "payments.expire" | "payments.sweep">;

export interface RefundAttempt extends CommandOrigin {
  readonly billId: BillId;
  /** The attempt whose money is returned: the one that paid the fee, or a credit. */
  readonly attemptId: string;
  /** The officer responsible. */
  readonly by: string;
  readonly reason: string;
  /** Number of the return transfer in the books of the treasury or the provider. */
  readonly outsideRef: string;
}

export interface Payments {
  issue(asked: IssueBill): Promise<Result<Bill>>;
  /**
   * A new bill, to be written with the act that it is for. Refuses payments.amount,
   * payments.expired.
   */
  prepare(order: IssueBill): Result<PreparedBill>;
  startAttempt(asked: StartAttempt): Promise<Result<Started>>;
  readStatus(attemptId: string): Promise<Result<AttemptStatus>>;
  callback(providerId: string, headers: Headers, rawBody: string): Promise<Result<"heard">>;
  expire(billId: BillId): Promise<Result<BillStatus | "none">>;
  /** Lets the open bills of a withdrawn case expire early. Refuses payments.outrun. */
  endBills(caseId: CaseId): Promise<Result<void>>;
  /**
   * Records a refund, once per attempt; the page of refunds will call it. Refuses
   * payments.nothing-to-refund, .already-refunded, .refund-unexplained.
   */
  refund(asked: RefundAttempt): Promise<Result<Bill>>;
  billsOfCase(caseId: CaseId): Promise<Bill[]>;
  billById(billId: BillId): Promise<Bill | undefined>;
  billByNumber(typed: string): Promise<Bill | undefined>;
  attemptsOf(billId: BillId): Promise<Attempt[]>;
  creditsOwed(limit: number): Promise<Credit[]>;
  drift(): Promise<BillId[]>;
  readonly tasks: PaymentTasks;
}

async function refundAttempt(deps: PaymentsDeps, refund: RefundAttempt): Promise<Result<Bill>> {
  const { billId, attemptId, by, reason, outsideRef, command, actor } = refund;
  const order = { type: "refund", attemptId, by, reason, outsideRef } as const;
  const recorded = await record(deps, billId, order, { command, actor });
  if (!recorded.ok) return recorded;
  const bill = toBill(recorded.value);
  return bill ? ok(bill) : refuse("not-found", "payments.no-such-bill");
}

/**
 * Throws only for a conflict, which a retry can solve; an unreachable provider already has its next
 * read scheduled.
 */
function settled(result: Result<unknown>): void {
  if (result.ok || result.refusal.kind !== "conflict") return;
  throw new Error(`refused: ${result.refusal.code}`);
}

const tasksOf = (deps: PaymentsDeps): PaymentTasks => ({
  "payments.read-status": async ({ attemptId }) => settled(await readStatus(deps, attemptId)),
  "payments.sweep": () => sweepCallbacks(deps.sql, deps.clock()),
  "payments.expire": async ({ billId }) => settled(await expireBill(deps, billId)),
});

/** Bills and payments over one database and the given providers; the first is the default. */
export const makePayments = (deps: PaymentsDeps): Payments => ({
  issue: (command) => issueBill(deps, command),
  prepare: (order) => prepareBill(deps, order),
  startAttempt: (command) => startAttempt(deps, command),
  readStatus: (attemptId) => readStatus(deps, attemptId),
  callback: (providerId, headers, rawBody) => hearCallback(deps, providerId, headers, rawBody),
  expire: (billId) => expireBill(deps, billId),
  endBills: (caseId) => endBills(deps, caseId),
  refund: (command) => refundAttempt(deps, command),
  billsOfCase: (caseId) => billsOfCase(deps.sql, caseId),
  billById: (billId) => billById(deps.sql, billId),
  billByNumber: (typed) => billByNumber(deps.sql, typed),
  attemptsOf: (billId) => attemptsOf(deps.sql, billId),
  creditsOwed: (limit) => creditsOwed(deps.sql, limit),
  drift: () => drift(deps.sql),
  tasks: tasksOf(deps),
});
