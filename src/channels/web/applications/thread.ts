import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { writeToOffice } from "../../../acts/index.ts";
import { longestMessage } from "../../../cases/index.ts";
import { isUuid } from "../../../kernel/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, limited, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { button, html, type SafeHtml, textarea, timeline } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { whoActs } from "../public/facts.ts";
import type { CaseView } from "./case-given.ts";
import { type OfCase, openOwn } from "./own.ts";
import { quoted } from "./story.ts";

/**
 * What the office wrote and the person answered, with the box to answer; nothing while the office
 * has not written. Officers write as their authority, never by name.
 */
export function threadView({ app, thread, catalogue, csrf }: CaseView, t: Translate) {
  if (thread.length === 0) return null;
  const zone = catalogue.jurisdiction.timeZone;
  const entries = thread.map(({ side, authority, text, at }) => ({
    title:
      side === "office"
        ? whoActs(catalogue, { authority: authority ?? app.definition.authority }, t)
        : t("apply.story.you"),
    when: t.dateTime(at, zone),
    datetime: at.toISOString(),
    content: quoted(text),
  }));
  return html`<h2 class="govuk-heading-m" id="thread">${t("thread.with-office")}</h2>
    ${timeline(entries)}${answerForm(app.id, csrf, t)}`;
}

const answerForm = (id: string, csrf: SafeHtml, t: Translate): SafeHtml => html`
  <form method="post" action="/applications/${id}/messages" novalidate>
    ${csrf}<input type="hidden" name="_key" value="${newId()}">
    ${textarea(
      {
        ...{ id: "message", name: "text", rows: 4, maxlength: longestMessage },
        label: t("thread.answer"),
        hint: t("thread.answer-hint"),
      },
      t,
    )}
    ${button({ text: t("thread.send"), kind: "secondary" })}
  </form>
`;

/** `/applications/:caseId/messages`: the person answers the office; the same form twice is one. */
export function threadRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.post<{ Params: OfCase }>(
    "/applications/:caseId/messages",
    { config: limited("submit") },
    async (request, reply) => answer(request, reply, deps),
  );
}

async function answer(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const form = formOf(request);
  const key = textOf(form, "_key");
  const message = {
    id: isUuid(key) ? key : newId(),
    caseId: app.id,
    text: textOf(form, "text"),
  };
  const written = await writeToOffice(deps, message, person.id);
  if (!written.ok) return sendRefusal(reply, written.refusal);
  return redirectTo(reply, `/applications/${app.id}#thread`, {
    kind: "success",
    code: "thread.sent",
  });
}
