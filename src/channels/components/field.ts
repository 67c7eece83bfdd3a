import type { Translate } from "../../platform/i18n/index.ts";
import { attr, classes, html, type SafeHtml } from "./html.ts";

/** What every field of a form has in common. `id` is what an error summary links to. */
export interface Field {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** The question is the page: its label becomes the `h1`. */
  readonly pageHeading?: boolean | undefined;
  readonly size?: "s" | "m" | "l" | undefined;
  /** Says "(optional)" after the label. Fields are required unless they say so. */
  readonly optional?: boolean | undefined;
}

/** The words of a label, with "(optional)" in the language of the page. */
export const labelText = (field: Pick<Field, "label" | "optional">, t: Translate): string =>
  field.optional ? `${field.label} ${t("component.optional")}` : field.label;

const sizeOf = (field: Pick<Field, "pageHeading" | "size">): string | undefined =>
  field.size ?? (field.pageHeading ? "l" : undefined);

export function labelOf(field: Field, t: Translate): SafeHtml {
  const size = sizeOf(field);
  const label = html`
    <label class="${classes("govuk-label", size && `govuk-label--${size}`)}" for="${field.id}">
      ${labelText(field, t)}
    </label>
  `;
  return field.pageHeading ? html`<h1 class="govuk-label-wrapper">${label}</h1>` : label;
}

export function legendOf(field: Omit<Field, "name">, t: Translate): SafeHtml {
  const size = sizeOf(field);
  const words = labelText(field, t);
  const name = classes("govuk-fieldset__legend", size && `govuk-fieldset__legend--${size}`);
  return html`
    <legend class="${name}">
      ${field.pageHeading ? html`<h1 class="govuk-fieldset__heading">${words}</h1>` : words}
    </legend>
  `;
}

/** Hint, then error, in the order in which a screen reader should hear them. */
export const hintAndError = (field: Omit<Field, "name">, t: Translate): SafeHtml =>
  html`
    ${field.hint === undefined ? null : hint(`${field.id}-hint`, field.hint)}
    ${field.error === undefined ? null : errorMessage(`${field.id}-error`, field.error, t)}
  `;

/** `aria-describedby` naming what stands beside the field: WCAG 1.3.1, 3.3.1. */
export function describedBy(field: Omit<Field, "name">, more?: string): SafeHtml | null {
  const ids = classes(
    field.hint !== undefined && `${field.id}-hint`,
    field.error !== undefined && `${field.id}-error`,
    more,
  );
  return attr("aria-describedby", ids === "" ? undefined : ids);
}

/** The box around label, hint, error and control; red at its side when something is wrong. */
export const formGroup = (error: string | undefined, inside: SafeHtml): SafeHtml =>
  html`
    <div
      class="${
        error === undefined ? "govuk-form-group" : "govuk-form-group govuk-form-group--error"
      }"
    >
      ${inside}
    </div>
  `;

/** Help for a field. Criteria: announced with the field (aria-describedby); no links inside. */
export const hint = (id: string, text: string): SafeHtml =>
  html`<div id="${id}" class="govuk-hint">${text}</div>`;

/**
 * What is wrong with a field. Criteria: "Error:" is heard before it, so colour is not all (1.4.1).
 */
export const errorMessage = (id: string, text: string, t: Translate): SafeHtml =>
  html`
    <p id="${id}" class="govuk-error-message">
      <span class="govuk-visually-hidden">${t("component.error-prefix")}</span> ${text}
    </p>
  `;
