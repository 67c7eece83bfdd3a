import type { FastifyInstance } from "fastify";
import { meaningOf } from "../../../cases/index.ts";
import { redirectTo } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  html,
  linkButton,
  narrow,
  panel,
  type SafeHtml,
  taskList,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { journeyPath, nextPath, type OpenJourney, openJourney } from "./open.ts";
import { canStop, stateOf, stepTasks } from "./states.ts";

interface OfJourney {
  readonly journey: string;
}

/** `/journeys/:journey`: where each service stands; `/sent`: the numbers to keep. */
export function overviewRoutes(app: FastifyInstance, deps: WebDeps): void {
  for (const isSent of [false, true])
    app.get<{ Params: OfJourney }>(
      `/journeys/:journey${isSent ? "/sent" : ""}`,
      async (request, reply) => {
        const opened = await openJourney(request, deps, request.params.journey);
        if (!opened.record.agreedAt) return redirectTo(reply, nextPath(opened));
        const t = wordsOf(request, deps);
        return webPage(request, reply, deps, {
          title: isSent ? t("journey.sent") : t.words(opened.journey.title),
          current: "applications",
          content: narrow(isSent ? sentView(opened, deps, t) : overview(opened, deps, t)),
        });
      },
    );
}

const tasksView = ({ record }: OpenJourney, { catalogue }: WebDeps, t: Translate): SafeHtml =>
  taskList(stepTasks(record, catalogue, t), "step");

/** The first unpaid bill, if any: the journey waits until it is paid. */
function payButton({ record }: OpenJourney, t: Translate): SafeHtml | null {
  const due = record.drafts.find(({ status }) => status !== null && meaningOf(status).owes);
  return due
    ? linkButton({ text: t("pay.heading"), href: `/applications/${due.caseId}/pay` })
    : null;
}

function sentView(opened: OpenJourney, deps: WebDeps, t: Translate): SafeHtml {
  const { record, journey } = opened;
  const pay = payButton(opened, t);
  const see = linkButton({
    text: t("journey.see"),
    href: journeyPath(record.id),
    ...(pay && { kind: "secondary" as const }),
  });
  return html`${panel({ title: t("journey.sent"), text: t.words(journey.title) })}
    <p class="govuk-body">${t("journey.sent-lead")}</p><h2 class="govuk-heading-m">
    ${t("journey.steps")}</h2>${tasksView(opened, deps, t)}<div class="govuk-button-group">
    ${pay}${see}</div>`;
}

function overview(opened: OpenJourney, deps: WebDeps, t: Translate): SafeHtml {
  const { record, journey } = opened;
  const path = journeyPath(record.id);
  const needed = record.drafts.some(
    (draft) =>
      record.plan.some(({ service }) => service === draft.service) &&
      stateOf(record, draft).is === "needs-you",
  );
  const complete = needed
    ? linkButton({ text: t("journey.complete"), href: `${path}/next` })
    : null;
  const stop = canStop(record)
    ? html`<p class="govuk-body"><a class="govuk-link" href="${path}/stop">
      ${t("journey.stop")}</a></p>`
    : null;
  const list = html`<a class="govuk-link" href="/applications">${t("applications.heading")}</a>`;
  return html`<h1 class="govuk-heading-l">${t.words(journey.title)}</h1><p class="govuk-body-l">
    ${t.words(journey.description)}</p>${tasksView(opened, deps, t)}<div class="govuk-button-group">
    ${payButton(opened, t)}${complete}</div>${stop}<p class="govuk-body">${list}</p>`;
}
