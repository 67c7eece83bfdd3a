import type { Money } from "../kernel/index.ts";
import type { AttemptStatus, ProviderStart } from "../payments/index.ts";
import { json, type Sql } from "../platform/db/index.ts";

/** The sandbox's own books: what it was asked to collect, and whether it did. */
export interface Charge {
  readonly ref: string;
  readonly billNumber: string;
  readonly words: Readonly<Record<string, string>>;
  readonly money: Money;
  readonly returnUrl: string;
  readonly status: AttemptStatus;
}

/** The reference of the attempt's charge: the one there is, or the new one. */
export async function makeCharge(
  sql: Sql,
  charge: ProviderStart & { readonly ref: string; readonly at: Date },
): Promise<string> {
  const { ref, attemptId, bill, returnUrl, at } = charge;
  await sql`
    insert into sandbox.charge (ref, attempt_id, bill_number, words, amount_minor, currency,
      return_url, status, made_at)
    values (${ref}, ${attemptId}, ${bill.number}, ${json(sql, bill.words)}, ${bill.money.minor},
      ${bill.money.currency}, ${returnUrl}, 'pending', ${at})
    on conflict on constraint charge_attempt do nothing`;
  return (await refOf(sql, attemptId)) ?? ref;
}

/** The reference of the attempt's charge, if it has one. */
export async function refOf(sql: Sql, attemptId: string): Promise<string | undefined> {
  const [row] = await sql<{ ref: string }[]>`
    select ref from sandbox.charge where attempt_id = ${attemptId}`;
  return row?.ref;
}

export async function chargeOf(sql: Sql, ref: string): Promise<Charge | undefined> {
  const [row] = await sql<(Omit<Charge, "money"> & Money)[]>`
    select ref, bill_number as "billNumber", words, amount_minor as minor, currency,
      return_url as "returnUrl", status
    from sandbox.charge where ref = ${ref}`;
  if (!row) return undefined;
  const { minor, currency, ...rest } = row;
  return { ...rest, money: { minor, currency } };
}

/** Paid or failed is final. @returns whether it was still open */
export async function settleCharge(
  sql: Sql,
  ref: string,
  status: "paid" | "failed",
): Promise<boolean> {
  const { count } = await sql`
    update sandbox.charge set status = ${status} where ref = ${ref} and status = 'pending'`;
  return count === 1;
}
