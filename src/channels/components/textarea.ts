import type { Translate } from "../../platform/i18n/index.ts";
import { describedBy, type Field, formGroup, hintAndError, labelOf } from "./field.ts";
import { attr, classes, type Example, html, type SafeHtml } from "./html.ts";

export interface Textarea extends Field {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  readonly maxlength?: number | undefined;
  /** Id of the form that it belongs to, where it stands outside. */
  readonly form?: string | undefined;
}

/**
 * The first line break in a textarea is not part of its value, so one is written in front of it.
 */
const firstLine = "\n";

/** Several lines of text. Criteria: as for input; may be made larger by the person. */
export function textarea(field: Textarea, t: Translate): SafeHtml {
  const name = classes("govuk-textarea", field.error !== undefined && "govuk-textarea--error");
  const invalid = attr("aria-invalid", field.error === undefined ? undefined : "true");
  return formGroup(
    field.error,
    html`
      ${labelOf(field, t)}${hintAndError(field, t)}
      <textarea
        class="${name}"
        id="${field.id}"
        name="${field.name}"
        rows="${field.rows ?? 5}"${attr("maxlength", field.maxlength)}${attr("form", field.form)}
        ${describedBy(field)}${invalid}
      >${firstLine}${field.value}</textarea>
    `,
  );
}

export const examples = (t: Translate): Example[] => [
  { name: "a reason", html: textarea({ id: "why", name: "why", label: "Impamvu" }, t) },
  {
    name: "with a hint, an error and a text",
    html: textarea(
      {
        id: "why2",
        name: "why2",
        label: "Impamvu",
        hint: "Mu magambo make",
        error: "Andika impamvu",
        value: "<a>\nb",
        rows: 3,
      },
      t,
    ),
  },
];
