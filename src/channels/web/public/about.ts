import type { FastifyInstance } from "fastify";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, narrow, type SafeHtml } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** The pages that only tell, each with its parts: `public.<page>.<part>.heading` and `.text`. */
const pages = {
  accessibility: ["how", "tested", "limits", "tell"],
  privacy: ["kept", "sees", "cookies", "rights"],
} as const;

type AboutPage = keyof typeof pages;
const headings = { accessibility: "layout.accessibility", privacy: "web.privacy" } as const;

export const aboutContent = (page: AboutPage, t: Translate): SafeHtml =>
  html`
    <h1 class="govuk-heading-l">${t(headings[page])}</h1>
    <p class="govuk-body-l">${t(`public.${page}.lead`)}</p>
    ${pages[page].map(
      (part) =>
        html`
        <h2 class="govuk-heading-m">${t.named(`public.${page}.${part}.heading`)}</h2>
        <p class="govuk-body">${t.named(`public.${page}.${part}.text`)}</p>
      `,
    )}
    <p class="govuk-body"><a class="govuk-link" href="/help">${t("help.talk")}</a></p>
  `;

export function aboutRoutes(app: FastifyInstance, deps: WebDeps): void {
  for (const page of ["accessibility", "privacy"] as const)
    app.get(`/${page}`, (request, reply) => {
      const t = wordsOf(request, deps);
      const content = narrow(aboutContent(page, t));
      return webPage(request, reply, deps, { title: t(headings[page]), content });
    });
}
