/** Whether a badge is one at all: for whoever stands before somebody who shows one. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { helpDeskWords } from "../../acts/index.ts";
import { langOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  button,
  errorSummary,
  html,
  input,
  linkButton,
  narrow,
  type SafeHtml,
} from "../components/index.ts";
import { sendPublic } from "./badge.ts";
import type { CounterDeps } from "./deps.ts";

const path = "/agents";
/** Characters that are shown of a number that somebody typed. */
const longest = 40;

function checkForm(t: Translate, typed: string, error?: string): SafeHtml {
  const hint = t("counter.badge.check-hint");
  const label = t("counter.badge.number");
  const field = {
    id: "badge",
    name: "badge",
    label,
    hint,
    value: typed,
    error,
    width: 20,
  } as const;
  return html`<form method="get" action="${path}" novalidate>
    ${input(field, t)}${button({ text: t("counter.badge.check") })}</form>`;
}

/** GET /agents: a form for the number of a badge; with one, the badge that has it. */
export const badgeForm =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const t = deps.i18n.for(langOf(request));
    const { badge } = request.query as { readonly badge?: unknown };
    const typed = typeof badge === "string" ? badge.trim().slice(0, longest) : undefined;
    if (typed) {
      const agent = await deps.counter.agentByBadge(typed);
      return agent
        ? reply.redirect(`${path}/${agent.badge}`, 303)
        : noBadge(deps, request, reply, typed);
    }
    const error = typed === "" ? t("counter.badge.number-missing") : undefined;
    const content = narrow(html`${errorSummary(error ? [{ id: "badge", text: error }] : [], t)}
      <h1 class="govuk-heading-l">${t("counter.badge.check-title")}</h1>
      <p class="govuk-body-l">${t("counter.badge.check-lead")}</p>
      ${checkForm(t, "", error)}`);
    const title = t("counter.badge.check-title");
    return sendPublic(deps, request, reply, { t, title, content, path, status: error ? 422 : 200 });
  };

/** 404: nobody has this badge; what to do before one hands anything over. */
function noBadge(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: string,
): FastifyReply {
  const t = deps.i18n.for(langOf(request));
  const { help } = deps.catalogue.jurisdiction;
  const desk = help && helpDeskWords(help, t);
  const call = desk
    ? html`<li>${t("counter.badge.forged-call")}${" "}<a class="govuk-link"
        href="${desk.href}">${desk.number}</a></li>`
    : null;
  const title = t("counter.badge.forged");
  const number = typed.slice(0, longest);
  const content = narrow(html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("counter.badge.forged-lead", { number })}</p>
    <ul class="govuk-list govuk-list--bullet">
      <li>${t("counter.badge.forged-pay")}</li>
      <li>${t("counter.badge.forged-papers")}</li>${call}</ul>
    ${linkButton({ text: t("counter.badge.forged-tell"), href: "/help", kind: "secondary" })}
    <h2 class="govuk-heading-m">${t("counter.badge.again")}</h2>${checkForm(t, "")}`);
  return sendPublic(deps, request, reply, { t, title, content, path, status: 404 });
}

type Page = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** A page of the badge that the address names; one that says so where nobody has it. */
export const orNoBadge =
  (deps: CounterDeps, page: Page): Page =>
  async (request, reply) => {
    const { badge = "" } = request.params as { readonly badge?: string };
    const agent = await deps.counter.agentByBadge(badge);
    return agent ? page(request, reply) : noBadge(deps, request, reply, badge);
  };
