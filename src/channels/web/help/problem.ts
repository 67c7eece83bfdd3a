import type { FastifyReply, FastifyRequest } from "fastify";
import { longestWords, pageAddress } from "../../../help/index.ts";
import { isUuid, type Problem } from "../../../kernel/index.ts";
import { newId } from "../../../platform/db/index.ts";
import {
  type FormFields,
  formOf,
  redirectTo,
  sendRefusal,
  textOf,
} from "../../../platform/http/index.ts";
import {
  button,
  csrfField,
  errorSummary,
  html,
  inset,
  narrow,
  textarea,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { pageIn } from "./help-page.ts";

/** GET /help/problem: what is wrong with a page, in words of one's own. No sign-in. */
export function askForReport(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  back?: { readonly form: FormFields; readonly problem: Problem | undefined },
): FastifyReply {
  const t = wordsOf(request, deps);
  const title = t("help.problem.title");
  const page = (back ? pageAddress(textOf(back.form, "page")) : pageIn(request)) ?? "/";
  const error =
    back &&
    (back.problem?.code === "too-long"
      ? t("help.problem.too-long", { max: longestWords })
      : t("help.problem.words-missing"));
  const field = {
    ...{ id: "words", name: "words", label: t("help.problem.words"), rows: 6, error },
    value: back ? textOf(back.form, "words") : "",
  };
  const address = html`<strong>${t("help.problem.page")}:</strong> <code>${page}</code>`;
  return webPage(request, reply, deps, {
    title,
    content: narrow(html`${errorSummary(error ? [{ text: error, id: "words" }] : [], t)}
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${t("help.problem.lead")}${" "}
      <a class="govuk-link" href="/help/call-back">${t("help.call-back.title")}</a></p>
      ${inset(html`<p class="govuk-body">${address}</p>`)}
      <form method="post" action="/help/problem" novalidate>${csrfField(request, reply)}
      <input type="hidden" name="page" value="${page}">
      <input type="hidden" name="_key" value="${newId()}">${textarea(field, t)}
      ${button({ text: t("help.problem.send") })}</form>`),
    ...(back && { failed: true, status: 422 }),
  });
}

/** POST the same. */
export async function takeReport(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
): Promise<FastifyReply> {
  const form = formOf(request);
  const key = textOf(form, "_key");
  const reported = await deps.help.report({
    id: isUuid(key) ? key : newId(),
    page: pageAddress(textOf(form, "page")) ?? "/",
    ...{ words: textOf(form, "words"), lang: wordsOf(request, deps).lang },
  });
  if (reported.ok)
    return redirectTo(reply, "/help", { kind: "success", code: "help.problem.done" });
  const { refusal } = reported;
  return refusal.problems
    ? askForReport(request, reply, deps, { form, problem: refusal.problems[0] })
    : sendRefusal(reply, refusal);
}
