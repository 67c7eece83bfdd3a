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

/** What the person is asked for: the act, and what goes with it as text (an answer as JSON, or grounds). */
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
  const given = answerIn(text);
  return given ? ok({ act, ...given }) : refuse("conflict", "counter.changed-after");
}

type Answer = Omit<Extract<Wish, { readonly act: "answer" }>, "act">;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What this server wrote as `{ answers, papers }`; what else is in it is bound by no yes. */
function answerIn(text: string): Answer | undefined {
  try {
    const { answers, papers }: Readonly<Record<string, unknown>> = JSON.parse(text);
    const isPapers = Array.isArray(papers) && papers.every((id) => isUuid(id));
    return isRecord(answers) && isPapers ? { answers: answers as Answers, papers } : undefined;
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
