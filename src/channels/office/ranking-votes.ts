import type { OwnVote } from "../../cases/index.ts";
import { rankingStage } from "../../workflow/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import type { Desk } from "./desk.ts";
import { type AtRanking, namesIn } from "./ranking.ts";
import { effectTime } from "./take-back.ts";

export type OwnVotes = ReadonlyMap<string, OwnVote>;

/** How the officer voted on the applications of a call. */
export const ownVotesIn = ({ deps, officer }: Desk, { ranking }: AtRanking): Promise<OwnVotes> => {
  const entries = ranking.places.map(({ entry }) => entry);
  const voted = entries.filter(({ votedBy }) => votedBy.includes(officer.id));
  return deps.cases.ownVotes(voted, officer.id);
};

/** An outcome of the ranking with the reason listed for it, as it is read. */
function votedWords({ t }: Desk, { definition }: AtRanking, { outcome, code }: OwnVote): string {
  const outcomes = rankingStage(definition)?.tasks.flatMap((task) => task.outcomes);
  const title = t.words(outcomes?.find(({ id }) => id === outcome)?.title) || outcome;
  const reason = definition.process?.refusalReasons.find(({ id }) => id === code);
  return [title, t.words(reason?.title) || code].filter(Boolean).join(" – ");
}

/** How many of each the officer voted; null where they did not vote. */
export function votesCounted(desk: Desk, at: AtRanking, votes: OwnVotes): SafeHtml | null {
  const { t } = desk;
  const each = Map.groupBy(votes.values(), (vote) => votedWords(desk, at, vote));
  if (each.size === 0) return null;
  const counts = [...each].map(([outcome, { length }]) =>
    t("committee.call.went", { outcome, count: length }),
  );
  return html`
    <p class="govuk-body">${t("committee.call.own-votes", { votes: t.list(counts) })}</p>
  `;
}

/** Of a row: how the officer voted, why, and until when they can take it back. */
export function ownVoteWords(
  desk: Desk,
  at: AtRanking,
  vote: OwnVote | undefined,
): SafeHtml | null {
  if (!vote) return null;
  const { t, deps } = desk;
  const until = vote.until && t("committee.not-final", { time: effectTime(deps, vote.until) });
  return html`
    <div class="hw-muted">
      ${t("committee.call.own-vote", { outcome: votedWords(desk, at, vote) })}
      ${until ? html`<br>${until}` : null}
    </div>
  `;
}

/**
 * What went to whom by one act on the whole call: for each outcome how many, who, and the reason
 * for refusing them.
 */
export async function wentPart(
  desk: Desk,
  at: AtRanking,
  ids: ReadonlySet<string>,
): Promise<SafeHtml | null> {
  const { deps, t, officer } = desk;
  const places = at.ranking.places.filter(({ entry }) => ids.has(entry.id));
  const entries = places.map(({ entry }) => entry);
  const [names, votes] = await Promise.all([
    namesIn(desk, at),
    deps.cases.ownVotes(entries, officer.id),
  ]);
  const byOutcome = Map.groupBy(places, ({ entry }) => {
    const vote = votes.get(entry.id);
    return vote ? votedWords(desk, at, vote) : "";
  });
  return html`${[...byOutcome].map(
    ([outcome, files]) => html`
      <h2 class="govuk-heading-s">
        ${t("committee.call.went", { outcome, count: files.length })}
      </h2>
      <ul class="govuk-list">${files.map(
        ({ entry, rank }) => html`
          <li>
            ${t("ranking.rank")} ${t.number(rank)} ·${" "}
            <a class="govuk-link hw-reference" href="/office/cases/${entry.id}">
              ${entry.reference}
            </a>${" "}${names.get(entry.id) ?? null}
          </li>
        `,
      )}</ul>
    `,
  )}`;
}
