import type { FastifyReply, FastifyRequest } from "fastify";
import { isLang, type Lang, negotiate } from "../i18n/index.ts";
import { cookieOf, setCookie } from "./cookies.ts";
import { formOf, textOf } from "./form.ts";
import { safePath } from "./redirect.ts";
import { stateOf } from "./request.ts";

const oneYear = 365 * 24 * 3600;

/** The language to answer in: the person's choice, else the browser's, else the country's first. */
export function langOf(request: FastifyRequest): Lang {
  const state = stateOf(request);
  state.lang ??= negotiate(
    request.headers["accept-language"],
    cookieOf(request, "lang"),
    state.settings.options.languages,
  );
  return state.lang;
}

/** Remembers a language for a year. */
export function chooseLanguage(reply: FastifyReply, lang: Lang): void {
  stateOf(reply.request).lang = lang;
  setCookie(reply, "lang", lang, oneYear);
}

/**
 * A form that is posted only to be shown in another language, with what was typed: it names the
 * language as `_lang`.
 */
export function languagePosted(request: FastifyRequest, reply: FastifyReply): void {
  const asked = textOf(formOf(request), "_lang");
  if (isLang(asked) && stateOf(request).settings.options.languages.includes(asked))
    chooseLanguage(reply, asked);
}

/**
 * `?lang=rw` on any page: where to go instead, the same address without it. Undefined when no
 * language was asked for, or one that is not offered.
 */
export function languageRedirect(request: FastifyRequest, reply: FastifyReply): string | undefined {
  if (!request.url.includes("lang=") || (request.method !== "GET" && request.method !== "HEAD"))
    return undefined;
  const [path = "/", query = ""] = request.url.split("?", 2);
  const search = new URLSearchParams(query);
  const asked = search.get("lang") ?? undefined;
  if (!isLang(asked) || !stateOf(request).settings.options.languages.includes(asked))
    return undefined;
  chooseLanguage(reply, asked);
  search.delete("lang");
  return safePath(search.size > 0 ? `${path}?${search}` : path);
}
