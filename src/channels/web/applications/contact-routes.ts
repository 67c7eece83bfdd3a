import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { caseNow, contactOf, readContact, toldInOf, windowOf } from "../../../acts/index.ts";
import type { Contact } from "../../../cases/index.ts";
import type { Problem } from "../../../kernel/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, limited, sendRefusal, textOf } from "../../../platform/http/index.ts";
import type { Lang } from "../../../platform/i18n/index.ts";
import { button, csrfField, html } from "../../components/index.ts";
import { contactErrors, contactFields } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";
import { actPage } from "./act-routes.ts";
import { type ContactWish, confirmContact, useContact } from "./contact-code.ts";
import { type OfCase, openOwn, submittedOf } from "./own.ts";

/** Where messages about one application go. */
export function contactRoutes(app: FastifyInstance, deps: WebDeps): void {
  const path = "/applications/:caseId/contact";
  app.get<{ Params: OfCase }>(path, async (request, reply) => ask(request, reply, deps));
  const on = (go: (wish: ContactWish) => Promise<FastifyReply>) => ({
    config: limited("submit"),
    handler: (request: FastifyRequest, reply: FastifyReply) => change(request, reply, deps, go),
  });
  app.post(path, on(useContact));
  app.post(`${path}/code`, on(confirmContact));
}

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  back?: {
    readonly contact: Contact;
    readonly toldIn: Lang;
    readonly problems: readonly Problem[];
  },
) {
  const { app, person } = await openOwn(request, deps);
  const open = windowOf("contact", await caseNow(deps, app));
  if (!open.ok) return sendRefusal(reply, open.refusal);
  const t = wordsOf(request, deps);
  const { languages } = deps.i18n;
  const { contact, toldIn, problems } = back ?? {
    ...{ contact: contactOf(app, person), toldIn: toldInOf(deps.i18n, app, person) },
    problems: [],
  };
  const title = t("contact.heading");
  const path = `/applications/${app.id}`;
  const content = html`${contactErrors(problems, t)}
    <p class="govuk-caption-l">
      ${t.words(app.definition.title)} · ${submittedOf(app).reference}
    </p>
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("contact.lead")}</p>
    <form method="post" action="${path}/contact" novalidate>
      ${csrfField(request, reply)}<input type="hidden" name="_key" value="${newId()}">
      ${contactFields({ ...contact, languages, toldIn }, problems, t)}
      ${button({ text: t("contact.button") })}
    </form>`;
  return actPage(request, reply, deps, app, { title, content, failed: back !== undefined });
}

/** Reads the contact and goes on with it; shows the form again where it reaches nobody. */
async function change(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  go: (wish: ContactWish) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { app, person } = await openOwn(request, deps);
  const form = formOf(request);
  const typed = { phone: textOf(form, "phone"), email: textOf(form, "email") };
  const { contact, problems } = readContact(typed, deps.catalogue.jurisdiction.telephone);
  const toldIn =
    deps.i18n.languages.find((each) => each === textOf(form, "told-in")) ??
    toldInOf(deps.i18n, app, person);
  if (problems.length > 0) return ask(request, reply, deps, { contact, toldIn, problems });
  const open = windowOf("contact", await caseNow(deps, app));
  if (!open.ok) return sendRefusal(reply, open.refusal);
  return go({ request, reply, deps, app, person, contact, toldIn, form });
}
