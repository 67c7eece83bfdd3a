import { type Decider, type Decision, ok, type Result, refuse } from "../kernel/index.ts";
import { correctFinding } from "./correct-finding.ts";
import { goOnPaid, releaseOutput } from "./course.ts";
import { appeal } from "./decide-appeal.ts";
import { keepVote, recuse, takeDecisionBack, wordReason } from "./decide-committee.ts";
import { answer, ask } from "./decide-request.ts";
import {
  assign,
  claim,
  complete,
  confirm,
  release,
  returnProposal,
  takeOver,
} from "./decide-task.ts";
import { extend, fallDue } from "./decide-time.ts";
import { evolve, initial, owedNow, type StampedCaseEvent } from "./evolve.ts";
import { notWhileSigned } from "./finish.ts";
import type { CaseCommand, CaseEvent, CaseState } from "./model.ts";
import { may, whyNot } from "./policy.ts";
import { begin, type CaseFacts, type Story, tell } from "./story.ts";
import { countChanged, nameSubstitute, withdrawSubstitute } from "./substitutes.ts";
import { contactWindow, withdrawalWindow } from "./windows.ts";

/**
 * Events that follow from a command, or a refusal. Pure. A command whose key is already in the
 * history gives no events and no refusal. Refuses with a code of `caseRefusals`.
 */
export function decide(
  state: CaseState,
  command: CaseCommand,
  facts: CaseFacts,
): Result<readonly CaseEvent[]> {
  const decision = step(state, command, facts);
  return decision.ok ? ok(decision.value.events) : decision;
}

/** The same, with the state that the events lead to: what comes later in an act depends on it. */
function step(
  state: CaseState,
  command: CaseCommand,
  facts: CaseFacts,
): Result<Decision<CaseState, CaseEvent>> {
  if (state.commands.has(facts.command)) return ok({ events: [], state });
  if (command.type === "submit") return submit(state, command.submitted, facts);
  if (!state.submitted) return refuse("not-found", "case.not-found");
  if (!may(facts.actor, command, state, facts.definition)) {
    return refuse("not-allowed", whyNot(facts.actor, command, state));
  }
  const story = begin(state, facts);
  const refusal = act(story, command);
  return refusal ?? ok(story);
}

/** The decider of applications, for the shell that all deciders share. */
export const caseDecider: Decider<CaseState, CaseCommand, CaseEvent, CaseFacts, StampedCaseEvent> =
  {
    initial,
    decide,
    step,
    evolve,
  };

function act(story: Story, command: Exclude<CaseCommand, { type: "submit" }>) {
  switch (command.type) {
    case "record-payment":
      return recordPayment(story, command);
    case "cancel-unpaid":
      return cancelUnpaid(story, command);
    case "claim":
      return claim(story, command);
    case "release":
      return release(story, command);
    case "take-over":
      return takeOver(story, command);
    case "assign":
      return assign(story, command);
    case "complete":
      return complete(story, command);
    case "confirm":
      return confirm(story, command);
    case "recuse":
      return recuse(story, command);
    case "name-substitute":
      return nameSubstitute(story, command);
    case "withdraw-substitute":
      return withdrawSubstitute(story, command);
    case "word-reason":
      return wordReason(story, command);
    case "keep-vote":
      return keepVote(story, command);
    case "take-back":
      return takeDecisionBack(story, command);
    case "return":
      return returnProposal(story, command);
    case "ask":
      return ask(story, command);
    case "answer":
      return answer(story, command);
    case "correct":
      return correct(story, command);
    case "correct-finding":
      return correctFinding(story, command);
    case "extend":
      return extend(story, command);
    case "change-contact":
      return changeContact(story, command);
    case "withdraw":
      return withdraw(story);
    case "appeal":
      return appeal(story, command);
    case "count-seats":
      return countChanged(story, command);
    case "fall-due":
      return fallDue(story);
  }
}

function submit(
  state: CaseState,
  submitted: Extract<CaseCommand, { type: "submit" }>["submitted"],
  facts: CaseFacts,
): Result<Decision<CaseState, CaseEvent>> {
  if (state.submitted) return refuse("conflict", "case.already-submitted");
  const story = begin(state, facts);
  tell(story, { type: "CaseSubmitted", data: submitted });
  if (story.state.status === "in-review") goOnPaid(story);
  return ok(story);
}

/** A fee paid twice is for the payment module to settle; the case counts it once. */
function recordPayment(
  story: Story,
  { fee, bill }: Extract<CaseCommand, { type: "record-payment" }>,
) {
  const before = story.state.status;
  if (story.state.paid.includes(fee)) return undefined;
  tell(story, { type: "FeePaid", data: { fee, bill } });
  if (before === "awaiting-payment" && story.state.status === "in-review") goOnPaid(story);
  if (before === "granted-awaiting-payment") releaseOutput(story);
  return undefined;
}

/** The bill expired: an unpaid application ends; one already granted keeps waiting. */
function cancelUnpaid(story: Story, { fee }: Extract<CaseCommand, { type: "cancel-unpaid" }>) {
  const awaited = fee === undefined || owedNow(story.state).some(({ id }) => id === fee);
  if (story.state.status === "awaiting-payment" && awaited) {
    tell(story, { type: "CaseWithdrawn", data: { cause: "not-paid" } });
  }
  return undefined;
}

/**
 * On a request that a data protection officer granted, in any state. Not while a decision can be
 * taken back: it rests on what was answered.
 */
function correct(story: Story, { field, request, by }: Extract<CaseCommand, { type: "correct" }>) {
  const signed = notWhileSigned(story);
  if (signed) return signed;
  const data = { field, request, by, revision: story.state.revision + 1 };
  tell(story, { type: "AnswerCorrected", data });
  return undefined;
}

function changeContact(story: Story, { toldIn }: Extract<CaseCommand, { type: "change-contact" }>) {
  const open = contactWindow(story.state);
  if (!open.ok) return open;
  tell(story, { type: "ContactChanged", data: toldIn === undefined ? {} : { toldIn } });
  return undefined;
}

function withdraw(story: Story) {
  const open = withdrawalWindow(story.state);
  if (!open.ok) return open;
  tell(story, { type: "CaseWithdrawn", data: { cause: "applicant" } });
  return undefined;
}
