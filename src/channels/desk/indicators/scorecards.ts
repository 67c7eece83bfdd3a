import type { FastifyReply } from "fastify";
import { indicatorsNow } from "../../../acts/index.ts";
import { fiscalOf, fiscalYearOf, scorecardOf } from "../../../partnership/index.ts";
import { textOf } from "../../../platform/http/index.ts";
import { html, sideName, table, unitWords } from "../../components/index.ts";
import { type Desk, partiesOf, showDesk } from "../desk.ts";

export const indicatorsPath = "/desk/indicators";

/** The year of each side from the same facts: imihigo for Rwanda, a programme report elsewhere. */
export async function scorecards(desk: Desk): Promise<FastifyReply> {
  const { deps, request, t, today } = desk;
  const states = await indicatorsNow(deps, today);
  const asked = textOf((request.query ?? {}) as Record<string, string>, "day");
  const day = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : today;
  const cards = partiesOf(desk).map((side) =>
    scorecardOf(states, fiscalYearOf(day, fiscalOf(side))),
  );
  const titles = new Map(
    states.map((state) => [state.definition?.id, t.words(state.definition?.title)]),
  );
  const units = new Map(
    states.map(({ definition }) => [definition?.id, unitWords(definition?.unit, t)]),
  );
  const each = cards.map(({ side, year, lines, total }) => {
    const kind =
      side === "rw" ? t("partnership.indicator.imihigo") : t("partnership.indicator.programme");
    return html`<h2 class="govuk-heading-m">${sideName(side, t)}: ${kind}, ${year.label}</h2>
      ${
        total === undefined
          ? null
          : html`<p class="govuk-body-l">${t("partnership.indicator.total", {
              score: t.number(Math.round(total * 100) / 100),
            })}</p>`
      }
      ${table({
        caption: `${kind} ${year.label}`,
        captionHidden: true,
        columns: [
          { text: t("partnership.indicator.indicator") },
          { text: t("partnership.pilot.target"), numeric: true },
          { text: t("partnership.indicator.reached"), numeric: true },
          { text: t("partnership.indicator.rule") },
          { text: t("partnership.indicator.weight"), numeric: true },
          { text: t("partnership.indicator.score"), numeric: true },
        ],
        rows: lines.map((line) => [
          html`<a class="govuk-link" href="${indicatorsPath}/${line.indicator}">
            ${titles.get(line.indicator)}</a>
            ${html` <span class="hw-muted">(${units.get(line.indicator)})</span>`}`,
          t.number(line.target),
          line.result === undefined
            ? t("partnership.indicator.not-entered")
            : t.number(line.result),
          line.scoring.kind === "threshold"
            ? t("partnership.indicator.rule-threshold", { from: line.scoring.from })
            : t(`partnership.indicator.rule-${line.scoring.kind}`),
          t.number(line.weight),
          t.number(Math.round(line.score * 10) / 10),
        ]),
        empty: t("partnership.indicator.no-targets"),
      })}`;
  });
  const content = html`<h1 class="govuk-heading-l">${t("partnership.indicator.scorecards")}</h1>
    <p class="govuk-body">${t("partnership.indicator.scorecards-lead")}</p>${each}`;
  return showDesk(desk, { title: t("partnership.indicator.scorecards"), content });
}
