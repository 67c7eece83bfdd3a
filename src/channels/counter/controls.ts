import type { FastifyReply, FastifyRequest } from "fastify";
import { type Agent, findings, inspectorRole } from "../../counter/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import { endSessionsOf } from "../../platform/auth/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../platform/http/index.ts";
import {
  button,
  checkbox,
  errorSummary,
  html,
  radios,
  type SafeHtml,
  table,
  tag,
  textarea,
} from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { badgeAt } from "./badge.ts";
import type { CounterDeps } from "./deps.ts";
import { type Desk, deskOf, show } from "./desk.ts";

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

const standing = ({ t }: Desk, { suspendedAt }: Agent): SafeHtml =>
  suspendedAt ? tag(t("counter.badge.invalid"), "bad") : tag(t("counter.badge.valid"), "good");

/** GET /counter/agents: every badge, for inspectors. */
export const agentsPage =
  (deps: CounterDeps): Handler =>
  async (request, reply) => {
    const desk = deskOf(deps, request, reply, inspectorRole);
    const { t } = desk;
    const all = await deps.counter.agents();
    const names = await deps.officerNames(all.map(({ officer }) => officer));
    const list = table({
      caption: t("counter.agents.title"),
      captionHidden: true,
      columns: [
        { text: t("counter.badge.number") },
        { text: t("counter.badge.name") },
        { text: t("counter.status") },
      ],
      rows: all.map((agent) => [
        html`<a class="govuk-link hw-reference" href="/counter/agents/${agent.badge}">
          ${agent.badge}</a>`,
        names.get(agent.officer) ?? "–",
        standing(desk, agent),
      ]),
      empty: t("counter.agents.none"),
    });
    const title = t("counter.agents.title");
    const content = html`<h1 class="govuk-heading-l">${title}</h1>${list}`;
    return show(desk, { title, content, path: "/counter/agents" });
  };

/** GET /counter/agents/:badge: what was found so far, what people say, and a new visit. */
export const controlPage =
  (deps: CounterDeps): Handler =>
  async (request, reply) =>
    showControl(deskOf(deps, request, reply, inspectorRole));

async function showControl(desk: Desk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, request, t } = desk;
  const { agent, name } = await badgeAt(deps, request);
  const path = `/counter/agents/${agent.badge}`;
  const text = refusal && t.refusal(refusal);
  const errors = text === undefined ? [] : [{ text, id: fieldOf(refusal) }];
  const content = html`${errorSummary(errors, t)}<p class="govuk-caption-l">${agent.badge}</p>
    <h1 class="govuk-heading-l">${name}</h1><p class="govuk-body-l">${standing(desk, agent)}</p>
    ${controlForm(desk, path, agent, text)}${await history(desk, agent)}`;
  return show(desk, {
    title: `${name} – ${t("counter.agents.title")}`,
    content,
    before: wayBack("/counter/agents", t),
    path,
    failed: refusal !== undefined,
    ...(refusal && { status: statusOf(refusal.kind) }),
  });
}

const fieldOf = (refusal: Refusal | undefined): string =>
  refusal?.code === "counter.note-missing" ? "note" : "finding";

function controlForm(
  { t, csrf, request }: Desk,
  path: string,
  { suspendedAt }: Agent,
  error: string | undefined,
): SafeHtml {
  const form = formOf(request);
  const items = findings
    .filter((each) => (each === "reinstated") === (suspendedAt !== null) || each !== "reinstated")
    .map((value) => ({ value, text: t(`counter.finding.${value}`) }));
  const choice = radios(
    {
      id: "finding",
      name: "finding",
      legend: t("counter.control.finding"),
      items,
      size: "s",
      value: textOf(form, "finding") || undefined,
    },
    t,
  );
  const note = textarea(
    {
      id: "note",
      name: "note",
      label: t("counter.control.note"),
      value: textOf(form, "note"),
      rows: 4,
      error: textOf(form, "note") === "" ? error : undefined,
    },
    t,
  );
  const suspend = suspendedAt
    ? null
    : checkbox({ id: "suspend", name: "suspend", label: t("counter.control.suspend") }, t);
  return html`<h2 class="govuk-heading-m">${t("counter.control.new")}</h2>
    <form method="post" action="${path}" novalidate>${csrf}${choice}${note}${suspend}
    ${button({ text: t("counter.control.record") })}</form>`;
}

async function history({ deps, t }: Desk, { officer }: Agent): Promise<SafeHtml> {
  const [controls, reports] = await Promise.all([
    deps.counter.controlsOf(officer),
    deps.counter.reportsOf(officer),
  ]);
  const names = await deps.officerNames(controls.map(({ inspector }) => inspector));
  const { timeZone, currency } = deps.catalogue.jurisdiction;
  const visits = table({
    caption: t("counter.control.past"),
    columns: [
      { text: t("counter.when") },
      { text: t("counter.control.finding") },
      { text: t("counter.control.note") },
      { text: t("counter.control.inspector") },
    ],
    rows: controls.map(({ at, finding, note, suspended, inspector }) => [
      t.dateTime(at, timeZone),
      html`${t(`counter.finding.${finding}`)}
        ${suspended ? html` ${tag(t("counter.badge.invalid"), "bad")}` : null}`,
      note,
      names.get(inspector) ?? "–",
    ]),
    empty: t("counter.control.none"),
  });
  const pastReports = table({
    caption: t("counter.report.past"),
    columns: [
      { text: t("counter.when") },
      { text: t("counter.report.text") },
      { text: t("counter.report.asked"), numeric: true },
      { text: t("counter.report.phone") },
    ],
    rows: reports.map(({ at, text, askedMinor, phone }) => [
      t.dateTime(at, timeZone),
      text,
      askedMinor === null ? "–" : t.money({ minor: askedMinor, currency }),
      phone ?? "–",
    ]),
    empty: t("counter.report.none"),
  });
  return html`${visits}${pastReports}`;
}

/** POST /counter/agents/:badge: suspended, the agent is signed out everywhere at that moment. */
export const recordControl =
  (deps: CounterDeps): Handler =>
  async (request, reply) => {
    const desk = deskOf(deps, request, reply, inspectorRole);
    const { agent } = await badgeAt(deps, request);
    const form = formOf(request);
    const suspend = textOf(form, "suspend") === "true";
    const recorded = await deps.counter.recordControl({
      agent: agent.officer,
      inspector: desk.officer.id,
      finding: textOf(form, "finding"),
      note: textOf(form, "note").trim().slice(0, 2000),
      suspend,
    });
    if (!recorded.ok) return showControl(desk, recorded.refusal);
    if (suspend) await endSessionsOf(deps.sql, agent.officer, deps.clock());
    return redirectTo(reply, `/counter/agents/${agent.badge}`, {
      kind: "success",
      code: "counter.control.recorded",
    });
  };
