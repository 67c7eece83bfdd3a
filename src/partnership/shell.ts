import type { CommandId } from "../kernel/index.ts";
import { type Decider, fold } from "../kernel/index.ts";
import { type Pool, type Sql, transaction } from "../platform/db/index.ts";
import {
  begunStreams,
  type EventLog,
  type Loaded,
  load,
  makeEventLog,
  type NewEvent,
} from "../platform/events/index.ts";

export interface PartnershipDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly timeZone: string;
  /** Where all events go through. */
  readonly log?: EventLog;
}

/** The same within a transaction of the caller. */
export type WithinDeps = Omit<PartnershipDeps, "sql"> & { readonly sql: Sql };

/** Who does it, and the key of the intended act: the same key again is the same act. */
export interface Occasion {
  readonly key: CommandId;
  readonly actor: string;
}

/** Without observers; the app gives one that the whole platform shares. */
export const ownLog = makeEventLog();

/** Of what a seed has, in its order: that of which the register has no events yet. */
export async function notYetBegun<Seed extends { readonly id: string }>(
  sql: Sql,
  seeds: readonly Seed[],
  streamOf: (id: string) => string,
): Promise<readonly Seed[]> {
  const begun = await begunStreams(
    sql,
    seeds.map(({ id }) => streamOf(id)),
  );
  return seeds.filter(({ id }) => !begun.has(streamOf(id)));
}

/**
 * Puts things into the register, each in a transaction of its own and only where the register has
 * no events of it yet.
 */
export async function seedEach<Seed extends { readonly id: string }>(
  sql: Pool,
  seeds: readonly Seed[],
  streamOf: (id: string) => string,
  put: (tx: Sql, seed: Seed) => Promise<void>,
): Promise<void> {
  for (const seed of await notYetBegun(sql, seeds, streamOf))
    await transaction(sql, async (tx) => {
      // Another server that starts may have been first.
      for (const absent of await notYetBegun(tx, [seed], streamOf)) await put(tx, absent);
    });
}

/** A stream of the partnership as its events tell it. */
export async function loadStream<State, Event extends NewEvent>(
  decider: Pick<Decider<State, never, Event, never>, "initial" | "evolve">,
  sql: Sql,
  stream: string,
): Promise<Loaded<State>> {
  const history = await load(sql, stream);
  const events = history.map(({ type, data }) => ({ type, data }) as unknown as Event);
  return {
    state: fold(decider, events),
    version: history.length,
    commands: new Set(history.map(({ command }) => command)),
  };
}
