import type { FastifyReply, FastifyRequest } from "fastify";
import {
  type AddressKind,
  type CodesSent,
  checkAddressCodes,
  perform,
  sendAddressCodes,
  type Unconfirmed,
  unconfirmed,
} from "../../../acts/index.ts";
import type { Application, Contact } from "../../../cases/index.ts";
import type { Refusal } from "../../../kernel/index.ts";
import type { Person } from "../../../platform/auth/index.ts";
import {
  type FormFields,
  langOf,
  redirectTo,
  sendRefusal,
  textOf,
} from "../../../platform/http/index.ts";
import {
  button,
  csrfField,
  errorSummary,
  html,
  type Input,
  input,
} from "../../components/index.ts";
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
  readonly form: FormFields;
}

/** Uses a contact, at once where nothing of it is new; else once its codes were typed. */
export async function useContact(wish: ContactWish): Promise<FastifyReply> {
  const { request, reply, deps, app, person, contact } = wish;
  const addresses = unconfirmed(contact, app, person);
  if (addresses.length === 0) return saveContact(wish);
  const asked = { app, person, lang: langOf(request) };
  const sent = await sendAddressCodes(deps, asked, addresses);
  if (!sent.ok) return sendRefusal(reply, sent.refusal);
  return codePage(wish, addresses, sent.value, {});
}

/** Uses a contact whose codes were typed; shows the page again where one is wrong. */
export async function confirmContact(wish: ContactWish): Promise<FastifyReply> {
  const { deps, app, person, contact, form } = wish;
  const addresses = unconfirmed(contact, app, person);
  const typedFor = (kind: AddressKind) => ({
    id: textOf(form, `id-${kind}`),
    code: textOf(form, `code-${kind}`).replaceAll(/\D/g, "").slice(0, 12),
  });
  const typed = { phone: typedFor("phone"), email: typedFor("email") };
  const wrong = await checkAddressCodes(deps, { app, person, typed }, addresses);
  if (Object.keys(wrong).length === 0) return saveContact(wish);
  return codePage(wish, addresses, { phone: typed.phone.id, email: typed.email.id }, wrong);
}

async function saveContact(wish: ContactWish): Promise<FastifyReply> {
  const { reply, deps, app, person, contact, form } = wish;
  const changed = await perform(deps, {
    ...{ app, person: person.id, wish: { act: "contact", contact }, key: keyIn(form) },
  });
  if (!changed.ok) return sendRefusal(reply, changed.refusal);
  const path = `/applications/${app.id}`;
  return redirectTo(reply, path, { kind: "success", code: "contact.done" });
}

function codePage(
  { request, reply, deps, app, contact, form }: ContactWish,
  addresses: readonly Unconfirmed[],
  ids: CodesSent,
  wrong: Readonly<Partial<Record<AddressKind, Refusal>>>,
): FastifyReply {
  const t = wordsOf(request, deps);
  const fields = addresses.map(({ kind, address }) => {
    const refusal = wrong[kind];
    const field: Input = {
      ...{ id: `code-${kind}`, name: `code-${kind}`, inputmode: "numeric", width: 10 },
      ...{ label: t("contact.code-sent-to", { to: address }), autocomplete: "one-time-code" },
      ...(refusal && { error: t.refusal(refusal) }),
    };
    return html`${input(field, t)}<input type="hidden" name="id-${kind}" value="${ids[kind]}">`;
  });
  const errors = addresses.flatMap(({ kind }) => {
    const refusal = wrong[kind];
    return refusal ? [{ id: `code-${kind}`, text: t.refusal(refusal) }] : [];
  });
  const path = `/applications/${app.id}/contact`;
  const along = html`${csrfField(request, reply)}
    <input type="hidden" name="phone" value="${contact.phone ?? ""}">
    <input type="hidden" name="email" value="${contact.email ?? ""}">
    <input type="hidden" name="_key" value="${textOf(form, "_key")}">`;
  const title = t("contact.code-heading");
  const content = html`${errorSummary(errors, t)}
    <p class="govuk-caption-l">
      ${t.words(app.definition.title)} · ${submittedOf(app).reference}
    </p>
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("contact.code-lead")}</p>
    <form method="post" action="${path}/code" novalidate>
      ${along}${fields}${button({ text: t("contact.code-button") })}
    </form>
    <form method="post" action="${path}">
      ${along}${button({ text: t("contact.code-again"), kind: "secondary" })}
    </form>`;
  return actPage(request, reply, deps, app, { title, content, failed: errors.length > 0 });
}
