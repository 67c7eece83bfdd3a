import type { Definition } from "../catalogue/index.ts";
import { committeeOf } from "../workflow/index.ts";
import type { Task, VoteGiven } from "./model.ts";

/** How the members of a committee decided. */
export interface Voted {
  readonly outcome: string;
  /** For that outcome; none where it is what holds without a majority. */
  readonly for: readonly VoteGiven[];
  readonly against: readonly VoteGiven[];
  /** Members who could vote: the seat of whoever recused themselves stays empty. */
  readonly seats: number;
}

/** Undefined while it is open, and where nobody voted. */
export function votedOn(definition: Definition, task: Task): Voted | undefined {
  const committee = committeeOf(definition, task);
  const { votes, done, recused = [] } = task;
  if (!committee || !done || !votes?.length) return undefined;
  const { outcome } = done;
  return {
    outcome,
    for: votes.filter((vote) => vote.outcome === outcome),
    against: votes.filter((vote) => vote.outcome !== outcome),
    seats: committee.members - recused.length,
  };
}
