import { bindTreaty } from "../../catalogue/index.ts";
import { type CommandId, dateIn, fold, must, ok, type Result } from "../../kernel/index.ts";
import { type Pool, type Sql, transaction } from "../../platform/db/index.ts";
import {
  type EventLog,
  handle,
  type Loaded,
  load,
  makeEventLog,
} from "../../platform/events/index.ts";
import { clockOf } from "./clock.ts";
import { instrumentDecider } from "./decide.ts";
import type { Day, InstrumentCommand, InstrumentEvent, InstrumentState } from "./model.ts";
import { saveInstrument, streamOf } from "./store.ts";

export interface PartnershipDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly timeZone: string;
  /** Where all events go through. */
  readonly log?: EventLog;
}

/** Who does it, and the key of the intended act: the same key again is the same act. */
export interface Occasion {
  readonly key: CommandId;
  readonly actor: string;
}

/** Without observers; the app gives one that the whole platform shares. */
const ownLog = makeEventLog();

/** The instrument as its events tell it. */
async function loadInstrument(sql: Sql, id: string): Promise<Loaded<InstrumentState>> {
  const history = await load(sql, streamOf(id));
  const events = history.map(({ type, data }) => ({ type, data }) as InstrumentEvent);
  return {
    state: fold(instrumentDecider, events),
    version: history.length,
    commands: new Set(history.map(({ command }) => command)),
  };
}

/** The same as `giveInstrument` in the transaction of the caller. */
export const giveInstrumentIn = (
  sql: Sql,
  { clock, timeZone, log = ownLog }: Omit<PartnershipDeps, "sql">,
  id: string,
  command: InstrumentCommand,
  { key, actor }: Occasion,
): Promise<Result<InstrumentState>> =>
  handle(log, {
    ...{ sql, stream: streamOf(id), decider: instrumentDecider, command, key, actor, clock },
    load: async (from) => ok(await loadInstrument(from, id)),
    facts: (_read, at) => ({ today: dateIn(at, timeZone) }),
    project: (tx, { after, events, facts: { today }, at }, { version }) => [
      saveInstrument(tx, after, version + events.length, at),
      bindTreaty(tx, treatyFact(id, after, today), at),
    ],
    follow: () => [],
    conflict: "partnership.conflict",
  });

/**
 * Gives a command to an instrument: events, the row that pages read and the days that services
 * read, in one transaction. On a version conflict it is tried once more, then refused.
 */
export const giveInstrument = (
  deps: PartnershipDeps,
  id: string,
  command: InstrumentCommand,
  occasion: Occasion,
): Promise<Result<InstrumentState>> => giveInstrumentIn(deps.sql, deps, id, command, occasion);

/**
 * Puts an instrument into the register by its first commands, all of them or none. What is there
 * already stays as it is. Throws where a command is refused.
 */
export const seedInstrument = (
  deps: PartnershipDeps,
  id: string,
  commands: readonly InstrumentCommand[],
): Promise<void> =>
  transaction(deps.sql, async (tx) => {
    if ((await load(tx, streamOf(id))).length > 0) return;
    for (const [index, command] of commands.entries()) {
      const key = `seed:${id}:${index}` as CommandId;
      must(await giveInstrumentIn(tx, deps, id, command, { key, actor: "system" }));
    }
  });

/**
 * What rules of services read of an instrument. A day that lies ahead is given too: services
 * compare it with their own day, so nothing has to happen on it.
 */
export function treatyFact(id: string, state: InstrumentState, today: Day) {
  const { inForceOn, endsOn } = clockOf(state, today);
  const signed = state.signature?.on;
  return {
    id,
    signedOn: signed?.length === 10 ? signed : null,
    inForceOn: inForceOn?.day ?? null,
    endsOn: endsOn?.day ?? null,
  };
}
