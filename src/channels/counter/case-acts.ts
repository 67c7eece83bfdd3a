import {
  type CaseNow,
  type CodesTyped,
  perform,
  throughServing,
  type Wish,
  windowOf,
  type Yes,
} from "../../acts/index.ts";
import type { Application, CaseState, Contact } from "../../cases/index.ts";
import type { Answers } from "../../form/index.ts";
import { type CommandId, isUuid, ok, type Result, refuse } from "../../kernel/index.ts";
import { isLang } from "../../platform/i18n/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** What a person can do at a counter with an application that is sent, with a yes of their own. */
export const caseActs = ["answer", "contact", "withdraw", "appeal"] as const;
export type CaseAct = (typeof caseActs)[number];

/** What is offered now: of the acts that are open those that an operator helps with. */
export const actsOffered = (at: CaseNow): readonly CaseAct[] =>
  caseActs.filter((act) => windowOf(act, at).ok);

/**
 * What the person is asked for: the act, and what goes with it as text. An answer and a contact are
 * JSON, grounds are plain.
 */
export interface Wanted {
  readonly caseOpen: Application;
  readonly act: CaseAct;
  readonly text: string;
}

/**
 * What was asked of the person as the act that it is. Refuses counter.changed-after where the text
 * is neither answers nor a contact: the page carries what this server wrote, so somebody changed
 * it.
 */
export function wishIn({ act, text }: Omit<Wanted, "found">): Result<Wish> {
  if (act === "withdraw") return ok({ act });
  if (act === "appeal") return ok({ act, text });
  const value = objectIn(text);
  const given = act === "answer" ? answerIn(value) : contactIn(value);
  return given ? ok(given) : refuse("conflict", "counter.changed-after");
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What this server wrote as `{ answers, papers }`; what else is in it is bound by no yes. */
function answerIn({ answers, papers }: Readonly<Record<string, unknown>>): Wish | undefined {
  const isPapers = Array.isArray(papers) && papers.every((id) => isUuid(id));
  if (!isRecord(answers) || !isPapers) return undefined;
  return { act: "answer", answers: answers as Answers, papers };
}

/** What this server wrote as `{ phone, email, toldIn }`. */
function contactIn({ phone, email, toldIn }: Readonly<Record<string, unknown>>): Wish | undefined {
  const isTextOrNull = (value: unknown) => value === null || typeof value === "string";
  if (!isTextOrNull(phone) || !isTextOrNull(email)) return undefined;
  const chosen = typeof toldIn === "string" && isLang(toldIn) && { toldIn };
  return { act: "contact", contact: { phone, email } as Contact, ...chosen };
}

/** An object in JSON; an empty one for anything else. */
function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Does it in the person's name, with the operator named. The same yes, sent twice, is one act. */
export const performFor = (
  { deps, person, visit }: VisitDesk,
  app: Application,
  wish: Wish,
  { consent, signed, codes = {} }: Yes & { readonly codes?: CodesTyped },
): Promise<Result<CaseState>> =>
  perform(deps, {
    ...{ app, wish, codes, person: person.id, key: consent as CommandId },
    through: throughServing(visit, person, signed),
  });

/** Has this yes been carried out already? */
export const isDone = ({ state }: Application, consent: string): Result<boolean> =>
  isUuid(consent)
    ? ok(state.commands.has(consent as CommandId))
    : refuse("conflict", "counter.consent-void");
