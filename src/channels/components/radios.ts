import type { Translate } from "../../platform/i18n/index.ts";
import { describedBy, type Field, formGroup, hintAndError, legendOf } from "./field.ts";
import { attr, classes, type Example, html, type SafeHtml } from "./html.ts";

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint?: string | undefined;
  /** Where the text stands in a language of its own: the name of a language. */
  readonly lang?: string | undefined;
  /** It cannot be chosen now; the hint says why. */
  readonly disabled?: boolean | undefined;
}

export interface Radios extends Omit<Field, "label"> {
  readonly legend: string;
  readonly items: readonly Choice[];
  readonly value?: string | undefined;
  /** Side by side: only for two short answers such as yes and no. */
  readonly inline?: boolean | undefined;
}

/** The first item bears the field's id, so that the link of an error summary lands on it. */
export const itemId = (id: string, index: number): string =>
  index === 0 ? id : `${id}-${index + 1}`;

/**
 * One of a few. Criteria: the group has a legend (1.3.1); each target is 44 px (2.5.8); arrow keys
 * move; nothing happens on choosing (3.2.2).
 */
export function radios(field: Radios, t: Translate): SafeHtml {
  const group = { ...field, label: field.legend };
  const items = field.items.map((item, index) => {
    const id = itemId(field.id, index);
    const tone = item.disabled ? "body-s" : "hint";
    return html`
      <div class="govuk-radios__item">
        <input
          class="govuk-radios__input"
          id="${id}"
          name="${field.name}"
          type="radio"
          value="${item.value}"${attr(
            "checked",
            item.value === field.value && !item.disabled,
          )}${attr("disabled", item.disabled)}${attr(
            "aria-describedby",
            item.hint === undefined ? undefined : `${id}-item-hint`,
          )}
        >
        <label class="govuk-label govuk-radios__label" for="${id}"${attr("lang", item.lang)}>
          ${item.text}
        </label>
        ${
          item.hint === undefined
            ? null
            : html`
          <div id="${id}-item-hint" class="govuk-${tone} govuk-radios__hint">${item.hint}</div>
        `
        }
      </div>
    `;
  });
  return formGroup(
    field.error,
    html`
      <fieldset class="govuk-fieldset"${describedBy(group)}>
        ${legendOf(group, t)}${hintAndError(group, t)}
        <div class="${classes("govuk-radios", field.inline && "govuk-radios--inline")}">
          ${items}
        </div>
      </fieldset>
    `,
  );
}

/** The same question asked in every service: yes or no, in the language of the page. */
export const yesNo = (field: Omit<Radios, "items" | "inline">, t: Translate): SafeHtml =>
  radios(
    {
      ...field,
      inline: true,
      items: [
        { value: "true", text: t("component.yes") },
        { value: "false", text: t("component.no") },
      ],
    },
    t,
  );

export const examples = (t: Translate): Example[] => [
  {
    name: "yes or no",
    html: yesNo(
      { id: "lost", name: "lost", legend: "Indangamuntu yawe yaratakaye?", value: "true" },
      t,
    ),
  },
  {
    name: "with hints and an error",
    html: radios(
      {
        id: "how",
        name: "how",
        legend: "Uburyo bwo kwishyura",
        size: "m",
        hint: "Hitamo bumwe",
        error: "Hitamo uburyo",
        items: [
          { value: "cash", text: "Amafaranga", hint: "Ntibishoboka ubu", disabled: true },
          { value: "momo", text: "Mobile Money", hint: "MTN, Airtel" },
          { value: "bank", text: "Banki" },
        ],
      },
      t,
    ),
  },
];
