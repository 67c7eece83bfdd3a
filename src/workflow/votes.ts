import type { Committee } from "../catalogue/index.ts";

/** How the votes of a committee stand. */
export type Tally =
  | { readonly kind: "open" }
  /** Too few members are left: the quorum cannot be reached. */
  | { readonly kind: "no-quorum" }
  | { readonly kind: "decided"; readonly outcome: string };

const needs: Readonly<Record<Committee["majority"], (of: number) => number>> = {
  simple: (of) => Math.floor(of / 2) + 1,
  "two-thirds": (of) => Math.ceil((2 * of) / 3),
  all: (of) => of,
};

/** The outcome that has the majority of so many seats; undefined where none has. */
export function majorityOf(
  majority: Committee["majority"],
  votes: readonly string[],
  of = votes.length,
): string | undefined {
  const needed = needs[majority](of);
  const count = (outcome: string) => votes.filter((each) => each === outcome).length;
  return [...new Set(votes)].find((outcome) => count(outcome) >= needed);
}

/** The members whose votes decide. */
interface Sitting {
  readonly seats: number;
  /** Members have left, and nobody sits in their place: they may be appointed. */
  readonly isShort?: boolean;
  /** The time to vote is over. */
  readonly isOver?: boolean;
  /** Outcomes that can no longer be: votes for them are cast, and count for nothing. */
  readonly impossible?: readonly string[];
}

/**
 * What the votes decide, each an outcome. Open until every seat has voted or an outcome has the
 * majority whatever the others vote; and once the time `isOver`, the votes that were cast decide if
 * they are a quorum. Where none has the majority, it is `otherwise`; not before the time is over
 * where a member is missing, whose vote would decide.
 */
export function tally(
  { quorum, majority, otherwise }: Committee,
  votes: readonly string[],
  { seats, isShort = false, isOver = false, impossible = [] }: Sitting,
): Tally {
  if (seats < quorum) return { kind: "no-quorum" };
  if (votes.length < quorum) return { kind: "open" };
  const all = isOver || votes.length >= seats;
  const counting = votes.filter((each) => !impossible.includes(each));
  const lost = votes.length - counting.length;
  const winner = majorityOf(majority, counting, (all ? votes.length : seats) - lost);
  if (winner !== undefined) return { kind: "decided", outcome: winner };
  const isTied = isOver || (all && !isShort);
  return isTied ? { kind: "decided", outcome: otherwise } : { kind: "open" };
}
