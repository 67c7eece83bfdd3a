import type { FastifyReply, FastifyRequest } from "fastify";
import { type AgentCharge, type AgentState, agentCharges, badgeStands } from "../../acts/index.ts";
import { centresOffice } from "../../centres/index.ts";
import type { Agent } from "../../counter/index.ts";
import { currencyDecimals, withoutScheme } from "../../kernel/index.ts";
import { formOf, langOf, notFound, sendHtml, textOf } from "../../platform/http/index.ts";
import type { PlainKey, Translate } from "../../platform/i18n/index.ts";
import {
  button,
  csrfField,
  errorSummary,
  html,
  input,
  layout,
  linkButton,
  lookOf,
  narrow,
  panel,
  provenance,
  type SafeHtml,
  scanCode,
  summaryList,
  table,
  tag,
  textarea,
} from "../components/index.ts";
import type { CounterDeps } from "./deps.ts";

import { styleLink } from "./style.ts";
import { chargeIn } from "./summary.ts";

/**
 * An agent's public pages: who they are, whether their badge is valid, and what they may charge.
 */
interface Badge {
  readonly agent: Agent;
  readonly state: AgentState;
  readonly name: string;
  readonly t: Translate;
  readonly path: string;
}

export async function badgeAt(deps: CounterDeps, request: FastifyRequest): Promise<Badge> {
  const { badge = "" } = request.params as { readonly badge?: string };
  const agent = await deps.counter.agentByBadge(badge);
  if (!agent) throw notFound();
  const names = await deps.officerNames([agent.officer]);
  const t = deps.i18n.for(langOf(request));
  const state = await badgeStands(deps, agent);
  const name = names.get(agent.officer) ?? "–";
  return { agent, state, name, t, path: `/agents/${agent.badge}` };
}

interface PublicPage {
  readonly t: Translate;
  readonly title: string;
  readonly content: SafeHtml;
  readonly path: string;
  readonly status?: number;
}

/** Sends a page for whoever stands before an agent. */
export function sendPublic(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  page: PublicPage,
): FastifyReply {
  const { t, path, status = 200, ...rest } = page;
  const demo = deps.demonstration ? { demo: { href: "/demo" } } : {};
  const foot = { links: [{ text: t("layout.help"), href: "/help" }] };
  const url = request.method === "GET" ? request.url : path;
  const content = html`${styleLink}${page.content}`;
  const failed = status === 422;
  const { state } = deps.catalogue.jurisdiction;
  const look = state && { look: lookOf(state, t.lang) };
  const body = layout({ ...rest, ...demo, ...look, foot, failed, path: url, content }, t);
  return sendHtml(reply, body, status);
}

const standing = ({ state, t }: Badge): SafeHtml =>
  state === "valid"
    ? tag(t("counter.badge.valid"), "good")
    : tag(t("counter.badge.invalid"), "bad");

/** The last day on which it is valid, where there is one. */
const untilRows = ({ catalogue }: CounterDeps, { agent, t }: Badge) =>
  agent.untilAt
    ? [
        {
          key: t("counter.badge.until"),
          value: t.until(agent.untilAt, catalogue.jurisdiction.timeZone),
        },
      ]
    : [];

const factsOf = (deps: CounterDeps, at: Badge): SafeHtml =>
  summaryList({
    rows: [
      { key: at.t("counter.badge.name"), value: at.name },
      {
        key: at.t("counter.badge.number"),
        value: html`<strong class="hw-reference">${at.agent.badge}</strong>`,
      },
      { key: at.t("counter.badge.authority"), value: authorityOf(deps, at.t) },
      { key: at.t("counter.status"), value: standing(at) },
      ...untilRows(deps, at),
    ],
  });

const authorityOf = ({ catalogue }: CounterDeps, t: Translate): string => {
  const authority = catalogue.jurisdiction.authorities.find(({ id }) => id === centresOffice);
  return t.words(authority?.name);
};

/** GET /agents/:badge: for whoever stands before an agent. */
export const badgePage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const at = await badgeAt(deps, request);
    const { t, state, path } = at;
    const warning =
      state !== "valid"
        ? html`<p class="govuk-body-l"><strong>${t("counter.badge.not-served")}</strong></p>`
        : null;
    const tariff = state === "valid" ? tariffView(deps, t) : null;
    const content = narrow(
      html`<h1 class="govuk-heading-l">${t("counter.badge.title")}</h1>
        ${warning}${factsOf(deps, at)}${tariff}${neverAsked(t)}
        ${linkButton({
          text: t("counter.report.title"),
          href: `${path}/report`,
          kind: "secondary",
        })}`,
    );
    return sendPublic(deps, request, reply, { t, title: t("counter.badge.title"), content, path });
  };

/** What an agent may never ask for: a rule of the office that sends them. */
export const neverAsked = (t: Translate): SafeHtml => html`
  <h2 class="govuk-heading-m">${t("counter.badge.never")}</h2>
  <ul class="govuk-list govuk-list--bullet">${nevers.map(
    (each) => html`<li>${t(`counter.badge.never-${each}`)}</li>`,
  )}</ul>
  <p class="govuk-body">${t("counter.badge.never-rule")}</p>`;

const nevers = ["pin", "cash", "more", "papers", "unread", "favour"] as const;

/** Lists only what the agent charges for, and says that they charge nothing for the rest. */
function tariffView(deps: CounterDeps, t: Translate): SafeHtml {
  const { agentTariff } = deps.catalogue.jurisdiction;
  const nameOf = ({ what }: AgentCharge) =>
    typeof what === "string"
      ? t(`counter.badge.${what === "print" ? "prints" : "prints-bill"}`)
      : t.words(deps.catalogue.current(what.service)?.title);
  const rows = agentCharges(deps).map((each) => [nameOf(each), chargeIn(each.charge, t)]);
  const list =
    rows.length === 0
      ? null
      : table({
          caption: t("counter.charge"),
          captionHidden: true,
          columns: [
            { text: t("counter.receipt.service") },
            { text: t("counter.charge"), numeric: true },
          ],
          rows,
        });
  return html`<h2 class="govuk-heading-m">${t("counter.charge")}</h2>${list}<p class="govuk-body">
    ${t(rows.length === 0 ? "counter.badge.all-free" : "counter.badge.others-free")}</p>
    ${agentTariff ? html`<p class="govuk-body">${provenance(agentTariff, t)}</p>` : null}`;
}

/** GET /agents/:badge/card: to be printed and worn. */
export const badgeCard =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const at = await badgeAt(deps, request);
    const { t, path, agent, state, name } = at;
    const address = `${deps.baseUrl}${path}`;
    const nation = t.words(deps.catalogue.jurisdiction.state?.name);
    // "Valid" is never printed: what is worn must be asked for each time, by the code on it.
    const dark = state === "valid" ? null : standing(at);
    const card = html`<article class="ct-badge"><p>${nation}</p>
      <p class="ct-badge__authority">${authorityOf(deps, t)}</p>
      <h1 class="ct-badge__name">${name}</h1>
      <p>${t("counter.badge.agent")} ${dark}</p>
      ${scanCode(address, t("counter.badge.check"), "ct-qr")}
      <p class="hw-reference">${agent.badge}</p>
      ${untilRows(deps, at).map(({ key, value }) => html`<p>${key} ${value}</p>`)}
      <p>${t("counter.badge.check")}<br>
      ${withoutScheme(address)}</p></article>`;
    const print = html`<p><button type="button" class="govuk-button" data-print hidden>
      ${t("counter.receipt.print")}</button></p>`;
    return sendPublic(deps, request, reply, {
      t,
      title: t("counter.badge.title"),
      content: html`${card}${print}`,
      path: `${path}/card`,
    });
  };

interface Said {
  readonly text: string;
  readonly asked: string;
  readonly phone: string;
}

type Wrong = Partial<Readonly<Record<string, PlainKey>>>;

/** GET and POST /agents/:badge/report: they charged too much, or acted without being asked. */
export const reportPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const at = await badgeAt(deps, request);
    if (request.method !== "POST") return reportForm(deps, request, reply, at);
    const form = formOf(request);
    const field = (name: string, most: number) => textOf(form, name).trim().slice(0, most);
    const report = {
      text: field("text", 2000),
      asked: field("asked", 20),
      phone: field("phone", 30),
    };
    const amount = report.asked === "" ? null : Number(report.asked.replaceAll(/[ ,\u00a0]/g, ""));
    const wrong: Wrong = {
      ...(report.text === "" && { text: "counter.report.text-missing" }),
      ...(amount !== null &&
        !(amount >= 0 && amount < 1e9) && { asked: "counter.report.asked-wrong" }),
    };
    if (Object.keys(wrong).length > 0) return reportForm(deps, request, reply, at, report, wrong);
    const decimals = currencyDecimals(deps.catalogue.jurisdiction.currency);
    const askedMinor = amount === null ? null : Math.round(amount * 10 ** decimals);
    await deps.counter.report(at.agent.officer, {
      text: report.text,
      phone: report.phone || null,
      askedMinor,
    });
    const { t, path } = at;
    const content = html`${panel({ title: t("counter.report.thanks") })}<p class="govuk-body">
      ${t("counter.report.next")}</p>`;
    return sendPublic(deps, request, reply, {
      t,
      title: t("counter.report.title"),
      content,
      path: `${path}/report`,
    });
  };

function reportForm(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { t, path, agent, name }: Badge,
  said: Said = { text: "", asked: "", phone: "" },
  wrong: Wrong = {},
): FastifyReply {
  const own = `${path}/report`;
  const errors = Object.entries(wrong).flatMap(([id, code]) =>
    code ? [{ id, text: t(code) }] : [],
  );
  const part = (id: keyof Said) => ({
    ...{ id, name: id, label: t(`counter.report.${id}`), value: said[id] },
    error: wrong[id] && t(wrong[id]),
  });
  const { currency } = deps.catalogue.jurisdiction;
  const fields = [
    textarea({ ...part("text"), rows: 5 }, t),
    input(
      {
        ...part("asked"),
        inputmode: "decimal",
        width: 10,
        suffix: t.currency(currency),
        optional: true,
      },
      t,
    ),
    input({ ...part("phone"), type: "tel", width: 20, optional: true }, t),
  ];
  const content = narrow(
    html`${errorSummary(errors, t)}<p class="govuk-caption-l">${name} · ${agent.badge}</p>
      <h1 class="govuk-heading-l">${t("counter.report.title")}</h1><p class="govuk-body">
      ${t("counter.report.lead")}</p><form method="post" action="${own}" novalidate>
      ${csrfField(request, reply)}${fields}${button({ text: t("counter.report.send") })}</form>`,
  );
  return sendPublic(deps, request, reply, {
    t,
    title: t("counter.report.title"),
    content,
    path: own,
    status: errors.length > 0 ? 422 : 200,
  });
}
