import type { FastifyReply } from "fastify";
import type { Words } from "../../../catalogue/index.ts";
import { sendRefusal } from "../../../platform/http/index.ts";
import { type I18n, isLang, type Lang } from "../../../platform/i18n/index.ts";

/** `?q=…&in=<language>`: what somebody has typed so far, and in which language they read. */
export interface NamesQuery {
  readonly q?: string;
  readonly in?: string;
}

/**
 * Names that fit what is typed, as JSON, for suggestions while one types. Public, and kept an hour.
 * Not found where the query is no such one, or `find` knows no list to look in.
 */
export function sendNames(
  reply: FastifyReply,
  { q, in: lang }: NamesQuery,
  i18n: I18n,
  find: (typed: string, lang: Lang) => readonly (Words | undefined)[] | undefined,
): FastifyReply {
  const valid = typeof q === "string" && typeof lang === "string" && isLang(lang);
  const titles = valid ? find(q.slice(0, 100), lang) : undefined;
  if (!valid || !titles) return sendRefusal(reply, { kind: "not-found", code: "http.not-found" });
  const t = i18n.for(lang);
  return reply
    .header("cache-control", "public, max-age=3600")
    .send(titles.map((title) => t.words(title)));
}
