import type { ApplicationRow } from "../cases/index.ts";
import type { Visit } from "../counter/index.ts";
import type { Bill } from "../payments/index.ts";
import type { ActDeps } from "./deps.ts";
import { reachOf } from "./open-file.ts";
import { payable } from "./pay.ts";

/** An application that this visit shows and that owes something, with its bills. */
export interface Unpaid {
  readonly app: ApplicationRow;
  readonly bills: readonly Bill[];
}

/** What the person of a visit still has to pay, of the applications that the visit shows. */
export async function unpaidHere(
  deps: Pick<ActDeps, "cases" | "counter" | "payments" | "clock">,
  visit: Visit,
): Promise<readonly Unpaid[]> {
  const { hasCase } = await reachOf(deps, visit);
  const rows = (await deps.cases.applicationsOf(visit.person)).filter(({ id }) => hasCase(id));
  const all = await deps.payments.billsOfCases(rows.map(({ id }) => id));
  const open = Map.groupBy(payable(all, deps.clock()), ({ caseId }) => caseId);
  return rows.flatMap((app) => {
    const bills = open.get(app.id);
    return bills ? [{ app, bills }] : [];
  });
}
