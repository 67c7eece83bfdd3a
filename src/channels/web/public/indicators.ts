import type { FastifyInstance } from "fastify";
import { indicatorsNow } from "../../../acts/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import { type IndicatorState, publicIndicator, themes } from "../../../partnership/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  breadcrumbs,
  html,
  mirror,
  type SafeHtml,
  scholarStages,
  series,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** How many values of a series everybody sees at once. */
const lastShown = 6;

/** Public results of the partnership, with source and year; small counts are hidden. */
export function publicIndicatorRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/partnership/indicators", async (request, reply) => {
    const t = wordsOf(request, deps);
    const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
    const now = await indicatorsNow({ ...deps, cases: deps.cases.recent }, today);
    const all = now.map(publicIndicator);
    const side = deps.catalogue.jurisdiction.code;
    const sections = themes.map((theme) => {
      const states = all.filter(({ definition }) => definition?.theme === theme);
      if (states.length === 0) return null;
      return html`<h2 class="govuk-heading-m">${t(`partnership.indicator.theme.${theme}`)}</h2>
        ${theme === "people" ? scholarStages(all, { side, today, hideSmall: true }, t) : null}
        ${states.map((state) => (state.values.length > 0 ? one(state, all, t) : null))}
        ${withoutValues(states, t)}`;
    });
    return webPage(request, reply, deps, {
      title: t("partnership.indicator.brought"),
      before: breadcrumbs([{ text: t("partnership.title"), href: "/partnership" }], t),
      content: html`<h1 class="govuk-heading-l">${t("partnership.indicator.brought")}</h1>
        <p class="govuk-body-l">${t("partnership.indicator.brought-lead")}</p>${sections}`,
    });
  });
}

/** Series that have nothing to show yet: named in one place, for they are kept. */
function withoutValues(states: readonly IndicatorState[], t: Translate): SafeHtml | null {
  const silent = states.filter(({ values }) => values.length === 0);
  if (silent.length === 0) return null;
  return html`<h3 class="govuk-heading-s">${t("partnership.indicator.no-values")}</h3>
    <ul class="govuk-list govuk-list--bullet">
      ${silent.map(({ definition }) => html`<li>${t.words(definition?.title)}</li>`)}
    </ul>`;
}

function one(state: IndicatorState, all: readonly IndicatorState[], t: Translate): SafeHtml {
  const pair = all.find(({ definition }) => definition?.id === state.definition?.mirrorOf);
  return html`<section><h3 class="govuk-heading-s">${t.words(state.definition?.title)}</h3>
    ${series(state, { hideSmall: true, last: lastShown }, t)}
    ${pair ? mirror(state, pair, t) : null}</section>`;
}
