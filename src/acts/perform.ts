import type { Application, CaseState, Contact, Through } from "../cases/index.ts";
import { type Answers, renewalAnswers } from "../form/index.ts";
import {
  type CommandId,
  type DraftId,
  ok,
  type PersonId,
  type Problem,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { personById } from "../platform/auth/index.ts";
import { newId } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { contactWrong } from "./contact.ts";
import { type CodesTyped, checkAddressCodes } from "./contact-code.ts";
import type { ActDeps } from "./deps.ts";
import { type CaseNow, windowOf } from "./on-case.ts";
import { otherLang, toldInOf } from "./told-in.ts";

/** Characters. Longer grounds belong in an attachment. */
export const longestGrounds = 5000;

/** An act on a submitted application, with its input. */
export type Wish =
  | { readonly act: "withdraw" }
  /** With the papers that wait with it, by id. */
  | { readonly act: "appeal"; readonly text: string; readonly papers?: readonly string[] }
  /** Where messages about it go from now on, and in which language. */
  | { readonly act: "contact"; readonly contact: Contact; readonly toldIn?: Lang }
  /** All answers, those that were asked for replaced, and the papers that wait with them, by id. */
  | { readonly act: "answer"; readonly answers: Answers; readonly papers: readonly string[] };

export interface Performed {
  readonly app: Pick<Application, "id" | "contact" | "state">;
  readonly person: PersonId;
  readonly wish: Wish;
  /** Idempotent: the same key is the same act. */
  readonly key: CommandId;
  /** The channel, where it is not the person's own browser. */
  readonly through?: Through;
  /** What was typed for each new address of a contact: the code that was sent there. */
  readonly codes?: CodesTyped;
}

/** The problem of an appeal's grounds, if any, before consent is requested. */
export function groundsWrong(text: string): Problem | undefined {
  if (text.trim() === "") return { field: "text", code: "required" };
  if (text.length > longestGrounds)
    return { field: "text", code: "too-long", facts: { max: longestGrounds } };
  return undefined;
}

/**
 * Does it in the person's name; done before with the same key, it is done. Refuses as `cases.give`
 * and `cases.answerRequest` do, with case.reason-missing (problems) for grounds that are too long,
 * and for a contact with case.contact-wrong, or case.contact-unconfirmed where a code is missing or
 * wrong (problems at `phone` and `email`): no door uses an address that nothing vouches for.
 */
export async function perform(
  deps: Pick<ActDeps, "cases" | "catalogue" | "sql" | "clock" | "codes" | "messages" | "i18n">,
  { app, person, wish, key, through, codes = {} }: Performed,
): Promise<Result<CaseState>> {
  const { cases, catalogue } = deps;
  const by = through ? { through } : {};
  if (wish.act === "answer") {
    const { answers, papers } = wish;
    return cases.answerRequest({ caseId: app.id, person, answers, papers, key, ...by });
  }
  const actor = { kind: "person" as const, id: person, ...by };
  if (wish.act === "withdraw")
    return cases.give({ caseId: app.id, command: { type: "withdraw" }, actor, key });
  if (wish.act === "contact") {
    const { contact } = wish;
    const refusal = contactWrong(contact, catalogue.jurisdiction.telephone);
    if (refusal) return { ok: false, refusal };
    const wrong = await checkAddressCodes(deps, { app, person, contact, ...by }, codes);
    if (wrong.length > 0) return refuse("invalid", "case.contact-unconfirmed", { problems: wrong });
    const usual = wish.toldIn && toldInOf(deps.i18n, app, await personById(deps.sql, person));
    const toldIn = usual && otherLang(deps.i18n, wish.toldIn, usual);
    const command = { type: "change-contact", contact, ...(toldIn && { toldIn }) } as const;
    return cases.give({ caseId: app.id, command, actor, key });
  }
  const wrong = groundsWrong(wish.text);
  if (wrong) return refuse("invalid", "case.reason-missing", { problems: [wrong] });
  const { papers = [] } = wish;
  const waiting = papers.length > 0 ? await cases.preparedDocuments(app.id, person) : {};
  const ready = new Set(Object.values(waiting).flatMap((files) => files.map(({ id }) => id)));
  if (papers.some((id) => !ready.has(id))) return refuse("conflict", "case.conflict");
  const statement = { id: newId(), text: wish.text.trim() };
  const command = { type: "appeal", statement, ...(papers.length > 0 && { papers }) } as const;
  return cases.give({ caseId: app.id, command, actor, key });
}

/**
 * A draft that renews what an application gave, with the answers that are carried over; an existing
 * one is continued. Refuses case.no-renewal, case.too-early (facts: from), case.too-late.
 */
export async function renew(
  { cases, catalogue }: Pick<ActDeps, "cases" | "catalogue">,
  at: CaseNow,
  person: PersonId,
): Promise<Result<DraftId>> {
  const open = windowOf("renew", at);
  if (!open.ok) return open;
  const { app } = at;
  const def = catalogue.current(app.definition.id);
  if (!def) return refuse("conflict", "case.no-renewal");
  const begun = (await cases.draftsOf(person)).find(({ renews }) => renews === app.id);
  if (begun) return ok(begun.id);
  const room = await cases.roomForDraft(person);
  if (!room.ok) return room;
  const answers = renewalAnswers(def, app.answers);
  const draft = { person, service: def.id, definition: def.version, answers, renews: app.id };
  return ok(await cases.startDraft(draft));
}
