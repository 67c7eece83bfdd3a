import { type Content, type Example, html, type SafeHtml } from "./html.ts";

export interface KeyFigure {
  readonly value: Content;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly tone?: "good" | "bad" | undefined;
}

/** A few numbers that matter. Criteria: a description list, label before value to the ear. */
export const keyFigures = (figures: readonly KeyFigure[]): SafeHtml =>
  html`
    <dl class="hw-figures">
      ${figures.map(
        (f) => html`
        <div class="hw-figure${f.tone === undefined ? "" : ` hw-figure--${f.tone}`}">
          <dt class="hw-figure__label">${f.label}</dt>
          <dd class="hw-figure__value">${f.value}</dd>
          ${f.detail === undefined ? null : html`<dd class="hw-figure__detail">${f.detail}</dd>`}
        </div>
      `,
      )}
    </dl>
  `;

export interface Bar {
  /** What is measured, in words: it is the text alternative. */
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** The number as it should be read: "12 of 20". */
  readonly text: string;
  readonly tone?: "good" | "bad" | undefined;
}

/**
 * A share as a strip, for lists of load. Criteria: the number stands beside it; the picture is
 * hidden from the ear. No inline style, so the content policy stays strict.
 */
export function bar(b: Bar): SafeHtml {
  const share = b.max <= 0 ? 0 : Math.min(100, Math.max(0, Math.round((100 * b.value) / b.max)));
  return html`
    <span class="hw-bar${b.tone === undefined ? "" : ` hw-bar--${b.tone}`}">
      <svg class="hw-bar__strip" width="100%" height="8" aria-hidden="true" focusable="false">
        <rect class="hw-bar__ground" width="100%" height="8" rx="4"/>
        <rect class="hw-bar__fill" width="${share}%" height="8" rx="4"/>
      </svg>
      <span class="hw-bar__text">
        <span class="govuk-visually-hidden">${b.label} </span>${b.text}
      </span>
    </span>
  `;
}

export const examples = (): Example[] => [
  {
    name: "figures",
    html: keyFigures([
      { value: "128", label: "Dosiye zitegereje" },
      { value: "96%", label: "Zakozwe ku gihe", detail: "iminsi 30 ishize", tone: "good" },
      { value: "3", label: "Zatinze", tone: "bad" },
    ]),
  },
  {
    name: "bars",
    html: html`
      <div>
        ${bar({ label: "Mukamana", value: 12, max: 20, text: "12 / 20" })}
        ${bar({ label: "Habimana", value: 20, max: 20, text: "20 / 20", tone: "bad" })}
      </div>
    `,
  },
];
