import { type CardCheck, type CardRefused, isCallOver, shortNote } from "../counter/index.ts";
import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { ringRefused, settleBells } from "./card-bells.ts";
import type { ActDeps } from "./deps.ts";
import { dropFilled } from "./drop-filled.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "counter">;

/** Why nobody reads a card: the refusal of another officer stands, or was found to be right. */
export const cardHeld = {
  undecided: "counter.card-undecided",
  refused: "counter.card-refused",
} as const;

/**
 * Whether this officer may read the card now: nobody may while a refusal of it stands, and whoever
 * was one of the two then leaves it to another. Refuses counter.card-undecided, .card-refused,
 * .card-another.
 */
export async function maySecond(
  { counter }: Pick<Deps, "counter">,
  { person }: Pick<CardCheck, "person">,
  officer: OfficerId,
): Promise<Result<true>> {
  const { held, barred } = await counter.cardHold(person);
  if (held) return refuse("not-allowed", cardHeld[held]);
  return barred.includes(officer) ? refuse("not-allowed", "counter.card-another") : ok(true);
}

/**
 * A second officer says that they are coming. Refuses counter.card-own, counter.card-settled, and
 * as `maySecond` does.
 */
export async function comeToCard(
  { counter, clock }: Pick<Deps, "counter" | "clock">,
  check: CardCheck,
  officer: OfficerId,
): Promise<Result<true>> {
  if (check.operator === officer) return refuse("not-allowed", "counter.card-own");
  if (check.settledAt || isCallOver(check, clock()))
    return refuse("conflict", "counter.card-settled");
  const second = await maySecond({ counter }, check, officer);
  if (second.ok) await counter.comeToCard(check, officer);
  return second;
}

/** Why a second officer does not confirm a card. */
export interface CardNotConfirmed {
  readonly officer: OfficerId;
  readonly why: CardRefused;
  readonly note: string;
}

/**
 * A second officer does not confirm the card: its photo is of somebody else, or for another reason,
 * which they say. The floor managers of the hall are told, and one decides. Refuses
 * counter.card-own, .card-settled, .card-note-missing.
 */
export async function refuseCard(
  deps: Deps & Pick<ActDeps, "cases" | "catalogue" | "notifications">,
  check: CardCheck,
  { officer, why, note: typed }: CardNotConfirmed,
): Promise<Result<true>> {
  if (check.operator === officer) return refuse("not-allowed", "counter.card-own");
  const note = shortNote(typed);
  if (why === "not-accepted" && note === undefined)
    return refuse("invalid", "counter.card-note-missing");
  if (check.settledAt || isCallOver(check, deps.clock()))
    return refuse("conflict", "counter.card-settled");
  const answer = { by: officer, why, note: (why === "not-accepted" && note) || null };
  if (!(await deps.counter.refuseCard(check, answer)))
    return refuse("conflict", "counter.card-settled");
  await settleBells(deps, [check.id]);
  await dropFilled(deps, check);
  await ringRefused(deps, check, officer);
  return ok(true);
}
