import {
  currentValues,
  fiscalOf,
  fiscalYearOf,
  type IndicatorState,
  type IndicatorValue,
  isSmall,
  keyOf,
  mirrorGap,
  periodLabel,
  valueOfYear,
} from "../../partnership/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { sideName, statedTag } from "./sides.ts";
import { table } from "./table.ts";
import { tag } from "./tag.ts";

interface ChartBar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

const row = 26;
const labelWidth = 74;
const barWidth = 150;

/**
 * Values as bars, the oldest on top. Criteria: a picture of the table beside it, so it is hidden
 * from the ear; no inline style, so that the content policy stays strict.
 */
export function barChart(bars: readonly ChartBar[]): SafeHtml | null {
  if (bars.length < 2) return null;
  const most = Math.max(...bars.map(({ value }) => value), 0);
  const height = bars.length * row;
  const each = bars.map(({ label, value, text }, at) => {
    const width = most > 0 ? Math.max(1, Math.round((barWidth * Math.max(0, value)) / most)) : 1;
    const y = at * row;
    return html`<text x="0" y="${y + 16}" font-size="12" fill="currentColor">${label}</text>
      <rect class="hw-bar__fill" x="${labelWidth}" y="${y + 4}"
        width="${width}" height="16" rx="3"/>
      <text x="${labelWidth + width + 6}" y="${y + 16}" font-size="12" fill="currentColor">
        ${text}</text>`;
  });
  return html`<svg class="hw-chart" viewBox="0 0 320 ${height}" width="320"
    aria-hidden="true" focusable="false">${each}</svg>`;
}

/** A figure as everybody may read it: a small count is not said. */
export function valueWords(
  value: IndicatorValue,
  { definition }: IndicatorState,
  hideSmall: boolean,
  t: Translate,
): string {
  const smallest = definition?.smallestCell;
  if (smallest !== undefined && isHidden(value, definition, hideSmall))
    return t("partnership.indicator.fewer", { count: smallest });
  if (value.p90 === undefined) return t.number(value.value);
  const spread = { median: t.number(value.value), most: t.number(value.p90) };
  return t("partnership.indicator.spread", spread);
}

const isHidden = (
  value: IndicatorValue,
  definition: IndicatorState["definition"],
  hideSmall: boolean,
): boolean =>
  hideSmall && definition?.smallestCell !== undefined && isSmall(value, definition.smallestCell);

/** Where a figure comes from and how far one may trust it. */
function originOf(value: IndicatorValue, t: Translate): Content {
  if (value.counted) return t("partnership.indicator.counted");
  const marks = html`${value.press ? tag(t("partnership.indicator.press"), "action") : null}
    ${value.illustrative ? tag(t("service.illustrative")) : null}`;
  const { source } = value;
  if (source === undefined) return marks;
  const host = /^https?:\/\/([^/]+)/.exec(source)?.[1]?.replace(/^www\./, "");
  const link = host
    ? html`<a class="govuk-link" href="${source}" rel="external noopener">${host}</a>`
    : html`<span lang="en">${source}</span>`;
  const note = value.note ? html`<br><span class="hw-muted" lang="en">${value.note}</span>` : null;
  // One box: on a phone the parts of a cell would stand beside each other.
  return html`<div>${link} ${marks}${note}</div>`;
}

/** A unit in the language of the page; a symbol, such as a currency, stays as it is. */
export function unitWords(unit = "", t: Translate): string {
  const key = `partnership.indicator.unit.${unit}`;
  return t.has(key) ? t.named(key) : unit;
}

/** How a series is shown: to everybody, or to the desk with its locks. */
export interface SeriesView {
  readonly hideSmall: boolean;
  readonly locks?: boolean;
  /** The last so many; all where it is absent. */
  readonly last?: number;
}

/** One series: a picture, and a table with period, value, source and vintage beside it. */
export function series(state: IndicatorState, view: SeriesView, t: Translate): SafeHtml {
  const { definition, locked } = state;
  const all = currentValues(state.values);
  const values = view.last === undefined ? all : all.slice(-view.last);
  const bars = values.map((value) => {
    const text = valueWords(value, state, view.hideSmall, t);
    return {
      label: periodLabel(value),
      value: isHidden(value, definition, view.hideSmall) ? 0 : value.value,
      text,
    };
  });
  if (values.length === 0)
    return html`<p class="govuk-body hw-muted">${t("partnership.indicator.no-values")}</p>`;
  const chart = barChart(bars);
  return html`<div class="hw-series${chart ? " hw-series--drawn" : ""}">${chart}
    ${table({
      caption: t.words(definition?.title),
      captionHidden: true,
      columns: [
        { text: t("partnership.indicator.period") },
        {
          text: `${t("partnership.indicator.value")} (${unitWords(definition?.unit, t)})`,
          numeric: true,
        },
        { text: t("partnership.source") },
        { text: t("partnership.indicator.vintage") },
      ],
      rows: values.toReversed().map((value) => [
        html`${periodLabel(value)} <span class="hw-muted">${sideName(value.side, t)}</span>
          ${statedTag(value, t)}
          ${
            view.locks && locked.includes(keyOf(value))
              ? tag(t("partnership.indicator.locked"), "good")
              : null
          }`,
        valueWords(value, state, view.hideSmall, t),
        originOf(value, t),
        t.date(value.vintage),
      ]),
    })}</div>`;
}

/**
 * One flow as both sides report it, side by side with the gap: never an average. Only periods that
 * both have are compared.
 */
export function mirror(
  exported: IndicatorState,
  imported: IndicatorState,
  t: Translate,
): SafeHtml | null {
  const theirs = new Map(
    currentValues(imported.values).map((value) => [`${value.from}:${value.until}`, value]),
  );
  const rows = currentValues(exported.values).flatMap((ours) => {
    const other = theirs.get(`${ours.from}:${ours.until}`);
    if (!other) return [];
    const { gap } = mirrorGap(ours.value, other.value);
    const mark = ours.illustrative || other.illustrative ? tag(t("service.illustrative")) : null;
    return [
      [
        html`${ours.from.slice(0, 4)} ${mark}`,
        t.number(ours.value),
        t.number(other.value),
        t.number(gap),
      ],
    ];
  });
  if (rows.length === 0) return null;
  const unit = unitWords(exported.definition?.unit, t);
  return html`<h3 class="govuk-heading-s">${t("partnership.indicator.mirror")}</h3>
    <p class="govuk-body">${t("partnership.indicator.mirror-lead")}</p>
    ${table({
      caption: t("partnership.indicator.mirror"),
      captionHidden: true,
      columns: [
        { text: t("partnership.indicator.period") },
        { text: `${t.words(exported.definition?.title)} (${unit})`, numeric: true },
        { text: `${t.words(imported.definition?.title)} (${unit})`, numeric: true },
        { text: t("partnership.indicator.gap"), numeric: true },
      ],
      rows,
    })}`;
}

/** Fiscal years that the stages of scholars are shown for. */
const stageYears = 3;

/**
 * How many scholars came to each stage, by fiscal year of a side: called, nominated, awarded,
 * arrived, graduated. A stage that nobody counted or entered has a gap, not a zero.
 */
export function scholarStages(
  all: readonly IndicatorState[],
  { side, today, hideSmall }: { side: string; today: string; hideSmall: boolean },
  t: Translate,
): SafeHtml | null {
  const stages = all
    .filter(({ definition }) => definition?.stage !== undefined)
    .sort((a, b) => (a.definition?.stage ?? 0) - (b.definition?.stage ?? 0));
  if (stages.length === 0) return null;
  const years = Array.from({ length: stageYears }, (_, back) => {
    const year = Number(today.slice(0, 4)) - back;
    return fiscalYearOf(`${year}${today.slice(4)}`, fiscalOf(side));
  });
  return table({
    caption: t("partnership.indicator.scholars"),
    columns: [
      { text: t("partnership.indicator.stage") },
      ...years.map(({ label }) => ({ text: label, numeric: true as const })),
    ],
    rows: stages.map((state) => [
      t.words(state.definition?.title),
      ...years.map((year) => {
        const value = valueOfYear(state, year);
        return value === undefined
          ? "–"
          : valueWords({ ...year, value, vintage: today }, state, hideSmall, t);
      }),
    ]),
  });
}

export const examples = (t: Translate): Example[] => [
  {
    name: "a series with its picture",
    html: series(
      {
        ...{ targets: [], locked: [] },
        definition: {
          ...{ id: "tea", title: { en: "Tea" }, unit: "t", adding: "cumulative" },
          ...{ owner: "a", evaluator: "b", theme: "trade", smallestCell: 5 },
        },
        values: [
          { side: "rw", from: "2023-07-01", until: "2024-07-01", value: 40, vintage: "2025-01-02" },
          { side: "rw", from: "2024-07-01", until: "2025-07-01", value: 3, vintage: "2025-07-02" },
        ],
      },
      { hideSmall: true },
      t,
    ),
  },
];
