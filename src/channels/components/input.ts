import type { Translate } from "../../platform/i18n/index.ts";
import { describedBy, type Field, formGroup, hintAndError, labelOf } from "./field.ts";
import { attr, classes, type Example, html, type SafeHtml } from "./html.ts";

export interface Input extends Field {
  readonly value?: string | undefined;
  readonly type?: "text" | "tel" | "email" | "search" | "password" | "date" | undefined;
  /**
   * `numeric` and `decimal` bring up digits on a phone; never `type="number"`, which scrolls away
   * answers.
   */
  readonly inputmode?: "numeric" | "decimal" | "tel" | "email" | undefined;
  /** HTML autocomplete token (`name`, `tel`, `email`, `bday-day`…): WCAG 1.3.5. */
  readonly autocomplete?: string | undefined;
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly maxlength?: number | undefined;
  /**
   * Address of names to choose from while typing (`?q=` is added); where no script runs it is a
   * plain input.
   */
  readonly suggest?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  /** To be copied, not typed. */
  readonly readonly?: boolean | undefined;
  /** Only where typing here is what the page is for, for those who work on it all day. */
  readonly autofocus?: boolean | undefined;
}

/**
 * One line of text, a number, a telephone number or an address. Criteria: label tied by `for`; hint
 * and error read with it; paste allowed (3.3.8); purpose told to the browser (1.3.5); at least 24
 * px high (2.5.8).
 */
export function input(field: Input, t: Translate): SafeHtml {
  const control = html`
    <input
      class="${classes(
        "govuk-input",
        field.error !== undefined && "govuk-input--error",
        field.width !== undefined && `govuk-input--width-${field.width}`,
      )}"
      id="${field.id}"
      name="${field.name}"
      type="${field.type ?? "text"}"${attr("value", field.value)}
      ${attr("inputmode", field.inputmode)}${attr("autocomplete", field.autocomplete)}
      ${attr("maxlength", field.maxlength)}${attr("data-suggest", field.suggest)}
      ${attr("autofocus", field.autofocus)}${attr("readonly", field.readonly)}${
        field.spellcheck === false ? html` spellcheck="false"` : null
      }${describedBy(field)}${attr("aria-invalid", field.error === undefined ? undefined : "true")}
    >
  `;
  const affixed =
    field.prefix === undefined && field.suffix === undefined
      ? control
      : html`
        <div class="govuk-input__wrapper">
          ${
            field.prefix === undefined
              ? null
              : html`
            <div class="govuk-input__prefix" aria-hidden="true">${field.prefix}</div>
          `
          }
          ${control}
          ${
            field.suffix === undefined
              ? null
              : html`
            <div class="govuk-input__suffix" aria-hidden="true">${field.suffix}</div>
          `
          }
        </div>
      `;
  return formGroup(field.error, html`${labelOf(field, t)}${hintAndError(field, t)}${affixed}`);
}

export const examples = (t: Translate): Example[] => [
  {
    name: "a name",
    html: input({ id: "name", name: "name", label: "Amazina yombi", autocomplete: "name" }, t),
  },
  {
    name: "a number with a hint, an error and a unit",
    html: input(
      {
        id: "area",
        name: "area",
        label: "Ubuso",
        hint: "1–400",
        error: "Andika umubare",
        value: "abc",
        inputmode: "decimal",
        suffix: "ha",
        width: 5,
      },
      t,
    ),
  },
  {
    name: "a telephone, optional, as the heading",
    html: input(
      {
        id: "tel",
        name: "tel",
        label: "Nomero ya telefone",
        type: "tel",
        autocomplete: "tel",
        optional: true,
        pageHeading: true,
      },
      t,
    ),
  },
];
