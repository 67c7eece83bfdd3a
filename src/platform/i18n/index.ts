/**
 * Words in four languages: the platform's own (messages/*.yaml) and those that a definition
 * carries. One call gives one language, never a mixture; dates, money, lists and durations follow
 * the same house style in every channel. It is not a translation service, and it knows no public
 * service.
 *
 * `const t = i18n.for("rw"); t("form.continue"); t("cases.found", { count: 3 }); t.money(fee)`
 *
 * Words live in `messages/<lang>.yaml` and in fragments `messages/<part>.<lang>.yaml` that a module
 * adds for itself; a key said twice is a fault at start, a language that lacks one fails a test.
 */
export { type I18n, type I18nProblem, makeI18n } from "./i18n.ts";
export { isLang, type Lang, languageNames, languages, sourceLang } from "./language.ts";
export { type Facts, fill, fillWhole, placesOf, readMessage } from "./message.ts";
export { negotiate } from "./negotiate.ts";
export { pick } from "./pick.ts";
export {
  type MessageKey,
  messagesOf,
  type PlainKey,
  type Translate,
  translator,
  withOwnWords,
} from "./translate.ts";
