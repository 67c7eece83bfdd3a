import { hoursWords } from "../../acts/index.ts";
import type { OfficePlace } from "../../catalogue/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, provenance, type SafeHtml } from "../components/index.ts";

/** Where an office is, when it is open and how to reach it. */
export function officePlaceView(place: OfficePlace, t: Translate): SafeHtml {
  const { address, hours = [], telephone, email } = place;
  return html`${t.words(address)}${hoursWords(hours, t).map(
    ({ days, times }) => html`<br>${days} ${t.list(times)}`,
  )}${
    telephone &&
    html`<br><a class="govuk-link" href="tel:${telephone.replaceAll(" ", "")}">${telephone}</a>`
  }${email && html`<br><a class="govuk-link" href="mailto:${email}">${email}</a>`}
    ${provenance(place, t)}`;
}
