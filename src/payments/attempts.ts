import type { BillId, CaseId, PersonId, Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { openAttempt } from "./decide.ts";
import type { Attempt, AttemptStatus, BillState, CommandOrigin } from "./model.ts";
import { nextRead } from "./polling.ts";
import type { PaymentProvider } from "./provider.ts";
import { billsOfCase } from "./read.ts";
import { type PaymentsDeps, readJob, record } from "./record.ts";
import { billOfAttempt, loadBill, toBill } from "./store.ts";

export interface StartAttempt extends CommandOrigin {
  readonly billId: BillId;
  /** Who pays; a bill of another person is refused as if it did not exist. */
  readonly personId: PersonId;
  readonly returnUrl: string;
  /** Telephone (E.164) that is asked to confirm, where the provider pushes a request. */
  readonly payer?: string;
  /** The first configured provider by default. */
  readonly provider?: string;
}

export interface Started {
  readonly attemptId: string;
  readonly redirectTo: string;
}

const system = (command: string): CommandOrigin => ({
  command: command as CommandOrigin["command"],
  actor: "system",
});
const unreachable = () => refuse("unavailable", "payments.provider-unavailable");

const providerOf = (deps: PaymentsDeps, id: string | undefined): PaymentProvider | undefined =>
  id === undefined ? deps.providers[0] : deps.providers.find((one) => one.id === id);

/** The answer of an outside system, or undefined where it throws: our own books are unaffected. */
async function ask<T>(question: () => Promise<T>): Promise<T | undefined> {
  try {
    return await question();
  } catch {
    return undefined;
  }
}

/** Announces an attempt to the provider, also after a crash before its answer was stored. */
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
 * Starts a payment, or continues the open one: the attempt is stored before the provider is called,
 * and its first status read is scheduled with it. Refuses payments.no-such-bill, .no-such-provider,
 * .already-paid, .expired, .provider-unavailable, .outrun.
 */
export async function startAttempt(
  deps: PaymentsDeps,
  { billId, personId, returnUrl, payer, provider: requested, ...start }: StartAttempt,
): Promise<Result<Started>> {
  const { state: before } = await loadBill(deps.sql, billId);
  if (before.facts?.personId !== personId) return refuse("not-found", "payments.no-such-bill");
  const provider = providerOf(deps, requested)?.id;
  if (provider === undefined) return refuse("not-found", "payments.no-such-provider");
  const command = { type: "start", attemptId: newId(), provider, returnUrl } as const;
  const { command: key, actor } = start;
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
 * Reads the status of an attempt from the provider and records it; schedules the next read while it
 * is open. Idempotent. Refuses payments.no-such-attempt, .provider-unavailable (a retry is
 * scheduled), .outrun.
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

/**
 * An application was withdrawn: its open bills expire, and money still on its way becomes a credit.
 */
export async function endBills(deps: PaymentsDeps, caseId: CaseId): Promise<Result<void>> {
  for (const { billId } of await billsOfCase(deps.sql, caseId)) {
    const command = { type: "expire", unwanted: true } as const;
    const ended = await record(deps, billId, command, system(`end-${billId}`));
    if (!ended.ok) return ended;
  }
  return ok(undefined);
}

/**
 * Lets a bill expire after a last read of every open attempt. A paid or expired bill stays as it
 * is. Refuses payments.no-such-bill, .not-yet-expired, .outrun.
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
