import type { FastifyInstance } from "fastify";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, inset, narrow, type SafeHtml, tag } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** The pages that only tell, each with its parts: `public.<page>.<part>.heading` and `.text`. */
const pages = {
  help: ["find", "apply", "pay", "follow", "paper", "disagree"],
  accessibility: ["how", "tested", "limits", "tell"],
  privacy: ["kept", "sees", "cookies", "rights"],
} as const;

type AboutPage = keyof typeof pages;
const headings = {
  help: "layout.help",
  accessibility: "layout.accessibility",
  privacy: "web.privacy",
} as const;

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
    ${contact(t)}
  `;

/** Whom to ask. No government has named a number yet, so this one is marked. */
const contact = (t: Translate): SafeHtml =>
  html`
    <h2 class="govuk-heading-m">${t("public.contact.heading")}</h2>
    ${inset(html`
      <p class="govuk-body">${t("public.contact.text")}</p>
      ${tag(t("service.illustrative"))}
    `)}
  `;

export function aboutRoutes(app: FastifyInstance, deps: WebDeps): void {
  for (const page of ["help", "accessibility", "privacy"] as const)
    app.get(`/${page}`, (request, reply) => {
      const t = wordsOf(request, deps);
      const content = narrow(aboutContent(page, t));
      return webPage(request, reply, deps, { title: t(headings[page]), content });
    });
}
