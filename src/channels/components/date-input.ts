import type { Translate } from "../../platform/i18n/index.ts";
import { describedBy, type Field, formGroup, hintAndError, legendOf } from "./field.ts";
import { attr, classes, type Example, html, type SafeHtml } from "./html.ts";

/** Most characters of each part; a month may be typed by its name. */
/** A year has room for a slip, which is then said: cut to four digits it would pass unseen. */
const lengths = { day: 2, month: 12, year: 8 };

export interface DateInput extends Omit<Field, "label"> {
  readonly legend: string;
  readonly day?: string | undefined;
  readonly month?: string | undefined;
  readonly year?: string | undefined;
  /** `bday` fills `bday-day`, `bday-month`, `bday-year`: WCAG 1.3.5. */
  readonly autocomplete?: "bday" | undefined;
}

const parts = ["day", "month", "year"] as const;

/**
 * A date a person knows, in three boxes named `<name>-day`, `<name>-month`, `<name>-year`.
 * Criteria: a group with a legend, each box with its label; no calendar to drag (2.5.7). The error
 * summary links to `<id>-day`.
 */
export function dateInput(field: DateInput, t: Translate): SafeHtml {
  const group = { ...field, label: field.legend };
  const boxes = parts.map((part) => {
    const name = classes(
      "govuk-input govuk-date-input__input",
      field.error !== undefined && "govuk-input--error",
      part === "year" ? "govuk-input--width-4" : "govuk-input--width-2",
    );
    return html`
      <div class="govuk-date-input__item">
        <div class="govuk-form-group">
          <label class="govuk-label govuk-date-input__label" for="${field.id}-${part}">
            ${t(`component.${part}`)}
          </label>
          <input
            class="${name}"
            id="${field.id}-${part}"
            name="${field.name}-${part}"
            type="text"
            inputmode="numeric"
            maxlength="${lengths[part]}"${attr("value", field[part])}${attr(
              "autocomplete",
              field.autocomplete && `${field.autocomplete}-${part}`,
            )}
          >
        </div>
      </div>
    `;
  });
  return formGroup(
    field.error,
    html`
      <fieldset class="govuk-fieldset" role="group"${describedBy(group)}>
        ${legendOf(group, t)}${hintAndError(group, t)}
        <div class="govuk-date-input" id="${field.id}">${boxes}</div>
      </fieldset>
    `,
  );
}

export const examples = (t: Translate): Example[] => [
  {
    name: "a date of birth",
    html: dateInput(
      {
        id: "born",
        name: "born",
        legend: "Itariki y’amavuko",
        hint: "27 3 1987",
        autocomplete: "bday",
      },
      t,
    ),
  },
  {
    name: "with an error",
    html: dateInput(
      {
        id: "from",
        name: "from",
        legend: "Kuva ryari",
        error: "Andika itariki",
        day: "31",
        month: "2",
        year: "2026",
      },
      t,
    ),
  },
];
