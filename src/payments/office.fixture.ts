import { randomBytes } from "node:crypto";
import type { CaseId, CommandId, PersonId } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { enqueue, runDue } from "../platform/jobs/index.ts";
import {
  type AttemptStatus,
  makePayments,
  type PaymentEvent,
  type PaymentProvider,
  type PaymentsDeps,
  verify,
} from "./index.ts";

export const secret = "a secret of the bank";
export const morning = new Date("2026-11-24T08:00:00Z");
export const seconds = (count: number) => new Date(morning.getTime() + count * 1000);

/** A bank whose books the test writes. It can be unreachable. */
export function bank(id: string) {
  const books = new Map<string, AttemptStatus>();
  /** What came where it is another amount than the bill's. */
  const amounts = new Map<string, number>();
  const refunds = new Map<string, number>();
  const state = { reachable: true, asked: 0, started: 0, refunds: true };
  const reach = () => {
    state.asked += 1;
    if (!state.reachable) throw new Error("no line to the bank");
  };
  const provider: PaymentProvider = {
    id,
    methods: ["mobile-money"],
    start: async ({ attemptId }) => {
      reach();
      state.started += 1;
      if (!books.has(attemptId)) books.set(attemptId, "pending");
      return { redirectTo: `/${id}/${attemptId}`, providerRef: attemptId };
    },
    find: async (attemptId) => {
      reach();
      if (!books.has(attemptId)) return undefined;
      return { redirectTo: `/${id}/${attemptId}`, providerRef: attemptId };
    },
    status: async (ref) => {
      reach();
      const is = books.get(ref) ?? "failed";
      if (is !== "paid") return { is };
      return { is, money: { minor: amounts.get(ref) ?? 60_000, currency: "RWF" } };
    },
    cancel: async (ref) => {
      reach();
      if (books.get(ref) === "paid") return "too-late";
      books.set(ref, "failed");
      return "cancelled";
    },
    refund: async ({ refundId, money }) => {
      reach();
      if (!state.refunds) return { is: "failed", reason: "The account is closed" };
      refunds.set(refundId, money.minor);
      return { is: "made", outsideRef: `R-${refundId}` };
    },
    hint: (headers, rawBody, now) => ({
      verdict: verify(secret, String(headers.signature), rawBody, now),
      providerRef: rawBody,
    }),
  };
  return { provider, books, amounts, refunds, state };
}

/** Bills with two such banks, and a clock that the test drives. */
export function office(sql: PaymentsDeps["sql"], more: Partial<PaymentsDeps> = {}) {
  const first = bank("first");
  const second = bank("second");
  const clock = { now: morning };
  const reactedTo: PaymentEvent[] = [];
  const happenedTo = (billId: string) =>
    reactedTo.filter(({ data }) => data.billId === billId).map(({ type }) => type);
  const payments = makePayments({
    sql,
    clock: () => clock.now,
    providers: [first.provider, second.provider],
    random: randomBytes,
    enqueue,
    automaticRefundMinor: 0,
    ...more,
    react: async (_tx, event) => {
      reactedTo.push(event);
    },
  });
  const personId = newId<PersonId>();
  const order = () => ({
    caseId: newId<CaseId>(),
    personId,
    feeId: "application",
    words: { en: "Application fee", rw: "Ikiguzi" },
    money: { minor: 60_000, currency: "RWF" },
    expiresAt: seconds(600),
    command: newId<CommandId>(),
    actor: "system",
  });
  const toPay = (provider = "first", returnUrl = "/home") => ({
    personId,
    provider,
    returnUrl,
    command: newId<CommandId>(),
    actor: `person:${personId}`,
  });
  const runJobs = async (now: Date) => {
    clock.now = now;
    await runDue({ sql, tasks: payments.tasks }, now);
  };
  return { first, second, happenedTo, payments, order, toPay, runJobs };
}
