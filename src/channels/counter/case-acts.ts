import { type CaseNow, perform, type Wish, windowOf, type Yes } from "../../acts/index.ts";
import type { Application, CaseState } from "../../cases/index.ts";
import type { Answers } from "../../form/index.ts";
import { type CommandId, isUuid, ok, type Result, refuse } from "../../kernel/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** What a person can do at a counter with an application that is sent, with a yes of their own. */
export const caseActs = ["answer", "withdraw", "appeal"] as const;
export type CaseAct = (typeof caseActs)[number];

/** What is offered now: of the acts that are open those that an operator helps with. */
export const actsOffered = (at: CaseNow): readonly CaseAct[] =>
  caseActs.filter((act) => windowOf(act, at).ok);

/** What the person is asked for: the act, and what goes with it as text (answers as JSON, or grounds). */
export interface Wanted {
  readonly found: Application;
  readonly act: CaseAct;
  readonly text: string;
}

/**
 * What was asked of the person as the act that it is. Refuses counter.changed-after where the text is
 * no answers: the page carries what this server wrote, so somebody changed it.
 */
export function wishIn({ act, text }: Omit<Wanted, "found">): Result<Wish> {
  if (act === "withdraw") return ok({ act });
  if (act === "appeal") return ok({ act, text });
  const answers = answersIn(text);
  return answers ? ok({ act, answers }) : refuse("conflict", "counter.changed-after");
}

function answersIn(text: string): Answers | undefined {
  try {
    const answers: unknown = JSON.parse(text);
    return typeof answers === "object" && answers !== null ? (answers as Answers) : undefined;
  } catch {
    return undefined;
  }
}

/** Does it in the person's name, with the operator named. The same yes, sent twice, is one act. */
export const performFor = (
  { deps, person, visit: { door, operator } }: VisitDesk,
  app: Application,
  wish: Wish,
  { consent, signed }: Yes,
): Promise<Result<CaseState>> =>
  perform(deps, {
    ...{ app, wish, person: person.id, key: consent as CommandId },
    through: { door, operator, ...(signed && { signed }) },
  });

/** Has this yes been carried out already? */
export const isDone = ({ state }: Application, consent: string): Result<boolean> =>
  isUuid(consent)
    ? ok(state.commands.has(consent as CommandId))
    : refuse("conflict", "counter.consent-void");
