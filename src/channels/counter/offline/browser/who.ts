// Who works with the device: its PIN is shared, so whoever takes something says who they are.
import { button, html, inset, radios, type SafeHtml } from "../../../components/index.ts";
import type { OpenApp } from "./app.ts";
import { errors, form, heading } from "./pages.ts";

/** On the first page: who takes what is taken now, and how that is changed. */
export function presentView({ t, device, offer }: OpenApp): SafeHtml | null {
  const who = device.present();
  if (!who) return null;
  const since = t.dateTime(who.since, offer.timeZone);
  const now = t("offline.who.now", { name: who.name, since });
  return html`<p class="govuk-body" id="present">${now}${" "}
    <a class="govuk-link" href="#/who">${t("offline.who.change")}</a></p>`;
}

/** Everybody who has signed in on it, to say who works with it now. */
export function whoPage({ t, device }: OpenApp, error?: string): SafeHtml {
  const who = {
    ...{ id: "who", name: "who", legend: t("offline.who.title"), error, value: "" },
    items: device.colleagues().map(({ id, name }) => ({ value: id, text: name })),
  };
  const send = button({ text: t("form.continue") });
  return html`
    ${errors(error ? { who: error } : {}, t)}${heading(t("offline.who.title"))}
    ${form("#/who", html`${radios(who, t)}${send}`)}${inset(t("offline.who.missing"))}
  `;
}
