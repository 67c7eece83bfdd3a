import type { Treaty } from "../catalogue/index.ts";
import type { Result } from "../kernel/index.ts";
import { load, type Recorded } from "../platform/events/index.ts";
import {
  giveInstrument,
  type Occasion,
  type PartnershipDeps,
  seedInstrument,
} from "./instruments/handle.ts";
import type { InstrumentCommand, InstrumentState } from "./instruments/model.ts";
import { readInstruments } from "./instruments/seed.ts";
import { readInstrumentState, readInstrumentStates, streamOf } from "./instruments/store.ts";
import { makeSessions, type Sessions } from "./sessions/handle.ts";
import { readSessions } from "./sessions/seed.ts";

/** The partnership as doors see it. */
export interface Partnership {
  /** Gives a command to an instrument. Refuses partnership.*. */
  give(
    id: string,
    command: InstrumentCommand,
    occasion: Occasion,
  ): Promise<Result<InstrumentState>>;
  /** All instruments, those signed last first. */
  instruments(): Promise<readonly InstrumentState[]>;
  instrument(id: string): Promise<InstrumentState | undefined>;
  /** Meetings of joint bodies and their minutes. */
  readonly sessions: Sessions;
  /** Everything that was recorded of an instrument, oldest first. */
  history(id: string): Promise<readonly Recorded[]>;
  /**
   * Puts the instruments of a government's folder into the register, each once: what was recorded
   * since stays as it is. Throws where the file is wrong.
   */
  seed(folder: string, treaties: readonly Treaty[]): Promise<void>;
  /** The same for what is known, or invented, of sessions, pilots, risks and indicators. */
  seedSubjects(folder: string): Promise<void>;
}

export function makePartnership(deps: PartnershipDeps): Partnership {
  const { sql } = deps;
  const sessions = makeSessions(deps, async () => []);
  return {
    sessions,
    give: (id, command, occasion) => giveInstrument(deps, id, command, occasion),
    instruments: () => readInstrumentStates(sql),
    instrument: (id) => readInstrumentState(sql, id),
    history: (id) => load(sql, streamOf(id)),
    async seed(folder, treaties) {
      for (const { id, commands } of readInstruments(folder, treaties))
        await seedInstrument(deps, id, commands);
    },
    async seedSubjects(folder) {
      for (const { id, past } of readSessions(folder)) await sessions.seed(id, past);
    },
  };
}
