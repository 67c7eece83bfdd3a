import type { Translate } from "../../platform/i18n/index.ts";
import { describedBy, type Field, formGroup, hintAndError, labelOf } from "./field.ts";
import { attr, classes, type Example, html, type SafeHtml } from "./html.ts";

export interface FileUpload extends Field {
  /** What the chooser offers: `application/pdf,image/jpeg` or `.pdf,.jpg`. */
  readonly accept?: string | undefined;
  readonly multiple?: boolean | undefined;
  /** Words of a second chooser that opens the camera, where a finger is the pointer. */
  readonly camera?: string | undefined;
  /**
   * What is attached already: shown above the chooser, so that nobody attaches it twice (3.3.7).
   */
  readonly attached?:
    | readonly { readonly name: string; readonly detail?: string; readonly href?: string }[]
    | undefined;
}

/**
 * A file of the person's own. Criteria: a plain chooser, reached by keyboard, which needs no
 * dragging (2.5.7).
 */
export function fileUpload(field: FileUpload, t: Translate): SafeHtml {
  const name = classes(
    "govuk-file-upload",
    field.error !== undefined && "govuk-file-upload--error",
  );
  const attached = field.attached?.length
    ? html`
      <ul class="hw-attached">
        ${field.attached.map(
          (file) => html`
          <li>
            ${
              file.href === undefined
                ? file.name
                : html`
              <a class="govuk-link" href="${file.href}">${file.name}</a>
            `
            }
            ${
              file.detail === undefined ? null : html` <span class="hw-muted">${file.detail}</span>`
            }
          </li>
        `,
        )}
      </ul>
    `
    : null;
  return formGroup(
    field.error,
    html`
      ${labelOf(field, t)}${hintAndError(field, t)}${attached}
      <input
        class="${name}"
        id="${field.id}"
        name="${field.name}"
        type="file"${attr("accept", field.accept)}${attr("multiple", field.multiple)}
        ${describedBy(field)}
      >
      ${field.camera === undefined ? null : cameraOf(field, field.camera)}
    `,
  );
}

const cameraOf = ({ id, name }: FileUpload, words: string): SafeHtml =>
  html`
    <div class="hw-camera">
      <label class="govuk-label" for="${id}-camera">${words}</label>
      <input
        class="govuk-file-upload"
        id="${id}-camera"
        name="${name}"
        type="file"
        accept="image/jpeg,image/png"
        capture="environment"
      >
    </div>
  `;

export const examples = (t: Translate): Example[] => [
  {
    name: "a document",
    html: fileUpload(
      {
        ...{ id: "f1", name: "f1", label: "Pasiporo", hint: "PDF, JPG, 5 MB" },
        ...{ accept: ".pdf,.jpg", camera: "Fotora" },
      },
      t,
    ),
  },
  {
    name: "one attached, another refused",
    html: fileUpload(
      {
        id: "f2",
        name: "f2",
        label: "Pasiporo",
        error: t("problems.file-empty"),
        attached: [{ name: "pasiporo.pdf", detail: "312 kB", href: "#f" }],
      },
      t,
    ),
  },
];
