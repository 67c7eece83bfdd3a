import { isDeepStrictEqual } from "node:util";
import type { Committee } from "../catalogue/index.ts";
import { type Refused, refuse } from "../kernel/index.ts";
import { appealStage, committeeOf, majorityOf, type Tally } from "../workflow/index.ts";
import { openTask } from "./course.ts";
import { isBeyondMeant, isWithoutPlace } from "./decide-ranked.ts";
import { escalate } from "./escalate.ts";
import { heldUntil, notAtWork, sign, takeBack } from "./finish.ts";
import type { CaseCommand, Reason, Task, Vote } from "./model.ts";
import { isWorkOf } from "./policy.ts";
import { joinedReason, noMajority, noPlaces, reasonMissing } from "./reasons.ts";
import { seatsMeant, talliedOf } from "./seats.ts";
import { type Story, tell } from "./story.ts";

type Signed = NonNullable<Task["signed"]>;

/** Refuses to put into one hand what members decide together. */
export const notByCommittee = (story: Story, task: Task): Refused | undefined =>
  committeeOf(story.facts.definition, task)
    ? refuse("conflict", "case.decided-by-vote")
    : undefined;

/** The officer acting now, if they are a member who has neither voted nor recused themselves. */
function memberOf(
  { facts: { actor }, state }: Story,
  task: Task,
): { readonly id: string } | Refused {
  const isMember = actor.kind === "officer" && isWorkOf(actor, task, state.submitted?.service);
  if (!isMember) return refuse("not-allowed", "case.not-allowed");
  if (task.recused?.some(({ by }) => by === actor.id)) return refuse("not-allowed", "case.recused");
  if (task.votes?.some(({ by }) => by === actor.id))
    return refuse("conflict", "case.voted-already");
  return actor;
}

const isOverAt = ({ facts }: Story, { dueAt }: Task): boolean =>
  dueAt !== undefined && dueAt <= facts.at.toISOString();

/**
 * The task on which this is one more vote: votes have decided, and the decision waits while they
 * can be taken back. Whoever has not voted may do so meanwhile as if nothing were decided, so that
 * nobody learns it before; it changes nothing, for the majority is one whatever the others vote.
 */
export function votedMeanwhile(story: Story, key: string): Task | undefined {
  const task = openTask(story.state, key);
  const { signed, votes } = task ?? {};
  const isWaiting = signed !== undefined && signed.takesEffectAt > story.facts.at.toISOString();
  return task && votes && isWaiting && !isOverAt(story, task) ? task : undefined;
}

const talliedAt = (story: Story, task: Task, committee: Committee): Tally =>
  talliedOf(committee, task, isOverAt(story, task), impossibleOn(story, task));

/** What members voted for before the last place of the call was taken, not meaning beyond it. */
const impossibleOn = (story: Story, task: Task): readonly string[] =>
  isBeyondMeant(task)
    ? []
    : (task.votes ?? []).flatMap(({ outcome }) =>
        isWithoutPlace(story, task, outcome) ? [outcome] : [],
      );

/**
 * Gives the task the outcome that has the majority; nothing while the vote is open. The applicant
 * is told the reasons of all who voted for it; nobody's where no outcome has the majority. What a
 * vote, a seat left empty or a term decides waits while a vote can be taken back, as a decision of
 * one does; a vote or an empty seat more changes nothing of it, but that the reason of one more
 * vote for it is told with the others'.
 */
export function closeVote(story: Story, { key }: Task, committee: Committee): boolean {
  const task = openTask(story.state, key);
  if (task?.signed) {
    if (task.votes?.at(-1)?.outcome === task.signed.outcome) tellReasons(story, task, committee);
    return true;
  }
  const result = task && talliedAt(story, task, committee);
  if (!task || result?.kind !== "decided") return false;
  const { votes = [] } = task;
  const { outcome } = result;
  const reason = reasonOf(story, task, committee, outcome);
  const signing = { outcome, by: votes.map(({ by }) => by), reason };
  const minutes = votes.flatMap(({ finalAt }) => finalAt ?? []).sort();
  sign(story, task, signing, minutes.at(-1) ?? story.facts.at.toISOString());
  return true;
}

/**
 * What the applicant is told of an outcome: the reasons of all who voted for it, in the order of
 * the votes; before them that the places were taken, where votes to select came too late. Where no
 * outcome has the majority that alone, and of an appeal nothing: the first decision stands and has
 * its own reason.
 */
function reasonOf(
  story: Story,
  task: Task,
  { majority }: Committee,
  outcome: string,
): Reason | undefined {
  const { stage, votes = [] } = task;
  const impossible = impossibleOn(story, task);
  const cast = votes.map((vote) => vote.outcome).filter((each) => !impossible.includes(each));
  const reasons = votesFor(votes, outcome).flatMap((vote) => vote.reason ?? []);
  if (impossible.length > 0) return joinedReason([{ code: noPlaces }, ...reasons]);
  if (!majorityOf(majority, cast)) return stage === appealStage ? undefined : { code: noMajority };
  return joinedReason(reasons);
}

/** Whether one member wrote one text out of the reasons of all who voted for it. */
const isOneText = ({ signed, votes = [] }: Task): boolean =>
  signed?.reason?.text !== undefined &&
  !votes.some((vote) => vote.reason?.text === signed.reason?.text);

/** Records the reasons of the votes as they are now, unless they were made one text. */
function tellReasons(story: Story, task: Task, committee: Committee): void {
  const { key, signed } = task;
  if (!signed || isOneText(task)) return;
  const reason = reasonOf(story, task, committee, signed.outcome);
  if (!isDeepStrictEqual(reason, signed.reason)) signAnew(story, key, { ...signed, reason });
}

/** Records once more what is signed, as it is now. */
function signAnew(
  story: Story,
  task: string,
  { at: _at, reason, ...signed }: Omit<Signed, "reason"> & { readonly reason: Reason | undefined },
): void {
  const data = { task, ...signed, ...(reason && { reason }) };
  tell(story, { type: "DecisionSigned", data });
}

/** The votes for an outcome that say why. */
export const votesFor = (votes: readonly Vote[], outcome: string): readonly Vote[] =>
  votes.filter((vote) => vote.outcome === outcome && vote.reason);

/** The vote of a member, with its reason; the last one that is needed decides. */
export function castVote(
  story: Story,
  task: Task,
  committee: Committee,
  { outcome, reason }: { readonly outcome: string; readonly reason: Reason | undefined },
): Refused | undefined {
  const member = memberOf(story, task);
  if ("ok" in member) return member;
  const { votes = [], signed } = task;
  if (votes.length >= seatsMeant(committee, task))
    return refuse("conflict", "case.committee-complete");
  const { at, takeBackSeconds = 0 } = story.facts;
  const minute = new Date(at.getTime() + takeBackSeconds * 1000).toISOString();
  const finalAt = takeBackSeconds > 0 && { finalAt: signed?.takesEffectAt ?? minute };
  const data = { task: task.key, outcome, by: member.id, ...(reason && { reason }), ...finalAt };
  tell(story, { type: "VoteCast", data });
  closeVote(story, task, committee);
  return undefined;
}

/**
 * The member whose vote decides has kept to it and read the reasons of the others: they make one
 * text of them, which the applicant is told in their place.
 */
export function wordReason(
  story: Story,
  { task: key, statement }: Extract<CaseCommand, { type: "word-reason" }>,
): Refused | undefined {
  const { actor, at } = story.facts;
  const task = openTask(story.state, key);
  const { signed, votes } = task ?? {};
  if (!signed || !votes || signed.takesEffectAt <= at.toISOString())
    return refuse("conflict", "case.already-decided");
  if (actor.kind !== "officer" || signed.by !== actor.id || !signed.sealed)
    return refuse("not-allowed", "case.not-allowed");
  const { reason } = signed;
  if (!reason || !statement.text.trim()) return reasonMissing;
  const [first = {}, ...others] = [reason, ...(reason.also ?? [])].map(({ code }) =>
    code ? { code } : {},
  );
  const worded = joinedReason([{ ...first, text: statement.id }, ...others]) ?? reason;
  signAnew(story, key, { ...signed, reason: worded });
  return undefined;
}

/**
 * Takes back a decision, or a member's vote. Votes that still decide without that one go on doing
 * so, until when they did; the applicant is never told the reason of a vote that was taken back.
 */
export function takeDecisionBack(
  story: Story,
  command: Extract<CaseCommand, { type: "take-back" }>,
): Refused | undefined {
  const all = openTask(story.state, command.task);
  const before = all?.signed;
  const refused = takeBack(story, command);
  const task = openTask(story.state, command.task);
  const committee = task && committeeOf(story.facts.definition, task);
  if (refused || !before || !task?.votes || !committee) return refused;
  const result = talliedAt(story, task, committee);
  if (result.kind !== "decided" || result.outcome !== before.outcome) return undefined;
  const { outcome, takesEffectAt, by, sealed } = before;
  // What was made one text stays, unless it may have words of the vote that was taken back.
  const gone = all?.votes?.find((vote) => !task.votes?.some((each) => each.by === vote.by));
  const isSame = all && isOneText(all) && gone?.outcome !== outcome;
  const reason = isSame ? before.reason : reasonOf(story, task, committee, outcome);
  const isTheirs = task.votes.some((vote) => vote.by === by);
  const last = task.votes.at(-1)?.by ?? by;
  const data = { task: task.key, outcome, by: isTheirs ? by : last, takesEffectAt };
  tell(story, {
    type: "DecisionSigned",
    data: {
      ...data,
      ...(reason && { reason }),
      ...(isTheirs && sealed && { sealed }),
    },
  });
  return undefined;
}

/**
 * A member keeps the vote, which is final from now on, and sees the others': one that was given
 * before the opinion on the appeal came, or the one that decides, whose minute then begins again.
 * The same again does nothing twice.
 */
export function keepVote(
  story: Story,
  { task: key }: Extract<CaseCommand, { type: "keep-vote" }>,
): Refused | undefined {
  const { actor, at } = story.facts;
  const task = openTask(story.state, key);
  if (!task) return refuse("conflict", "case.already-decided");
  const vote = task.votes?.find(({ by }) => actor.kind === "officer" && by === actor.id);
  if (!vote) return refuse("not-allowed", "case.not-allowed");
  if (vote.beforeOpinion) tell(story, { type: "VoteKept", data: { task: key, by: vote.by } });
  const { signed } = task;
  if (!signed || signed.sealed || signed.by !== vote.by) return undefined;
  if (signed.takesEffectAt <= at.toISOString()) return refuse("conflict", "case.already-decided");
  const { outcome, by, reason } = signed;
  const takesEffectAt =
    heldUntil(story, task, { outcome, by: [by], reason }) ?? signed.takesEffectAt;
  signAnew(story, key, { ...signed, reason, takesEffectAt, sealed: true });
  return undefined;
}

/**
 * A member has a conflict of interest and says which. Their seat stays empty until a substitute is
 * named; where the quorum can no longer be reached, the supervisor is called.
 */
export function recuse(
  story: Story,
  { task: key, statement }: Extract<CaseCommand, { type: "recuse" }>,
): Refused | undefined {
  const not = notAtWork(story);
  if (not) return not;
  const task = openTask(story.state, key);
  if (!task) return refuse("conflict", "case.already-decided");
  const committee = committeeOf(story.facts.definition, task);
  if (!committee) return refuse("conflict", "case.no-committee");
  const member = memberOf(story, task);
  if ("ok" in member) return member;
  if (!statement.text.trim()) return reasonMissing;
  const data = { task: key, by: member.id, reason: { text: statement.id } };
  tell(story, { type: "MemberRecused", data });
  seatLost(story, task, committee);
  return undefined;
}

/**
 * A seat is empty: what the votes decide without it is decided; where the quorum can no longer be
 * reached, the supervisor is called.
 */
export function seatLost(story: Story, task: Task, committee: Committee): void {
  if (closeVote(story, task, committee)) return;
  const after = openTask(story.state, task.key);
  if (after && !after.escalated && talliedAt(story, after, committee).kind === "no-quorum")
    escalate(story, after, { short: true });
}
