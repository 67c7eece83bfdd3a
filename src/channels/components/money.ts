import type { MoneySum } from "../../partnership/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { sideName } from "./sides.ts";
import { table } from "./table.ts";
import { tag } from "./tag.ts";

const stages = ["pledged", "committed", "spent"] as const;

/** Money of the partnership for one purpose: promised for commitments, or spent on pilots. */
export interface MoneyRow {
  /** `cash` and `in-kind` are of commitments; what pilots cost stands by itself. */
  readonly of: MoneySum["kind"] | "pilots";
  readonly sums: readonly MoneySum[];
}

const kindWords = (of: MoneyRow["of"], t: Translate): string =>
  of === "pilots" ? t("partnership.pilot.pilots") : t(`commitments.kind.${of}`);

/** When a sum was converted, and at the rate of which day. */
function rateWords({ rates }: MoneySum, t: Translate): string {
  if (!rates) return "";
  const [from, until] = [t.date(rates.from), t.date(rates.until)];
  return rates.from === rates.until
    ? t("commitments.rate-of", { date: from })
    : t("commitments.rates-of", { from, until });
}

function amounts(sums: readonly MoneySum[], t: Translate): Content {
  if (sums.length === 0) return "–";
  const each = sums.map((sum) => {
    const rate = rateWords(sum, t);
    return html`<div>${t.money(sum.money)}
      ${rate ? html`<br><span class="hw-muted">${rate}</span>` : null}</div>`;
  });
  return html`<div>${each}</div>`;
}

const row = 30;
const [labelWidth, barWidth] = [128, 130];

/** The stages of one side in one currency, drawn to one scale. */
function stageBars(side: string, currency: string, sums: readonly MoneySum[], t: Translate) {
  const of = stages.flatMap((stage) => {
    const minor = sums
      .filter((sum) => sum.stage === stage)
      .reduce((all, { money }) => all + money.minor, 0);
    return minor > 0 ? [{ stage, minor }] : [];
  });
  const most = Math.max(...of.map(({ minor }) => minor));
  const bars = of.map(({ stage, minor }, at) => {
    const width = Math.max(2, Math.round((barWidth * minor) / most));
    const y = at * row;
    return html`<text x="0" y="${y + 18}" font-size="13" fill="currentColor">
        ${t(`commitments.stage.${stage}`)}</text>
      <rect class="hw-fill--${stage === "spent" ? "good" : "neutral"}" x="${labelWidth}"
        y="${y + 4}" width="${width}" height="18" rx="3"/>
      <text x="${labelWidth + width + 6}" y="${y + 18}" font-size="13" fill="currentColor">
        ${t.money({ minor, currency })}</text>`;
  });
  return html`<figure class="hw-bars">
    <figcaption>${sideName(side, t)}, ${currency}</figcaption>
    <svg class="hw-chart" viewBox="0 0 400 ${of.length * row}" width="400" aria-hidden="true"
      focusable="false">${bars}</svg></figure>`;
}

/**
 * Money of each side by stage, charts and a table beside them. Nothing is converted here, and
 * nothing is added up across currencies: each has a row and a scale of its own.
 */
export function moneySection(rows: readonly MoneyRow[], t: Translate): SafeHtml {
  const all = rows.flatMap(({ sums }) => sums);
  const sides = [...new Set(all.map(({ side }) => side))].sort();
  const charts = sides.flatMap((side) => {
    const own = all.filter((sum) => sum.side === side);
    const currencies = [...new Set(own.map(({ money }) => money.currency))].sort();
    return currencies.map((currency) =>
      stageBars(
        side,
        currency,
        own.filter(({ money }) => money.currency === currency),
        t,
      ),
    );
  });
  const mark = tag(t("service.illustrative"));
  const allInvented = all.length > 0 && all.every(({ illustrative }) => illustrative);
  const lines = sides.flatMap((side) =>
    rows.flatMap(({ of, sums }) => {
      const own = sums.filter((sum) => sum.side === side);
      if (own.length === 0) return [];
      return [
        [
          sideName(side, t),
          html`${kindWords(of, t)}
            ${!allInvented && own.some(({ illustrative }) => illustrative) ? mark : null}`,
          ...stages.map((stage) =>
            amounts(
              own.filter((sum) => sum.stage === stage),
              t,
            ),
          ),
        ],
      ];
    }),
  );
  const whole = table({
    caption: t("commitments.money"),
    captionHidden: true,
    columns: [
      { text: t("commitments.side") },
      { text: t("commitments.money-kind") },
      ...stages.map((stage) => ({ text: t(`commitments.stage.${stage}`), numeric: true })),
    ],
    rows: lines,
    empty: t("commitments.no-money"),
  });
  const invented = allInvented
    ? html`<p class="govuk-body hw-muted">${t("commitments.all-illustrative")}</p>`
    : null;
  return charts.length > 0
    ? html`${invented}<div class="hw-series hw-series--money"><div>${charts}</div>${whole}</div>`
    : whole;
}

const sum = (side: string, stage: MoneySum["stage"], minor: number, currency: string) => ({
  ...{ side, stage, kind: "cash" as const, money: { minor, currency }, illustrative: true },
});

export const examples = (t: Translate): Example[] => [
  {
    name: "money of both sides",
    html: moneySection(
      [
        {
          of: "cash",
          sums: [
            sum("rw", "committed", 180_000_000, "RWF"),
            sum("rw", "spent", 171_500_000, "RWF"),
            {
              ...sum("az", "pledged", 9_500_000, "USD"),
              rates: { from: "2026-03-04", until: "2026-03-04" },
            },
          ],
        },
      ],
      t,
    ),
  },
];
