import { type ListedObstacle, listedObstacles } from "../../../acts/index.ts";
import { groupOfSeries, type SessionState } from "../../../partnership/index.ts";
import { html, type SafeHtml, tag } from "../../components/index.ts";
import type { Desk } from "../desk.ts";
import { obstaclesPath } from "./obstacles.ts";

/** The item of a session that the register fills with what people reported to its group. */
export interface OnAgenda {
  readonly content: SafeHtml;
}

/**
 * What stands open with the group now, until its session opens; from then on what stood open on
 * that day, with what was answered since. Undefined for a session of another body.
 */
export async function agendaObstacles(
  desk: Desk,
  { series, phase, obstacles }: SessionState,
): Promise<OnAgenda | undefined> {
  const { deps, t, today } = desk;
  const group = groupOfSeries(series);
  if (group === undefined) return undefined;
  const open = await listedObstacles(deps, group);
  const waiting = new Set(open.map(({ number }) => number));
  const listed = phase === "planned" ? open : (obstacles ?? []);
  const line = ({ number, receivedOn, dueOn }: ListedObstacle): SafeHtml => {
    const received = t("obstacles.item", { number, date: t.date(receivedOn) });
    const late = dueOn !== undefined && dueOn < today && waiting.has(number);
    return html`<li>${received} ${late ? tag(t("obstacles.late"), "bad") : null}
      ${waiting.has(number) ? null : tag(t("obstacles.answered"), "good")}</li>`;
  };
  return {
    content: html`<a class="govuk-link" href="${obstaclesPath}?group=${group}">
        ${t("obstacles.agenda")}</a>${" "}
      <span class="hw-muted">${t("partnership.session.by-itself")}</span>
      ${
        listed.length > 0
          ? html`<ul class="govuk-list govuk-list--bullet">${listed.map(line)}</ul>`
          : html`<p class="govuk-body">${t("obstacles.none-open")}</p>`
      }`,
  };
}
