import type { FastifyInstance, FastifyReply } from "fastify";
import { addDays, isUuid } from "../../../kernel/index.ts";
import { redirectTo } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  html,
  type InstrumentView,
  instrumentTable,
  nextWords,
  type SafeHtml,
  sideName,
  viewsOf,
} from "../../components/index.ts";
import {
  type Desk,
  type DeskDeps,
  deskOf,
  deskRoles,
  firstPage,
  keepsRegister,
  showDesk,
} from "../desk.ts";
import { instrumentPath } from "../instruments/instrument.ts";
import { mondayPage, mondayPath, openCalendar, revokeCalendar } from "./week.ts";

/** A day of notice is due this long before it: time to ask, decide and write. */
const noticeAheadDays = 180;

/** The first page of the desk, with all instruments, and the page of what is due on Monday. */
export function mondayRoutes(app: FastifyInstance, deps: DeskDeps): void {
  app.get("/desk", (request, reply) => home(deskOf(deps, request, reply, deskRoles)));
  app.get(mondayPath, (request, reply) => mondayPage(deskOf(deps, request, reply)));
  app.post(`${mondayPath}/calendar`, (request, reply) =>
    openCalendar(deskOf(deps, request, reply)),
  );
  app.post<{ Params: { id: string } }>(`${mondayPath}/calendar/:id/revoke`, (request, reply) =>
    isUuid(request.params.id)
      ? revokeCalendar(deskOf(deps, request, reply), request.params.id)
      : redirectTo(reply, mondayPath),
  );
}

async function home(desk: Desk): Promise<FastifyReply> {
  if (!keepsRegister(desk)) return redirectTo(desk.reply, firstPage(desk));
  const { deps, t, today } = desk;
  const views = viewsOf(await deps.partnership.instruments(), today);
  const due = views.flatMap((view) => dueLines(view, today, t));
  const list = due.length > 0 ? html`<ul class="govuk-list">${due}</ul>` : null;
  const content = html`<h1 class="govuk-heading-l">${t("partnership.desk.title")}</h1>
    <h2 class="govuk-heading-m">${t("partnership.desk.due")}</h2>
    ${list ?? html`<p class="govuk-body">${t("partnership.desk.nothing-due")}</p>`}
    <h2 class="govuk-heading-m">${t("partnership.instruments")}</h2>
    ${instrumentTable(views, today, instrumentPath, t)}
    <p class="govuk-body">
      <a class="govuk-link" href="/partnership">${t("partnership.desk.public")}</a>
    </p>`;
  return showDesk(desk, { title: t("partnership.desk.title"), content });
}

/** Notes that are missing, and days of notice that come near. */
function dueLines(view: InstrumentView, today: string, t: Translate): SafeHtml[] {
  const { id, state, clock } = view;
  const title = t.words(state.text?.title);
  const link = html`<a class="govuk-link" href="${instrumentPath(id)}">${title}</a>`;
  const missing = clock.awaiting.map(
    (side) =>
      html`<li>${link}: ${t("partnership.desk.note-missing", { side: sideName(side, t) })}</li>`,
  );
  const { noticeBy } = clock;
  const near = noticeBy && noticeBy.day <= addDays(today, noticeAheadDays);
  return [...missing, ...(near ? [html`<li>${link}: ${nextWords(view, today, t)}</li>`] : [])];
}
