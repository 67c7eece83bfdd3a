import type { Committee, Definition } from "../catalogue/index.ts";
import { type Refused, refuse } from "../kernel/index.ts";
import { committeeOf, type Tally, tally } from "../workflow/index.ts";
import { openTask } from "./course.ts";
import { escalate } from "./escalate.ts";
import { finish, sign } from "./finish.ts";
import type { Actor, CaseCommand, CaseState, Reason, Task, Vote } from "./model.ts";
import { isWorkOf } from "./policy.ts";
import { type Story, tell } from "./story.ts";

/** Refuses to put into one hand what members decide together. */
export const notByCommittee = (story: Story, task: Task): Refused | undefined =>
  committeeOf(story.facts.definition, task)
    ? refuse("conflict", "case.decided-by-vote")
    : undefined;

interface Member {
  readonly facts: { readonly actor: Actor };
  readonly state: CaseState;
}

/** The officer acting now, if they are a member who has neither voted nor recused themselves. */
function memberOf(
  { facts: { actor }, state }: Member,
  task: Task,
): { readonly id: string } | Refused {
  const isMember = actor.kind === "officer" && isWorkOf(actor, task, state.submitted?.service);
  if (!isMember) return refuse("not-allowed", "case.not-allowed");
  if (task.recused?.some(({ by }) => by === actor.id)) return refuse("conflict", "case.recused");
  if (task.votes?.some(({ by }) => by === actor.id))
    return refuse("conflict", "case.voted-already");
  return actor;
}

const talliedAt = (story: Story, task: Task, committee: Committee): Tally => {
  const { votes = [], recused = [], dueAt } = task;
  const isOver = dueAt !== undefined && dueAt <= story.facts.at.toISOString();
  const outcomes = votes.map(({ outcome }) => outcome);
  return tally(committee, outcomes, { recused: recused.length, isOver });
};

/**
 * Gives the task the outcome that has the majority; nothing while the vote is open. The applicant
 * is told the reason of the member `reasonOf`, else of whoever voted for it last with a reason.
 */
export function closeVote(
  story: Story,
  { key }: Task,
  committee: Committee,
  { byVote = false, reasonOf }: { readonly byVote?: boolean; readonly reasonOf?: string } = {},
): boolean {
  const task = openTask(story.state, key);
  const result = task && talliedAt(story, task, committee);
  if (!task || result?.kind !== "decided") return false;
  const { votes = [] } = task;
  const { outcome } = result;
  const explained = explainedVotes(votes, outcome);
  const { reason } = explained.find(({ by }) => by === reasonOf) ?? explained.at(-1) ?? {};
  const signing = { outcome, by: votes.map(({ by }) => by), reason };
  // The vote that decides can be taken back as a decision of one; a term or a seat left empty not.
  if (byVote) sign(story, task, signing);
  else finish(story, task, signing);
  return true;
}

const explainedVotes = (votes: readonly Vote[], outcome: string): readonly Vote[] =>
  votes.filter((vote) => vote.outcome === outcome && vote.reason);

/**
 * The votes whose reasons could be told to the applicant if this member voted now, their own among
 * them: those for the outcome that the vote decides. None where it decides nothing, or is refused.
 */
export function votesToTell(
  { definition, state }: { readonly definition: Definition; readonly state: CaseState },
  { task: key, ...vote }: Vote & { readonly task: string },
  actor: Actor,
): readonly Vote[] {
  const task = openTask(state, key);
  const committee = task && committeeOf(definition, task);
  if (!task || !committee || "ok" in memberOf({ facts: { actor }, state }, task)) return [];
  const { votes = [], recused = [] } = task;
  const all = [...votes, vote];
  const outcomes = all.map(({ outcome }) => outcome);
  const result = tally(committee, outcomes, { recused: recused.length });
  return result.kind === "decided" ? explainedVotes(all, result.outcome) : [];
}

/** The vote of a member, with its reason; the last one that is needed decides. */
export function castVote(
  story: Story,
  task: Task,
  committee: Committee,
  {
    outcome,
    reason,
    reasonOf,
  }: {
    readonly outcome: string;
    readonly reason: Reason | undefined;
    readonly reasonOf: string | undefined;
  },
): Refused | undefined {
  const member = memberOf(story, task);
  if ("ok" in member) return member;
  const { members } = committee;
  const { votes = [], recused = [] } = task;
  if (votes.length >= members - recused.length)
    return refuse("conflict", "case.committee-complete");
  const data = { task: task.key, outcome, by: member.id, ...(reason && { reason }) };
  tell(story, { type: "VoteCast", data });
  closeVote(story, task, committee, { byVote: true, ...(reasonOf && { reasonOf }) });
  return undefined;
}

/**
 * A member has a conflict of interest and says which. Their seat stays empty; where the quorum can
 * no longer be reached, the supervisor is called.
 */
export function recuse(
  story: Story,
  { task: key, statement }: Extract<CaseCommand, { type: "recuse" }>,
): Refused | undefined {
  const task = openTask(story.state, key);
  if (!task) return refuse("conflict", "case.already-decided");
  const committee = committeeOf(story.facts.definition, task);
  if (!committee) return refuse("conflict", "case.no-committee");
  const member = memberOf(story, task);
  if ("ok" in member) return member;
  if (!statement.text.trim())
    return refuse("invalid", "case.reason-missing", {
      problems: [{ field: "text", code: "required" }],
    });
  const data = { task: key, by: member.id, reason: { text: statement.id } };
  tell(story, { type: "MemberRecused", data });
  if (closeVote(story, task, committee)) return undefined;
  const after = openTask(story.state, key);
  if (after && !after.escalated && talliedAt(story, after, committee).kind === "no-quorum")
    escalate(story, after);
  return undefined;
}
