/** Whether a badge is one at all: for whoever stands before somebody who shows one. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { helpDeskWords } from "../../acts/index.ts";
import { isReferenceLong } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, langOf, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  button,
  csrfField,
  errorSummary,
  html,
  input,
  linkButton,
  narrow,
  panel,
  type SafeHtml,
  textarea,
} from "../components/index.ts";
import { neverAsked, sendPublic } from "./badge.ts";
import type { CounterDeps } from "./deps.ts";

const path = "/agents";
/** Characters that are shown of a number that somebody typed. */
const longest = 40;
/** With the number before it, a report is as long as the help desk takes. */
const longestReport = 900;

const reportPath = (number: string): string => `${path}/${encodeURIComponent(number)}/report`;

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
    if (typed && isReferenceLong(typed)) {
      const agent = await deps.counter.agentByBadge(typed);
      return agent
        ? reply.redirect(`${path}/${agent.badge}`, 303)
        : noBadge(deps, request, reply, typed);
    }
    const error =
      typed === undefined
        ? undefined
        : t(`counter.badge.number-${typed === "" ? "missing" : "length"}`);
    const content = narrow(html`${errorSummary(error ? [{ id: "badge", text: error }] : [], t)}
      <h1 class="govuk-heading-l">${t("counter.badge.check-title")}</h1>
      <p class="govuk-body-l">${t("counter.badge.check-lead")}</p>
      ${checkForm(t, typed ?? "", error)}${neverAsked(t)}`);
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
    ${linkButton({
      ...{ text: t("counter.badge.forged-tell"), href: reportPath(number) },
      kind: "secondary",
    })}
    <h2 class="govuk-heading-m">${t("counter.badge.again")}</h2>${checkForm(t, "")}`);
  return sendPublic(deps, request, reply, { t, title, content, path, status: 404 });
}

/** GET and POST of the report on a badge that nobody has: the help desk reads it. */
async function reportForged(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: string,
): Promise<FastifyReply> {
  const t = deps.i18n.for(langOf(request));
  const number = typed.slice(0, longest);
  const title = t("counter.badge.forged-tell");
  const page = { t, title, path: reportPath(number) };
  const isSent = request.method === "POST";
  const text = isSent ? textOf(formOf(request), "text").trim().slice(0, longestReport) : "";
  if (text !== "") {
    const words = `${t("counter.badge.number")} ${number}: ${text}`;
    await deps.help.report({ id: newId(), page: path, words, lang: t.lang });
    const content = panel({ title: t("help.problem.done") });
    return sendPublic(deps, request, reply, { ...page, content });
  }
  const error = isSent ? t("counter.report.text-missing") : undefined;
  const field = { id: "text", name: "text", label: t("counter.report.text"), rows: 5, error };
  const content = narrow(html`${errorSummary(error ? [{ id: "text", text: error }] : [], t)}
    <p class="govuk-caption-l">${t("counter.badge.number")} ${number}</p>
    <h1 class="govuk-heading-l">${title}</h1>
    <form method="post" action="${page.path}" novalidate>${csrfField(request, reply)}
    ${textarea(field, t)}${button({ text: t("counter.report.send") })}</form>`);
  return sendPublic(deps, request, reply, { ...page, content, status: error ? 422 : 200 });
}

type Page = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** A page of the badge that the address names; another one where nobody has it. */
export const orNoBadge =
  (deps: CounterDeps, page: Page, other: typeof noBadge | typeof reportForged = noBadge): Page =>
  async (request, reply) => {
    const { badge = "" } = request.params as { readonly badge?: string };
    const agent = await deps.counter.agentByBadge(badge);
    return agent ? page(request, reply) : other(deps, request, reply, badge);
  };

/** A report on the badge that the address names, whether an agent has it or nobody. */
export const reportOf = (deps: CounterDeps, page: Page): Page =>
  orNoBadge(deps, page, reportForged);
