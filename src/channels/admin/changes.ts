import type { FastifyReply } from "fastify";
import { dump } from "js-yaml";
import { canPutBack, putBack } from "../../acts/index.ts";
import type { Absence, StaffRole } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import type { Recorded } from "../../platform/events/index.ts";
import { formOf, redirectTo, refusalFlash, textOf } from "../../platform/http/index.ts";
import type {
  HolidayDay,
  RegisteredBadge,
  RegisteredClient,
  RegisteredDevice,
  SettingPlace,
} from "../../settings/index.ts";
import type { StaffEvent } from "../../staff/index.ts";
import { button, details, html, linkButton, type SafeHtml, table } from "../components/index.ts";
import { type Admin, occasionAt, showAdmin } from "./admin.ts";
import { agentsPath } from "./agents.ts";
import { centrePath } from "./centre-words.ts";
import { clientsPath } from "./clients.ts";
import { devicesPath } from "./devices.ts";
import { officesPath } from "./offices.ts";
import {
  actorWords,
  authorityWords,
  daysWords,
  officersIn,
  roleWords,
  scopeWords,
} from "./words.ts";

type Happened = Pick<Recorded, "type" | "data" | "at" | "actor" | "command">;

/** A change with the officer whom it is about; of the settings without one. */
export type Change = Happened & { readonly about?: string };

type RoleData = { readonly after: StaffRole };
type LeaveData = { readonly after: Absence };

/** What was changed, in words; who is on leave or has a role is told by id in the event. */
function detailWords(
  at: Admin,
  { type, data }: Pick<Recorded, "type" | "data">,
  names: ReadonlyMap<string, string>,
  authority: string,
): string {
  const { t } = at;
  if (type.startsWith("Role")) {
    const { after } = data as RoleData;
    return [
      roleWords(at, authority, after.role),
      scopeWords(at, authority, after),
      daysWords(at, after),
    ].join(" · ");
  }
  if (type.startsWith("Leave")) {
    const { after } = data as LeaveData;
    const deputy = after.deputy ? (names.get(after.deputy) ?? after.deputy) : t("staff.no-deputy");
    return `${daysWords(at, after)} · ${t("staff.deputy")}: ${deputy}`;
  }
  if (type === "StaffDetailsChanged") {
    const { fields } = data as Extract<StaffEvent, { type: "StaffDetailsChanged" }>["data"];
    return t.list(fields.map((field) => t(`staff.field.${field}`)));
  }
  return "";
}

/** What was changed of the settings, as it was and as it is. */
function settingWords({ t }: Admin, { type, data }: Pick<Recorded, "type" | "data">): string {
  if (type === "SettingChanged") {
    return t.named(`settings.kind.${(data as SettingPlace).setting}`);
  }
  if (type.startsWith("Client")) {
    const client = data as { readonly [when in "before" | "after"]?: RegisteredClient };
    return (client.after ?? client.before)?.name ?? "";
  }
  if (type === "DeviceWithdrawn") {
    const { kind, name } = (data as { readonly before: RegisteredDevice }).before;
    return [t(`settings.device.kinds.${kind}`), name].filter((words) => words !== "").join(" · ");
  }
  if (type.startsWith("Badge")) {
    const badge = data as { readonly [when in "before" | "after"]?: RegisteredBadge };
    return (badge.after ?? badge.before)?.badge ?? "";
  }
  const { before, after } = data as { readonly before?: HolidayDay; readonly after?: HolidayDay };
  const words = (day: HolidayDay) => `${t.date(day.date)} · ${t.words(day.name)}`;
  if (type === "HolidayChanged" && before && after)
    return t("settings.calendar.moved", { from: words(before), to: words(after) });
  const day = after ?? before;
  return day ? words(day) : "";
}

const hasLines = ({ type }: Pick<Recorded, "type">): boolean =>
  type === "SettingChanged" || type.startsWith("Client") || type.startsWith("Badge");

/** The lines that a setting lost and gained, as they stand in its file. */
function beforeAndAfter({ t }: Admin, data: unknown): SafeHtml {
  const { before, after } = data as { readonly before?: unknown; readonly after?: unknown };
  const linesOf = (value: unknown) =>
    value === undefined ? [] : dump(value, { lineWidth: -1 }).trimEnd().split("\n");
  const [old, now] = [linesOf(before), linesOf(after)];
  const lines = [
    ...old.filter((line) => !now.includes(line)).map((line) => `− ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ];
  return details(
    t("settings.before-and-after"),
    html`<pre class="ad-lines">${lines.join("\n")}</pre>`,
  );
}

/** One press by which what people read or pay by is again as it was before. */
function putBackForm(at: Admin, { type, data, command }: Change): SafeHtml | null {
  const { t, csrf, deps } = at;
  if (type !== "SettingChanged" || !canPutBack(deps, data as SettingPlace)) return null;
  const name = t.named(`settings.kind.${(data as SettingPlace).setting}`);
  const press = button({ text: t("settings.put-back"), kind: "secondary", hidden: name });
  return html`<form method="post" action="/admin/changes/put-back">${csrf}
    <input type="hidden" name="key" value="${newId()}">
    <input type="hidden" name="change" value="${command}">${press}</form>`;
}

/** POST /admin/changes/put-back */
export async function putBackChange(at: Admin): Promise<FastifyReply> {
  const posted = formOf(at.request);
  const done = await putBack(at.deps, textOf(posted, "change"), occasionAt(at, posted));
  const news = done.ok
    ? ({ kind: "success", code: "settings.done" } as const)
    : refusalFlash(done.refusal);
  return redirectTo(at.reply, "/admin/changes", news);
}

/** Where a setting is changed, and whose it is. */
function aboutSetting(at: Admin, { type, data }: Pick<Recorded, "type" | "data">): SafeHtml {
  const { t, deps } = at;
  const link = (href: string, text: string) =>
    html`<a class="govuk-link" href="${href}">${text}</a>`;
  if (type.startsWith("Client")) return link(clientsPath, t("settings.client.title"));
  if (type.startsWith("Badge")) return link(agentsPath, t("admin.agents.title"));
  if (type.startsWith("Device")) return link(devicesPath, t("settings.device.title"));
  if (type !== "SettingChanged") return link("/admin/calendar", t("settings.calendar.title"));
  if ((data as SettingPlace).setting === "agent-tariff")
    return link(`${agentsPath}#tariff`, t("admin.agents.title"));
  const [of = ""] = (data as SettingPlace).of.split("/");
  if ((data as SettingPlace).setting === "office-place") {
    const [id = ""] = of.split(".");
    return link(`${officesPath}?of=${id}`, authorityWords(at, id));
  }
  const centre = deps.catalogue.jurisdiction.centres?.find(({ id }) => id === of);
  return centre ? link(centrePath(of), t.words(centre.name)) : html`${of}`;
}

const deputiesIn = (changes: readonly Change[]) =>
  changes.flatMap(({ type, data }) =>
    type.startsWith("Leave") ? [(data as LeaveData).after.deputy ?? ""] : [],
  );

const whatWords = (title: string, detail: string): SafeHtml =>
  html`<div><strong>${title}</strong><br>${detail}</div>`;

/** Changes as a table: when, who, about whom, what. */
export async function changeTable(at: Admin, changes: readonly Change[]): Promise<SafeHtml> {
  const { t, deps } = at;
  const { timeZone } = deps.catalogue.jurisdiction;
  const about = [...new Set(changes.flatMap((change) => change.about ?? []))];
  const [names, members] = await Promise.all([
    deps.officerNames([
      ...officersIn(changes.map(({ actor }) => actor)),
      ...about,
      ...deputiesIn(changes),
    ]),
    Promise.all(about.map((id) => deps.staff.member(id))),
  ]);
  const authorities = new Map(members.map((member) => [member?.id, member?.authority]));
  return table({
    caption: t("staff.changes.title"),
    captionHidden: true,
    columns: [
      { text: t("staff.changes.when") },
      { text: t("staff.changes.who") },
      { text: t("staff.changes.about") },
      { text: t("staff.changes.what") },
    ],
    rows: changes.map((change) => [
      t.dateTime(change.at, timeZone),
      actorWords(at, names, change.actor),
      change.about === undefined
        ? aboutSetting(at, change)
        : html`<a class="govuk-link" href="/admin/staff/${change.about}">
            ${names.get(change.about) ?? change.about}</a>`,
      change.about === undefined
        ? html`<div>${whatWords(t.named(`settings.event.${change.type}`), settingWords(at, change))}
            ${hasLines(change) ? beforeAndAfter(at, change.data) : null}
            ${putBackForm(at, change)}</div>`
        : whatWords(
            t.named(`staff.event.${change.type}`),
            detailWords(at, change, names, authorities.get(change.about as StaffMemberId) ?? ""),
          ),
    ]),
    empty: t("staff.changes.none"),
  });
}

type StaffMemberId = NonNullable<Awaited<ReturnType<Admin["deps"]["staff"]["member"]>>>["id"];

const most = 100;

/** GET /admin/changes: every change of staff and settings, newest first. */
export async function changesPage(at: Admin): Promise<FastifyReply> {
  const { deps, request, t } = at;
  const { before } = request.query as { before?: string };
  const asked = {
    ...(before && !Number.isNaN(Date.parse(before)) && { before: new Date(before) }),
  };
  const [ofStaff, ofSettings] = await Promise.all([
    deps.staff.changes(asked),
    deps.settings.changes(asked),
  ]);
  const changes: readonly Change[] = [...ofStaff, ...ofSettings]
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, most);
  const last = changes.length === most ? changes.at(-1) : undefined;
  const content = html`<h1 class="govuk-heading-l">${t("staff.changes.title")}</h1>
    <p class="govuk-body-l">${t("staff.changes.lead")}</p>
    ${await changeTable(at, changes)}
    ${
      last
        ? linkButton({
            ...{ text: t("staff.changes.older"), kind: "secondary" },
            href: `/admin/changes?before=${encodeURIComponent(last.at.toISOString())}`,
          })
        : null
    }`;
  return showAdmin(at, { title: t("staff.changes.title"), content });
}
