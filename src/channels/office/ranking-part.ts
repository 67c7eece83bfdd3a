import { arePlacesTaken, namesOfTaken, type OwnPlace } from "../../cases/index.ts";
import type { Outcome } from "../../catalogue/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { rankingStage, selects } from "../../workflow/index.ts";
import { checkbox, html, inset, type SafeHtml } from "../components/index.ts";
import type { CaseFile } from "./case-file.ts";
import type { Desk } from "./desk.ts";
import type { AskedWith } from "./outcome-fields.ts";
import { maySeeRanking, rankingPath } from "./ranking.ts";
import type { FormOf } from "./task-forms.ts";
import { errorOf, fieldId, type Typed } from "./typed.ts";

/** That all places are taken, and by which applications. */
function placesTakenWords(t: Translate, { taken, places = 0, takenBy }: OwnPlace): string {
  return takenBy.length === 0
    ? t("refusals.case.places-held", { taken, places })
    : t("refusals.case.places-taken", { taken, places, files: namesOfTaken({ takenBy }) });
}

/**
 * How many places are left for a tie that reaches over the last one; undefined for any other rank,
 * and where none is left.
 */
export function lastPlacesWords(
  t: Translate,
  {
    line,
    equal,
    rank,
    places = 0,
    taken,
  }: Pick<OwnPlace, "line" | "equal" | "rank" | "places" | "taken">,
): string | undefined {
  if (line !== "across") return undefined;
  const left = Math.max(0, places - Math.max(taken, rank - 1));
  if (left === 0) return undefined;
  return t("ranking.last-places", { equal, rank, left, places });
}

/** Where all places are taken and more may be selected: the tick that this is meant. */
export function beyondPart(
  { desk: { t }, application: { definition }, task, place }: FormOf,
  outcomes: readonly Outcome[],
  typed: Typed | undefined,
): AskedWith | undefined {
  const stage = rankingStage(definition);
  if (!place || stage?.id !== task.stage || !stage.ranking.beyond || !arePlacesTaken(place))
    return undefined;
  const box = checkbox(
    {
      id: fieldId("complete", task.key, "beyond"),
      ...{ name: "beyond", value: "yes", checked: typed?.beyond ?? false },
      label: t("ranking.beyond", { places: place.places ?? 0 }),
      error: errorOf(t, typed, "beyond"),
    },
    t,
  );
  const selecting = outcomes.filter(({ id }) => selects(definition, id)).map(({ id }) => id);
  return { outcomes: selecting, content: inset(box) };
}

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
  const isFull = arePlacesTaken(place);
  const reason =
    place.line === "above" || isFull
      ? null
      : html`<p class="govuk-body">${t("ranking.reason-asked")}</p>`;
  const last = isFull ? placesTakenWords(t, place) : lastPlacesWords(t, place);
  const link = html`
    <a class="govuk-link" href="${rankingPath(definition.id, place.opens)}">${t("ranking.see")}</a>
  `;
  return inset(
    html`
      <p class="govuk-body">
        <strong>${t("ranking.yours", { rank: place.rank, of: place.of })}</strong> · ${link}
      </p>
      ${wait}${last ? html`<p class="govuk-body">${last}</p>` : null}${reason}
    `,
  );
}
