import type { Translate } from "../../platform/i18n/index.ts";
import { describedBy, type Field, formGroup, hintAndError, labelOf } from "./field.ts";
import { attr, classes, type Example, html, type SafeHtml } from "./html.ts";

export interface Select extends Field {
  /** `lang` where the text stands in another language; `disabled` where it says why not. */
  readonly items: readonly {
    readonly value: string;
    readonly text: string;
    readonly lang?: string | undefined;
    readonly disabled?: boolean | undefined;
  }[];
  readonly value?: string | undefined;
  /** Puts an empty first choice before the items ("Choose one"), unless false. */
  readonly empty?: boolean | undefined;
  readonly autofocus?: boolean | undefined;
}

/**
 * One of many (more than about seven; otherwise radios). Criteria: as for input; no script on
 * change (3.2.2).
 */
export function select(field: Select, t: Translate): SafeHtml {
  const name = classes("govuk-select", field.error !== undefined && "govuk-select--error");
  const items = field.items.map(
    ({ value, text, lang, ...not }) =>
      html`
        <option value="${value}"${attr("lang", lang)}${marks(field, value, not)}>
          ${text}
        </option>
      `,
  );
  return formGroup(
    field.error,
    html`
      ${labelOf(field, t)}${hintAndError(field, t)}
      <select
        class="${name}"
        id="${field.id}"
        name="${field.name}"${describedBy(field)}${attr(
          "aria-invalid",
          field.error === undefined ? undefined : "true",
        )}${attr("autofocus", field.autofocus)}
      >
        ${
          field.empty === false
            ? null
            : html`
          <option value="">${t("component.choose-one")}</option>
        `
        }
        ${items}
      </select>
    `,
  );
}

const marks = (
  field: Select,
  value: string,
  { disabled }: Pick<Select["items"][number], "disabled">,
): SafeHtml => html`${attr("selected", value === field.value)}${attr("disabled", disabled)}`;

const districts = ["Gasabo", "Kicukiro", "Nyarugenge"].map((text) => ({
  value: text.toLowerCase(),
  text,
}));

export const examples = (t: Translate): Example[] => [
  {
    name: "nothing chosen yet",
    html: select({ id: "d1", name: "d1", label: "Akarere", items: districts }, t),
  },
  {
    name: "chosen, with an error",
    html: select(
      {
        id: "d2",
        name: "d2",
        label: "Akarere",
        items: districts,
        value: "kicukiro",
        error: "Hitamo akarere",
      },
      t,
    ),
  },
];
