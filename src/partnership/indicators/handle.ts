import type { Sql } from "../../platform/db/index.ts";
import { type Keeper, keeperOf } from "../keeping.ts";
import type { PartnershipDeps } from "../shell.ts";
import { indicatorDecider } from "./decide.ts";
import type { IndicatorCommand, IndicatorState } from "./model.ts";

export type Indicators = Keeper<IndicatorState, IndicatorCommand>;

export const makeIndicators = (deps: PartnershipDeps): Indicators =>
  keeperOf(deps, {
    kind: "indicator",
    decider: indicatorDecider,
    facts: ({ today }: { readonly sql: Sql; readonly today: string }) => ({ today }),
  });
