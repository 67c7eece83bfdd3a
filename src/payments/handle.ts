import type { BillId, CaseId, Result } from "../kernel/index.ts";
import type { NoPayload, TasksOf } from "../platform/jobs/index.ts";
import {
  cancelAttempt,
  endBills,
  expireBill,
  providerOf,
  readOpen,
  readStatus,
  type StartAttempt,
  type Started,
  startAttempt,
} from "./attempts.ts";
import { type Balance, trialBalance } from "./books.ts";
import { hearCallback, sweepCallbacks } from "./callback.ts";
import { type IssueBill, issueBill, type PreparedBill, prepareBill } from "./issue.ts";
import type { Attempt, AttemptStatus, Bill, BillStatus } from "./model.ts";
import type { Headers, ProviderMethod } from "./provider.ts";
import {
  attemptsOf,
  billById,
  billByNumber,
  billsOfCase,
  billsOfCases,
  type Credit,
  creditsOwed,
  drift,
  type OpenRefund,
  openRefunds,
} from "./read.ts";
import {
  type Difference,
  lastStatements,
  type MoneyState,
  moneyState,
  openDifferences,
  reconcile,
  takeStatement,
} from "./reconcile.ts";
import type { PaymentsDeps } from "./record.ts";
import {
  type ConfirmRefund,
  canRefund,
  confirmRefund,
  makeRefund,
  type ProposeRefund,
  proposeRefund,
  type RejectRefund,
  rejectRefund,
  returnOwed,
} from "./refunds.ts";
import { readStatementFile } from "./statement-file.ts";
import {
  type CashReceipt,
  type CloseTill,
  cashiersAt,
  cashReceiptOf,
  centresWithTill,
  closeTill,
  type OpenTill,
  openTill,
  openTillOf,
  receiptsOf,
  type SettleReceipt,
  settleReceipt,
  signTill,
  type TakeCash,
  type Till,
  type TillReceipt,
  takeCash,
  type UnsignedReceipt,
  unsignedReceipts,
  unsignedTills,
} from "./till.ts";
import { type StartTogether, startTogether, togetherProvider } from "./together.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    readonly "payments.read-status": { readonly attemptId: string };
    readonly "payments.expire": { readonly billId: BillId };
    readonly "payments.return": { readonly billId: BillId; readonly attemptId: string };
    readonly "payments.refund": { readonly billId: BillId; readonly refundId: string };
    /** These run at night. */
    readonly "payments.reconcile": NoPayload;
    readonly "payments.sweep": NoPayload;
  }
}
type PaymentTasks = TasksOf<
  | "payments.read-status"
  | "payments.expire"
  | "payments.return"
  | "payments.refund"
  | "payments.reconcile"
  | "payments.sweep"
>;

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
  /** Starts one payment of several bills. Refuses as `startTogether` does. */
  startTogether(order: StartTogether): Promise<Result<Started>>;
  /** Whether a provider takes several bills as one payment. */
  readonly takesTogether: boolean;
  /** The ways to pay that a provider takes. */
  readonly methods: ReadonlySet<ProviderMethod>;
  /** Reads open attempts while a person waits, for at most half a second. */
  readOpen(billIds: readonly BillId[]): Promise<void>;
  /** Ends an open attempt at its provider. Refuses as `cancelAttempt` does. */
  cancelAttempt(billId: BillId, attemptId: string): Promise<Result<"cancelled">>;
  /** Whether an open attempt with this provider can be ended. */
  canCancel(provider: string): boolean;
  /**
   * Four eyes: one officer proposes, another confirms or rejects. Refuses
   * payments.nothing-to-refund, .already-refunded, .refund-open, .refund-over, .no-such-refund,
   * .same-officer, .refund-unexplained, .refund-by-hand.
   */
  proposeRefund(order: ProposeRefund): Promise<Result<Bill>>;
  confirmRefund(order: ConfirmRefund): Promise<Result<Bill>>;
  rejectRefund(order: RejectRefund): Promise<Result<Bill>>;
  /** Whether a provider gives money back by itself; else the treasury transfers it. */
  canRefund(provider: string): boolean;
  openRefunds(limit: number): Promise<OpenRefund[]>;
  trialBalance(): Promise<Balance[]>;
  /** The providers that statements can be of. */
  readonly providers: readonly string[];
  /** Takes a statement as a file, and compares. Refuses payments.statement-unreadable. */
  takeStatementFile(file: StatementFile): Promise<Result<number>>;
  openDifferences(limit: number): Promise<Difference[]>;
  lastStatements(): ReturnType<typeof lastStatements>;
  moneyState(): Promise<MoneyState>;
  /** The tills of the halls. Refuse as the functions of their names in till.ts do. */
  openTill(order: OpenTill): Promise<Result<string>>;
  openTillOf(cashier: string): Promise<Till | undefined>;
  /** Cashiers whose till is open in a centre now. */
  cashiersAt(centre: string): Promise<readonly string[]>;
  centresWithTill(since: Date): Promise<readonly string[]>;
  takeCash(order: TakeCash): Promise<Result<Bill>>;
  receiptsOf(till: string): Promise<TillReceipt[]>;
  cashReceiptOf(attemptId: string): Promise<CashReceipt | undefined>;
  settleReceipt(order: SettleReceipt): Promise<Result<"settled">>;
  unsignedReceipts(tills: readonly string[]): Promise<readonly UnsignedReceipt[]>;
  closeTill(order: CloseTill): Promise<Result<Till>>;
  unsignedTills(): Promise<Till[]>;
  signTill(order: { readonly id: string; readonly by: string }): Promise<Result<"signed">>;
  billsOfCase(caseId: CaseId): Promise<Bill[]>;
  /** The same of several applications, in one statement. */
  billsOfCases(caseIds: readonly CaseId[]): Promise<Bill[]>;
  billById(billId: BillId): Promise<Bill | undefined>;
  billByNumber(typed: string): Promise<Bill | undefined>;
  attemptsOf(billId: BillId): Promise<Attempt[]>;
  creditsOwed(limit: number): Promise<Credit[]>;
  drift(): Promise<BillId[]>;
  readonly tasks: PaymentTasks;
}

export interface StatementFile {
  readonly provider: string;
  /** ISO date. */
  readonly day: string;
  readonly text: string;
  readonly by: string;
}

async function takeStatementFile(
  deps: PaymentsDeps,
  { text, ...of }: StatementFile,
): Promise<Result<number>> {
  const lines = readStatementFile(text);
  return lines.ok ? takeStatement(deps, { ...of, lines: lines.value }) : lines;
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
  "payments.reconcile": () => reconcile(deps),
  "payments.sweep": () => sweepCallbacks(deps.sql, deps.clock()),
  "payments.expire": async ({ billId }) => settled(await expireBill(deps, billId)),
  "payments.return": async ({ billId, attemptId }) =>
    settled(await returnOwed(deps, billId, attemptId)),
  "payments.refund": async ({ billId, refundId }) =>
    settled(await makeRefund(deps, billId, refundId)),
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
  startTogether: (order) => startTogether(deps, order),
  takesTogether: togetherProvider(deps) !== undefined,
  methods: new Set(deps.providers.flatMap(({ methods }) => methods)),
  readOpen: (billIds) => readOpen(deps, billIds),
  cancelAttempt: (billId, attemptId) => cancelAttempt(deps, billId, attemptId),
  canCancel: (provider) => providerOf(deps, provider)?.cancel !== undefined,
  proposeRefund: (order) => proposeRefund(deps, order),
  confirmRefund: (order) => confirmRefund(deps, order),
  rejectRefund: (order) => rejectRefund(deps, order),
  canRefund: (provider) => canRefund(deps, provider),
  openRefunds: (limit) => openRefunds(deps.sql, limit),
  trialBalance: () => trialBalance(deps.sql),
  providers: deps.providers.map(({ id }) => id),
  takeStatementFile: (file) => takeStatementFile(deps, file),
  openDifferences: (limit) => openDifferences(deps.sql, limit),
  lastStatements: () => lastStatements(deps.sql),
  moneyState: () => moneyState(deps.sql, deps.clock()),
  openTill: (order) => openTill(deps, order),
  cashiersAt: (centre) => cashiersAt(deps.sql, centre),
  centresWithTill: (since) => centresWithTill(deps.sql, since),
  openTillOf: (cashier) => openTillOf(deps.sql, cashier),
  takeCash: (order) => takeCash(deps, order),
  receiptsOf: (till) => receiptsOf(deps.sql, till),
  cashReceiptOf: (attemptId) => cashReceiptOf(deps.sql, attemptId),
  settleReceipt: (order) => settleReceipt(deps, order),
  unsignedReceipts: (tills) => unsignedReceipts(deps.sql, tills),
  closeTill: (order) => closeTill(deps, order),
  unsignedTills: () => unsignedTills(deps.sql),
  signTill: (order) => signTill(deps, order),
  billsOfCase: (caseId) => billsOfCase(deps.sql, caseId),
  billsOfCases: (caseIds) => billsOfCases(deps.sql, caseIds),
  billById: (billId) => billById(deps.sql, billId),
  billByNumber: (typed) => billByNumber(deps.sql, typed),
  attemptsOf: (billId) => attemptsOf(deps.sql, billId),
  creditsOwed: (limit) => creditsOwed(deps.sql, limit),
  drift: () => drift(deps.sql),
  tasks: tasksOf(deps),
});
