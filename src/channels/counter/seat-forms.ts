import { isAllDigits } from "../../kernel/index.ts";
import { button, html, input, linkButton, type SafeHtml } from "../components/index.ts";
import { comersOf } from "./comers.ts";
import type { ServingDesk } from "./desk.ts";
import type { AtSeat } from "./seat-given.ts";

/** What was typed in search of a client, and why nobody was found. */
export interface Sought {
  readonly typed: string;
  readonly error: string;
  /** The number can be somebody's who has no account: making one is the next step. */
  readonly isNew: boolean;
}

/** By the number on the card. Opening the file starts serving the ticket that was called. */
export function findForm(
  { deps, t, csrf, door }: ServingDesk,
  sought: Sought | undefined,
  focus: boolean,
): SafeHtml {
  const field = input(
    {
      id: "nationalId",
      name: "nationalId",
      label: t("counter.national-id"),
      hint: t("counter.national-id-hint"),
      error: sought?.error,
      value: sought?.typed,
      ...(isAllDigits(deps.catalogue.jurisdiction.identityNumber) && { inputmode: "numeric" }),
      autocomplete: "off",
      spellcheck: false,
      width: 20,
      maxlength: 40,
      autofocus: (focus && !sought) || sought?.isNew === false,
    },
    t,
  );
  // What was typed is brought along, so that nobody types a number twice.
  const register = button({
    ...{ text: t("counter.register.title"), formaction: "/counter/register" },
    ...{ name: "begin", value: "true", autofocus: sought?.isNew },
    kind: sought?.isNew ? "primary" : "secondary",
  });
  return html`<form method="post" action="/counter/client" class="ct-find" novalidate>
    ${csrf}${field}<div class="govuk-button-group">
    ${button({ text: t("counter.open-file"), kind: sought?.isNew ? "secondary" : "primary" })}
    ${register}</div>${
      door === "counter"
        ? html`<p class="govuk-body"><a class="govuk-link" href="/counter/by-name">
          ${t("counter.by-name.title")}</a></p>`
        : null
    }</form>`;
}

/** The client whose file is open on this or another screen: go on, or close. */
export function openClientView(
  desk: ServingDesk,
  { client, current, centre, unpaid }: AtSeat,
): SafeHtml {
  const { deps, t, csrf } = desk;
  if (!client) return html``;
  const base = `/counter/visits/${client.visit.id}`;
  const close = t(client.visit.ticket ? "counter.close-ticket" : "counter.close");
  const comers =
    current && current.id === client.visit.ticket ? comersOf(current, centre, t) : null;
  const owed = unpaid.map(({ app, bills }) => {
    const title = t.words(deps.catalogue.version(app.service, app.definition)?.title);
    const amounts = bills.map(({ money }) => t.money(money)).join(", ");
    const text = t("counter.unpaid", { service: title, amount: amounts });
    const href = `${base}/applications/${app.id}`;
    return html`<p>${linkButton({ text, href, kind: "secondary" })}</p>`;
  });
  return html`<section class="ct-client"><p class="ct-client__who"><span class="ct-client__what">
    ${t("counter.client")}</span> <a class="ct-client__name" href="${base}">
    ${client.person.name}</a> ${comers}</p>
    <form method="post" action="${base}/close" class="ct-client__form">
    ${csrf}${button({ text: close, kind: "secondary" })}</form></section>
    <p>${linkButton({ text: t("counter.go-on"), href: base })}</p>${owed}`;
}
