/**
 * The desk of those who keep the partnership: what is due, and one page for each instrument where
 * what happened is recorded. It asks the register and shows what it says.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Catalogue } from "../../catalogue/index.ts";
import { addDays, type CommandId, dateIn, isUuid } from "../../kernel/index.ts";
import type { Partnership } from "../../partnership/index.ts";
import { requireOfficer } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, redirectTo, statusOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  html,
  type InstrumentView,
  instrumentContent,
  instrumentPageOf,
  instrumentTable,
  nextWords,
  type SafeHtml,
  sideName,
  viewsOf,
} from "../components/index.ts";
import {
  refusalPage,
  type StaffDeps,
  type StaffPage,
  type StaffRequest,
  sendStaffPage,
  staffBanner,
  staffRequest,
} from "../staff/index.ts";
import { emptyRecord, type RecordForm, readRecord, recordForm, recordProblems } from "./record.ts";

/** The role of those who keep the register, in the ministry of foreign affairs of each side. */
const role = "treaty-officer";

/** A day of notice is due this long before it: time to ask, decide and write. */
const noticeAheadDays = 180;

export interface DeskDeps extends StaffDeps {
  readonly partnership: Partnership;
  readonly catalogue: Catalogue;
  readonly clock: () => Date;
}

interface Desk extends StaffRequest<DeskDeps> {
  readonly today: string;
}

type Named = { Params: { id: string } };

/** All pages of the desk; call it after sign-in has been installed. */
export function deskRoutes(app: FastifyInstance, deps: DeskDeps): void {
  const deskOf = (request: FastifyRequest, reply: FastifyReply): Desk => ({
    ...staffRequest(deps, request, reply, requireOfficer(request, role)),
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
  return show(desk, { title: t("partnership.desk.title"), content });
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
  const { deps, csrf, t, today } = desk;
  const page = await instrumentPageOf(deps, id, "/desk/instruments", today, t);
  if (!page) return missing(desk);
  const { state } = page.view;
  const content = html`${recordProblems(form, t)}
    ${instrumentContent(page, today, t)}
    ${recordForm(form, state, pathOf(id), csrf, t)}`;
  return show(desk, { title: t.words(state.text?.title), content, status, path: pathOf(id) });
}

/** Records what happened; a refusal comes back above the form, with all that was typed. */
async function record(desk: Desk, id: string): Promise<FastifyReply> {
  const { deps, request, reply, officer, t } = desk;
  const state = await deps.partnership.instrument(id);
  if (!state) return missing(desk);
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

function show(desk: Desk, page: StaffPage): FastifyReply {
  const { request, t } = desk;
  const home = { text: t("partnership.desk.home"), href: "/desk" };
  return sendStaffPage(desk, {
    ...page,
    content: html`${staffBanner(desk)}${page.content}`,
    failed: page.status !== undefined && page.status !== 200,
    home,
    entries: [{ ...home, current: request.url.split("?")[0] === home.href }],
  });
}

/** No such instrument: a page of the desk, with the list as the way on. */
function missing(desk: Desk): FastifyReply {
  const refusal = { kind: "not-found", code: "partnership.instrument-unknown" } as const;
  const back = { text: desk.t("partnership.desk.home"), href: "/desk" };
  return show(desk, refusalPage(refusal, back, desk.t));
}
