import type { BillId, CaseId, Money, PersonId, Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { isConflict, newId, type Sql } from "../platform/db/index.ts";
import { decided } from "../platform/events/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { billDecider } from "./decide.ts";
import type { Bill, BillFacts, CommandOrigin, PaymentEvent } from "./model.ts";
import { makeBillNumber } from "./number.ts";
import { billById } from "./read.ts";
import { logOf, ownJobs, type PaymentsDeps, record } from "./record.ts";
import { findIssued, saveBill, streamOf, toBill } from "./store.ts";

export interface IssueBill extends CommandOrigin {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly feeId: string;
  readonly words: Readonly<Record<string, string>>;
  readonly money: Money;
  readonly expiresAt: Date;
}

/** A bill with a number of its own, not stored. */
function newBill({ random }: PaymentsDeps, order: IssueBill): BillFacts {
  const { caseId, personId, feeId, words, money } = order;
  const number = makeBillNumber(random(9));
  const expiresAt = order.expiresAt.toISOString();
  return { billId: newId<BillId>(), number, caseId, personId, feeId, words, money, expiresAt };
}

/** A new bill that can be written in the transaction of the act that it is for. */
export interface PreparedBill {
  /** To be reacted to by the caller. */
  readonly events: readonly PaymentEvent[];
  readonly jobs: readonly JobSpec[];
  readonly rows: (tx: Sql) => readonly PromiseLike<unknown>[];
}

/**
 * The bill for a fee that has none yet. Its rows violate a constraint where there is one after all.
 * Refuses payments.amount, payments.expired.
 */
export function prepareBill(deps: PaymentsDeps, order: IssueBill): Result<PreparedBill> {
  const at = deps.clock();
  const { command, actor } = order;
  const facts = newBill(deps, order);
  const issue = { type: "issue", facts } as const;
  const { initial } = billDecider;
  const issuing = { state: initial, command: issue, facts: { at: at.toISOString() } };
  const decision = decided(billDecider, issuing, { at, command });
  if (!decision.ok) return decision;
  const { events, state } = decision.value;
  const writing = {
    stream: streamOf(facts.billId),
    after: 0,
    events,
    meta: { command, actor, at },
    project: (tx: Sql) => [saveBill(tx, state, command)],
  };
  return ok({
    events,
    jobs: ownJobs(state, events, at),
    rows: (tx) => [logOf(deps).record(tx, writing)],
  });
}

/**
 * The bill for one fee of one case: the existing one (issued by this command, or still open), or
 * else a new one. Refuses payments.amount, payments.expired, payments.outrun.
 */
export async function issueBill(deps: PaymentsDeps, order: IssueBill): Promise<Result<Bill>> {
  const { caseId, feeId, command, actor } = order;
  // A bill number drawn twice, or the same command twice at once: read and draw again.
  for (let tries = 0; tries < 5; tries++) {
    const existing = await findIssued(deps.sql, caseId, feeId, command);
    const bill = existing && (await billById(deps.sql, existing));
    if (bill) return ok(bill);
    const facts = newBill(deps, order);
    try {
      const issued = await record(deps, facts.billId, { type: "issue", facts }, { command, actor });
      if (!issued.ok) return issued;
      const issuedBill = toBill(issued.value);
      if (issuedBill) return ok(issuedBill);
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
  return refuse("conflict", "payments.outrun");
}
