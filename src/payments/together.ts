import type { BillId, PersonId, Result } from "../kernel/index.ts";
import { type CommandId, ok, refuse } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { announceFailure, linkAttempt, type Started, within } from "./attempts.ts";
import { openAttempt, payability } from "./decide.ts";
import type { Attempt, Bill, BillState, CommandOrigin } from "./model.ts";
import type { PaymentProvider, ProviderStart } from "./provider.ts";
import { type PaymentsDeps, record } from "./record.ts";
import { loadBill, toBill } from "./store.ts";

export interface StartTogether extends CommandOrigin {
  /** Two or more, of this person, in one currency. */
  readonly billIds: readonly BillId[];
  readonly personId: PersonId;
  readonly returnUrl: string;
  readonly payer?: string;
  readonly lang?: string;
}

interface Member {
  readonly bill: Bill;
  readonly state: BillState;
  readonly attempt: Attempt;
}

/** The provider that takes several bills as one payment; undefined where none does. */
export const togetherProvider = (
  deps: Pick<PaymentsDeps, "providers">,
): PaymentProvider | undefined => deps.providers.find(({ together }) => together !== undefined);

/** The bills as they can be paid in one: all open, of one person and in one currency. */
async function payableTogether(
  deps: PaymentsDeps,
  { billIds, personId }: StartTogether,
): Promise<Result<readonly Bill[]>> {
  const bills: Bill[] = [];
  for (const billId of new Set(billIds)) {
    const { state } = await loadBill(deps.sql, billId);
    const bill = toBill(state);
    if (bill?.personId !== personId) return refuse("not-found", "payments.no-such-bill");
    const open = payability(bill, deps.clock().toISOString());
    if (!open.ok) return open;
    bills.push(bill);
  }
  const currencies = new Set(bills.map(({ money }) => money.currency));
  if (bills.length < 2 || currencies.size > 1) return refuse("conflict", "payments.not-together");
  return ok(bills);
}

async function beginMember(
  deps: PaymentsDeps,
  bill: Bill,
  provider: string,
  { returnUrl, command, actor }: StartTogether,
): Promise<Result<Member>> {
  const start = { type: "start", attemptId: newId(), provider, returnUrl } as const;
  const key = `${command}:${bill.billId}` as CommandId;
  const begun = await record(deps, bill.billId, start, { command: key, actor });
  if (!begun.ok) return begun;
  const attempt = openAttempt(begun.value, provider);
  if (!attempt) return refuse("conflict", "payments.attempt-over");
  return ok({ bill, state: begun.value, attempt });
}

async function join(
  deps: PaymentsDeps,
  provider: PaymentProvider,
  members: readonly Member[],
  order: StartTogether,
): Promise<Result<Started>> {
  const { payer, lang, returnUrl, command } = order;
  const requests = members.map(
    ({ bill, attempt }): ProviderStart => ({
      ...{ attemptId: attempt.id, bill, returnUrl },
      ...(payer && { payer }),
      ...(lang && { lang }),
    }),
  );
  const batch = await provider.together?.(command, requests);
  if (!batch) return refuse("not-found", "payments.no-such-provider");
  const ids = members.map(({ attempt }) => attempt.id);
  await deps.sql`
    insert into payments.batch (id, provider, provider_ref, attempts, made_at)
    values (${command}, ${provider.id}, ${batch.providerRef}, ${ids}, ${deps.clock()})
    on conflict do nothing`;
  for (const [index, { state, attempt }] of members.entries()) {
    const providerRef = batch.members[index];
    if (providerRef === undefined) continue;
    const charge = { providerRef, redirectTo: batch.redirectTo };
    const linked = await linkAttempt(deps, state, attempt, charge);
    if (!linked.ok) return linked;
  }
  return ok({ attemptId: ids[0] ?? "", redirectTo: batch.redirectTo });
}

/**
 * Starts one payment of several bills, as of a journey through several services: none of them can
 * then be paid alone, all are paid or none. Each keeps an attempt of its own. Refuses
 * payments.no-such-bill, .no-such-provider, .not-together, .already-paid, .expired,
 * .provider-unavailable, .provider-refused, .outrun.
 */
export async function startTogether(
  deps: PaymentsDeps,
  order: StartTogether,
): Promise<Result<Started>> {
  const provider = togetherProvider(deps);
  if (!provider) return refuse("not-found", "payments.no-such-provider");
  const bills = await payableTogether(deps, order);
  if (!bills.ok) return bills;
  const members: Member[] = [];
  for (const bill of bills.value) {
    const member = await beginMember(deps, bill, provider.id, order);
    if (!member.ok) return member;
    members.push(member.value);
  }
  const joined = join(deps, provider, members, order).catch((error: unknown) =>
    announceFailure(
      deps,
      members.map(({ bill, attempt }) => [bill.billId, attempt.id]),
      error,
    ),
  );
  const [first] = members;
  const started = await within(joined);
  return started ?? ok({ attemptId: first?.attempt.id ?? "", redirectTo: order.returnUrl });
}

/** The attempts that a provider's batch is for. */
export async function attemptsOfBatch(
  sql: PaymentsDeps["sql"],
  provider: string,
  providerRef: string,
): Promise<readonly string[]> {
  const [row] = await sql<{ attempts: string[] }[]>`
    select attempts from payments.batch
    where provider = ${provider} and provider_ref = ${providerRef}`;
  return row?.attempts ?? [];
}
