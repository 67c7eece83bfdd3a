import type { Sql } from "../db/index.ts";
import { enqueue, type JobSpec } from "../jobs/index.ts";
import { append, type EventMeta, isChanged, type NewEvent } from "./store.ts";

/** What observers are shown: the events of one act. */
export interface ObservedEvents {
  /** The stream, or what else they are about: `appointment-<id>`. */
  readonly about: string;
  readonly events: readonly NewEvent[];
  readonly at: Date;
  /** Of events in the store: the first has the version after `after`. */
  readonly kept?: Pick<EventMeta, "command" | "actor"> & { readonly after: number };
}

/**
 * Sees all events of all parts in their transaction: what it writes there is kept with them or not
 * at all.
 */
export type Observer = (tx: Sql, seen: ObservedEvents) => PromiseLike<unknown>;

/**
 * Somebody else has appended to the stream since it was read: rolled back, and tried once more by
 * `handle`.
 */
export class VersionConflict extends Error {}

export interface Recording {
  readonly stream: string;
  /** The version that the stream had when it was read; 0: it is new. */
  readonly after: number;
  readonly events: readonly NewEvent[];
  readonly meta: EventMeta;
  /** Rows of the part that follow from the events. */
  readonly project?: (tx: Sql) => readonly (PromiseLike<unknown> | false | undefined)[];
  readonly jobs?: readonly JobSpec[];
}

/** The one place through which every event passes. */
export interface EventLog {
  /**
   * Writes events, rows and jobs in the caller's transaction, all at once on its connection.
   * Throws VersionConflict, upon which nothing of the transaction may be kept.
   */
  record(tx: Sql, recording: Recording): Promise<void>;
  /** The same for what is kept as rows alone, such as an appointment: observers and jobs. */
  announce(tx: Sql, seen: Omit<ObservedEvents, "kept">, jobs: readonly JobSpec[]): Promise<void>;
}

/** @param observers each is shown every event, in this order */
export const makeEventLog = (observers: readonly Observer[] = []): EventLog => {
  const observe = (tx: Sql, observed: ObservedEvents) =>
    observers.map((observer) => observer(tx, observed));
  return {
    async record(tx, recording) {
      const { stream, after, events, meta, project, jobs = [] } = recording;
      try {
        // Asked before all that is made of the events.
        const appended = Promise.resolve(append(tx, stream, after, events, meta));
        await Promise.all([
          appended,
          ...(project?.(tx) ?? []),
          enqueue(tx, jobs),
          ...observe(tx, {
            about: stream,
            events,
            at: meta.at,
            kept: { command: meta.command, actor: meta.actor, after },
          }),
        ]);
      } catch (error) {
        throw isChanged(error) ? new VersionConflict(stream, { cause: error }) : error;
      }
    },
    async announce(tx, observed, jobs) {
      await Promise.all([enqueue(tx, jobs), ...observe(tx, observed)]);
    },
  };
};
