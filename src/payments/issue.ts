import type { BillId, CaseId, Money, PersonId, Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { isConflict, newId } from "../platform/db/index.ts";
import type { Bill, CommandOrigin } from "./model.ts";
import { makeBillNumber } from "./number.ts";
import { billById } from "./read.ts";
import { type PaymentsDeps, record } from "./record.ts";
import { findIssued, toBill } from "./store.ts";

export interface IssueBill extends CommandOrigin {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly feeId: string;
  readonly words: Readonly<Record<string, string>>;
  readonly money: Money;
  readonly expiresAt: Date;
}

/**
 * The bill for one fee of one case: the existing one (issued by this command, or still open), or
 * else a new one. Refuses payments.amount, payments.expired, payments.outrun.
 */
export async function issueBill(deps: PaymentsDeps, order: IssueBill): Promise<Result<Bill>> {
  const { caseId, personId, feeId, words, money, command, actor } = order;
  const expiresAt = order.expiresAt.toISOString();
  // A bill number drawn twice, or the same command twice at once: read and draw again.
  for (let tries = 0; tries < 5; tries++) {
    const existing = await findIssued(deps.sql, caseId, feeId, command);
    const bill = existing && (await billById(deps.sql, existing));
    if (bill) return ok(bill);
    const billId = newId<BillId>();
    const number = makeBillNumber(deps.random(9));
    const facts = { billId, number, caseId, personId, feeId, words, money, expiresAt };
    try {
      const issued = await record(deps, billId, { type: "issue", facts }, { command, actor });
      if (!issued.ok) return issued;
      const issuedBill = toBill(issued.value);
      if (issuedBill) return ok(issuedBill);
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
  return refuse("conflict", "payments.outrun");
}
