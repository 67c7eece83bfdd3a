import { type CommandId, ok, type Result, refuse } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import type { Side } from "../instruments/model.ts";
import type { Occasion } from "../shell.ts";
import { type ExchangeDeps, giveExchange, locked } from "./core.ts";
import { othersOf } from "./statements.ts";
import { type Position, readPosition, readPositions, stateDeclined, stateOurs } from "./store.ts";
import { applyIn, eventOf, takeOverAgain } from "./take-in.ts";

/** The statement that is answered: another one that came meanwhile is not. */
export interface Answered {
  readonly partner: Side;
  readonly subject: string;
  readonly slot: string;
  readonly number: number;
}

/** The statement of the other side that is answered, where it is still the last one. */
async function answered(
  tx: Sql,
  { side }: ExchangeDeps,
  { number, ...at }: Answered,
): Promise<Result<Position>> {
  const position = await readPosition(tx, side, at);
  if (!position?.theirs) return refuse("not-found", "partnership.statement-unknown");
  if (position.theirs.number !== number) return refuse("conflict", "partnership.statement-changed");
  return ok(position);
}

async function acceptWithin(
  deps: ExchangeDeps,
  tx: Sql,
  at: Answered,
  occasion: Occasion,
): Promise<Result<unknown>> {
  const { side, clock } = deps;
  const answer = await answered(tx, deps, at);
  if (!answer.ok || answer.value.standing === "agreed") return answer;
  const { partner, subject, slot, theirs, share, about, theirsDigest } = answer.value;
  if (!theirs) return answer;
  const done = await applyIn(deps, tx, subject, eventOf(partner, theirs), occasion);
  if (!done.ok) return done;
  const after = await readPosition(tx, side, at);
  // The register had it already: our word for it is still to be said.
  if (after?.standing !== "agreed") {
    const stated = { subject, slot, type: theirs.type, data: theirs.data, at: clock() };
    const shared = { share, slot, digest: theirsDigest, ...(about && { side: about }) };
    const others = new Set([partner, ...(await othersOf(tx, side, subject))]);
    await stateOurs(tx, side, stated, shared, [...others]);
  }
  await takeOverAgain(deps, tx, partner);
  return done;
}

export const accept = (
  deps: ExchangeDeps,
  at: Answered,
  occasion: Occasion,
): Promise<Result<unknown>> => locked(deps.sql, (tx) => acceptWithin(deps, tx, at, occasion));

/** All that waits about some subjects, up to one statement of the partner. */
export interface AllOf {
  readonly partner: Side;
  readonly subjects: readonly string[];
  readonly until: number;
}

export const acceptAll = (
  deps: ExchangeDeps,
  { partner, subjects, until }: AllOf,
  occasion: Occasion,
): Promise<Result<{ readonly accepted: number }>> =>
  locked(deps.sql, async (tx) => {
    const all = subjects.map((subject) => readPositions(tx, deps.side, subject));
    const waiting = (await Promise.all(all))
      .flat()
      .filter((at) => at.partner === partner && at.share === "joint" && at.standing === "waits")
      .flatMap(({ subject, slot, theirs }) =>
        theirs ? [{ partner, subject, slot, number: theirs.number }] : [],
      )
      .filter(({ number }) => number <= until)
      .sort((a, b) => a.number - b.number);
    for (const [index, at] of waiting.entries()) {
      const key = `${occasion.key}:all:${index}` as CommandId;
      const done = await acceptWithin(deps, tx, at, { ...occasion, key });
      if (!done.ok) return done;
    }
    return ok({ accepted: waiting.length });
  });

export const decline = (
  deps: ExchangeDeps,
  at: Answered,
  reason: string,
  occasion: Occasion,
): Promise<Result<unknown>> =>
  locked(deps.sql, async (tx) => {
    const outcome = await answered(tx, deps, at);
    if (!outcome.ok) return outcome;
    const { partner, subject, slot, theirsDigest: digest } = outcome.value;
    const command = { type: "decline" as const, partner, subject, slot, digest, reason };
    const given = await giveExchange(deps, tx, command, occasion);
    if (!given.ok) return given;
    const data = { slot, digest, reason };
    await stateDeclined(tx, deps.side, { subject, slot, data, at: deps.clock() }, partner);
    return given;
  });
