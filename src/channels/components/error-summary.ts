import type { Translate } from "../../platform/i18n/index.ts";
import { type Example, html, type SafeHtml } from "./html.ts";
import { input } from "./input.ts";

/** `id` is the field's (for a date `<id>-day`); an error of the whole page has none. */
export interface PageError {
  readonly text: string;
  readonly id?: string | undefined;
}

/**
 * All that is wrong, at the top of the page, each linked to its field; nothing when nothing is
 * wrong. Criteria: role alert, so it is heard at once; links move focus to the field (3.3.1); the
 * page title starts with "Error:" (layout does this when told `failed`).
 */
export function errorSummary(errors: readonly PageError[], t: Translate): SafeHtml | null {
  if (errors.length === 0) return null;
  const items = errors.map(({ text, id }) =>
    id === undefined ? html`<li>${text}</li>` : html`<li><a href="#${id}">${text}</a></li>`,
  );
  return html`
    <div class="govuk-error-summary" data-error-summary tabindex="-1">
      <div role="alert">
        <h2 class="govuk-error-summary__title">${t("component.error-title")}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">${items}</ul>
        </div>
      </div>
    </div>
  `;
}

export const examples = (t: Translate): Example[] => [
  {
    name: "two fields and the page",
    html: html`
      ${errorSummary(
        [
          { text: "Andika amazina", id: "es-name" },
          { text: "Andika nomero ya telefone", id: "es-tel" },
          { text: t("refusals.case.conflict") },
        ],
        t,
      )}
      ${input({ id: "es-name", name: "n", label: "Amazina", error: "Andika amazina" }, t)}
      ${input(
        { id: "es-tel", name: "t", label: "Telefone", error: "Andika nomero ya telefone" },
        t,
      )}
    `,
  },
];
