import { ok, type PersonId, type Result, refuse } from "../../../kernel/index.ts";
import {
  checkConfirmation,
  newConfirmation,
  personById,
  personByNationalId,
} from "../../../platform/auth/index.ts";
import { transaction } from "../../../platform/db/index.ts";
import { isLang } from "../../../platform/i18n/index.ts";
import type { ApiDeps } from "../deps.ts";
import { canonical, idFrom, sha256 } from "../seal.ts";
import { addConfirmation, askedSince, countTry, findConfirmation } from "./store-confirmations.ts";
import type { ApiDraft, DraftFile } from "./store-drafts.ts";

const minutes = 10;
const most = 5;

/** How a program names a person: by number before it knows more, by us once an application is there. */
export type Named = { readonly nationalId: string } | { readonly person: PersonId };

export interface Asking {
  readonly id: string;
  readonly client: string;
  readonly named: Named;
  readonly purpose: string;
  /** What the message says it is for. */
  readonly words: Readonly<Record<string, string>>;
  readonly lang: string;
}

/** What exactly the person says yes to: change an answer or a paper afterwards, and the code is none. */
export function purposeOf(draft: ApiDraft, files: readonly DraftFile[]): string {
  const { client, id, service, definition, nationalId, application, answers, lang } = draft;
  const papers = files.map(({ document, sha256: hash }) => [document, hash]);
  const all = { service, definition, nationalId, application, answers, lang, papers };
  return `api:${client}:${application ? "answer" : "submit"}:${id}:${sha256(canonical(all)).toString("hex")}`;
}

export const withdrawal = (client: string, caseId: string): string =>
  `api:${client}:withdraw:${caseId}`;

export const usageOf = (client: string, nationalId: string): string =>
  `api:${client}:usage:${sha256(nationalId).toString("hex")}`;

const aboutOf = (named: Named): string =>
  idFrom("about", "nationalId" in named ? named.nationalId : named.person);

const known = ({ sql }: ApiDeps, named: Named) =>
  "nationalId" in named ? personByNationalId(sql, named.nationalId) : personById(sql, named.person);

/**
 * Sends the person a code by SMS. A program is answered the same whether or not there is such a
 * person, or a telephone: it learns of nobody here. Refuses `api.too-many-codes` after five in ten
 * minutes, `auth.too-many-codes` where other doors have asked as often.
 */
export async function askPerson(deps: ApiDeps, asking: Asking): Promise<Result<Date>> {
  const { sql, clock, messages } = deps;
  const { id, client, named, purpose, words } = asking;
  const now = clock();
  const about = aboutOf(named);
  const before = await findConfirmation(sql, client, id);
  if (before) return ok(until(before.askedAt));
  if ((await askedSince(sql, client, about, new Date(now.getTime() - minutes * 60_000))) >= most)
    return refuse("unavailable", "api.too-many-codes");
  const person = await known(deps, named);
  const reached = person?.phone ? person : undefined;
  const row = { id, client, about, askedAt: now };
  if (!reached) {
    await addConfirmation(sql, { ...row, person: null, codeId: null });
    return ok(until(now));
  }
  const code = await transaction(sql, async (tx) => {
    const made = await newConfirmation(tx, now, { person: reached.id, purpose });
    if (made.ok) await addConfirmation(tx, { ...row, person: reached.id, codeId: made.value.id });
    return made;
  });
  if (!code.ok) return code;
  const own = reached.language ?? undefined;
  await messages.send({
    id: `confirm:${id}`,
    personId: reached.id,
    to: { phone: reached.phone },
    lang: isLang(own) ? own : isLang(asking.lang) ? asking.lang : "en",
    template: "confirm-code",
    facts: { code: code.value.code, service: { words } },
  });
  return ok(until(now));
}

const until = (asked: Date): Date => new Date(asked.getTime() + minutes * 60_000);

/**
 * Who said yes to this. Refuses `auth.code-wrong` and `auth.code-expired`, in the same order for
 * somebody unknown as for somebody known.
 */
export async function personSaidYes(
  { sql, clock }: ApiDeps,
  client: string,
  purpose: string,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<Result<PersonId>> {
  const now = clock();
  const asked = await findConfirmation(sql, client, id);
  if (!asked || now >= until(asked.askedAt)) return refuse("conflict", "auth.code-expired");
  const { person, codeId } = asked;
  if (person && codeId) {
    const said = await checkConfirmation(sql, now, { id: codeId, code, person, purpose });
    return said.ok ? ok(person) : said;
  }
  await countTry(sql, id);
  if (asked.tries >= most) return refuse("conflict", "auth.code-expired");
  const problems = [{ field: "code", code: "auth.code-wrong" }];
  return refuse("invalid", "auth.code-wrong", { problems });
}
