import { type CaseNow, perform, type Wish, windowOf } from "../../acts/index.ts";
import type { Application, CaseState } from "../../cases/index.ts";
import type { Answers } from "../../form/index.ts";
import { type CommandId, isUuid, ok, type Result, refuse } from "../../kernel/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** What a person can do at a counter with an application that is sent. */
export const caseActs = ["answer", "withdraw", "appeal"] as const;
export type CaseAct = (typeof caseActs)[number];

/** What is offered now: of the acts that are open those that an operator helps with. */
export const actsOffered = (at: CaseNow): readonly CaseAct[] =>
  caseActs.filter((act) => windowOf(act, at).ok);

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
  const through = {
    ...{ door: visit.door, operator: visit.operator },
    ...(yes.signed && { signed: true as const }),
  };
  const wish = wishOf(act, text);
  if (!wish) return refuse("conflict", "counter.changed-after");
  const key = yes.consent as CommandId;
  return perform(deps, { app: found, person: person.id, wish, key, through });
}

/** What was asked of the person, as the act that it is; undefined where the text is no answers. */
function wishOf(act: CaseAct, text: string): Wish | undefined {
  if (act === "withdraw") return { act };
  if (act === "appeal") return { act, text };
  const answers = answersIn(text);
  return answers && { act, answers };
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
