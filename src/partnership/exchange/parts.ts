import { sharedCommitments } from "./commitments.ts";
import { sharedIndicators } from "./indicators.ts";
import { sharedInstruments } from "./instruments.ts";
import { sharedPilots } from "./pilots.ts";
import { sharedRisks } from "./risks.ts";
import { sharedSessions } from "./sessions.ts";
import type { SharedPart } from "./sharing.ts";

/** The parts of the register that are exchanged with the other government. */
export const sharedParts: readonly SharedPart[] = [
  sharedInstruments,
  sharedSessions,
  sharedCommitments,
  sharedPilots,
  sharedIndicators,
  sharedRisks,
];

/** Types of the events that travel between registers. */
export const sharedEvents: readonly string[] = sharedParts.flatMap(({ sharing }) =>
  Object.entries(sharing).flatMap(([type, how]) => (how === "private" ? [] : [type])),
);
