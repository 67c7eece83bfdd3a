import type { FastifyReply, FastifyRequest } from "fastify";
import { helpDeskState, helpDeskWords, openWords } from "../../../acts/index.ts";
import type { Definition } from "../../../catalogue/index.ts";
import { pageAddress } from "../../../help/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  buttonGroup,
  card,
  html,
  linkButton,
  narrow,
  type SafeHtml,
  searchBox,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** Questions that are the same for every service, in the order of an application. */
const general = ["find", "apply", "pay", "follow", "paper", "disagree"] as const;
const more = ["number", "phone", "time", "told", "privacy"] as const;

/** GET /help: questions and answers, and whom to ask; `?page=` says where somebody came from. */
export function helpPage(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
): FastifyReply {
  const t = wordsOf(request, deps);
  const page = pageIn(request);
  const content = html`<h1 class="govuk-heading-xl">${t("layout.help")}</h1>
    <p class="govuk-body-l">${t("public.help.lead")}</p>
    ${narrow(questionsPart(serviceOf(page, deps), t), card(talkPart(page, deps, t)))}`;
  return webPage(request, reply, deps, { title: t("layout.help"), content });
}

/** The page that somebody came from, without what names a person. */
export function pageIn({ query }: FastifyRequest): string | undefined {
  const { page } = query as Readonly<Record<string, unknown>>;
  return typeof page === "string" ? pageAddress(page) : undefined;
}

/** The service that a page is about, where its address says so. */
export function serviceOf(
  page: string | undefined,
  { catalogue }: Pick<WebDeps, "catalogue">,
): Definition | undefined {
  const [, , id = ""] = /^\/(services|check)\/([a-z0-9-]+)/.exec(page ?? "") ?? [];
  return id === "" ? undefined : catalogue.current(id);
}

export const withPage = (path: string, page: string | undefined): string =>
  page === undefined ? path : `${path}?${new URLSearchParams({ page })}`;

const question = (title: string, answer: string): SafeHtml =>
  html`<details class="hw-fold"><summary><h3 class="govuk-heading-s">${title}</h3></summary>
    <div><p class="govuk-body">${answer}</p></div></details>`;

function questionsPart(service: Definition | undefined, t: Translate): SafeHtml {
  return html`${searchBox({ action: "/services", label: t("help.search") }, t)}
    ${service ? servicePart(service, t) : null}
    <h2 class="govuk-heading-m">${t("help.questions")}</h2>
    ${general.map((id) => question(t(`public.help.${id}.heading`), t(`public.help.${id}.text`)))}
    ${more.map((id) => question(t(`help.faq.${id}.question`), t(`help.faq.${id}.answer`)))}
    <p class="govuk-body"><a class="govuk-link" href="/agents">
      ${t("counter.badge.check-title")}</a></p>`;
}

const servicePart = ({ id, title }: Definition, t: Translate): SafeHtml =>
  html`<p class="govuk-body"><a class="govuk-link" href="/services/${id}">
    ${t("help.about-service", { service: t.words(title) })}</a></p>`;

/** Whom to call and when, being called, and the way to a page's report. */
function talkPart(page: string | undefined, deps: WebDeps, t: Translate): SafeHtml {
  const { help } = deps.catalogue.jurisdiction;
  const desk = help && helpDeskWords(help, t);
  const now = deps.clock();
  const calendar = deps.calendar();
  const state = help && helpDeskState(help, now, calendar);
  const line = (title: string, content: SafeHtml | string) =>
    html`<p class="govuk-body"><strong>${title}</strong><br>${content}</p>`;
  const number =
    desk &&
    html`<a class="govuk-link hw-call" href="${desk.href}">${desk.number}</a>
    ${desk.of === "" ? null : html` (${desk.of})`}`;
  const open = state && openWords(state, now, calendar.timeZone, t);
  return html`<h2 class="govuk-heading-m">${t("help.talk")}</h2>
    ${
      number &&
      line(
        t("help.call"),
        html`${number}<br>
      ${state?.open ? html`<strong>${open}</strong>` : open}`,
      )
    }
    ${
      desk &&
      line(
        t("help.hours"),
        html`${desk.hours.map(
          ({ days, times }) => html`
      ${days}: ${t.list(times)}<br>`,
        )}`,
      )
    }
    ${desk && line(t("help.spoken"), desk.languages)}
    ${buttonGroup(
      linkButton({ text: t("help.call-back.title"), href: withPage("/help/call-back", page) }),
    )}
    ${
      desk?.email &&
      line(
        t("help.write"),
        html`<a class="govuk-link" href="mailto:${desk.email}">${desk.email}</a>`,
      )
    }
    ${line(
      t("help.in-person"),
      html`<a class="govuk-link" href="/centres">${t("visits.centres")}</a>`,
    )}
    <p class="govuk-body"><a class="govuk-link" href="${withPage("/help/problem", page)}">
      ${t("help.problem.title")}</a></p>
    ${desk?.illustrative ? html`<p class="hw-muted">${t("help.example")}</p>` : null}`;
}
