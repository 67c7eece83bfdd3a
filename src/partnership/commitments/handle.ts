import { dateIn, ok, type Result } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import { handle } from "../../platform/events/index.ts";
import { loadStream, type Occasion, ownLog, type WithinDeps } from "../shell.ts";
import { commitmentDecider } from "./decide.ts";
import type { CommitmentCommand, CommitmentEvent, CommitmentState } from "./model.ts";
import { commitmentStream, isRecordedTwice, saveCommitment, saveSides } from "./store.ts";
import { saveContributions } from "./summary.ts";

/** Days after which silence about a minor change counts as no objection. */
export const silenceDays = 14;

/** What is written in the transaction of the events beside the commitment's own rows. */
export type Beside = (
  tx: Sql,
  events: readonly CommitmentEvent[],
) => readonly PromiseLike<unknown>[];

/** Rows of pages after an act. */
export const rowsOf = (tx: Sql, state: CommitmentState, version: number, at: Date) => [
  saveCommitment(tx, state, version, at),
  saveSides(tx, state),
  ...saveContributions(tx, state),
];

/**
 * Gives a command to a commitment: events and the rows that pages read, in one transaction. On a
 * version conflict it is tried once more, then refused.
 */
export const giveCommitment = (
  { sql, clock, timeZone, log = ownLog }: WithinDeps,
  id: string,
  command: CommitmentCommand,
  { key, actor }: Occasion,
  beside?: Beside,
): Promise<Result<CommitmentState>> =>
  handle(log, {
    ...{
      sql,
      stream: commitmentStream(id),
      decider: commitmentDecider,
      command,
      key,
      actor,
      clock,
    },
    load: async (from) => ok(await loadStream(commitmentDecider, from, commitmentStream(id))),
    facts: async (_read, at) => ({
      ...{ today: dateIn(at, timeZone), silenceDays },
      ...(command.type === "record" && { twice: await isRecordedTwice(sql, id, command.joint) }),
    }),
    project: (tx, { after, events, at }, { version }) => [
      ...rowsOf(tx, after, version + events.length, at),
      ...(beside?.(tx, events) ?? []),
    ],
    follow: () => [],
    conflict: "partnership.conflict",
  });
