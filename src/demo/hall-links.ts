import { html, type SafeHtml } from "../channels/components/index.ts";
import type { Translate } from "../platform/i18n/index.ts";

/** Ways to the screens of a hall. */
export const hallLinks = (hall: string, t: Translate): SafeHtml => {
  const links = [
    [`/hall/${hall}/board`, t("hall.board.title")],
    [`/hall/${hall}/kiosk`, t("hall.kiosk.title")],
    [`/centres/${hall}/ticket`, t("hall.own.title")],
    [`/hall/${hall}`, t("hall.floor.title")],
  ];
  return html`<p class="govuk-body">${links.map(([href, text], index) => html`${index > 0 ? " · " : null}<a class="govuk-link" href="${href}">${text}</a>`)}</p>`;
};
