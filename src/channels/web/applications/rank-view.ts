import type { Application, OwnPlace } from "../../../cases/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { criteriaOf, rankingStage } from "../../../workflow/index.ts";
import { html, type SafeHtml, summaryList } from "../../components/index.ts";

/** The person's own rank and scores, once their application is decided; never those of others. */
export function rankView(
  { definition, state }: Application,
  place: OwnPlace | undefined,
  t: Translate,
): SafeHtml | null {
  const ranking = rankingStage(definition)?.ranking;
  const decided = state.tasks.some(({ key, done }) => key === place?.task && done);
  if (!place || !ranking || !decided) return null;
  const rows = criteriaOf(ranking).map(({ title }, i) => {
    const value = place.numbers[i];
    return { key: t.words(title), value: typeof value === "number" ? t.number(value) : "–" };
  });
  const places =
    ranking.places === undefined
      ? null
      : html`<br>${t("ranking.places", { count: ranking.places })}`;
  return html`<h2 class="govuk-heading-m">${t("ranking.title")}</h2><p class="govuk-body">
    <strong>${t("ranking.yours", { rank: place.rank, of: place.of })}</strong>${places}</p>
    ${summaryList({ rows })}`;
}
