import type { BillId, CaseId, Money, PersonId, Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { isConflict, newId } from "../platform/db/index.ts";
import type { Bill, Told } from "./model.ts";
import { makeBillNumber } from "./number.ts";
import { billById } from "./read.ts";
import { type PaymentsDeps, record } from "./record.ts";
import { findIssued, toBill } from "./store.ts";

export interface IssueBill extends Told {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly feeId: string;
  readonly words: Readonly<Record<string, string>>;
  readonly money: Money;
  readonly expiresAt: Date;
}

/**
 * The bill for one fee of one case: the one there is (issued by this command, or still alive), or
 * else a new one. Refuses payments.amount, payments.expired, payments.outrun.
 */
export async function issueBill(deps: PaymentsDeps, asked: IssueBill): Promise<Result<Bill>> {
  const { caseId, personId, feeId, words, money, command, actor } = asked;
  const expiresAt = asked.expiresAt.toISOString();
  // A number drawn twice or a twin command at the same moment: look again, draw again.
  for (let tries = 0; tries < 5; tries++) {
    const known = await findIssued(deps.sql, caseId, feeId, command);
    const bill = known && (await billById(deps.sql, known));
    if (bill) return ok(bill);
    const billId = newId<BillId>();
    const number = makeBillNumber(deps.random(9));
    const facts = { billId, number, caseId, personId, feeId, words, money, expiresAt };
    try {
      const issued = await record(deps, billId, { type: "issue", facts }, { command, actor });
      if (!issued.ok) return issued;
      const made = toBill(issued.value);
      if (made) return ok(made);
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
  return refuse("conflict", "payments.outrun");
}
