import type { Translate } from "../../platform/i18n/index.ts";
import { describedBy, type Field, formGroup, hintAndError, legendOf } from "./field.ts";
import { attr, type Example, html, type SafeHtml } from "./html.ts";
import { type Choice, itemId } from "./radios.ts";

export interface Checkboxes extends Omit<Field, "label"> {
  readonly legend: string;
  readonly items: readonly Choice[];
  readonly values?: readonly string[] | undefined;
}

const box = (
  id: string,
  name: string,
  item: Choice,
  checked: boolean,
  more?: SafeHtml | null,
): SafeHtml =>
  html`
    <div class="govuk-checkboxes__item">
      <input
        class="govuk-checkboxes__input"
        id="${id}"
        name="${name}"
        type="checkbox"
        value="${item.value}"${attr("checked", checked)}${
          more ?? attr("aria-describedby", item.hint === undefined ? undefined : `${id}-item-hint`)
        }
      >
      <label class="govuk-label govuk-checkboxes__label" for="${id}">${item.text}</label>
      ${
        item.hint === undefined
          ? null
          : html`
        <div id="${id}-item-hint" class="govuk-hint govuk-checkboxes__hint">${item.hint}</div>
      `
      }
    </div>
  `;

/** Any of several. Criteria: as for radios; the space bar ticks. */
export function checkboxes(field: Checkboxes, t: Translate): SafeHtml {
  const group = { ...field, label: field.legend };
  const items = field.items.map((item, index) =>
    box(itemId(field.id, index), field.name, item, field.values?.includes(item.value) ?? false),
  );
  return formGroup(
    field.error,
    html`
      <fieldset class="govuk-fieldset"${describedBy(group)}>
        ${legendOf(group, t)}${hintAndError(group, t)}
        <div class="govuk-checkboxes">${items}</div>
      </fieldset>
    `,
  );
}

/** A single box to tick: a declaration or a consent. Its text is its label; no group around it. */
export function checkbox(
  field: Omit<Field, "pageHeading" | "size" | "optional"> & {
    readonly value?: string;
    readonly checked?: boolean;
  },
  t: Translate,
): SafeHtml {
  const item = { value: field.value ?? "true", text: field.label };
  return formGroup(
    field.error,
    html`
      ${hintAndError(field, t)}
      <div class="govuk-checkboxes">
        ${box(field.id, field.name, item, field.checked ?? false, describedBy(field))}
      </div>
    `,
  );
}

const minerals = [
  { value: "tin", text: "Gasegereti" },
  { value: "tantalum", text: "Koluta", hint: "Coltan" },
];

export const examples = (t: Translate): Example[] => [
  {
    name: "several, one ticked",
    html: checkboxes(
      { id: "m1", name: "m1", legend: "Amabuye y’agaciro", items: minerals, values: ["tin"] },
      t,
    ),
  },
  {
    name: "with a hint and an error",
    html: checkboxes(
      {
        id: "m2",
        name: "m2",
        legend: "Amabuye y’agaciro",
        hint: "Hitamo ayo ushaka yose",
        error: "Hitamo rimwe nibura",
        items: minerals,
      },
      t,
    ),
  },
  {
    name: "a declaration",
    html: checkbox(
      {
        id: "truth",
        name: "truth",
        label: t("check.declaration"),
        error: t("problems.declaration"),
      },
      t,
    ),
  },
];
