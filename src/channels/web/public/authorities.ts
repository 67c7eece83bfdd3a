import type { FastifyInstance } from "fastify";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, narrow, type SafeHtml } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** Each authority with its address and the services that it gives here; those with most first. */
export function authoritiesContent(catalogue: Catalogue, t: Translate): SafeHtml {
  const all = catalogue.jurisdiction.authorities
    .map((authority) => ({
      authority,
      services: catalogue.services.filter((def) => def.authority === authority.id),
    }))
    .toSorted((a, b) => b.services.length - a.services.length);
  const each = all.map(({ authority: { name, url }, services }) => {
    const links = services.map(
      ({ id, title }) =>
        html`<li><a class="govuk-link" href="/services/${id}">${t.words(title)}</a></li>`,
    );
    const site =
      url &&
      html`
        <p class="govuk-body">${t("public.authorities.website")}:${" "}
          <a class="govuk-link" href="${url}" rel="external noopener">${new URL(url).host}</a></p>
      `;
    return html`
      <h2 class="govuk-heading-m">${t.words(name)}</h2>${site}
      ${links.length > 0 ? html`<ul class="govuk-list govuk-list--bullet">${links}</ul>` : null}
    `;
  });
  return html`
    <h1 class="govuk-heading-l">${t("public.authorities.title")}</h1>
    <p class="govuk-body-l">${t("public.authorities.lead")}</p>
    ${each}
  `;
}

export function authorityRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/authorities", (request, reply) => {
    const t = wordsOf(request, deps);
    const title = t("public.authorities.title");
    const content = narrow(authoritiesContent(deps.catalogue, t));
    return webPage(request, reply, deps, { title, content });
  });
}
