import {
  type Decider,
  type Decision,
  ok,
  type PlainRefusal,
  type Result,
  refuse,
  type Stamped,
} from "../../kernel/index.ts";
import { inOneGo, type Sql, transaction } from "../db/index.ts";
import type { JobSpec } from "../jobs/index.ts";
import { type Consequences, withConsequences } from "./consequences.ts";
import { type EventLog, VersionConflict } from "./event-log.ts";
import type { NewEvent } from "./store.ts";

/** A stream as it was read. */
export interface Loaded<State> {
  readonly state: State;
  /** Number of its events; 0: the stream is new. */
  readonly version: number;
  /** Keys of the acts that it knows: one of them again changes nothing. */
  readonly commands: ReadonlySet<string>;
}

/** What one act changed. */
export interface Step<State, Event, Facts> {
  readonly before: State;
  readonly after: State;
  readonly events: readonly Event[];
  readonly facts: Facts;
  readonly at: Date;
}

export interface Handling<State, Command, Event extends NewEvent, Facts, Read> {
  readonly sql: Sql;
  readonly stream: string;
  readonly decider: Decider<State, Command, Event, Facts, Stamped<Event>>;
  readonly command: Command;
  /** Key of the intended act, and who acts: for some streams that depends on what they are. */
  readonly key: string;
  readonly actor: string | ((before: State) => string);
  readonly clock: () => Date;
  /**
   * Makes writers of one stream wait for each other; the stream is then read in the transaction.
   */
  readonly lock?: (tx: Sql) => PromiseLike<unknown>;
  /** Reads the stream; `attempt` is 0, and 1 after a conflict. */
  readonly load: (sql: Sql, attempt: number) => Promise<Result<Read & Loaded<State>>>;
  /** What `decide` has to know of the outside. */
  readonly facts: (read: Read & Loaded<State>, at: Date) => Facts | Promise<Facts>;
  /** The rows that follow, written in the transaction of the events. */
  readonly project: (
    tx: Sql,
    step: Step<State, Event, Facts>,
    read: Read & Loaded<State>,
  ) => readonly (PromiseLike<unknown> | false | undefined)[];
  /**
   * The rows are all asked at once and nothing is decided by their answers, observers included:
   * the act is written in one exchange (`inOneGo`); not with `lock`.
   */
  readonly inOneGo?: boolean;
  /** The jobs that follow. */
  readonly follow: (step: Step<State, Event, Facts>) => readonly JobSpec[];
  /** Does some of these jobs at once, in the transaction of the events; not with `lock`. */
  readonly atOnce?: (
    jobs: readonly JobSpec[],
    step: Step<State, Event, Facts>,
    read: Read & Loaded<State>,
  ) => Promise<Consequences>;
  /** The refusal where somebody else was quicker twice. */
  readonly conflict: PlainRefusal<"conflict">;
}

/** A command with all that it is decided by. */
interface Deciding<State, Command, Facts> {
  readonly state: State;
  readonly command: Command;
  readonly facts: Facts;
}

/**
 * Decides, and folds the events once: in the decider where it says the state that it came to, else
 * here. `stamp` is the instant and the key that the facts of such a decider have too.
 */
export function decided<State, Command, Event extends { readonly type: string }, Facts>(
  decider: Decider<State, Command, Event, Facts, Stamped<Event>>,
  { state, command, facts }: Deciding<State, Command, Facts>,
  stamp: { readonly at: Date; readonly command: string },
): Result<Decision<State, Event>> {
  if (decider.step) return decider.step(state, command, facts);
  const events = decider.decide(state, command, facts);
  if (!events.ok) return events;
  const at = stamp.at.toISOString();
  let after = state;
  for (const event of events.value)
    after = decider.evolve(after, { ...event, at, command: stamp.command });
  return ok({ events: events.value, state: after });
}

/**
 * Gives a command to a stream: reads it, decides, and writes events, rows and jobs in one
 * transaction. A command whose key the stream knows changes nothing. After a conflict of versions
 * everything is read and decided anew, once; then it is refused.
 */
export async function handle<State, Command, Event extends NewEvent, Facts, Read>(
  log: EventLog,
  handling: Handling<State, Command, Event, Facts, Read>,
): Promise<Result<State>> {
  const { sql, lock, conflict } = handling;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      if (!lock) return await once(log, handling, sql, attempt);
      return await transaction(sql, async (tx) => {
        await lock(tx);
        return once(log, handling, tx, attempt);
      });
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
  return refuse("conflict", conflict);
}

const nameOf = <State>(actor: string | ((before: State) => string), before: State): string =>
  typeof actor === "string" ? actor : actor(before);

async function once<State, Command, Event extends NewEvent, Facts, Read>(
  log: EventLog,
  handling: Handling<State, Command, Event, Facts, Read>,
  sql: Sql,
  attempt: number,
): Promise<Result<State>> {
  const { stream, decider, command, key, actor, lock, project, follow, atOnce } = handling;
  const read = await handling.load(sql, attempt);
  if (!read.ok) return read;
  const { state: before, version, commands } = read.value;
  if (commands.has(key)) return ok(before);
  const at = handling.clock();
  const facts = await handling.facts(read.value, at);
  const stamp = { at, command: key };
  const decision = decided(decider, { state: before, command, facts }, stamp);
  if (!decision.ok) return decision;
  const { events, state: after } = decision.value;
  if (events.length === 0) return ok(before);
  const step = { before, after, events, facts, at };
  const write = (tx: Sql, { jobs, rows }: Consequences) =>
    log.record(tx, {
      stream,
      after: version,
      events,
      meta: { command: key, actor: nameOf(actor, before), at },
      project: (within) => [...project(within, step, read.value), ...(rows?.(within) ?? [])],
      jobs,
    });
  const jobs = follow(step);
  if (lock) await write(sql, { jobs });
  else
    await withConsequences(
      jobs,
      atOnce && (() => atOnce(jobs, step, read.value)),
      (consequences) =>
        handling.inOneGo
          ? inOneGo(sql, (tx) => [write(tx, consequences)])
          : transaction(sql, (tx) => write(tx, consequences)),
    );
  return ok(after);
}
