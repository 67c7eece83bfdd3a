import type { FastifyReply } from "fastify";
import { devicesInUse, listAgents } from "../../acts/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { listClients } from "../../programs/index.ts";
import { type Content, html, tag } from "../components/index.ts";
import { type Admin, showAdmin, subjectGroups } from "./admin.ts";
import { actorWords, officersIn } from "./words.ts";

/** More than wait at once; beyond it the number is "99+". */
const mostWaiting = 99;

const count = ({ t }: Admin, number: number): string => t.number(number);

async function waitingWords(at: Admin): Promise<Content> {
  const { deps, t } = at;
  const { length } = await deps.staff.members({ waiting: true, size: mostWaiting });
  if (length === 0) return t("admin.front.nothing-waits");
  return tag(length > mostWaiting ? `${mostWaiting}+` : count(at, length), "action");
}

async function agentWords({ deps, t }: Admin): Promise<string> {
  const agents = await listAgents(deps);
  const valid = agents.filter(({ state }) => state === "valid").length;
  return t("admin.front.agents", { valid, all: agents.length });
}

async function holidayWords({ deps, t }: Admin): Promise<string> {
  const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  const years = deps.settings.years().slice(0, 2);
  const days = (await Promise.all(years.map((year) => deps.settings.holidays(year)))).flat();
  const next = days.find(({ date, observed }) => observed && date >= today);
  return next ? `${t.date(next.date)} · ${t.words(next.name)}` : t("admin.front.no-holiday");
}

async function changeWords(at: Admin): Promise<string> {
  const { deps, t } = at;
  const latest = await Promise.all([deps.staff.changes({}), deps.settings.changes({})]);
  const [last] = latest.flat().sort((a, b) => b.at.getTime() - a.at.getTime());
  if (!last) return t("staff.changes.none");
  const names = await deps.officerNames(officersIn([last.actor]));
  const { timeZone } = deps.catalogue.jurisdiction;
  return `${t.dateTime(last.at, timeZone)} · ${actorWords(at, names, last.actor)}`;
}

/** What the front page says of each subject, by its address. */
const facts: Readonly<Record<string, (at: Admin) => Content | Promise<Content>>> = {
  "/admin/staff": ({ t }) => t("admin.front.staff"),
  "/admin/waiting": waitingWords,
  "/admin/rights": ({ t }) => t("admin.front.rights"),
  "/admin/import": ({ t }) => t("admin.front.import"),
  "/admin/agents": agentWords,
  "/admin/centres": (at) => count(at, (at.deps.catalogue.jurisdiction.centres ?? []).length),
  "/admin/offices": ({ deps, t }) => {
    const placed = Object.keys(deps.catalogue.jurisdiction.offices ?? {}).length;
    return t("admin.front.offices", { count: placed });
  },
  "/admin/calendar": holidayWords,
  "/admin/government": ({ deps, t }) => {
    const { state, name } = deps.catalogue.jurisdiction;
    return t.words(state?.name ?? name);
  },
  "/admin/texts": ({ deps, t }) => {
    const { texts = {}, letters = {} } = deps.catalogue.jurisdiction;
    const count = Object.keys(texts).length + Object.keys(letters).length;
    return count === 0 ? t("admin.front.usual-texts") : t("settings.texts.own-count", { count });
  },
  "/admin/clients": async (at) =>
    count(
      at,
      (await listClients(at.deps.sql)).filter(({ disabledAt }) => disabledAt === null).length,
    ),
  "/admin/devices": async (at) => count(at, (await devicesInUse(at.deps)).length),
  "/admin/changes": changeWords,
};

/** GET /admin: what waits, and how each subject stands. */
export async function frontPage(at: Admin): Promise<FastifyReply> {
  const { t } = at;
  const groups = await Promise.all(
    subjectGroups.map(async ({ words, subjects }) => {
      const rows = await Promise.all(
        subjects.map(async (subject) => ({
          ...subject,
          fact: (await facts[subject.href]?.(at)) ?? "",
        })),
      );
      return html`<section><h2 class="govuk-heading-m">${t(words)}</h2>
        <dl class="govuk-summary-list">${rows.map(
          ({ words: name, href, fact }) => html`<div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">
              <a class="govuk-link" href="${href}">${t(name)}</a></dt>
            <dd class="govuk-summary-list__value">${fact}</dd></div>`,
        )}</dl></section>`;
    }),
  );
  const title = t("staff.admin");
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    <div class="ad-front">${groups}</div>`;
  return showAdmin(at, { title, content, path: "/admin" });
}
