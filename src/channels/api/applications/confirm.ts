import { ok, type PersonId, type Result, refuse } from "../../../kernel/index.ts";
import {
  checkConfirmation,
  newConfirmation,
  personById,
  personByNationalId,
} from "../../../platform/auth/index.ts";
import { transaction } from "../../../platform/db/index.ts";
import { isLang } from "../../../platform/i18n/index.ts";
import {
  addConfirmation,
  askedSince,
  canonical,
  countTry,
  type DraftFile,
  findConfirmation,
  idFrom,
  type ProgramDraft,
  sha256,
} from "../../../programs/index.ts";
import type { ApiDeps } from "../deps.ts";

const minutes = 10;
const most = 5;
/** Each is an SMS on somebody's telephone, and five guesses. */
const mostADay = 10;

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
export function purposeOf(
  draft: ProgramDraft,
  files: readonly Pick<DraftFile, "document" | "sha256">[],
): string {
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
 * person, or a telephone, and also where other doors have asked him too often: it learns of nobody
 * here. Refuses `api.too-many-codes` after five in ten minutes or ten in a day.
 */
export async function askPerson(deps: ApiDeps, asking: Asking): Promise<Result<Date>> {
  const { sql, clock, messages } = deps;
  const { id, client, named, purpose, words } = asking;
  const now = clock();
  const about = aboutOf(named);
  const before = await findConfirmation(sql, client, id);
  if (before) return ok(until(before.askedAt));
  if (await isTooOften(deps, client, about)) return refuse("unavailable", "api.too-many-codes");
  const person = await known(deps, named);
  const reached = person?.phone ? person : undefined;
  const row = { id, client, about, purpose, askedAt: now };
  const code = await transaction(sql, async (tx) => {
    const made = reached && (await newConfirmation(tx, now, { person: reached.id, purpose }));
    const codeId = made?.ok ? made.value.id : null;
    const person = (codeId && reached?.id) || null;
    await addConfirmation(tx, { ...row, person, codeId });
    return made;
  });
  if (!reached || !code?.ok) return ok(until(now));
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

async function isTooOften({ sql, clock }: ApiDeps, client: string, about: string) {
  const since = (ago: number) =>
    askedSince(sql, client, about, new Date(clock().getTime() - ago * 60_000));
  return (await since(minutes)) >= most || (await since(24 * 60)) >= mostADay;
}

const until = (asked: Date): Date => new Date(asked.getTime() + minutes * 60_000);

/**
 * Who said yes to this. Refuses `auth.code-wrong` and `auth.code-expired`, for the same reasons and in
 * the same order for somebody unknown as for somebody known.
 */
export async function personSaidYes(
  { sql, clock }: ApiDeps,
  client: string,
  purpose: string,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<Result<PersonId>> {
  const now = clock();
  const asked = await findConfirmation(sql, client, id);
  if (!asked || asked.purpose !== purpose || now >= until(asked.askedAt))
    return refuse("conflict", "auth.code-expired");
  const { person, codeId } = asked;
  if (person && codeId) {
    const said = await checkConfirmation(sql, now, { id: codeId, code, person, purpose });
    return said.ok ? ok(person) : said;
  }
  if ((await countTry(sql, id)) > most) return refuse("conflict", "auth.code-expired");
  const problems = [{ field: "code", code: "auth.code-wrong" }];
  return refuse("invalid", "auth.code-wrong", { problems });
}
