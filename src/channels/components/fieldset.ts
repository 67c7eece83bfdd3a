import type { Translate } from "../../platform/i18n/index.ts";
import { legendOf } from "./field.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { input } from "./input.ts";

export interface Fieldset {
  readonly legend: string;
  readonly size?: "s" | "m" | "l" | undefined;
  readonly pageHeading?: boolean | undefined;
  readonly content: Content;
}

/** Fields that belong together. Criteria: the legend is heard with the first field (1.3.1). */
export const fieldset = (field: Fieldset, t: Translate): SafeHtml =>
  html`
    <fieldset class="govuk-fieldset">
      ${legendOf(
        { id: "", label: field.legend, size: field.size ?? "m", pageHeading: field.pageHeading },
        t,
      )}
      ${field.content}
    </fieldset>
  `;

export const examples = (t: Translate): Example[] => [
  {
    name: "an address",
    html: fieldset(
      {
        legend: "Aho utuye",
        content: html`
          ${input({ id: "district", name: "district", label: "Akarere" }, t)}
          ${input({ id: "sector", name: "sector", label: "Umurenge" }, t)}
        `,
      },
      t,
    ),
  },
];
