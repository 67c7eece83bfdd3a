import type { FastifyInstance } from "fastify";
import { type Catalogue, officeKey, officesIn } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { details, html, narrow, type SafeHtml } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { officePlaceView } from "../office-place.ts";
import { webPage, wordsOf } from "../page.ts";

/** Each authority with its address and the services that it gives here; those with most first. */
export function authoritiesContent(catalogue: Catalogue, t: Translate): SafeHtml {
  const all = catalogue.jurisdiction.authorities
    .map((authority) => ({
      authority,
      services: catalogue.services.filter((def) => def.authority === authority.id),
    }))
    .toSorted((a, b) => b.services.length - a.services.length);
  const each = all.map(({ authority: { id, name, url }, services }) => {
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
      <h2 class="govuk-heading-m" id="${id}">${t.words(name)}</h2>${site}
      ${officesView(catalogue, id, t)}
      ${links.length > 0 ? html`<ul class="govuk-list govuk-list--bullet">${links}</ul>` : null}
    `;
  });
  return html`
    <h1 class="govuk-heading-l">${t("public.authorities.title")}</h1>
    <p class="govuk-body-l">${t("public.authorities.lead")}</p>
    ${each}
  `;
}

/** Where an authority is: its seat, and its offices whose place is known. */
function officesView(catalogue: Catalogue, authority: string, t: Translate): SafeHtml {
  const places = catalogue.jurisdiction.offices ?? {};
  const seat = places[officeKey(authority)];
  const offices = officesIn(catalogue, authority).flatMap(({ value, label }) => {
    const place = places[officeKey(authority, value)];
    return place
      ? [
          html`<p class="govuk-body"><strong>${t.words(label)}</strong><br>
            ${officePlaceView(place, t)}</p>`,
        ]
      : [];
  });
  return html`${seat && html`<p class="govuk-body">${officePlaceView(seat, t)}</p>`}
    ${
      offices.length > 0
        ? details(t("public.authorities.offices", { count: offices.length }), html`${offices}`)
        : null
    }`;
}

export function authorityRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/authorities", (request, reply) => {
    const t = wordsOf(request, deps);
    const title = t("public.authorities.title");
    const content = narrow(authoritiesContent(deps.catalogue, t));
    return webPage(request, reply, deps, { title, content });
  });
}
