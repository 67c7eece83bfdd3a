import type { FastifyRequest } from "fastify";
import { langOf, otherLang } from "../../../acts/index.ts";
import type { Person } from "../../../platform/auth/index.ts";
import { formOf, langOf as langOfPage, textOf } from "../../../platform/http/index.ts";
import type { Lang } from "../../../platform/i18n/index.ts";
import type { ToldIn } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";

/**
 * In which language somebody is told about what they are about to send: as they chose on the page,
 * else before, such as at a counter without network, else as for their account, else that of the
 * page. `other` is a choice other than their usual one.
 */
export function toldInOn(
  request: FastifyRequest,
  { i18n }: Pick<WebDeps, "i18n">,
  { toldIn }: Pick<Person, "toldIn">,
  before?: string | null,
): ToldIn & { readonly other: Lang | undefined } {
  const usual = langOf(i18n, toldIn ?? langOfPage(request));
  const other = otherLang(i18n, textOf(formOf(request), "told-in") || (before ?? ""), usual);
  return { languages: i18n.languages, toldIn: other ?? usual, other };
}
