import type { Corridor } from "../../partnership/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { asset } from "./assets.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { provenance } from "./provenance.ts";
import { table } from "./table.ts";

function costWords({ cost }: Corridor, t: Translate): Content {
  if (!cost) return t("corridors.not-found");
  const money = t.money({ minor: Math.round(cost.amount * 100), currency: "USD" });
  const price = t(`corridors.per.${cost.per}`, { money, year: String(cost.year) });
  return html`<div>${price}<br>${provenance(cost, t)}</div>`;
}

function dayWords({ days }: Corridor, t: Translate): Content {
  if (!days) return t("corridors.not-found");
  const { from, to, before, year } = days;
  const range = to === undefined ? t.number(from) : `${t.number(from)}–${t.number(to)}`;
  const text = t("corridors.days", { range, year: String(year) });
  const earlier = before === undefined ? "" : t("corridors.before", { count: before });
  return html`<div>${[text, earlier].filter(Boolean).join(", ")}<br>${provenance(days, t)}</div>`;
}

/** The map of the ways between the two countries, with a table of what each costs and takes. */
export const corridorSection = (corridors: readonly Corridor[], t: Translate): SafeHtml | null =>
  corridors.length === 0
    ? null
    : html`<h2 class="govuk-heading-m" id="corridors">${t("corridors.title")}</h2>
    <p class="govuk-body">${t("corridors.lead")}</p>
    <div class="hw-map">
      <figure class="hw-map__figure">
        <img src="${asset("corridors.svg")}" width="340" height="560" loading="lazy"
          alt="${t("corridors.map")}">
        <figcaption class="govuk-hint">${t("corridors.legend")}</figcaption>
      </figure>
      ${table({
        caption: t("corridors.title"),
        captionHidden: true,
        columns: [
          { text: t("corridors.way") },
          { text: t("corridors.cost") },
          { text: t("corridors.time") },
        ],
        rows: corridors.map((one) => [t.words(one.title), costWords(one, t), dayWords(one, t)]),
      })}
    </div>`;

const source = "https://example.org/corridors";

export const examples = (t: Translate): Example[] => [
  {
    name: "a map of corridors",
    html: html`${corridorSection(
      [
        {
          ...{ id: "central", title: { en: "Dar es Salaam to Kigali by road" } },
          cost: { amount: 3500, per: "container", year: 2018, source },
          days: { from: 5, to: 6, before: 21, year: 2018, source },
        },
      ],
      t,
    )}`,
  },
];
