import type { Account, Application } from "../cases/index.ts";
import { personById } from "../platform/auth/index.ts";
import type { I18n, Lang } from "../platform/i18n/index.ts";
import type { ActDeps } from "./deps.ts";
import { langOf } from "./wording.ts";

/**
 * The language in which somebody is told about an application: the one that they chose for it, else
 * for their account, else the one in which it was sent.
 */
export const toldInOf = (
  i18n: I18n,
  { state: { submitted } }: Pick<Application, "state">,
  account: Pick<Account, "toldIn"> | undefined,
): Lang => langOf(i18n, submitted?.toldIn ?? account?.toldIn ?? submitted?.lang ?? "");

/** The same, where their account has not been read. */
export async function toldInNow(
  { sql, i18n }: Pick<ActDeps, "sql" | "i18n">,
  app: Pick<Application, "state">,
): Promise<Lang> {
  const { submitted } = app.state;
  return toldInOf(i18n, app, submitted && (await personById(sql, submitted.person)));
}

/**
 * The language that somebody chose, where it is one that we speak and another than their usual one:
 * whoever keeps to that one follows their account when they change it there.
 */
export const otherLang = (
  { languages }: Pick<I18n, "languages">,
  chosen: string | undefined,
  usual: string,
): Lang | undefined => languages.find((each) => each === chosen && each !== usual);
