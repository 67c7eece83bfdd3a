import type { Application, CaseState } from "../../cases/index.ts";
import type { Answers } from "../../form/index.ts";
import { type CommandId, isUuid, ok, type Result, refuse } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** What a person can do at a counter with an application that is sent. */
export const caseActs = ["answer", "withdraw", "appeal"] as const;
export type CaseAct = (typeof caseActs)[number];

/** Longer reasons are a letter, and belong into an attachment. */
export const longestReason = 5000;

const withdrawable = ["awaiting-payment", "in-review", "waiting-for-applicant"];

/** What is offered now; whether it is in time, `cases` decides when it is done. */
export function actsOffered({ state, definition }: Application): readonly CaseAct[] {
  const lost = state.status === "refused" && state.decision && state.appeals === 0;
  return caseActs.filter((act) => {
    if (act === "answer") return state.request !== undefined;
    if (act === "withdraw") return withdrawable.includes(state.status);
    return lost && definition.appeal !== undefined;
  });
}

/** A yes that was given: to which question, and whether by a signature. */
export interface CaseYes {
  readonly consent: string;
  readonly signed: boolean;
}

/** What the person says yes to: the act, and what goes with it as text (answers as JSON, or reasons). */
export interface Wanted {
  readonly found: Application;
  readonly act: CaseAct;
  readonly text: string;
}

/**
 * Does it in the person's name, with the operator named. The same yes, sent twice, is one act.
 * Refusals: those of `cases.answerRequest` and `cases.give`.
 */
export async function performFor(
  { deps, person, visit }: VisitDesk,
  { found, act, text }: Wanted,
  yes: CaseYes,
): Promise<Result<CaseState>> {
  const key = yes.consent as CommandId;
  const through = {
    ...{ door: visit.door, operator: visit.operator },
    ...(yes.signed && { signed: true as const }),
  };
  const about = { caseId: found.id, key };
  if (act === "answer") {
    const answers = answersIn(text);
    return answers
      ? deps.cases.answerRequest({ ...about, person: person.id, answers, through })
      : refuse("conflict", "counter.changed-after");
  }
  const actor = { kind: "person" as const, id: person.id, through };
  const command =
    act === "withdraw"
      ? { type: "withdraw" as const }
      : { type: "appeal" as const, statement: { id: newId(), text } };
  return deps.cases.give({ ...about, command, actor });
}

/** The yes of a person is bound to exactly this text, so it is one that this server wrote. */
function answersIn(text: string): Answers | undefined {
  const answers: unknown = JSON.parse(text);
  return typeof answers === "object" && answers !== null ? (answers as Answers) : undefined;
}

/** Has this yes been carried out already? */
export const isDone = ({ state }: Application, consent: string): Result<boolean> =>
  isUuid(consent)
    ? ok(state.commands.has(consent as CommandId))
    : refuse("conflict", "counter.consent-void");
