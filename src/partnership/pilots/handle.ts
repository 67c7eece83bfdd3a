import { type Keeper, keeperOf } from "../keeping.ts";
import type { PartnershipDeps } from "../shell.ts";
import { pilotDecider } from "./decide.ts";
import type { PilotCommand, PilotState } from "./model.ts";
import { sheetDigest } from "./sheet.ts";

export type Pilots = Keeper<PilotState, PilotCommand>;

export const makePilots = (deps: PartnershipDeps): Pilots =>
  keeperOf(deps, {
    kind: "pilot",
    decider: pilotDecider,
    facts: ({ state, today }) => ({ today, sheet: sheetDigest(state) }),
  });
