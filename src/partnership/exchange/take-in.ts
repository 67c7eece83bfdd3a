import {
  type CommandId,
  type PlainRefusal,
  type Refusal,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import { type Sql, transaction } from "../../platform/db/index.ts";
import type { Side } from "../instruments/model.ts";
import type { Occasion } from "../shell.ts";
import type { ExchangeDeps } from "./exchange.ts";
import type { Bundle, Statement } from "./model.ts";
import { sharedParts } from "./parts.ts";
import { partnerActor, type SharedPart, sharedOf, subjectOf } from "./sharing.ts";
import {
  keepTheirs,
  markTaken,
  type Position,
  placeDeclined,
  placeTheirs,
  readPosition,
  readRefused,
  waitsBefore,
} from "./store.ts";

/** What became of the statements of one bundle. */
export interface TakenIn {
  readonly sequence: number;
  readonly statements: number;
  /** Stand in both registers now. */
  readonly agreed: number;
  /** Own facts of the other side that stand in our register now. */
  readonly taken: number;
  /** Wait for our answer. */
  readonly waits: number;
  readonly differs: number;
  /** Of a kind or shape that this version does not know: kept, and shown to nobody. */
  readonly notUnderstood: number;
}

/** Keeps the statements of a bundle and places each beside ours; nothing of ours is changed. */
export async function takeIn(deps: ExchangeDeps, tx: Sql, bundle: Bundle): Promise<TakenIn> {
  const counts = { agreed: 0, taken: 0, waits: 0, differs: 0, notUnderstood: 0 };
  for (const statement of bundle.statements) {
    await keepTheirs(tx, bundle.from, bundle.sequence, statement);
    counts[await place(deps, tx, bundle.from, statement)] += 1;
  }
  await takeOverAgain(deps, tx, bundle.from);
  return { sequence: bundle.sequence, statements: bundle.statements.length, ...counts };
}

type Placed = Exclude<keyof TakenIn, "sequence" | "statements">;

async function place(
  deps: ExchangeDeps,
  tx: Sql,
  from: Side,
  statement: Statement,
): Promise<Placed> {
  const { subject, slot, type } = statement;
  if (type === "Declined") {
    await placeDeclined(tx, from, statement);
    return "differs";
  }
  const subjectPart = subjectOf(sharedParts, subject);
  const shared = subjectPart && sharedOf(subjectPart.part, statement, from);
  if (!subjectPart || !shared || shared.slot !== slot) return "notUnderstood";
  // A subject of others is none of theirs, whatever they state.
  const parties = await subjectPart.part.partiesOf(tx, subjectPart.id);
  if (parties && !parties.includes(from)) return "notUnderstood";
  await placeTheirs(tx, statement, shared);
  const position = await readPosition(tx, deps.side, subject, slot);
  if (position && !position.ours) {
    if (shared.side === from) await takeOver(deps, tx, from, position);
    // Taken back before it was ever ours: nothing to answer.
    else if (shared.digest === null) await markTaken(tx, subject, slot, null);
  }
  const { standing } = (await readPosition(tx, deps.side, subject, slot)) ?? {};
  if (standing === "agreed" || standing === "taken" || standing === "waits") return standing;
  return "differs";
}

/** Gives our register an own fact of the other side; what it refuses stands beside it. */
async function takeOver(deps: ExchangeDeps, tx: Sql, from: Side, at: Position): Promise<void> {
  const { subject, slot, theirs } = at;
  if (!theirs) return;
  const actor = partnerActor(from);
  const key = `${actor}:${theirs.number}` as CommandId;
  if (
    subjectOf(sharedParts, subject)?.part.inOrder &&
    (await waitsBefore(tx, subject, theirs.number))
  ) {
    const waits: PlainRefusal<"conflict"> = "partnership.waits-for-answer";
    await markTaken(tx, subject, slot, waits);
    return;
  }
  const { type, data, bundle } = theirs;
  const event = { type, data, from, ...(bundle !== null && { bundle }) };
  const done = await applyIn(deps, tx, subject, event, { key, actor });
  await markTaken(tx, subject, slot, done.ok ? null : done.refusal.code);
}

/**
 * Own facts of the other side that our register could not take over before, in their order: what
 * they hang on may have come meanwhile.
 */
export async function takeOverAgain(deps: ExchangeDeps, tx: Sql, from: Side): Promise<void> {
  for (const position of await readRefused(tx, deps.side))
    if (position.about === from) await takeOver(deps, tx, from, position);
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Gives an event of the other side to its part: all of what follows, or nothing. */
export async function applyIn(
  deps: ExchangeDeps,
  tx: Sql,
  subject: string,
  event: Parameters<SharedPart["apply"]>[2],
  occasion: Occasion,
): Promise<Result<unknown>> {
  const subjectPart: { part: SharedPart; id: string } | undefined = subjectOf(sharedParts, subject);
  if (!subjectPart) return refuse("not-found", "partnership.statement-unknown");
  try {
    return await transaction(tx, async (within) => {
      const done = await subjectPart.part.apply(
        { ...deps, sql: within },
        subjectPart.id,
        event,
        occasion,
      );
      if (!done.ok) throw new Refused(done.refusal);
      return done;
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}
