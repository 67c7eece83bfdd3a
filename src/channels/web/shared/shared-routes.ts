import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Credential, standingOf } from "../../../credentials/index.ts";
import { deviceName } from "../../../platform/auth/index.ts";
import { limited, notFound, sendRefusal } from "../../../platform/http/index.ts";
import { isLang, languageNames, languages, type Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  csrfField,
  html,
  narrow,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { claimRows, factRows, standingTag } from "../applications/paper-view.ts";
import type { WebDeps } from "../deps.ts";
import { attachment, webPage, wordsOf } from "../page.ts";

interface Linked {
  readonly Params: { readonly token: string };
}

/**
 * `/shared/:token`: a paper that its owner shows to whoever has the link, until it ends. The first
 * page says nothing of the paper and records nothing, for mail servers and messengers follow
 * links; the paper is shown, and its owner told, once a person presses the button.
 */
export function sharedRoutes(app: FastifyInstance, deps: WebDeps): void {
  const config = limited("verify");
  app.get<Linked>("/shared/:token", { config }, async (request, reply) => {
    unlisted(reply);
    const link = await deps.shares.look(request.params.token);
    if (!link.ok) return sendRefusal(reply, link.refusal);
    const t = wordsOf(request, deps);
    const { timeZone } = deps.catalogue.jurisdiction;
    const date = t.dateTime(link.value.endsAt, timeZone);
    const title = t("me.share.guest-heading");
    const content = narrow(html`<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body-l">${t("me.share.guest-lead", { date })}</p>
      <form method="post">${csrfField(request, reply)}
      ${button({ text: t("me.share.guest-show") })}</form>`);
    return webPage(request, reply, deps, { title, content });
  });
  app.post<Linked>("/shared/:token", { config }, async (request, reply) => {
    unlisted(reply);
    const link = await deps.shares.open(request.params.token, { what: "page", ...from(request) });
    if (!link.ok) return sendRefusal(reply, link.refusal);
    const { paper, endsAt } = link.value;
    const t = wordsOf(request, deps);
    const view = { paper, endsAt, base: `/shared/${request.params.token}` };
    const title = t.words(paper.title);
    return webPage(request, reply, deps, { title, content: narrow(paperView(view, deps, t)) });
  });
  app.get<{ Params: { token: string; lang: string } }>(
    "/shared/:token/:lang",
    { config },
    async (request, reply) => {
      unlisted(reply);
      const { token, lang } = request.params;
      if (!isLang(lang)) throw notFound();
      const link = await deps.shares.open(token, { what: "pdf", ...from(request) });
      if (!link.ok) return sendRefusal(reply, link.refusal);
      const { paper } = link.value;
      const drawn = await deps.credentials.pdf(paper.id, lang);
      if (!drawn.ok) return sendRefusal(reply, drawn.refusal);
      return attachment(reply, `${paper.number}-${lang}.pdf`, "application/pdf", drawn.value);
    },
  );
}

/** In no search engine, and told to no other site by a link. */
const unlisted = (reply: FastifyReply) =>
  reply.header("x-robots-tag", "noindex, nofollow").header("referrer-policy", "no-referrer");

const from = (request: FastifyRequest) => ({ device: deviceName(request.headers["user-agent"]) });

function paperView(
  {
    paper,
    endsAt,
    base,
  }: { readonly paper: Credential; readonly endsAt: Date; readonly base: string },
  { clock, catalogue }: WebDeps,
  t: Translate,
): SafeHtml {
  const { timeZone } = catalogue.jurisdiction;
  const authority = t.words(paper.authority.name);
  const rows = [...claimRows(paper, t), ...factRows(paper, timeZone, t)];
  const files = languages.map(
    (lang) => html`<a class="govuk-link" href="${base}/${lang}" hreflang="${lang}" lang="${lang}"
      download>${languageNames[lang]}</a> `,
  );
  const date = t.dateTime(endsAt, timeZone);
  return html`<h1 class="govuk-heading-l">${t.words(paper.title)}
    ${standingTag(standingOf(paper, clock()), t)}</h1>
    <p class="govuk-body-l">${t("me.share.guest-source", { authority })}</p>
    ${summaryList({ rows })}
    <p class="govuk-body">${t("documents.download")}: ${files}</p>
    <p class="govuk-body"><a class="govuk-link" href="/v">${t("documents.verify")}</a></p>
    <p class="govuk-body hw-muted">${t("me.share.guest-keep", { date })}</p>`;
}
