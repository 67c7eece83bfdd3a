import type { CommitteeFile } from "../../acts/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml, table } from "../components/index.ts";

/** What committees vote on, who has not voted, and whose opinion is missing; null for nothing. */
export function committeesTable(
  t: Translate,
  { jurisdiction, services }: Pick<Catalogue, "jurisdiction" | "services">,
  files: readonly CommitteeFile[],
): SafeHtml | null {
  if (files.length === 0) return null;
  const { timeZone, authorities } = jurisdiction;
  const placeOf = (authority: string | null) =>
    t.words(authorities.find(({ id }) => id === authority)?.name);
  return table({
    caption: t("supervise.votes.title"),
    columns: [
      { text: t("application.number") },
      { text: t("office.service") },
      { text: t("supervise.votes.missing") },
      { text: t("supervise.votes.opinion") },
      { text: t("office.due") },
    ],
    rows: files.map(({ caseId, reference, service, missing, opinionOf, dueAt }) => [
      html`<a class="govuk-link hw-reference" href="/office/cases/${caseId}">${reference}</a>`,
      t.words(services.find(({ id }) => id === service)?.title) || service,
      missing.length > 0 ? t.list(missing) : t("supervise.votes.all"),
      opinionOf ? t("supervise.votes.opinion-missing", { authority: placeOf(opinionOf) }) : "–",
      dueAt ? t.until(dueAt.toISOString(), timeZone) : "–",
    ]),
  });
}
