import type { FastifyReply, FastifyRequest } from "fastify";
import { type CodesSent, type CodesTyped, perform, sendAddressCodes } from "../../../acts/index.ts";
import type { Application, Contact } from "../../../cases/index.ts";
import type { Person } from "../../../platform/auth/index.ts";
import {
  type FormFields,
  langOf,
  redirectTo,
  sendRefusal,
  textOf,
} from "../../../platform/http/index.ts";
import type { Lang } from "../../../platform/i18n/index.ts";
import { button, csrfField, errorSummary, html } from "../../components/index.ts";
import {
  type AddressCodes,
  addressCodeErrors,
  addressCodeFields,
  addressCodesIn,
} from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";
import { actPage, keyIn } from "./act-routes.ts";
import { submittedOf } from "./own.ts";

/** A contact that somebody wants for an application, with the form in which they sent it. */
export interface ContactWish {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly deps: WebDeps;
  readonly app: Application;
  readonly person: Person;
  readonly contact: Contact;
  readonly toldIn: Lang;
  readonly form: FormFields;
}

/** Uses a contact, at once where nothing of it is new; else once its codes were typed. */
export async function useContact(wish: ContactWish): Promise<FastifyReply> {
  const { request, reply, deps, app, person, contact } = wish;
  const asked = { app, person: person.id, contact };
  const sent = await sendAddressCodes(deps, asked, langOf(request));
  if (!sent.ok) return sendRefusal(reply, sent.refusal);
  return Object.keys(sent.value).length === 0
    ? saveContact(wish, { typed: {}, sent: {} })
    : codePage(wish, { sent: sent.value });
}

/** Uses a contact whose codes were typed; shows the page again where one is wrong. */
export const confirmContact = (wish: ContactWish): Promise<FastifyReply> =>
  saveContact(wish, addressCodesIn(wish.form));

async function saveContact(
  wish: ContactWish,
  { typed: codes, sent }: { readonly typed: CodesTyped; readonly sent: CodesSent },
): Promise<FastifyReply> {
  const { reply, deps, app, person, contact, toldIn, form } = wish;
  const changed = await perform(deps, {
    ...{
      app,
      person: person.id,
      wish: { act: "contact", contact, toldIn },
      key: keyIn(form),
      codes,
    },
  });
  if (!changed.ok) {
    const { code, problems = [] } = changed.refusal;
    if (code === "case.contact-unconfirmed")
      return codePage(wish, { sent, typed: codes, problems });
    return sendRefusal(reply, changed.refusal);
  }
  const path = `/applications/${app.id}`;
  return redirectTo(reply, path, { kind: "success", code: "contact.done" });
}

function codePage(
  { request, reply, deps, app, contact, toldIn, form }: ContactWish,
  codes: AddressCodes,
): FastifyReply {
  const { problems = [] } = codes;
  const t = wordsOf(request, deps);
  const path = `/applications/${app.id}/contact`;
  const along = html`${csrfField(request, reply)}
    <input type="hidden" name="phone" value="${contact.phone ?? ""}">
    <input type="hidden" name="email" value="${contact.email ?? ""}">
    <input type="hidden" name="told-in" value="${toldIn}">
    <input type="hidden" name="_key" value="${textOf(form, "_key")}">`;
  const title = t("contact.code-heading");
  const content = html`${errorSummary(addressCodeErrors(problems, t), t)}
    <p class="govuk-caption-l">
      ${t.words(app.definition.title)} · ${submittedOf(app).reference}
    </p>
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("contact.code-lead")}</p>
    <form method="post" action="${path}/code" novalidate>
      ${along}${addressCodeFields(contact, codes, t)}
      ${button({ text: t("contact.code-button") })}
    </form>
    <form method="post" action="${path}">
      ${along}${button({ text: t("contact.code-again"), kind: "secondary" })}
    </form>`;
  return actPage(request, reply, deps, app, { title, content, failed: problems.length > 0 });
}
