import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { leaveLines, morningLines, roleWords, workLines } from "../../acts/index.ts";
import { supervisor } from "../../cases/index.ts";
import type { Notification } from "../../notifications/index.ts";
import { groupsOf, keptDays, notificationsOnPage } from "../../notifications/index.ts";
import { type Officer, requireOfficer } from "../../platform/auth/index.ts";
import { formOf, langOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { appealStage } from "../../workflow/index.ts";
import {
  button,
  details,
  html,
  inset,
  radios,
  type SafeHtml,
  tag,
  timeline,
} from "../components/index.ts";
import {
  dayPath,
  notificationsPath as path,
  type StaffRequest,
  sendStaffPage,
  staffBanner,
  staffRequest,
} from "../staff/index.ts";
import type { DayDeps } from "./day.ts";

type Page = StaffRequest<DayDeps>;

/** What happened to the work of whoever is signed in, and whether they want e-mail too. */
export function notificationRoutes(app: FastifyInstance, deps: DayDeps): void {
  app.get(path, (request, reply) => listPage(deps, request, reply));
  app.post(path, (request, reply) => markRead(deps, request, reply));
  app.post(`${path}/email`, (request, reply) => chooseEmail(deps, request, reply));
  app.get(`${path}/:id`, (request, reply) => openOne(deps, request, reply));
}

async function listPage(deps: DayDeps, request: FastifyRequest, reply: FastifyReply) {
  const at = staffRequest(deps, request, reply, requireOfficer(request));
  const { t, officer } = at;
  const { before } = request.query as { readonly before?: string };
  const from = before !== undefined && isInstant(before) ? new Date(before) : undefined;
  const [rows, wish, member] = await Promise.all([
    deps.notifications.of(officer.id, from),
    deps.notifications.preferenceOf(officer.id),
    deps.staff.member(officer.id),
  ]);
  const shown = rows.slice(0, notificationsOnPage);
  const names = await deps.officerNames(
    shown.flatMap(({ by, leave }) => [by ?? [], leave?.deputy ?? [], leave?.officer ?? []].flat()),
  );
  const title = t("notifications.title");
  const content = html`${staffBanner(at)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("notifications.lead", { days: keptDays })}</p>
    ${shown.some(({ readAt }) => !readAt) ? readForm(at) : null}
    ${
      shown.length === 0
        ? inset(t("notifications.none"))
        : timeline(groupsOf(shown).map((rows) => groupEntry(at, rows, names)))
    }
    ${rows.length > notificationsOnPage ? olderLink(at, shown.at(-1)) : null}
    ${emailPart(at, { email: wish?.email ?? false, address: member?.email ?? null })}`;
  return sendStaffPage(at, { title, content, path, entries: [] });
}

/** One entry for one of them, or for a group: the number of files, each with its way. */
function groupEntry(at: Page, rows: readonly Notification[], names: ReadonlyMap<string, string>) {
  const { t } = at;
  const [first] = rows;
  if (!first) throw new Error("a group of no notifications");
  if (rows.length === 1) return entryOf(at, first, names);
  const entry = entryOf(at, first, names);
  const files = rows.map(
    (row) => html`<li><a class="govuk-link" href="${hrefOf(row)}">${row.reference}</a></li>`,
  );
  return {
    ...entry,
    title: html`${t(`notifications.kinds.${first.kind}`)}${" "}
      ${first.readAt ? null : tag(t("notifications.unread"), "action")}`,
    content: details(
      t("notifications.files", { count: rows.length }),
      html`<ul class="govuk-list">${files}</ul>`,
    ),
  };
}

const hrefOf = ({ id }: Notification): string => `${path}/${encodeURIComponent(id)}`;

const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(text);

function entryOf(at: Page, row: Notification, names: ReadonlyMap<string, string>) {
  const { deps, t } = at;
  const { timeZone } = deps.catalogue.jurisdiction;
  const service = deps.catalogue.services.find(({ id }) => id === row.service);
  const words = [t(`notifications.kinds.${row.kind}`), row.reference].filter(Boolean).join(" · ");
  const href = hrefOf(row);
  const more = row.counts
    ? morningLines(deps.catalogue, t, at.officer.authority, row.counts)
    : [
        ...[outcomeOf(at, row), t.words(service?.title)],
        ...linesOfLeave(at, row, names),
        ...lineOfCounter(at, row),
        ...(row.work ? workLines(t, deps.catalogue, row.work) : []),
      ].filter(Boolean);
  return {
    title: html`<a class="govuk-link" href="${href}">${words}</a>${" "}
      ${row.readAt ? null : tag(t("notifications.unread"), "action")}`,
    when: t.dateTime(row.at, timeZone),
    datetime: row.at.toISOString(),
    ...(row.by && { by: t("notifications.by", { name: names.get(row.by) ?? row.by }) }),
    ...(more.length > 0 && {
      content: html`${more.map((line) => html`<p class="govuk-body">${line}</p>`)}`,
    }),
  };
}

/** Whose leave it is, its days, and who the deputy is; neither is said to themselves. */
function linesOfLeave(
  { deps, t, officer }: Page,
  { leave }: Notification,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  if (!leave) return [];
  const { deputy, officer: whose } = leave;
  return [
    ...(whose && whose !== officer.id
      ? [`${t("office.officer")}: ${names.get(whose) ?? whose}`]
      : []),
    ...leaveLines(t, leave, deps.catalogue.jurisdiction.timeZone),
    ...(deputy && deputy !== officer.id
      ? [`${t("staff.deputy")}: ${names.get(deputy) ?? deputy}`]
      : []),
  ];
}

const isOfCounter = ({ kind }: Notification): boolean =>
  kind === "counter-opened" || kind === "counter-closed";

/** Which counter, of which hall; its id says it. */
function lineOfCounter({ deps, t }: Page, row: Notification): readonly string[] {
  if (!isOfCounter(row)) return [];
  const [, centre = "", number = ""] = row.id.split(":");
  return [`${t("counter.counter", { number })} · ${t.words(deps.centres.find(centre)?.name)}`];
}

/**
 * What was decided, or whose work it is where nothing was; as the service says it now. Nothing
 * where it has no such step any more.
 */
function outcomeOf({ deps, t }: Page, { service, decided }: Notification): string {
  const definition = deps.catalogue.services.find(({ id }) => id === service);
  if (!definition || !decided) return "";
  const { stage, task, outcome } = decided;
  const tasks = definition.process?.stages.find(({ id }) => id === stage)?.tasks;
  const step = stage === appealStage ? definition.appeal : tasks?.find(({ id }) => id === task);
  if (outcome !== undefined || !step)
    return t.words(step?.outcomes.find(({ id }) => id === outcome)?.title);
  const { authorities } = deps.catalogue.jurisdiction;
  const place = authorities.find(({ id }) => id === step.authority)?.name;
  return `${roleWords(t, deps.catalogue, step.authority, step.role)} · ${t.words(place)}`;
}

/** Each is read when it is opened; this reads all. */
const readForm = ({ csrf, t }: Page): SafeHtml => html`
  <form method="post" action="${path}">
    ${csrf}${button({ text: t("notifications.all-read"), kind: "secondary" })}
  </form>
`;

const olderLink = ({ t }: Page, last: Notification | undefined): SafeHtml => html`
  <p class="govuk-body">
    <a class="govuk-link" href="${path}?before=${last?.at.toISOString() ?? ""}">
      ${t("notifications.older")}
    </a>
  </p>
`;

function emailPart(
  { csrf, t }: Page,
  { email, address }: { readonly email: boolean; readonly address: string | null },
): SafeHtml {
  const question = radios(
    {
      ...{ id: "email", name: "email", value: email ? "yes" : "no" },
      legend: t("notifications.email.question"),
      hint: t("notifications.email.hint", { email: address ?? "" }),
      items: [
        { value: "yes", text: t("notifications.email.yes") },
        { value: "no", text: t("notifications.email.no") },
      ],
    },
    t,
  );
  return html`<section class="hw-box" aria-labelledby="by-email">
    <h2 class="govuk-heading-m" id="by-email">${t("notifications.email.title")}</h2>
    ${
      address
        ? html`<form method="post" action="${path}/email">
            ${csrf}${question}
            ${button({ text: t("notifications.email.save"), kind: "secondary" })}
          </form>`
        : html`<p class="govuk-body">${t("notifications.email.none")}</p>`
    }
  </section>`;
}

async function markRead(deps: DayDeps, request: FastifyRequest, reply: FastifyReply) {
  const { id: officer } = requireOfficer(request);
  await deps.notifications.read(officer);
  return redirectTo(reply, path);
}

async function chooseEmail(deps: DayDeps, request: FastifyRequest, reply: FastifyReply) {
  const { id: officer } = requireOfficer(request);
  const email = textOf(formOf(request), "email") === "yes";
  await deps.notifications.prefer(officer, { email, lang: langOf(request) });
  return redirectTo(reply, path, { kind: "success", code: "notifications.email.saved" });
}

/** The page of what a notification is about. */
function aboutPath(row: Notification, { authority, roles }: Officer): string {
  const { id, kind, caseId, leave, work } = row;
  if (kind === "operator-missing" || kind === "client-left")
    return `/hall/${encodeURIComponent(id.split(":")[1] ?? "")}`;
  if (kind === "not-them") return "/counter/sync/conflicts";
  if (kind === "not-taken") return `/counter/sync/conflicts#item-${id.split(":")[1] ?? ""}`;
  if (kind === "card-check") return "/counter/cards";
  if (kind === "card-refused") return "/counter/reviews#refused";
  if (kind === "members-missing") return "/admin/staff";
  if (kind === "setting-changed") return "/admin/changes";
  if (kind === "client-paid" || isOfCounter(row)) return "/counter";
  if (kind === "breach-recorded") return `/office/privacy/breaches#${id.replace(":", "-")}`;
  if (kind === "breach-notice") return `/office/privacy/breaches/${id.split(":")[1] ?? ""}/notice`;
  if (work && roles.includes(supervisor) && work.authority === authority) return "/office/load";
  if (work) return `/admin/staff?authority=${encodeURIComponent(work.authority)}`;
  if (kind === "leave-to-confirm" && leave?.officer) return `/admin/staff/${leave.officer}`;
  if (kind.startsWith("colleague-leave-") && leave?.officer) return `/office/load/${leave.officer}`;
  return caseId ? `/office/cases/${caseId}` : dayPath;
}

/** Opens what it is about, and marks it as read: the link of the list and of no e-mail. */
async function openOne(deps: DayDeps, request: FastifyRequest, reply: FastifyReply) {
  const officer = requireOfficer(request);
  const { id = "" } = request.params as { readonly id?: string };
  const row = await deps.notifications.find(officer.id, id);
  if (!row) return redirectTo(reply, path);
  await deps.notifications.read(officer.id, row.id);
  return redirectTo(reply, aboutPath(row, officer));
}
