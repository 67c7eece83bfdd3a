import type { FastifyReply } from "fastify";
import {
  type AgentState,
  agentById,
  enrolAgent,
  giveBadge,
  type ListedAgent,
  listAgents,
  withdrawAgent,
} from "../../acts/index.ts";
import { addDays, dateIn, type Refusal } from "../../kernel/index.ts";
import { formOf, redirectTo } from "../../platform/http/index.ts";
import {
  backLink,
  html,
  linkButton,
  type SafeHtml,
  summaryList,
  table,
  tag,
  warningText,
} from "../components/index.ts";
import {
  alsoWrong,
  readTyped,
  type StaffField,
  type StaffForm,
  type Typed,
} from "../staff/index.ts";
import { type Admin, occasionAt, refuseAdmin, showAdmin, showFormPage } from "./admin.ts";
import { tariffPart } from "./agent-tariff.ts";
import { detailFields, detailsIn, showInvitation } from "./invite.ts";

export const agentsPath = "/admin/agents";
const pathOf = ({ officer }: Pick<ListedAgent, "officer">): string => `${agentsPath}/${officer}`;
const unknown = { kind: "not-found", code: "counter.agent-unknown" } as const;

const tones = { valid: "good", suspended: "bad", withdrawn: "bad", over: "bad" } as const;

const stateTag = ({ t }: Admin, state: AgentState): SafeHtml =>
  tag(
    t(`admin.agents.state.${state}`),
    (tones as Partial<Record<AgentState, "good" | "bad">>)[state] ?? "action",
  );

const timeZoneOf = ({ deps }: Admin): string => deps.catalogue.jurisdiction.timeZone;

/** GET /admin/agents: everybody who serves people outside the halls. */
export async function agentsPage(at: Admin): Promise<FastifyReply> {
  const { deps, t } = at;
  const title = t("admin.agents.title");
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("admin.agents.lead")}</p>
    ${linkButton({ text: t("admin.agents.enrol"), href: `${agentsPath}/add` })}
    ${table({
      ...{ caption: title, captionHidden: true },
      columns: [
        { text: t("staff.name") },
        { text: t("counter.badge.number") },
        { text: t("counter.status") },
        { text: t("admin.agents.visits"), numeric: true },
        { text: t("admin.agents.last-visit") },
        { text: t("counter.report.past"), numeric: true },
      ],
      rows: (await listAgents(deps)).map((agent) => [
        html`<a class="govuk-link hw-table__title" href="${pathOf(agent)}">${agent.name}</a>`,
        html`<span class="hw-reference">${agent.badge?.badge ?? "–"}</span>`,
        stateTag(at, agent.state),
        String(agent.visits),
        agent.lastVisitAt
          ? t.dateTime(agent.lastVisitAt, timeZoneOf(at))
          : t("settings.device.never"),
        String(agent.reports),
      ]),
      empty: t("admin.agents.none"),
    })}
    ${tariffPart(at)}`;
  return showAdmin(at, { title, content, path: agentsPath });
}

const dayFields = ({ t }: Admin, days: { from?: string; until?: string } = {}): StaffField[] => [
  {
    ...{ kind: "date", name: "from", label: t("admin.agents.from"), value: days.from },
    hint: t("admin.agents.from-hint"),
  },
  {
    ...{ kind: "date", name: "until", label: t("admin.agents.until"), value: days.until },
    hint: t("admin.agents.until-hint"),
  },
];

const daysIn = ({ values }: Typed) => ({
  from: values.from || undefined,
  until: values.until || undefined,
});

/** Days that do not fit are told at the last day. */
const refusedAt = ({ t }: Admin, form: StaffForm, typed: Typed, refusal: Refusal): Typed =>
  refusal.code === "staff.dates"
    ? alsoWrong(form, typed, "until", t.refusal(refusal))
    : { ...typed, refused: t.refusal(refusal) };

const backToList = ({ t }: Admin): SafeHtml => backLink(agentsPath, t, t("admin.agents.title"));

const enrolForm = (at: Admin): StaffForm => ({
  ...{ id: "enrol", action: `${agentsPath}/add`, send: at.t("staff.invite.send") },
  fields: [...detailFields(at).slice(0, 3), ...dayFields(at)],
});

/** GET /admin/agents/add */
export function enrolPage(at: Admin, typed?: Typed): FastifyReply {
  const { t } = at;
  const lead = html`<p class="govuk-body">${t("admin.agents.enrol-lead")}</p>`;
  const page = { title: t("admin.agents.enrol"), before: backToList(at), lead };
  return showFormPage(at, enrolForm(at), page, typed);
}

/** POST /admin/agents/add */
export async function enrol(at: Admin): Promise<FastifyReply> {
  const { deps, request, t } = at;
  const posted = formOf(request);
  const form = enrolForm(at);
  const { details, typed } = detailsIn(at, form, readTyped(form, posted));
  if (typed.wrong.length > 0) return enrolPage(at, typed);
  const agent = { details, lang: t.lang, ...daysIn(typed) };
  const done = await enrolAgent(deps, agent, occasionAt(at, posted));
  if (done.ok) return showInvitation(at, done.value);
  return enrolPage(at, refusedAt(at, form, typed, done.refusal));
}

/** Goes on with the agent that the address names. */
export async function withAgent(
  at: Admin,
  go: (at: Admin, agent: ListedAgent) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { id = "" } = at.request.params as { id?: string };
  const agent = await agentById(at.deps, id);
  return agent ? go(at, agent) : refuseAdmin(at, unknown, agentsPath);
}

/** The first and the last day on which a badge is valid, local. */
function daysOf(at: Admin, { badge }: ListedAgent): { from?: string; until?: string } {
  const zone = timeZoneOf(at);
  const { fromAt, untilAt } = badge ?? {};
  return {
    ...(fromAt && { from: dateIn(fromAt, zone) }),
    ...(untilAt && { until: addDays(dateIn(untilAt, zone), -1) }),
  };
}

const badgeForm = (at: Admin, agent: ListedAgent): StaffForm => {
  const isNew = !agent.badge || agent.badge.withdrawnAt !== null;
  return {
    ...{ id: "badge", action: `${pathOf(agent)}/badge` },
    send: at.t(isNew ? "admin.agents.issue" : "settings.save"),
    fields: dayFields(at, daysOf(at, agent)),
  };
};

const factsOf = (
  at: Admin,
  { badge, state, visits, lastVisitAt, reports, officer }: ListedAgent,
) => {
  const { t } = at;
  const zone = timeZoneOf(at);
  const link = (href: string, text: string) =>
    html`<a class="govuk-link" href="${href}">${text}</a>`;
  const card = `/agents/${badge?.badge}/card`;
  const number = badge
    ? html`${link(`/agents/${badge.badge}`, badge.badge)}
        ${badge.withdrawnAt ? null : html` · ${link(card, t("counter.badge.print"))}`}`
    : "–";
  return summaryList({
    rows: [
      { key: t("counter.status"), value: stateTag(at, state) },
      { key: t("counter.badge.number"), value: number },
      ...(badge ? [{ key: t("admin.agents.issued"), value: t.day(badge.issuedAt, zone) }] : []),
      ...(badge?.untilAt
        ? [{ key: t("counter.badge.until"), value: t.until(badge.untilAt, zone) }]
        : []),
      { key: t("admin.agents.visits"), value: String(visits) },
      {
        key: t("admin.agents.last-visit"),
        value: lastVisitAt ? t.dateTime(lastVisitAt, zone) : t("settings.device.never"),
      },
      { key: t("counter.report.past"), value: String(reports) },
      {
        key: t("staff.role"),
        value: link(`/admin/staff/${officer}`, t("admin.agents.roles")),
      },
    ],
  });
};

/** GET /admin/agents/:id */
export function agentPage(at: Admin, agent: ListedAgent, typed?: Typed): FastifyReply {
  const { t } = at;
  const form = badgeForm(at, agent);
  const isOwn = agent.officer === at.officer.id;
  const title = t(
    agent.badge && !agent.badge.withdrawnAt ? "admin.agents.days" : "admin.agents.issue",
  );
  const acts =
    agent.badge && !agent.badge.withdrawnAt
      ? html`<div class="ad-acts">
          ${linkButton({
            ...{ text: t("admin.agents.replace"), href: `${pathOf(agent)}/replace` },
            kind: "secondary",
          })}
          ${linkButton({
            ...{ text: t("admin.agents.withdraw"), href: `${pathOf(agent)}/withdraw` },
            kind: "secondary",
          })}</div>`
      : null;
  const lead = html`${factsOf(at, agent)}${isOwn ? null : acts}
    <h2 class="govuk-heading-m">${title}</h2>`;
  const page = { title: agent.name, before: backToList(at), lead };
  return showFormPage(at, form, page, typed);
}

/** POST /admin/agents/:id/badge: its days; a new one where there is none. */
export async function changeBadge(at: Admin, agent: ListedAgent): Promise<FastifyReply> {
  const { deps, request, reply } = at;
  const posted = formOf(request);
  const form = badgeForm(at, agent);
  const typed = readTyped(form, posted);
  if (typed.wrong.length > 0) return agentPage(at, agent, typed);
  const asked = { officer: agent.officer, fresh: false, ...daysIn(typed) };
  const done = await giveBadge(deps, asked, occasionAt(at, posted));
  if (!done.ok) return agentPage(at, agent, refusedAt(at, form, typed, done.refusal));
  return redirectTo(reply, pathOf(agent), { kind: "success", code: "settings.done" });
}

type Act = "replace" | "withdraw";

/** GET /admin/agents/:id/replace, …/withdraw: what it means, before it is done. */
export const agentActPage = (act: Act) => (at: Admin, agent: ListedAgent) => {
  const { t } = at;
  const [action, send] = [`${pathOf(agent)}/${act}`, t(`admin.agents.${act}`)];
  return showFormPage(
    at,
    { id: act, action, send, fields: [] },
    {
      title: `${send}: ${agent.name}`,
      before: backLink(pathOf(agent), t, agent.name),
      lead: warningText(t(`admin.agents.${act}-means`), t),
    },
  );
};

/** POST the same */
export const doAgentAct = (act: Act) => async (at: Admin, agent: ListedAgent) => {
  const { deps, request, reply } = at;
  const occasion = occasionAt(at, formOf(request));
  const { officer } = agent;
  const done =
    act === "withdraw"
      ? await withdrawAgent(deps, officer, occasion)
      : await giveBadge(deps, { officer, fresh: true, ...daysOf(at, agent) }, occasion);
  if (!done.ok) return refuseAdmin(at, done.refusal, pathOf(agent));
  return redirectTo(reply, pathOf(agent), { kind: "success", code: "settings.done" });
};
