import type { Committee } from "../catalogue/index.ts";

/** How the votes of a committee stand. */
export type Tally =
  | { readonly kind: "open" }
  /** Too many members have recused themselves: the quorum cannot be reached. */
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

/**
 * What the votes decide, each an outcome. Open until every seat has voted or an outcome has the
 * majority whatever the others vote; and once the time `isOver`, the votes that were cast decide if
 * they are a quorum. Where none has the majority, it is `otherwise`.
 */
export function tally(
  { members, quorum, majority, otherwise }: Committee,
  votes: readonly string[],
  { recused, isOver = false }: { readonly recused: number; readonly isOver?: boolean },
): Tally {
  const seats = members - recused;
  if (seats < quorum) return { kind: "no-quorum" };
  if (votes.length < quorum) return { kind: "open" };
  const all = isOver || votes.length >= seats;
  const winner = majorityOf(majority, votes, all ? votes.length : seats);
  if (winner !== undefined) return { kind: "decided", outcome: winner };
  return all ? { kind: "decided", outcome: otherwise } : { kind: "open" };
}
