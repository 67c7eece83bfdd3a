import { type CommandId, dateIn, ok, type Result, refuse } from "../../kernel/index.ts";
import { type Sql, transaction } from "../../platform/db/index.ts";
import { decided, load, VersionConflict } from "../../platform/events/index.ts";
import { commitmentDecider } from "../commitments/decide.ts";
import { rowsOf, silenceDays } from "../commitments/handle.ts";
import type { CommitmentCommand, CommitmentEvent, Visibility } from "../commitments/model.ts";
import { commitmentStream } from "../commitments/store.ts";
import type { Side } from "../instruments/model.ts";
import { readPosts } from "../posts/store.ts";
import { type Occasion, ownLog, type PartnershipDeps } from "../shell.ts";
import type { MatrixRow } from "./read.ts";
import {
  type MatrixContext,
  type PlannedRow,
  planRows,
  type RowProblem,
  readHeading,
} from "./rows.ts";

/** What became of one row. */
export interface MatrixResult {
  readonly row: number;
  readonly text: string;
  readonly outcome: "recorded" | "same" | "refused";
  readonly id: string;
  readonly problems: readonly RowProblem[];
}

/** What a table is to become. */
export interface MatrixImport {
  /** The instrument in which both sides agreed to it. */
  readonly instrument: string;
  readonly parties: readonly Side[];
  /** The side whose desk imports it. */
  readonly by: Side;
  readonly prevailing: string;
  readonly visibility: Visibility;
  readonly sideNames: MatrixContext["sideNames"];
}

/** Rows that are written at the same time; they share one connection, pipelined. */
const atOnce = 50;

/**
 * Records the rows of a table as agreed commitments, those that are right all together; a row with
 * a problem is left out and told. The same row again changes nothing; one that differs from what
 * was recorded is told, and changed on its own page. Refuses partnership.matrix-columns where
 * columns are missing, and partnership.conflict.
 */
export async function importMatrix(
  deps: PartnershipDeps,
  [first, ...body]: readonly MatrixRow[],
  matrix: MatrixImport,
  occasion: Occasion,
): Promise<Result<readonly MatrixResult[]>> {
  const posts = await readPosts(deps.sql);
  const context = { instrument: matrix.instrument, posts, sideNames: matrix.sideNames };
  const heading = first ? readHeading(first, context) : ["text"];
  if (!("owners" in heading))
    return refuse("invalid", "partnership.matrix-columns", {
      facts: { columns: heading.join(", ") },
    });
  const planned = planRows(body, heading, context);
  try {
    return ok(
      await transaction(deps.sql, async (tx) => {
        const results: MatrixResult[] = [];
        for (let at = 0; at < planned.length; at += atOnce) {
          const some = planned.slice(at, at + atOnce);
          results.push(
            ...(await Promise.all(some.map((row) => takeRow(deps, tx, row, matrix, occasion)))),
          );
        }
        return results;
      }),
    );
  } catch (error) {
    if (error instanceof VersionConflict) return refuse("conflict", "partnership.conflict");
    throw error;
  }
}

async function takeRow(
  { log = ownLog, clock, timeZone }: PartnershipDeps,
  tx: Sql,
  planned: PlannedRow,
  matrix: MatrixImport,
  { key, actor }: Occasion,
): Promise<MatrixResult> {
  const { row, id, text, problems } = planned;
  const result = { row, id, text };
  if (problems.length > 0) return { ...result, outcome: "refused", problems };
  const stream = commitmentStream(id);
  const [recorded] = await load(tx, stream);
  const commands = commandsOf(planned, matrix);
  if (recorded) {
    const before = (recorded.data as { readonly joint?: unknown }).joint;
    const [command] = commands;
    const same =
      command?.type === "record" && isSame(before as typeof command.joint, command.joint);
    return same
      ? { ...result, outcome: "same", problems: [] }
      : { ...result, outcome: "refused", problems: [{ code: "differs" }] };
  }
  const at = clock();
  const facts = { today: dateIn(at, timeZone), silenceDays };
  let state = commitmentDecider.initial;
  const events: CommitmentEvent[] = [];
  for (const command of commands) {
    const stamp = { at, command: key };
    const next = decided(commitmentDecider, { state, command, facts }, stamp);
    // What a row may be was checked above; a refusal here is a fault of ours.
    if (!next.ok) throw new Error(`${id}: ${next.refusal.code}`);
    state = next.value.state;
    events.push(...next.value.events);
  }
  await log.record(tx, {
    ...{ stream, after: 0, events },
    meta: { command: `${key}:${id}` as CommandId, actor, at },
    project: (within) => rowsOf(within, state, events.length, at),
  });
  return { ...result, outcome: "recorded", problems: [] };
}

function commandsOf(
  { id, at, text, deadline, measure, verification, owners }: PlannedRow,
  { by, parties, prevailing, instrument, visibility }: MatrixImport,
): readonly CommitmentCommand[] {
  const source = { instrument, ...(at !== "" && { at }) };
  const joint = {
    ...{ text: { [prevailing]: text }, prevailing, source, deadline, measure, verification },
    visibility,
  };
  return [
    { type: "record", id, by, parties, joint, agreed: true },
    ...Object.entries(owners).map(([side, owner]) => ({
      ...{ type: "name-owner" as const, side, owner },
    })),
  ];
}

type Compared = {
  readonly text: Readonly<Record<string, string>>;
  readonly deadline: string;
  readonly measure: string;
  readonly verification: string;
};

/** Whether a row says what was recorded from it, whatever both sides agreed to since. */
const isSame = (a: Compared, b: Compared): boolean =>
  a.deadline === b.deadline &&
  a.measure === b.measure &&
  a.verification === b.verification &&
  Object.values(a.text).join() === Object.values(b.text).join();
