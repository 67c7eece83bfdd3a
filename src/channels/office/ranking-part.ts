import { html, inset, type SafeHtml } from "../components/index.ts";
import type { CaseFile } from "./case-file.ts";
import type { Desk } from "./desk.ts";
import { maySeeRanking, rankingPath } from "./ranking.ts";

/**
 * Where the file stands in its call, what that asks of whoever decides, and the way to the whole
 * call.
 */
export function rankingPart(desk: Desk, { application, place }: CaseFile): SafeHtml | null {
  const { t } = desk;
  const { definition } = application;
  if (!place || !maySeeRanking(desk, definition)) return null;
  const { missing, closes } = place;
  const wait = place.complete
    ? null
    : html`
      <p class="govuk-body">
        ${t("refusals.case.ranking-open", { missing, closes: t.date(closes) })}
      </p>
    `;
  const reason =
    place.line === "above" ? null : html`<p class="govuk-body">${t("ranking.reason-asked")}</p>`;
  const link = html`
    <a class="govuk-link" href="${rankingPath(definition.id, place.opens)}">${t("ranking.see")}</a>
  `;
  return inset(
    html`
      <p class="govuk-body">
        <strong>${t("ranking.yours", { rank: place.rank, of: place.of })}</strong> · ${link}
      </p>
      ${wait}${reason}
    `,
  );
}
