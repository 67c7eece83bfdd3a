import { bindTreaty } from "../../catalogue/index.ts";
import { type CommandId, dateIn, must, ok, type Result } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import { handle, load } from "../../platform/events/index.ts";
import {
  loadStream,
  type Occasion,
  ownLog,
  type PartnershipDeps,
  seedEach,
  type WithinDeps,
} from "../shell.ts";
import { clockOf } from "./clock.ts";
import { instrumentDecider } from "./decide.ts";
import type { Day, InstrumentCommand, InstrumentState, Side } from "./model.ts";
import { saveInstrument, streamOf } from "./store.ts";

/** The same as `giveInstrument` in the transaction of the caller. */
export const giveInstrumentIn = (
  sql: Sql,
  { clock, timeZone, log = ownLog }: Omit<WithinDeps, "sql">,
  id: string,
  command: InstrumentCommand,
  { key, actor }: Occasion,
): Promise<Result<InstrumentState>> =>
  handle(log, {
    ...{ sql, stream: streamOf(id), decider: instrumentDecider, command, key, actor, clock },
    load: async (from) => ok(await loadStream(instrumentDecider, from, streamOf(id))),
    facts: async (_read, at) => ({
      today: dateIn(at, timeZone),
      ...(command.type === "withdraw-note" && {
        justRecorded: await isJustRecorded(sql, id, command.side, at),
      }),
    }),
    project: (tx, { after, events, facts: { today }, at }, { version }) => [
      saveInstrument(tx, after, version + events.length, at),
      bindTreaty(tx, treatyFact(id, after, today), at),
    ],
    follow: () => [],
    conflict: "partnership.conflict",
  });

const aDay = 86_400_000;

/** Whether the last note of a side was recorded less than 24 hours ago. */
async function isJustRecorded(sql: Sql, id: string, side: Side, at: Date): Promise<boolean> {
  const last = (await load(sql, streamOf(id))).findLast(
    ({ type, data }) => type === "NoteReceived" && (data as { side: Side }).side === side,
  );
  return last !== undefined && at.getTime() - last.at.getTime() < aDay;
}

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
 * Puts instruments into the register by their first commands, all of one or none. What is there
 * already stays as it is. Throws where a command is refused.
 */
export const seedInstruments = (
  deps: PartnershipDeps,
  seeds: readonly { readonly id: string; readonly commands: readonly InstrumentCommand[] }[],
): Promise<void> =>
  seedEach(deps.sql, seeds, streamOf, async (tx, { id, commands }) => {
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
