import { comesBack, helpDeskWords, hoursWords } from "../../acts/index.ts";
import type { Application } from "../../cases/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

const lines = (rows: ReturnType<typeof hoursWords>, t: Translate): string =>
  rows.map(({ days, times }) => `${days} ${t.list(times)}`).join("; ");

/**
 * For somebody whom no message reaches: where to come, from when, with which number, and whom to
 * ring; null for everybody else.
 */
export function outcomeView(desk: VisitDesk, app: Application, from: string): SafeHtml | null {
  const { deps, own: t, person, visit } = desk;
  if (!comesBack(app, person)) return null;
  const centre = visit.centre === null ? undefined : deps.centres.find(visit.centre);
  const { help } = deps.catalogue.jurisdiction;
  const ring = help && helpDeskWords(help, t);
  const number = app.state.submitted?.reference ?? "";
  const place = centre && [t.words(centre.name), t.words(centre.address)].filter(Boolean);
  return html`<h2 class="govuk-heading-m">${t("counter.outcome.title")}</h2>
    <p class="govuk-body">${t("counter.outcome.no-phone")}</p>
    <ul class="govuk-list govuk-list--bullet">
    <li>${t("counter.outcome.from", { when: from })}</li>
    ${
      place && centre
        ? html`<li>${t("counter.outcome.where", {
            place: place.join(", "),
            hours: lines(hoursWords(centre.hours, t), t),
          })}</li>`
        : html`<li>${t("counter.outcome.any")}</li>`
    }
    <li>${t("counter.outcome.bring", { number })}</li>
    ${
      ring &&
      html`<li>${t("counter.outcome.ring", {
        number: ring.of === "" ? ring.number : `${ring.number} (${ring.of})`,
        hours: lines(ring.hours, t),
      })}</li>`
    }</ul>`;
}
