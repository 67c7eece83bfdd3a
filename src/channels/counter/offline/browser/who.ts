// Who works with the device: its PIN is shared, so whoever takes something says who they are with a
// PIN of their own, chosen online (vault.ts compares its hash).
import type { Translate } from "../../../../platform/i18n/index.ts";
import {
  button,
  html,
  input,
  inset,
  radios,
  type SafeHtml,
  warningText,
} from "../../../components/index.ts";
import type { App, OpenApp } from "./app.ts";
import { errors, form, heading, type Problems } from "./pages.ts";

const pinPath = "/counter/pin";

/** Nobody has said who works here, although there are people who can. */
export const isUnsaid = ({ device }: Pick<App, "device">): boolean =>
  device !== undefined && !device.present() && device.colleagues().length > 0;

const pinLink = (t: Translate): SafeHtml =>
  html`<a class="govuk-link" href="${pinPath}">${t("offline.own-pin-title")}</a>`;

/** On the first page: who takes what is taken now, and how that is changed. */
export function presentView({ t, device, offer, net }: OpenApp): SafeHtml {
  const who = device.present();
  const { officer } = net;
  const isAsked = officer && !officer.ownPin && (!who || who.id === officer.id);
  const unfinished = device.unfinished();
  const choose = html`
    ${isAsked ? inset(html`${t("offline.who.no-pin")} ${pinLink(t)}`) : null}
    ${
      unfinished.length > 0
        ? html`<div id="unfinished">${inset(
            t("offline.who.unfinished", { name: t.list(unfinished) }),
          )}</div>`
        : null
    }`;
  if (!who) return html`${choose}${warningText(t("offline.who.nobody"), t)}`;
  const since = t.dateTime(who.since, offer.timeZone);
  const now = t("offline.who.now", { name: who.name, since });
  return html`${choose}<p class="govuk-body" id="present">${now}${" "}
    <a class="govuk-link" href="#/who">${t("offline.who.change")}</a></p>`;
}

/** Everybody of the hall who has a PIN of their own, to say who works with it now. */
export function whoPage({ t, device }: OpenApp, problems: Problems = {}, chosen = ""): SafeHtml {
  const last = device.last()?.id ?? "";
  const who = {
    ...{ id: "who", name: "who", legend: t("offline.who.title"), error: problems.who },
    items: device.colleagues().map(({ id, name }) => ({ value: id, text: name })),
    value: chosen || last,
  };
  const pin = {
    ...{ id: "own-pin", name: "own-pin", label: t("offline.own-pin"), width: 20 as const },
    ...{ type: "password" as const, autocomplete: "off", error: problems["own-pin"] },
    ...{ maxlength: 64, spellcheck: false, hint: t("offline.who.pin-hint") },
  };
  const send = button({ text: t("form.continue") });
  return html`
    ${errors(problems, t)}${heading(t("offline.who.title"))}
    ${form("#/who", html`${radios(who, t)}${input(pin, t)}${send}`)}
    ${inset(html`${t("offline.who.missing")}${" "}${pinLink(t)}`)}
  `;
}
