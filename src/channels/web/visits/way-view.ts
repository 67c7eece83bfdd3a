import type { Catalogue } from "../../../catalogue/index.ts";
import type { Centre } from "../../../centres/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { countryMap, html, type SafeHtml, summaryList } from "../../components/index.ts";

/** How to get there, whom to ring up, and what it has for people with disabilities. */
export function wayPart(
  centre: Centre,
  { jurisdiction }: Pick<Catalogue, "jurisdiction">,
  t: Translate,
): SafeHtml | null {
  const { address, position, directions, telephone, email, access = [] } = centre;
  const name = t.words(centre.name);
  const map =
    jurisdiction.map && position
      ? countryMap(jurisdiction.map, position, t("visits.map-alt", { centre: name }))
      : null;
  const tel = telephone?.replaceAll(/[^0-9+]/g, "");
  const link = (href: string, text: string) =>
    html`<a class="govuk-link" href="${href}">${text}</a>`;
  const rows = [
    { key: t("visits.address"), value: t.words(address) },
    ...(telephone ? [{ key: t("visits.telephone"), value: link(`tel:${tel}`, telephone) }] : []),
    ...(email ? [{ key: t("visits.email"), value: link(`mailto:${email}`, email) }] : []),
    ...(access.length > 0
      ? [{ key: t("visits.access"), value: t.list(access.map((each) => t(`visits.has.${each}`))) }]
      : []),
  ];
  return html`<h2 class="govuk-heading-m" id="way">${t("visits.way")}</h2><div class="hw-way">
    <div>${directions ? html`<p class="govuk-body">${t.words(directions)}</p>` : null}
    ${summaryList({ rows })}</div>${map}</div>`;
}
