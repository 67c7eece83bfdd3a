import type { Centre } from "../../../centres/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../../components/index.ts";
import { addressOf } from "./choose-view.ts";

/** Where a service can be had in person; nothing where no centre serves it. */
export function inPersonSection(
  service: string,
  centres: readonly Centre[],
  t: Translate,
): SafeHtml | null {
  const places = centres.flatMap((centre) => {
    const topic = centre.topics.find(({ services }) => services.includes(service));
    return topic ? [{ centre, topic }] : [];
  });
  if (places.length === 0) return null;
  const items = places.map(({ centre: { id, name }, topic }) => {
    const place = t.words(name);
    const book = topic.slots
      ? html` · <a class="govuk-link"
          href="${addressOf(`/centres/${id}/book`, { topic: topic.id, service })}">
        ${t("visits.book")}<span class="govuk-visually-hidden">: ${place}</span></a>`
      : null;
    return html`<li><a class="govuk-link" href="/centres/${id}">${place}</a>${book}</li>`;
  });
  return html`<section class="govuk-section-break--m" aria-labelledby="in-person">
    <h2 class="govuk-heading-m" id="in-person">${t("visits.in-person")}</h2>
    <ul class="govuk-list govuk-list--bullet">${items}</ul></section>`;
}
