import type { OwnVote } from "../../cases/index.ts";
import { rankingStage } from "../../workflow/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import type { Desk } from "./desk.ts";
import type { AtRanking } from "./ranking.ts";
import { effectTime } from "./take-back.ts";

export type OwnVotes = ReadonlyMap<string, OwnVote>;

/** How the officer voted on the applications of a call. */
export const ownVotesIn = ({ deps, officer }: Desk, { ranking }: AtRanking): Promise<OwnVotes> => {
  const entries = ranking.places.map(({ entry }) => entry);
  const voted = entries.filter(({ votedBy }) => votedBy.includes(officer.id));
  return deps.cases.ownVotes(voted, officer.id);
};

/** An outcome of the ranking, as it is read. */
export const rankedOutcome = ({ t }: Desk, { definition }: AtRanking, id: string): string => {
  const outcomes = rankingStage(definition)?.tasks.flatMap((task) => task.outcomes);
  return t.words(outcomes?.find((each) => each.id === id)?.title) || id;
};

/** The reason listed for a refusal. */
export const refusalWords = ({ t }: Desk, { definition }: AtRanking, code: string): string =>
  t.words(definition.process?.refusalReasons.find(({ id }) => id === code)?.title) || code;

/** Of a row: how the officer voted, why, and until when they can take it back. */
export function ownVoteWords(
  desk: Desk,
  at: AtRanking,
  vote: OwnVote | undefined,
): SafeHtml | null {
  if (!vote) return null;
  const { t, deps } = desk;
  const outcome = rankedOutcome(desk, at, vote.outcome);
  const why = vote.code && refusalWords(desk, at, vote.code);
  const until = vote.until && t("committee.not-final", { time: effectTime(deps, vote.until) });
  return html`
    <div class="hw-muted">
      ${t("committee.call.own-vote", { outcome: [outcome, why].filter(Boolean).join(" – ") })}
      ${until ? html`<br>${until}` : null}
    </div>
  `;
}
