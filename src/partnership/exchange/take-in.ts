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
import type { ExchangeDeps } from "./core.ts";
import type { Bundle, Statement } from "./model.ts";
import { sharedParts } from "./parts.ts";
import { partnerActor, type SharedPart, sharedOf, subjectOf } from "./sharing.ts";
import {
  keepTheirs,
  markTaken,
  type Position,
  placeDeclined,
  placeTheirs,
  readNotUnderstood,
  readPosition,
  readRefused,
  type Said,
  waitsBefore,
} from "./store.ts";

/** What became of the statements of one bundle. */
export interface TakenIn {
  readonly partner: Side;
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
  const { from: partner, sequence, statements } = bundle;
  return { partner, sequence, statements: statements.length, ...counts };
}

/** What partners stated in the words of a newer version, now that this one may understand it. */
export async function placeAgain(deps: ExchangeDeps, tx: Sql): Promise<void> {
  for (const { from, ...statement } of await readNotUnderstood(tx, deps.side))
    await place(deps, tx, from, statement);
}

type Placed = Exclude<keyof TakenIn, "partner" | "sequence" | "statements">;

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
  const at = { partner: from, subject, slot };
  await placeTheirs(tx, from, statement, shared);
  const position = await readPosition(tx, deps.side, at);
  if (position && !position.ours) {
    if (shared.side === from) await takeOver(deps, tx, position);
    // Taken back before it was ever ours: nothing to answer.
    else if (shared.digest === null) await markTaken(tx, at, null);
  }
  const { standing } = (await readPosition(tx, deps.side, at)) ?? {};
  if (standing === "agreed" || standing === "taken" || standing === "waits") return standing;
  return "differs";
}

/** What a statement of a partner gives to the part that it is about. */
export const eventOf = (from: Side, { type, data, bundle }: Said) => ({
  ...{ type, data, from },
  ...(bundle !== null && { bundle }),
});

/** Gives our register an own fact of a partner; what it refuses stands beside it. */
async function takeOver(deps: ExchangeDeps, tx: Sql, at: Position): Promise<void> {
  const { partner, subject, theirs } = at;
  if (!theirs) return;
  const inOrder = subjectOf(sharedParts, subject)?.part.inOrder;
  if (inOrder && (await waitsBefore(tx, at, theirs.number))) {
    const code: PlainRefusal<"conflict"> = "partnership.waits-for-answer";
    await markTaken(tx, at, { code });
    return;
  }
  const actor = partnerActor(partner);
  const key = `${actor}:${theirs.number}` as CommandId;
  const done = await applyIn(deps, tx, subject, eventOf(partner, theirs), { key, actor });
  await markTaken(tx, at, done.ok ? null : done.refusal);
}

/**
 * Own facts of a partner that our register could not take over before, in their order: what they
 * hang on may have come meanwhile.
 */
export async function takeOverAgain(deps: ExchangeDeps, tx: Sql, partner: Side): Promise<void> {
  for (const position of await readRefused(tx, deps.side, partner))
    if (position.about === partner) await takeOver(deps, tx, position);
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
