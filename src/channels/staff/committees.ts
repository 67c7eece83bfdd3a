import { type CommitteeFile, withQuorum } from "../../acts/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { type Content, html, type SafeHtml, table, tag } from "../components/index.ts";

/** Files in one table; the list of the work has them all. */
const mostVotes = 50;

/** Those of the files that one table shows, the first that are due. */
export const votesShown = (
  deps: Parameters<typeof withQuorum>[0],
  files: readonly CommitteeFile[],
): Promise<readonly CommitteeFile[]> => withQuorum(deps, files.slice(0, mostVotes));

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
    rows: files.map(({ caseId, reference, service, opinionOf, dueAt, ...votes }) => [
      html`<a class="govuk-link hw-reference" href="/office/cases/${caseId}">${reference}</a>`,
      t.words(services.find(({ id }) => id === service)?.title) || service,
      whoMisses(t, votes, timeZone),
      opinionOf ? t("supervise.votes.opinion-missing", { authority: placeOf(opinionOf) }) : "–",
      dueAt ? t.until(dueAt.toISOString(), timeZone) : "–",
    ]),
  });
}

/** Who has not voted; where that changes nothing, that the quorum is out of reach. */
function whoMisses(
  t: Translate,
  { missing, noQuorum, stand }: Pick<CommitteeFile, "missing" | "noQuorum" | "stand">,
  timeZone: string,
): Content {
  if (noQuorum !== undefined) return tag(t("committee.short.quorum", { quorum: noQuorum }), "bad");
  const names = missing.map(({ name, awayUntil }) =>
    awayUntil
      ? t("supervise.nobody.on-leave", { name, until: t.until(awayUntil, timeZone) })
      : name,
  );
  if (stand && names.length > 0)
    return t("supervise.votes.may", { ...stand, names: t.list(names) });
  return names.length > 0 ? t.list(names) : t("supervise.votes.all");
}
