/**
 * What a person chose to keep on their phone, for where there is no network: the page that lists
 * it, and the service worker that answers with that page. What they keep never comes here.
 */
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { onPhoneCookie } from "../../../platform/auth/index.ts";
import { scriptText, sendHtml, serveAssets, setCookie } from "../../../platform/http/index.ts";
import {
  bareLayout,
  html,
  linkButton,
  narrow,
  onPhoneList,
  onPhoneScript,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { demoOf, lookIn, wordsOf } from "../page.ts";

const cookieSeconds = 365 * 24 * 3600;

const worker = {
  path: "/service-worker.js",
  body: async () => scriptText(join(import.meta.dirname, "browser", "service-worker.ts")),
  type: "text/javascript; charset=utf-8",
  immutable: false,
};

/** `/offline`, the same for everybody in a language, its worker and its script. */
export function onPhoneRoutes(app: FastifyInstance, deps: WebDeps): void {
  serveAssets(app, [onPhoneScript, worker]);
  app.get("/offline", { config: { anonymous: true } }, (request, reply) => {
    const t = wordsOf(request, deps);
    const title = t("on-phone.title");
    const content = narrow(html`<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${t("on-phone.lead")}</p>
      <noscript><p class="govuk-body">${t("on-phone.noscript")}</p></noscript>
      ${onPhoneList(t)}<p>
      ${linkButton({ text: t("on-phone.again"), href: "/me", kind: "secondary" })}</p>`);
    // Signing out then clears what this browser keeps (platform/auth/sign-out.ts).
    setCookie(reply, onPhoneCookie, "1", cookieSeconds);
    const frame = { demo: demoOf(deps), look: lookIn(deps, t) };
    return sendHtml(reply, bareLayout({ title, path: "/offline", content, ...frame }, t));
  });
}
