import type { PlainRefusal, Result } from "../kernel/index.ts";
import { type CommandId, type Decider, dateIn, must, ok } from "../kernel/index.ts";
import { json, type Sql } from "../platform/db/index.ts";
import { handle, load, type NewEvent, type Recorded } from "../platform/events/index.ts";
import type { Day } from "./instruments/model.ts";
import { loadStream, type Occasion, ownLog, type PartnershipDeps, seedEach } from "./shell.ts";

/** What a subject of the register is: how it is decided, and what deciding has to know. */
export interface Subject<State, Command, Event extends NewEvent, Facts> {
  /** Prefix of its streams and of its rows: `session`. */
  readonly kind: string;
  readonly decider: Decider<State, Command, Event, Facts>;
  readonly facts: (read: {
    readonly sql: Sql;
    readonly id: string;
    readonly state: State;
    readonly command: Command;
    readonly today: Day;
  }) => Facts | Promise<Facts>;
  /** One writer at a time for the whole kind, where its rule is about all of them together. */
  readonly oneAtATime?: true;
  /** What else is written with the events. */
  readonly also?: (
    tx: Sql,
    id: string,
    events: readonly Event[],
    after: State,
    at: Date,
  ) => readonly PromiseLike<unknown>[];
}

/** A command of the past, as a seed gives it: what happened on which day. */
export interface DatedCommand<Command> {
  readonly on: Day;
  readonly command: Command;
}

/** A thing as a seed gives it, with all that happened to it. */
export interface PastOf<Command> {
  readonly id: string;
  readonly past: readonly DatedCommand<Command>[];
}

/** How the things of one kind are kept: events, and the snapshot that pages read. */
export interface Keeper<State, Command> {
  /** Gives a command. Refuses partnership.*. */
  give(id: string, command: Command, occasion: Occasion): Promise<Result<State>>;
  /** The same within a transaction of the caller. */
  giveWithin(tx: Sql, id: string, command: Command, occasion: Occasion): Promise<Result<State>>;
  all(): Promise<readonly State[]>;
  one(id: string): Promise<State | undefined>;
  /** Everything that was recorded of one, oldest first. */
  history(id: string): Promise<readonly Recorded[]>;
  /**
   * Puts things into the register with their past, each once; what is there already stays. Throws
   * if refused.
   */
  seed(seeds: readonly PastOf<Command>[]): Promise<void>;
}

const conflict: PlainRefusal<"conflict"> = "partnership.conflict";

/** Keeps the things of one kind in the register. */
export function keeperOf<State, Command, Event extends NewEvent, Facts>(
  { sql, clock, timeZone, log = ownLog }: PartnershipDeps,
  subject: Subject<State, Command, Event, Facts>,
): Keeper<State, Command> {
  const { kind, decider, facts, oneAtATime, also } = subject;
  const streamOf = (id: string) => `${kind}-${id}`;

  const giveIn = (
    within: Sql,
    id: string,
    command: Command,
    { key, actor }: Occasion,
    at: () => Date,
  ): Promise<Result<State>> =>
    handle(log, {
      ...{ sql: within, stream: streamOf(id), decider, command, key, actor, clock: at, conflict },
      ...(oneAtATime && {
        lock: (tx: Sql) => tx`select pg_advisory_xact_lock(hashtext(${`partnership:${kind}`}))`,
      }),
      load: async (from) => ok({ ...(await loadStream(decider, from, streamOf(id))), from }),
      facts: ({ state, from }, now) =>
        facts({ sql: from, id, state, command, today: dateIn(now, timeZone) }),
      project: (tx, { after, events, at: now }, { version }) => [
        saveSnapshot(tx, kind, id, after as object, version + events.length, now),
        ...(also?.(tx, id, events, after, now) ?? []),
      ],
      follow: () => [],
    });

  return {
    give: (id, command, occasion) => giveIn(sql, id, command, occasion, clock),
    giveWithin: (tx, id, command, occasion) => giveIn(tx, id, command, occasion, clock),
    async all() {
      const rows = await sql<{ state: State }[]>`
        select state from partnership.snapshot where kind = ${kind} order by id`;
      return rows.map(({ state }) => state);
    },
    async one(id) {
      const [row] = await sql<{ state: State }[]>`
        select state from partnership.snapshot where kind = ${kind} and id = ${id}`;
      return row?.state;
    },
    history: (id) => load(sql, streamOf(id)),
    seed: (seeds) =>
      seedEach(sql, seeds, streamOf, async (tx, { id, past }) => {
        for (const [index, { on, command }] of past.entries()) {
          const key = `seed:${kind}:${id}:${index}` as CommandId;
          const noon = () => new Date(`${on}T12:00:00Z`);
          must(await giveIn(tx, id, command, { key, actor: "system" }, noon));
        }
      }),
  };
}

const saveSnapshot = (
  tx: Sql,
  kind: string,
  id: string,
  state: object,
  version: number,
  at: Date,
) => tx`
  insert into partnership.snapshot (kind, id, state, version, changed_at)
  values (${kind}, ${id}, ${json(tx, state)}, ${version}, ${at})
  on conflict (kind, id) do update set state = excluded.state, version = excluded.version,
    changed_at = excluded.changed_at`;
