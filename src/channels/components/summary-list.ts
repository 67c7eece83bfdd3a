import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { tag } from "./tag.ts";

export interface SummaryRow {
  readonly key: string;
  readonly value: Content;
  /** Where the answer can be changed. */
  readonly actions?: readonly SummaryAction[] | undefined;
}

interface SummaryAction {
  readonly href: string;
  /** With its `lang`, where that is another one than around it. */
  readonly text: Content;
  /** What is changed ("Change *name*"). */
  readonly hidden?: string;
}

export interface SummaryList {
  readonly rows: readonly SummaryRow[];
  readonly noBorder?: boolean | undefined;
}

/**
 * Questions and answers, facts and values. Criteria: a description list; each action says what it
 * changes (2.4.4).
 */
export function summaryList({ rows, noBorder }: SummaryList): SafeHtml {
  const anyActions = rows.some((row) => row.actions?.length);
  return html`
    <dl class="govuk-summary-list${noBorder ? " govuk-summary-list--no-border" : ""}">
      ${rows.map(
        (row) =>
          html`
        <div
          class="govuk-summary-list__row${
            anyActions && !row.actions?.length ? " govuk-summary-list__row--no-actions" : ""
          }"
        >
          <dt class="govuk-summary-list__key">${row.key}</dt>
          <dd class="govuk-summary-list__value">${row.value}</dd>
          ${
            row.actions?.length
              ? html`
            <dd class="govuk-summary-list__actions">
              ${row.actions.map(
                (action) =>
                  html`<a class="govuk-link" href="${action.href}">${action.text}${
                    action.hidden === undefined
                      ? null
                      : html`
                <span class="govuk-visually-hidden"> ${action.hidden}</span>
              `
                  }</a> `,
              )}
            </dd>
          `
              : null
          }
        </div>
      `,
      )}
    </dl>
  `;
}

export const examples = (): Example[] => [
  {
    name: "answers to check",
    html: summaryList({
      rows: [
        {
          key: "Amazina",
          value: "Uwase Aline",
          actions: [{ href: "#a", text: "Hindura", hidden: "amazina" }],
        },
        { key: "Uko bihagaze", value: tag("Birimo gusuzumwa", "working") },
      ],
    }),
  },
];
