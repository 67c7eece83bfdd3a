import type { BillId, CaseId, PersonId, Refused, Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { openAttempt } from "./decide.ts";
import type { Attempt, AttemptStatus, BillState, CommandOrigin } from "./model.ts";
import { nextRead } from "./polling.ts";
import {
  type Charge,
  type PaymentProvider,
  ProviderFault,
  type ProviderMethod,
} from "./provider.ts";
import { attemptsOf, billsOfCase } from "./read.ts";
import { type PaymentsDeps, readJob, record } from "./record.ts";
import { billOfAttempt, loadBill, toBill } from "./store.ts";

export interface StartAttempt extends CommandOrigin {
  readonly billId: BillId;
  /** Who pays; a bill of another person is refused as if it did not exist. */
  readonly personId: PersonId;
  readonly returnUrl: string;
  /** Telephone (E.164) that is asked to confirm, where the provider pushes a request. */
  readonly payer?: string;
  /** Their language. */
  readonly lang?: string;
  /** The first that takes the method by default, or telephones where there is one to ask. */
  readonly provider?: string;
  readonly method?: ProviderMethod;
}

export const providerOf = (
  deps: Pick<PaymentsDeps, "providers">,
  id: string | undefined,
): PaymentProvider | undefined => deps.providers.find((one) => one.id === id);

/** The provider of an attempt that begins: the one asked for, or the first that can take it. */
function chosenProvider(
  { providers }: Pick<PaymentsDeps, "providers">,
  { provider, method, payer }: Pick<StartAttempt, "provider" | "method" | "payer">,
): PaymentProvider | undefined {
  if (provider !== undefined) return providerOf({ providers }, provider);
  const wish = method ?? (payer === undefined ? undefined : "mobile-money");
  if (wish === undefined) return providers.find(({ needsPhone }) => !needsPhone);
  return providers.find(({ methods }) => methods.includes(wish));
}

export interface Started {
  readonly attemptId: string;
  readonly redirectTo: string;
}

export const system = (command: string): CommandOrigin => ({
  command: command as CommandOrigin["command"],
  actor: "system",
});
const unreachable = () => refuse("unavailable", "payments.provider-unavailable");

/** How long a person waits for a provider: a page must be there within two seconds. */
const patienceMs = 1_200;
/** The same for a look at what became of it, which the page takes again by itself. */
const lookPatienceMs = 500;
/** After so long nobody is on the way to the provider with this attempt any more. */
const lostAfterMs = 120_000;

/** What the promise comes to within a time, or undefined. It goes on by itself. */
export async function within<T>(work: Promise<T>, ms = patienceMs): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const isRefused = (error: unknown): boolean =>
  error instanceof ProviderFault && error.kind === "refused";

/** The answer of an outside system, or undefined where it throws: our own books are unaffected. */
export async function ask<T>(question: () => Promise<T>): Promise<T | undefined> {
  try {
    return await question();
  } catch {
    return undefined;
  }
}

export const linkAttempt = async (
  deps: PaymentsDeps,
  state: BillState,
  attempt: Attempt,
  charge: Charge,
) => {
  const { id: attemptId } = attempt;
  const command = { type: "link", attemptId, ...charge } as const;
  const billId = state.facts?.billId;
  if (!billId) return refuse("not-found", "payments.no-such-bill");
  const linked = await record(deps, billId, command, system(`link-${attemptId}`));
  if (!linked.ok) return linked;
  return ok(linked.value.attempts.find(({ id }) => id === attemptId) ?? attempt);
};

const fail = (deps: PaymentsDeps, billId: BillId, attemptId: string) => {
  const command = { type: "report", attemptId, charge: { is: "failed" } } as const;
  return record(deps, billId, command, system(`read-${attemptId}-failed`));
};

/** What it means that a provider did not take an attempt: refused by it, or not to be reached. */
export async function announceFailure(
  deps: PaymentsDeps,
  attempts: readonly (readonly [BillId, string])[],
  error: unknown,
): Promise<Refused> {
  if (!isRefused(error)) return unreachable();
  for (const [billId, attemptId] of attempts) {
    const failed = await fail(deps, billId, attemptId);
    if (!failed.ok) return failed;
  }
  return refuse("conflict", "payments.provider-refused");
}

/** Announces an attempt to the provider; one that the provider refuses has failed. */
async function announce(
  deps: PaymentsDeps,
  state: BillState,
  attempt: Attempt,
  more: Pick<StartAttempt, "payer" | "lang">,
): Promise<Result<Attempt>> {
  if (attempt.providerRef !== undefined) return ok(attempt);
  const provider = providerOf(deps, attempt.provider);
  const bill = toBill(state);
  if (!provider || !bill) return unreachable();
  const { id: attemptId, returnUrl } = attempt;
  const { payer, lang } = more;
  const request = { attemptId, bill, returnUrl, ...(payer && { payer }), ...(lang && { lang }) };
  try {
    return await linkAttempt(deps, state, attempt, await provider.start(request));
  } catch (error) {
    return announceFailure(deps, [[bill.billId, attemptId]], error);
  }
}

/**
 * The charge of an attempt, after a crash or a lost answer too. It is looked for and never asked
 * for anew: nobody is asked to pay long after they left.
 */
async function lookFor(
  deps: PaymentsDeps,
  state: BillState,
  attempt: Attempt,
): Promise<Result<Attempt>> {
  if (attempt.providerRef !== undefined) return ok(attempt);
  const { id, returnUrl, startedAt } = attempt;
  const provider = providerOf(deps, attempt.provider);
  if (!provider || !state.facts) return unreachable();
  try {
    const charge = await provider.find(id, returnUrl);
    if (charge) return await linkAttempt(deps, state, attempt, charge);
  } catch {
    return unreachable();
  }
  if (deps.clock().getTime() - Date.parse(startedAt) > lostAfterMs && attempt.status === "pending")
    await fail(deps, state.facts.billId, id);
  return unreachable();
}

/**
 * Starts a payment, or continues the open one: the attempt is stored before the provider is called,
 * and its first status read is scheduled with it. A provider that takes long is not waited for: the
 * person is led to where they return to. Refuses payments.no-such-bill, .no-such-provider,
 * .already-paid, .expired, .provider-unavailable, .provider-refused, .outrun.
 */
export async function startAttempt(
  deps: PaymentsDeps,
  { billId, personId, returnUrl, payer, lang, provider: wish, method, ...start }: StartAttempt,
): Promise<Result<Started>> {
  const { state: before } = await loadBill(deps.sql, billId);
  if (before.facts?.personId !== personId) return refuse("not-found", "payments.no-such-bill");
  const asked = { ...(wish && { provider: wish }), ...(method && { method }) };
  const provider = chosenProvider(deps, { ...asked, ...(payer && { payer }) })?.id;
  if (provider === undefined) return refuse("not-found", "payments.no-such-provider");
  const command = { type: "start", attemptId: newId(), provider, returnUrl } as const;
  const { command: key, actor } = start;
  const started = await record(deps, billId, command, { command: key, actor });
  if (!started.ok) return started;
  const open = openAttempt(started.value, provider);
  if (!open) return refuse("conflict", "payments.attempt-over");
  const more = { ...(payer && { payer }), ...(lang && { lang }) };
  const connected = await within(announce(deps, started.value, open, more));
  if (!connected) return ok({ attemptId: open.id, redirectTo: returnUrl });
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
  const looked = await lookFor(deps, state, attempt);
  const ref = looked.ok ? looked.value.providerRef : undefined;
  const provider = providerOf(deps, attempt.provider);
  const charge = ref && provider ? await ask(() => provider.status(ref)) : undefined;
  if (charge === undefined || charge.is === "pending") {
    // One that was never seen at its provider is looked for again, though it counts as failed.
    if (attempt.status === "pending" || ref === undefined) await planNextRead(deps, state, attempt);
    return charge === undefined ? unreachable() : ok(attempt.status);
  }
  const command = { type: "report", attemptId, charge } as const;
  const recorded = await record(deps, billId, command, system(`read-${attemptId}-${charge.is}`));
  return recorded.ok ? ok(charge.is) : recorded;
}

/**
 * Asks the providers about every open attempt of some bills, for as long as a person waits for a
 * page; what takes longer is recorded when it comes.
 */
export async function readOpen(deps: PaymentsDeps, billIds: readonly BillId[]): Promise<void> {
  const attempts = (await Promise.all(billIds.map((id) => attemptsOf(deps.sql, id)))).flat();
  const open = attempts.filter(({ status }) => status === "pending");
  await within(Promise.all(open.map(({ id }) => readStatus(deps, id))), lookPatienceMs);
}

/**
 * Ends an open attempt at its provider, so that another way to pay can be taken. It is refused
 * while the provider does not say that it is ended: it could still be paid. Refuses
 * payments.no-such-attempt, .provider-unavailable, .cannot-cancel, .already-paid, .outrun.
 */
export async function cancelAttempt(
  deps: PaymentsDeps,
  billId: BillId,
  attemptId: string,
): Promise<Result<"cancelled">> {
  const { state } = await loadBill(deps.sql, billId);
  const attempt = state.attempts.find(({ id }) => id === attemptId);
  if (!attempt) return refuse("not-found", "payments.no-such-attempt");
  if (attempt.status === "failed") return ok("cancelled");
  const read = (await within(readStatus(deps, attemptId))) ?? unreachable();
  if (!read.ok) return read;
  if (read.value === "paid") return refuse("conflict", "payments.already-paid");
  if (read.value === "failed") return ok("cancelled");
  const { state: now } = await loadBill(deps.sql, billId);
  const ref = now.attempts.find(({ id }) => id === attemptId)?.providerRef;
  const provider = providerOf(deps, attempt.provider);
  if (!provider?.cancel || ref === undefined) return refuse("conflict", "payments.cannot-cancel");
  const { cancel } = provider;
  const cancelled = await within(ask(() => cancel(ref)));
  if (cancelled === undefined) return unreachable();
  if (cancelled === "too-late") return refuse("conflict", "payments.cannot-cancel");
  const failed = await fail(deps, billId, attemptId);
  return failed.ok ? ok("cancelled") : failed;
}

/**
 * An application was withdrawn: its open bills expire, and money still on its way becomes a credit.
 */
export async function endBills(deps: PaymentsDeps, caseId: CaseId): Promise<Result<void>> {
  for (const { billId } of await billsOfCase(deps.sql, caseId)) {
    const { state } = await loadBill(deps.sql, billId);
    // Where a provider can, so that nobody pays any more for what is not wanted.
    for (const { id, status } of state.attempts)
      if (status === "pending") await ask(() => cancelAttempt(deps, billId, id));
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
