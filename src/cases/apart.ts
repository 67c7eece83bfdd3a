import type { Definition } from "../catalogue/index.ts";
import { appealStage, committeeOf, taskWanted } from "../workflow/index.ts";
import { isOpen } from "./evolve.ts";
import { isVoteOpen, voteHeldUntil } from "./finish.ts";
import type { CaseState, OfficerActor, Task } from "./model.ts";
import { isWorkOf } from "./policy.ts";
import type { LoadedCase } from "./store.ts";

/**
 * Whether the votes of others on this task of a committee, and what they decided, are still hidden
 * from this officer: it is open, and they have not voted, or they or another member can still take
 * a vote back in its minute. Nobody votes by what others voted. Whoever sealed the vote that
 * decides has read them.
 */
export function areVotesKeptFrom(task: Task, officer: string, now: Date): boolean {
  if (!isOpen(task)) return false;
  const { signed, votes = [] } = task;
  if (signed?.sealed && signed.by === officer) return false;
  const own = votes.find(({ by }) => by === officer);
  const at = now.toISOString();
  return !own || isVoteOpen(task, own, at) || areVotesHeld(task, now);
}

/** Votes that the end of the term decides are complete. */
export const areVotesComplete = ({ signed, dueAt }: Pick<Task, "signed" | "dueAt">, now: Date) =>
  signed !== undefined && dueAt !== undefined && dueAt <= now.toISOString();

/** Whether a vote is in the minute in which its member can take it back. */
export const areVotesHeld = (task: Pick<Task, "signed" | "votes">, now: Date): boolean => {
  const at = now.toISOString();
  const { votes = [] } = task;
  return votes.some((vote) => voteHeldUntil(task, vote, at) !== undefined);
};

/**
 * Whether the result of a task is still hidden from this officer: another task of the same stage is
 * open, its officers must judge independently of this task's, and the officer did not do this task.
 * Two independent assessors see each other's result only once both have given theirs, and a later
 * one whose task is `blind` sees them once they have given their own.
 */
export function isKeptFrom(
  definition: Definition,
  { tasks }: CaseState,
  task: Task,
  officer: string,
): boolean {
  const { done } = task;
  if (!done || done.by === officer || done.first === officer) return false;
  const { differentFrom = [] } = taskWanted(definition, task);
  const isBeside = (other: Task) =>
    other.stage === task.stage && differentFrom.includes(other.task);
  const isBlindTo = (other: Task) => {
    const { blind = false, differentFrom: before = [] } = taskWanted(definition, other);
    return blind && before.includes(task.task);
  };
  return tasks.some(
    (other) => isOpen(other) && other.task !== task.task && (isBeside(other) || isBlindTo(other)),
  );
}

interface Read extends Pick<LoadedCase, "state" | "documents"> {
  readonly definition: Definition;
}

/**
 * Whether a sensitive paper of the applicant is hidden from this officer: all their work on the
 * file is to vote with others. Who hears an appeal sees all that the contested decision rests on.
 */
export function isPaperKeptFrom(
  { definition, state }: Omit<Read, "documents">,
  document: string,
  officer: OfficerActor,
): boolean {
  if (!definition.documents.find(({ id }) => id === document)?.sensitive) return false;
  const work = state.tasks.filter((task) => isWorkOf(officer, task, definition.id));
  const isVote = (task: Task) => task.stage !== appealStage && committeeOf(definition, task);
  return work.length > 0 && work.every(isVote);
}

/** The application with those papers alone that this officer may see. */
export const withoutKeptPapers = <Of extends Read>(application: Of, officer: OfficerActor): Of => ({
  ...application,
  documents: Object.fromEntries(
    Object.entries(application.documents).filter(
      ([document]) => !isPaperKeptFrom(application, document, officer),
    ),
  ),
});
