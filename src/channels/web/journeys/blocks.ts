import type { JourneyKept } from "../../../cases/index.ts";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml, type Task, tag, taskList, toneOf } from "../../components/index.ts";
import { journeyPath } from "./open.ts";
import { stepTasks } from "./states.ts";

/** Each journey of a person as one block with its steps, for the list of applications. */
export const journeyBlocks = (
  journeys: readonly JourneyKept[],
  catalogue: Catalogue,
  t: Translate,
): SafeHtml | null =>
  journeys.length === 0
    ? null
    : html`<h2 class="govuk-heading-m">${t("journey.heading")}</h2>
      ${journeys.map((kept, index) => block(kept, index, catalogue, t))}`;

function block(kept: JourneyKept, index: number, catalogue: Catalogue, t: Translate): SafeHtml {
  const journey = catalogue.journey(kept.journey);
  const title = journey ? t.words(journey.title) : kept.journey;
  const path = journeyPath(kept.id);
  const link = html`<h3 class="govuk-heading-s"><a class="govuk-link" href="${path}">
    ${title}</a></h3>`;
  if (kept.agreedAt)
    return html`${link}${taskList(stepTasks(kept, catalogue, t), `journey-${index + 1}`)}`;
  const draft: Task = {
    title,
    href: `${path}/next`,
    hint: t("apply.changed-on", { date: t.day(kept.updatedAt, catalogue.jurisdiction.timeZone) }),
    status: html`${tag(t("status.draft"), toneOf("draft"))} <a class="govuk-link"
        href="${path}/delete">${t("form.remove")}
      <span class="govuk-visually-hidden"> ${title}</span></a>`,
  };
  return taskList([draft], `journey-${index + 1}`);
}
