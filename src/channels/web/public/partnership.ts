import type { FastifyInstance } from "fastify";
import { dateIn } from "../../../kernel/index.ts";
import { sendRefusal } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  breadcrumbs,
  html,
  type InstrumentView,
  instrumentContent,
  instrumentPageOf,
  instrumentTable,
  keyFigures,
  type SafeHtml,
  viewsOf,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** What was agreed with the other government, for everybody: `/partnership` and one page each. */
export function partnershipRoutes(app: FastifyInstance, deps: WebDeps): void {
  const today = () => dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);

  app.get("/partnership", async (request, reply) => {
    const t = wordsOf(request, deps);
    const views = viewsOf(await deps.partnership.instruments(), today());
    const content = overview(views, today(), t);
    return webPage(request, reply, deps, { title: t("partnership.title"), content });
  });

  app.get<{ Params: { id: string } }>("/partnership/:id", async (request, reply) => {
    const t = wordsOf(request, deps);
    const page = await instrumentPageOf(deps, request.params.id, "/partnership", today(), t);
    if (!page)
      return sendRefusal(reply, { kind: "not-found", code: "partnership.instrument-unknown" });
    return webPage(request, reply, deps, {
      title: t.words(page.view.state.text?.title),
      before: breadcrumbs([{ text: t("partnership.title"), href: "/partnership" }], t),
      content: instrumentContent(page, today(), t),
    });
  });
}

function overview(views: readonly InstrumentView[], today: string, t: Translate): SafeHtml {
  const count = (holds: (view: InstrumentView) => boolean) => t.number(views.filter(holds).length);
  const figures = keyFigures([
    { label: t("partnership.signed-count"), value: count(({ state }) => !!state.signature) },
    {
      label: t("partnership.in-force-count"),
      value: count(({ clock }) => clock.status === "in-force"),
    },
    {
      label: t("partnership.awaiting-count"),
      value: count(({ clock }) => clock.awaiting.length > 0),
    },
    {
      label: t("partnership.unknown-count"),
      value: count(({ state }) => state.text?.entry.on === "unknown"),
    },
  ]);
  const list = instrumentTable(views, today, (id) => `/partnership/${id}`, t);
  return html`<h1 class="govuk-heading-l">${t("partnership.heading")}</h1>
    <p class="govuk-body-l">${t("partnership.lead")}</p>
    ${figures}
    <h2 class="govuk-heading-m">${t("partnership.instruments")}</h2>
    ${list}
    <p class="govuk-body">
      <a class="govuk-link" href="/partnership/sessions">${t("partnership.session.sessions")}</a>
    </p>`;
}
