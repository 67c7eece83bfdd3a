import type { Catalogue, Definition } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { band, html, inset, type SafeHtml, serviceCards } from "../../components/index.ts";

/** On the page of a service: the journeys in which it is one step. */
export function journeyInset(
  { id }: Definition,
  { journeys }: Catalogue,
  t: Translate,
): SafeHtml | null {
  const own = journeys.filter(({ steps }) => steps.some(({ service }) => service === id));
  if (own.length === 0) return null;
  const links = own.map(
    (journey) =>
      html`
        <br><a class="govuk-link" href="/life-events/${journey.id}">${t.words(journey.title)}</a>
      `,
  );
  return inset(html`<strong>${t("journey.all-in-one")}</strong>${links}`);
}

/** All journeys as links, for the first page. */
export const journeyBand = ({ journeys }: Catalogue, t: Translate): SafeHtml | null =>
  journeys.length === 0
    ? null
    : band(
        html`
          <h2 class="govuk-heading-l">${t("journey.all-in-one")}</h2>
          <p class="govuk-body">${t("journey.all-in-one-lead")}</p>
          ${serviceCards(
            journeys.map(({ id, title, description }) => ({
              title: t.words(title),
              summary: t.words(description),
              href: `/life-events/${id}`,
            })),
          )}
        `,
      );
