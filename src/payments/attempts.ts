import type { BillId, CaseId, PersonId, Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { openAttempt } from "./decide.ts";
import type { Attempt, AttemptStatus, BillState, Told } from "./model.ts";
import { nextRead } from "./polling.ts";
import type { PaymentProvider } from "./provider.ts";
import { billsOfCase } from "./read.ts";
import { type PaymentsDeps, readJob, record } from "./record.ts";
import { billOfAttempt, loadBill, toBill } from "./store.ts";

export interface StartAttempt extends Told {
  readonly billId: BillId;
  /** Who pays; another person's bill is as good as none. */
  readonly personId: PersonId;
  readonly returnUrl: string;
  /** Telephone (E.164) that is asked to confirm, where the provider pushes a request. */
  readonly payer?: string;
  /** The first configured provider when left out. */
  readonly provider?: string;
}

export interface Started {
  readonly attemptId: string;
  readonly redirectTo: string;
}

const system = (command: string): Told => ({
  command: command as Told["command"],
  actor: "system",
});
const unreachable = () => refuse("unavailable", "payments.provider-unavailable");

const providerOf = (deps: PaymentsDeps, id: string | undefined): PaymentProvider | undefined =>
  id === undefined ? deps.providers[0] : deps.providers.find((one) => one.id === id);

/** Answers of an outside system: whatever it throws, our own books stand as they are. */
async function ask<T>(question: () => Promise<T>): Promise<T | undefined> {
  try {
    return await question();
  } catch {
    return undefined;
  }
}

/** Tells the provider of an attempt, or again where we died before we could write down its answer. */
async function connectAttempt(
  deps: PaymentsDeps,
  state: BillState,
  attempt: Attempt,
  payer?: string,
): Promise<Result<Attempt>> {
  if (attempt.providerRef !== undefined) return ok(attempt);
  const provider = providerOf(deps, attempt.provider);
  const bill = toBill(state);
  if (!provider || !bill) return unreachable();
  const { id: attemptId, returnUrl } = attempt;
  const charge = await ask(() =>
    provider.start({ attemptId, bill, returnUrl, ...(payer && { payer }) }),
  );
  if (!charge) return unreachable();
  const { providerRef, redirectTo } = charge;
  const command = { type: "link", attemptId, providerRef, redirectTo } as const;
  const linked = await record(deps, bill.billId, command, system(`link-${attemptId}`));
  if (!linked.ok) return linked;
  return ok(linked.value.attempts.find(({ id }) => id === attemptId) ?? attempt);
}

/**
 * Opens a way to pay, or goes on with the one that is open: the attempt is on record before the
 * provider is told, and its first status read is planned with it. Refuses payments.no-such-bill,
 * .no-such-provider, .already-paid, .expired, .provider-unavailable, .outrun.
 */
export async function startAttempt(
  deps: PaymentsDeps,
  { billId, personId, returnUrl, payer, provider: wanted, ...told }: StartAttempt,
): Promise<Result<Started>> {
  const { state: before } = await loadBill(deps.sql, billId);
  if (before.facts?.personId !== personId) return refuse("not-found", "payments.no-such-bill");
  const provider = providerOf(deps, wanted)?.id;
  if (provider === undefined) return refuse("not-found", "payments.no-such-provider");
  const command = { type: "start", attemptId: newId(), provider, returnUrl } as const;
  const { command: key, actor } = told;
  const started = await record(deps, billId, command, { command: key, actor });
  if (!started.ok) return started;
  const open = openAttempt(started.value, provider);
  if (!open) return refuse("conflict", "payments.attempt-over");
  const connected = await connectAttempt(deps, started.value, open, payer);
  if (!connected.ok) return connected;
  const { id: attemptId, redirectTo } = connected.value;
  return redirectTo === undefined ? unreachable() : ok({ attemptId, redirectTo });
}

async function planNextRead(deps: PaymentsDeps, state: BillState, attempt: Attempt): Promise<void> {
  const now = deps.clock();
  const expiresAt = new Date(state.facts?.expiresAt ?? now);
  const runAt = nextRead(new Date(attempt.startedAt), expiresAt, now);
  if (runAt) await deps.enqueue(deps.sql, [readJob(attempt.id, runAt, "planned")]);
}

/**
 * Asks the provider what became of an attempt and records the answer; plans the next question while
 * there is none. Harmless at any time and any number of times. Refuses payments.no-such-attempt,
 * .provider-unavailable (and will ask again), .outrun.
 */
export async function readStatus(
  deps: PaymentsDeps,
  attemptId: string,
): Promise<Result<AttemptStatus>> {
  const billId = await billOfAttempt(deps.sql, attemptId);
  if (!billId) return refuse("not-found", "payments.no-such-attempt");
  const { state } = await loadBill(deps.sql, billId);
  const attempt = state.attempts.find(({ id }) => id === attemptId);
  if (!attempt) return refuse("not-found", "payments.no-such-attempt");
  if (attempt.status === "paid") return ok("paid");
  const connected = await connectAttempt(deps, state, attempt);
  const ref = connected.ok ? connected.value.providerRef : undefined;
  const provider = providerOf(deps, attempt.provider);
  const status = ref && provider ? await ask(() => provider.status(ref)) : undefined;
  if (status === undefined || status === "pending") {
    if (attempt.status === "pending") await planNextRead(deps, state, attempt);
    return status === undefined ? unreachable() : ok(attempt.status);
  }
  const command = { type: "report", attemptId, status } as const;
  const recorded = await record(deps, billId, command, system(`read-${attemptId}-${status}`));
  return recorded.ok ? ok(status) : recorded;
}

/** An application was taken back: its open bills are paid by nobody any more; money on its way becomes a credit. */
export async function endBills(deps: PaymentsDeps, caseId: CaseId): Promise<Result<void>> {
  for (const { billId } of await billsOfCase(deps.sql, caseId)) {
    const command = { type: "expire", unwanted: true } as const;
    const ended = await record(deps, billId, command, system(`end-${billId}`));
    if (!ended.ok) return ended;
  }
  return ok(undefined);
}

/**
 * Lets a bill expire, after asking about every open attempt one last time. A bill that is paid or
 * already expired stays as it is. Refuses payments.no-such-bill, .not-yet-expired, .outrun.
 */
export async function expireBill(
  deps: PaymentsDeps,
  billId: BillId,
): Promise<Result<BillState["status"]>> {
  const { state } = await loadBill(deps.sql, billId);
  for (const { id, status } of state.attempts) if (status === "pending") await readStatus(deps, id);
  const expired = await record(deps, billId, { type: "expire" }, system(`expire-${billId}`));
  return expired.ok ? ok(expired.value.status) : expired;
}
