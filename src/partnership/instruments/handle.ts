import { bindTreaty } from "../../catalogue/index.ts";
import { type CommandId, dateIn, fold, must, ok, type Result, refuse } from "../../kernel/index.ts";
import { type Pool, type Sql, transaction } from "../../platform/db/index.ts";
import { append, load } from "../../platform/events/index.ts";
import { clockOf } from "./clock.ts";
import { instrumentDecider } from "./decide.ts";
import type { Day, InstrumentCommand, InstrumentEvent, InstrumentState } from "./model.ts";
import { saveInstrument, streamOf } from "./store.ts";

export interface PartnershipDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly timeZone: string;
}

/** Who does it, and the key of the intended act: the same key again is the same act. */
export interface Occasion {
  readonly key: CommandId;
  readonly actor: string;
}

class VersionConflict extends Error {}

async function attempt(
  tx: Sql,
  { clock, timeZone }: Omit<PartnershipDeps, "sql">,
  id: string,
  command: InstrumentCommand,
  { key, actor }: Occasion,
): Promise<Result<InstrumentState>> {
  const history = await load(tx, streamOf(id));
  const past = history.map(({ type, data }) => ({ type, data }) as InstrumentEvent);
  const before = fold(instrumentDecider, past);
  if (history.some((event) => event.command === key)) return ok(before);
  const at = clock();
  const today = dateIn(at, timeZone);
  const decided = instrumentDecider.decide(before, command, { today });
  if (!decided.ok) return decided;
  const events = decided.value;
  if (events.length === 0) return ok(before);
  const meta = { command: key, actor, at };
  if (!(await append(tx, streamOf(id), history.length, events, meta))) throw new VersionConflict();
  const after = events.reduce(instrumentDecider.evolve, before);
  await saveInstrument(tx, after, history.length + events.length, at);
  await bindTreaty(tx, treatyFact(id, after, today), at);
  return ok(after);
}

/**
 * Gives a command to an instrument: events, the row that pages read and the days that services
 * read, in one transaction. On a version conflict it is tried once more, then refused.
 */
export async function giveInstrument(
  deps: PartnershipDeps,
  id: string,
  command: InstrumentCommand,
  occasion: Occasion,
): Promise<Result<InstrumentState>> {
  for (let tries = 0; tries < 2; tries++) {
    try {
      return await transaction(deps.sql, (tx) => attempt(tx, deps, id, command, occasion));
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
  return refuse("conflict", "partnership.conflict");
}

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
      must(await attempt(tx, deps, id, command, { key, actor: "system" }));
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
