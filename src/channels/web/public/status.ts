import type { FastifyInstance } from "fastify";
import { databaseAnswers } from "../../../acts/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, icon, narrow, type SafeHtml } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** How the platform does now. */
interface Status {
  /** The database answered. */
  readonly works: boolean;
  /** Titles or ids of the services that are not available now. */
  readonly missing: readonly string[];
  /** With day and time of day. */
  readonly checked: string;
}

export function statusContent({ works, missing, checked }: Status, t: Translate): SafeHtml {
  const state = !works ? "fault" : missing.length > 0 ? "partly" : "works";
  const list = missing.map((each) => html`<li>${each}</li>`);
  return html`
    <h1 class="govuk-heading-l">${t("public.status.title")}</h1>
    <p class="govuk-body-l hw-status hw-status--${state}">
      ${icon(state === "works" ? "circle-check" : "circle-alert", 32)}
      <strong>${t(`public.status.${state}`)}</strong>
    </p>
    ${
      missing.length > 0
        ? html`
      <h2 class="govuk-heading-m">${t("public.status.missing")}</h2>
      <ul class="govuk-list govuk-list--bullet">${list}</ul>
    `
        : null
    }
    <p class="govuk-body hw-muted">${t("public.status.checked", { date: checked })}</p>
  `;
}

/** `/status`: whether it works, in words; programs ask `/readyz`. */
export function statusRoutes(app: FastifyInstance, deps: WebDeps): void {
  const { catalogue } = deps;
  app.get("/status", async (request, reply) => {
    const t = wordsOf(request, deps);
    const works = await databaseAnswers(deps.sql);
    const missing = catalogue.heldBack
      .filter(({ instead }) => instead === undefined)
      .map(({ service }) => service);
    const checked = t.dateTime(deps.clock(), catalogue.jurisdiction.timeZone);
    const content = narrow(statusContent({ works, missing, checked }, t));
    const page = { title: t("public.status.title"), content };
    return webPage(request, reply, deps, works ? page : { ...page, status: 503 });
  });
}
