import { type Keeper, keeperOf } from "../keeping.ts";
import type { PartnershipDeps } from "../shell.ts";
import { riskDecider } from "./decide.ts";
import type { RiskCommand, RiskState } from "./model.ts";

export type Risks = Keeper<RiskState, RiskCommand>;

/** Writers of risks wait for each other: how many are open is a rule about all of them. */
export const makeRisks = (deps: PartnershipDeps): Risks =>
  keeperOf(deps, {
    kind: "risk",
    decider: riskDecider,
    oneAtATime: true,
    facts: async ({ sql, id, today }) => {
      const [row] = await sql<{ open: number }[]>`
        select count(*)::int as open from partnership.snapshot
        where kind = 'risk' and id <> ${id} and not state ? 'closed'`;
      return { today, open: row?.open ?? 0 };
    },
  });
