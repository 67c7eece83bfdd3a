import { gateSheet, type PilotState, spentIn, stagingWorksheet } from "../../partnership/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { bar } from "./figures.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { sideName } from "./sides.ts";
import { table } from "./table.ts";
import { tag } from "./tag.ts";

/** How far a pilot has come: the gate that is decided next, or how it ended. */
export function gateTag({ gate, ended }: PilotState, t: Translate): SafeHtml {
  if (ended)
    return tag(t(`partnership.pilot.ended.${ended.how}`), ended.how === "killed" ? "bad" : "good");
  return tag(t(`partnership.pilot.gate.${gate ?? "g0"}`), "working");
}

/** What was spent of the cap, as a strip and in words. */
export function spentBar(state: PilotState, t: Translate): SafeHtml {
  const { charter } = state;
  if (!charter) return html`–`;
  const { cap } = charter;
  const minor = spentIn(state, cap.currency);
  return bar({
    ...{ label: t("partnership.pilot.spent"), value: minor, max: cap.minor },
    tone: minor > cap.minor ? "bad" : "good",
    text: t("partnership.pilot.spent-of", {
      spent: t.money({ minor, currency: cap.currency }),
      cap: t.money(cap),
    }),
  });
}

/** What the next gate waits for: the signatures of these sides. */
export function gateWaits(state: PilotState, t: Translate): string {
  const { parties, signatures, ended } = state;
  if (ended) return "";
  const missing = parties.filter((side) => !signatures.some((one) => one.side === side));
  return t("partnership.pilot.waits-for", {
    sides: t.list(missing.map((side) => sideName(side, t))),
  });
}

/**
 * What the option to stop is worth, in the currency of the cap; empty where nobody estimated it.
 */
export function optionWords({ charter, ended }: PilotState, t: Translate): string {
  if (!charter?.staging || ended) return "–";
  const { pilot, scale, rate, scenarios } = charter.staging;
  const { option } = stagingWorksheet(pilot, scale, rate, scenarios);
  return t.money({ minor: Math.round(option) * 100, currency: charter.cap.currency });
}

/** All pilots beside each other; `href` leads to the page of each. */
export const pilotTable = (
  states: readonly PilotState[],
  href: ((id: string) => string) | undefined,
  t: Translate,
): SafeHtml =>
  table({
    caption: t("partnership.pilot.pilots"),
    captionHidden: true,
    columns: [
      { text: t("partnership.pilot.pilot") },
      { text: t("partnership.pilot.stage") },
      { text: t("partnership.pilot.spent") },
      { text: t("partnership.next") },
      { text: t("partnership.pilot.option"), numeric: true },
    ],
    rows: states.map((state) => {
      const title = t.words(state.charter?.title);
      const mark = state.charter?.illustrative ? tag(t("service.illustrative")) : null;
      const name: Content = href
        ? html`<a class="govuk-link hw-table__title" href="${href(state.id ?? "")}">${title}</a>`
        : html`<span class="hw-table__title">${title}</span>`;
      return [
        html`${name} ${mark}`,
        gateTag(state, t),
        spentBar(state, t),
        gateWaits(state, t),
        optionWords(state, t),
      ];
    }),
    empty: t("partnership.pilot.none"),
  });

/** Why the sheet forbids to go on, in words. */
export const objectionWords = (state: PilotState, t: Translate): readonly string[] =>
  (gateSheet(state)?.objections ?? []).map(({ reason, about }) => {
    const { metrics = [], killCriteria = [] } = state.charter ?? {};
    const named = [...metrics, ...killCriteria].find(({ id }) => id === about);
    return t(`partnership.pilot.objection.${reason}`, { about: t.words(named?.title) });
  });

export const examples = (t: Translate): Example[] => [
  {
    name: "a pilot",
    html: pilotTable(
      [
        {
          ...{ id: "tea", parties: ["rw", "az"], revision: 1, gate: "g3", signatures: [] },
          ...{ readings: [], passed: [], spendings: [] },
          charter: {
            ...{ title: { en: "Tea" }, sponsors: {}, metrics: [], killCriteria: [], runBy: [] },
            cap: { minor: 5_000_000, currency: "USD" },
          },
        },
      ],
      () => "#p",
      t,
    ),
  },
];
