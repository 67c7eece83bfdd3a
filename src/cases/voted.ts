import type { Definition } from "../catalogue/index.ts";
import { appealStage, committeeOf, majorityOf, selects } from "../workflow/index.ts";
import type { Task, VoteGiven } from "./model.ts";
import { seatsOf } from "./seats.ts";

/** How the members of a committee decided. */
export interface Voted {
  readonly outcome: string;
  /** For that outcome; none where it is what holds without a majority. */
  readonly for: readonly VoteGiven[];
  readonly against: readonly VoteGiven[];
  /** Members who could vote: not those who recused themselves, nor seats left empty. */
  readonly seats: number;
}

/** Whether the first decision stands as no outcome of the last appeal had the majority. */
export function isAppealTied(
  definition: Definition,
  { tasks = [] }: { readonly tasks?: readonly Task[] },
): boolean {
  const task = tasks.findLast((each) => each.done && each.task === appealStage);
  const vote = task && votedOn(definition, task);
  const chosen = definition.appeal?.outcomes.find(({ id }) => id === vote?.outcome);
  const stands = chosen && "end" in chosen.to && chosen.to.end === "refused";
  return stands === true && vote?.for.length === 0;
}

/** Undefined while it is open, and where nobody voted. */
export function votedOn(definition: Definition, task: Task): Voted | undefined {
  const committee = committeeOf(definition, task);
  const { votes, done } = task;
  if (!committee || !done || !votes?.length) return undefined;
  const { outcome, noPlaces } = done;
  const cast = votes
    .map((vote) => vote.outcome)
    .filter((each) => !noPlaces || !selects(definition, each));
  const isFor = (vote: VoteGiven) =>
    vote.outcome === outcome && majorityOf(committee.majority, cast) === outcome;
  return {
    outcome,
    for: votes.filter(isFor),
    against: votes.filter((vote) => !isFor(vote)),
    seats: seatsOf(committee, task),
  };
}
