/**
 * The desk of those who keep the partnership: what is due, and one page for each instrument where
 * what happened is recorded. It asks the register and shows what it says.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Catalogue } from "../../catalogue/index.ts";
import { addDays, type CommandId, dateIn, isUuid } from "../../kernel/index.ts";
import type { Partnership } from "../../partnership/index.ts";
import { type Officer, requireOfficer } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import {
  formOf,
  langOf,
  redirectTo,
  sendHtml,
  sendRefusal,
  statusOf,
  takeFlash,
} from "../../platform/http/index.ts";
import type { I18n, Translate } from "../../platform/i18n/index.ts";
import {
  csrfField,
  html,
  type InstrumentView,
  instrumentContent,
  instrumentPageOf,
  instrumentTable,
  nextWords,
  notificationBanner,
  officeLayout,
  type SafeHtml,
  sideName,
  viewsOf,
} from "../components/index.ts";
import { emptyRecord, type RecordForm, readRecord, recordForm, recordProblems } from "./record.ts";

/** The role of those who keep the register, in the ministry of foreign affairs of each side. */
const role = "treaty-officer";

/** A day of notice is due this long before it: time to ask, decide and write. */
const noticeAheadDays = 180;

export interface DeskDeps {
  readonly partnership: Partnership;
  readonly catalogue: Catalogue;
  readonly i18n: I18n;
  readonly clock: () => Date;
  readonly demonstration: boolean;
}

interface Desk {
  readonly deps: DeskDeps;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly officer: Officer;
  readonly t: Translate;
  readonly today: string;
}

type Named = { Params: { id: string } };

/** All pages of the desk; call it after sign-in has been installed. */
export function deskRoutes(app: FastifyInstance, deps: DeskDeps): void {
  const deskOf = (request: FastifyRequest, reply: FastifyReply): Desk => ({
    ...{ deps, request, reply, officer: requireOfficer(request, role) },
    t: deps.i18n.for(langOf(request)),
    today: dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone),
  });
  app.get("/desk", (request, reply) => monday(deskOf(request, reply)));
  app.get<Named>("/desk/instruments/:id", (request, reply) =>
    instrument(deskOf(request, reply), request.params.id, emptyRecord(newId())),
  );
  app.post<Named>("/desk/instruments/:id", (request, reply) =>
    record(deskOf(request, reply), request.params.id),
  );
}

/** What is due, then everything. */
async function monday(desk: Desk): Promise<FastifyReply> {
  const { deps, t, today } = desk;
  const views = viewsOf(await deps.partnership.instruments(), today);
  const due = views.flatMap((view) => dueLines(view, today, t));
  const list = due.length > 0 ? html`<ul class="govuk-list">${due}</ul>` : null;
  const content = html`<h1 class="govuk-heading-l">${t("partnership.desk.title")}</h1>
    <h2 class="govuk-heading-m">${t("partnership.desk.due")}</h2>
    ${list ?? html`<p class="govuk-body">${t("partnership.desk.nothing-due")}</p>`}
    <h2 class="govuk-heading-m">${t("partnership.instruments")}</h2>
    ${instrumentTable(views, today, pathOf, t)}
    <p class="govuk-body">
      <a class="govuk-link" href="/partnership">${t("partnership.desk.public")}</a>
    </p>`;
  return show(desk, t("partnership.desk.title"), content);
}

const pathOf = (id: string): string => `/desk/instruments/${id}`;

/** Notes that are missing, and days of notice that come near. */
function dueLines(view: InstrumentView, today: string, t: Translate): SafeHtml[] {
  const { id, state, clock } = view;
  const link = html`<a class="govuk-link" href="${pathOf(id)}">${t.words(state.text?.title)}</a>`;
  const missing = clock.awaiting.map(
    (side) =>
      html`<li>${link}: ${t("partnership.desk.note-missing", { side: sideName(side, t) })}</li>`,
  );
  const { noticeBy } = clock;
  const near = noticeBy && noticeBy.day <= addDays(today, noticeAheadDays);
  return [...missing, ...(near ? [html`<li>${link}: ${nextWords(view, today, t)}</li>`] : [])];
}

async function instrument(
  desk: Desk,
  id: string,
  form: RecordForm,
  status = form.problems.length > 0 ? statusOf("invalid") : 200,
): Promise<FastifyReply> {
  const { deps, request, reply, t, today } = desk;
  const page = await instrumentPageOf(deps, id, "/desk/instruments", today, t);
  if (!page)
    return sendRefusal(reply, { kind: "not-found", code: "partnership.instrument-unknown" });
  const { state } = page.view;
  const csrf = csrfField(request, reply);
  const content = html`${recordProblems(form, t)}
    ${instrumentContent(page, today, t)}
    ${recordForm(form, state, pathOf(id), csrf, t)}`;
  return show(desk, t.words(state.text?.title), content, status);
}

/** Records what happened; a refusal comes back above the form, with all that was typed. */
async function record(desk: Desk, id: string): Promise<FastifyReply> {
  const { deps, request, reply, officer, t } = desk;
  const state = await deps.partnership.instrument(id);
  if (!state)
    return sendRefusal(reply, { kind: "not-found", code: "partnership.instrument-unknown" });
  const { form, command } = readRecord(formOf(request), state);
  if (!command) return instrument(desk, id, form);
  const given = await deps.partnership.give(id, command, {
    key: (isUuid(form.key) ? form.key : newId()) as CommandId,
    actor: `officer:${officer.id}`,
  });
  if (!given.ok) {
    const { code, facts, kind } = given.refusal;
    const side = facts && "side" in facts && { side: sideName(String(facts.side), t) };
    const refused = t.named(`refusals.${code}`, { ...facts, ...side });
    return instrument(desk, id, { ...form, key: newId(), refused }, statusOf(kind));
  }
  return redirectTo(reply, pathOf(id), { kind: "success", code: "partnership.desk.done" });
}

function show(desk: Desk, title: string, content: SafeHtml, status = 200): FastifyReply {
  const { deps, request, reply, officer, t } = desk;
  const flash = takeFlash(request, reply);
  const banner =
    flash && notificationBanner({ heading: t.named(flash.code), kind: "success", id: "flash" }, t);
  const authority = deps.catalogue.jurisdiction.authorities.find(
    ({ id }) => id === officer.authority,
  );
  const body = officeLayout(
    {
      title,
      content: html`${banner}${content}`,
      failed: status !== 200,
      path: request.url,
      home: { text: t("partnership.desk.home"), href: "/desk" },
      entries: [
        {
          ...{ text: t("partnership.desk.home"), href: "/desk" },
          current: request.url.split("?")[0] === "/desk",
        },
      ],
      ...(deps.demonstration && { demo: { href: "/demo" } }),
      officer: {
        name: officer.name,
        authority: t.words(authority?.name) || officer.authority,
        signOut: { action: "/sign-out", hidden: csrfField(request, reply) },
      },
    },
    t,
  );
  return sendHtml(reply, body, status);
}
