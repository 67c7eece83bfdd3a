import { isAway, type Sql } from "../db/index.ts";
import type { JobSpec } from "../jobs/index.ts";
import { VersionConflict } from "./event-log.ts";

/** What follows from the events of an act, in their transaction. */
export interface Consequences {
  readonly jobs: readonly JobSpec[];
  /** Rows of other parts, asked all at once. */
  readonly rows?: (tx: Sql) => readonly PromiseLike<unknown>[];
  /** Called once the transaction is committed. */
  readonly committed?: () => void;
}

/** Does at once, as rows of the act's own transaction, what it can of these jobs. */
export type AtOnce = (jobs: readonly JobSpec[]) => Promise<Consequences>;

/**
 * Writes an act with its consequences. Nobody's act fails for a consequence: where one of their
 * rows cannot be written, the transaction is rolled back and `write` runs again with jobs alone.
 */
export async function withConsequences<T>(
  jobs: readonly JobSpec[],
  atOnce: AtOnce | undefined,
  write: (consequences: Consequences) => Promise<T>,
): Promise<T> {
  const made: Consequences = atOnce ? await atOnce(jobs) : { jobs };
  let failed = false;
  const watch = async (row: PromiseLike<unknown>) => {
    try {
      await row;
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const { rows = () => [] } = made;
  try {
    const done = await write({ ...made, rows: (tx) => rows(tx).map(watch) });
    made.committed?.();
    return done;
  } catch (error) {
    if (!failed || error instanceof VersionConflict || isAway(error)) throw error;
    return write({ jobs });
  }
}
