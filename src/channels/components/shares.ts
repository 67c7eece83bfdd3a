import type { Translate } from "../../platform/i18n/index.ts";
import { type Example, html, type SafeHtml } from "./html.ts";
import { table } from "./table.ts";
import type { Tone } from "./tag.ts";

/** One part of a whole: how many, and in which tone it is drawn. */
export interface Share {
  readonly label: string;
  readonly value: number;
  readonly tone: Tone;
}

/**
 * Parts of a whole as one strip. Criteria: a picture of figures that stand beside it, so it is
 * hidden from the ear; positions are attributes, so that the content policy stays strict.
 */
export function shareStrip(parts: readonly Share[], height = 28): SafeHtml | null {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  if (whole === 0) return null;
  const percent = (value: number) => Math.round((10_000 * value) / whole) / 100;
  let before = 0;
  const rects = parts.map(({ value, tone }) => {
    const x = percent(before);
    before += value;
    return value === 0
      ? null
      : html`<rect class="hw-fill--${tone}" x="${x}%" width="${percent(value)}%"
          height="${height}"/>`;
  });
  return html`<svg class="hw-strip" width="100%" height="${height}" aria-hidden="true"
    focusable="false">${rects}</svg>`;
}

const swatch = (tone: Tone): SafeHtml =>
  html`<svg class="hw-swatch" width="14" height="14" aria-hidden="true" focusable="false">
    <rect class="hw-fill--${tone}" width="14" height="14" rx="3"/></svg>`;

/** A strip with its parts in a table below: what each colour means, and how many. */
export const shareTable = (
  caption: string,
  parts: readonly Share[],
  head: { readonly part: string; readonly count: string },
  t: Translate,
): SafeHtml => html`<div class="hw-shares">${shareStrip(parts)}
  ${table({
    caption,
    captionHidden: true,
    columns: [{ text: head.part }, { text: head.count, numeric: true }],
    rows: parts.map(({ label, value, tone }) => [html`${swatch(tone)} ${label}`, t.number(value)]),
  })}</div>`;

export const examples = (t: Translate): Example[] => [
  {
    name: "shares of a whole",
    html: shareTable(
      "Commitments",
      [
        { label: "Done", value: 2, tone: "good" },
        { label: "On time", value: 6, tone: "working" },
        { label: "Late", value: 4, tone: "bad" },
      ],
      { part: "Stage", count: "Number" },
      t,
    ),
  },
];
