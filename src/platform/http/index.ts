/**
 * The web server's ground: one Fastify with safe headers, cookies, forms, uploads, protection
 * against forged posts, rate limits, language, compression, health, metrics, and one place where
 * refusals and faults become pages. It knows no public service, no component and no person: what a
 * problem page looks like comes in as `renderProblem`, and who asks is `platform/auth`'s business.
 *
 * `const app = await buildHttp(options)` then `app.get(path, (request, reply) => sendHtml(reply,
 * page))`. Every POST needs the hidden field `_csrf` (`csrfOf(request, reply)`) unless its route
 * says `config: { csrf: false }`; a route that takes files says `config: { multipart: true }`.
 */
export { type Asset, assetOf, serveAssets } from "./assets.ts";
export { sweepAttempts } from "./attempts.ts";
export { bundle, scriptText } from "./browser-code.ts";
export { buildHttp } from "./build.ts";
export { contentHash } from "./content-hash.ts";
export { clearCookie, cookieName, cookieOf, setCookie } from "./cookies.ts";
export { csrfOf, forgetForms } from "./csrf.ts";
export { type CsvCell, csvOf } from "./csv.ts";
export { type Flash, takeFlash } from "./flash.ts";
export { formOf, textOf } from "./form.ts";
export { inOwnFrame, withFrames } from "./headers.ts";
export { type SendOptions, sendHtml } from "./html.ts";
export {
  deriveKey,
  type KeyOfSecret,
  type KeyRing,
  keyRing,
  keysOf,
  type Secrets,
  secretId,
} from "./keys.ts";
export { chooseLanguage, langOf, languagePosted } from "./language.ts";
export { limited } from "./limits.ts";
export { multipartOf } from "./multipart.ts";
export { isInside, isNetwork, networkOf } from "./network.ts";
export type {
  Gauge,
  HttpOptions,
  Limited,
  ProblemJson,
  ProblemPage,
  RenderProblem,
} from "./options.ts";
export type { FormFields, MultipartForm, UploadedFile } from "./posted.ts";
export {
  type Audience,
  isWorded,
  messageOf,
  type Presentation,
  presentationOf,
  reasonText,
  refusalFlash,
  statusOf,
} from "./presentation.ts";
export { notAllowed, notFound, onThrown, sendRefusal, TurnedAway } from "./problems.ts";
export { redirectTo, safePath } from "./redirect.ts";
export { callerOf, noteRefusal, setCaller } from "./request.ts";
export { version } from "./version.ts";
