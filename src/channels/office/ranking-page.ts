import type { FastifyReply, FastifyRequest } from "fastify";
import { meaningOf, type Standing } from "../../cases/index.ts";
import { takeFlash } from "../../platform/http/index.ts";
import { criteriaOf, lineOf, type RankedPlace, rankingStage } from "../../workflow/index.ts";
import {
  type Content,
  html,
  inset,
  type SafeHtml,
  table,
  tag,
  warningText,
} from "../components/index.ts";
import { banner } from "./banner.ts";
import { type Desk, deskOf, type Office, show } from "./desk.ts";
import { type AtRanking, findRanking, type Names, namesIn, rankingPath } from "./ranking.ts";
import { decidePart } from "./ranking-decide.ts";
import { lastPlacesWords } from "./ranking-part.ts";
import { type OwnVotes, ownVotesIn, ownVoteWords, votesCounted } from "./ranking-votes.ts";

/** GET /office/rankings/:service/:opens: the applications of one call, the best first. */
export async function showRanking(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const ranking = await findRanking(desk);
  if (!ranking) return reply;
  const title = desk.t("ranking.title");
  const [names, votes] = await Promise.all([namesIn(desk, ranking), ownVotesIn(desk, ranking)]);
  const content = html`
    ${banner(takeFlash(request, reply), desk.t)}${rankingPage(desk, ranking, { names, votes })}
  `;
  return show(desk, { title, content, current: "worklist" });
}

/** What stands in the rows beside the ranking: whose they are, and how the officer voted. */
interface OfRows {
  readonly names: Names;
  readonly votes: OwnVotes;
}

/**
 * A call in order: rank, numbers, why one stands behind the one before, and the line under the last
 * place.
 */
function rankingPage(desk: Desk, at: AtRanking, beside: OfRows): SafeHtml {
  const { t } = desk;
  const { definition, ranking } = at;
  const { opens, closes } = ranking.call;
  const days = { opens: t.date(opens), closes: t.date(closes) };
  const { places, illustrative } = rankingStage(definition)?.ranking ?? {};
  const lead = html`
    <p class="govuk-caption-l">${t.words(definition.title)}</p>
    <h1 class="govuk-heading-l">${t("ranking.title")}</h1>
    <p class="govuk-body">${t("ranking.call", days)}</p>
  `;
  const line =
    places === undefined
      ? null
      : html`
        <p class="govuk-body">
          ${t("ranking.places", { count: places })} ·${" "}
          ${t("ranking.taken", { count: takenIn(ranking) })}${" "}
          ${illustrative ? tag(t("service.illustrative")) : null}
        </p>
      `;
  const list = html`
    <p class="govuk-body">
      <a class="govuk-link" href="${rankingPath(definition.id, opens)}/list">
        ${t("ranking.list")}
      </a>
    </p>
  `;
  return html`
    ${lead}${ready(desk, at)}${line}${lastTie(desk, at)}${decidePart(desk, at)}
    ${votesCounted(desk, at, beside.votes)}${rows(desk, at, beside)}${list}
  `;
}

/** Those that are decided: what can still be taken back is told to nobody. */
const takenIn = ({ places }: AtRanking["ranking"]): number =>
  places.filter(({ entry }) => entry.taken && entry.closed).length;

/** Of a tie that reaches over the last place: how many share it, and for how many places. */
function lastTie({ t }: Desk, { definition, ranking }: AtRanking): SafeHtml | null {
  const { places } = rankingStage(definition)?.ranking ?? {};
  const tied = ranking.places.find((place) => lineOf(place, places) === "across");
  if (!tied) return null;
  const isOfTie = ({ rank }: RankedPlace) => rank === tied.rank;
  const taken = takenIn(ranking);
  const isOpen = ranking.places.some((place) => isOfTie(place) && !place.entry.closed);
  const words = lastPlacesWords(t, { ...tied, line: "across", places, taken });
  return isOpen && words ? warningText(words, t) : null;
}

/** Whether the committee can begin, and what it waits for. */
function ready({ t }: Desk, { ranking }: AtRanking): SafeHtml {
  if (ranking.complete) return inset(t("ranking.complete"));
  const missing = { missing: ranking.missing, closes: t.date(ranking.call.closes) };
  return inset(t("refusals.case.ranking-open", missing));
}

function rows(desk: Desk, at: AtRanking, { names, votes }: OfRows): SafeHtml {
  const { t } = desk;
  const { definition, ranking } = at;
  const stage = rankingStage(definition);
  const criteria = stage ? criteriaOf(stage.ranking) : [];
  const titles = criteria.map(({ title }) => t.words(title));
  return table({
    caption: t("ranking.title"),
    captionHidden: true,
    columns: [
      { text: t("ranking.rank"), numeric: true },
      { text: t("ranking.application") },
      ...(names.size > 0 ? [{ text: t("office.applicant") }] : []),
      ...titles.map((text) => ({ text, numeric: true })),
      { text: t("ranking.why") },
      { text: t("application.status") },
    ],
    rows: ranking.places.map((place) => [
      t.number(place.rank),
      html`
        <a class="govuk-link hw-reference" href="/office/cases/${place.entry.id}">
          ${place.entry.reference}
        </a>
      `,
      ...(names.size > 0 ? [names.get(place.entry.id) ?? ""] : []),
      ...titles.map((_, i) => number(desk, place.entry.numbers[i])),
      why(desk, place, titles),
      html`
        <div>
          ${place.entry.closed ? null : lineTag(desk, place, stage?.ranking.places)}
          ${statusTag(desk, place.entry)}${ownVoteWords(desk, at, votes.get(place.entry.id))}
        </div>
      `,
    ]),
    empty: t("ranking.empty"),
  });
}

const number = ({ t }: Desk, value: number | null | undefined): Content =>
  value === null || value === undefined ? "–" : t.number(Math.round(value * 100) / 100);

/** "Equal in all; two have this rank", or by what it stands behind. */
function why(
  { t }: Desk,
  { equal, behindBy, rank }: RankedPlace,
  titles: readonly string[],
): Content {
  const same = equal > 1 ? `${t("ranking.equal", { count: equal })} ` : "";
  if (rank === 1 || behindBy === undefined) return same.trim() || "–";
  const criterion = titles[behindBy] ?? "";
  return same + t(behindBy === 0 ? "ranking.behind" : "ranking.behind-tie", { criterion });
}

const tones = { above: "good", across: "waiting", below: "neutral" } as const;

const lineTag = ({ t }: Desk, place: RankedPlace, places: number | undefined): SafeHtml | null => {
  if (places === undefined) return null;
  const line = lineOf(place, places);
  return tag(t(`ranking.line-${line}`), tones[line]);
};

const statusTag = (
  { t, officer }: Desk,
  { status, closed, taken, votedBy }: Standing,
): SafeHtml | null => {
  const { outcome } = meaningOf(status);
  if (!closed && votedBy.includes(officer.id)) return tag(t("committee.call.own"), "neutral");
  if (outcome === "granted") return tag(t("status.granted"), "good");
  if (closed && taken) return tag(t("ranking.selected"), "good");
  return outcome === "refused" ? tag(t("status.refused"), "bad") : null;
};
