// Who works with the device: its PIN is shared, so whoever takes something says who they are with a
// PIN of their own, chosen online (vault.ts compares its hash).
import {
  button,
  html,
  input,
  inset,
  linkButton,
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

const pinLink = ({ t, net }: Pick<App, "t" | "net">): SafeHtml => {
  const as = net.officer ? ` (${t("offline.signed-in.as", { name: net.officer.name })})` : null;
  return html`<a class="govuk-link" href="${pinPath}">${t("offline.own-pin-title")}</a>${as}`;
};

/** Who works here and who is signed in, where these are two. */
function apart({ device, net: { officer } }: OpenApp) {
  const who = device.present();
  return who && officer && who.id !== officer.id
    ? { name: who.name, officer: officer.name }
    : undefined;
}

/** In whose name things are sent from here, and pages open online. */
export function signedInView(app: OpenApp): SafeHtml | null {
  const { t, net } = app;
  const two = apart(app);
  const words = two
    ? t("offline.signed-in.other", two)
    : net.officer && t("offline.signed-in.same", { name: net.officer.name });
  return words ? html`<p class="of-status__who" id="signed-in">${words}</p>` : null;
}

/** The way to a page online: with a network, and never as somebody else than who works here. */
export function onlineWay(app: OpenApp, what: string, href: string): SafeHtml {
  const { t, net } = app;
  if (!net.online)
    return html`<button type="button" class="govuk-button govuk-button--secondary" disabled>
      ${what}</button><p class="govuk-body hw-muted">${t("offline.needs-network")}</p>`;
  const two = apart(app);
  const fresh = two ? "&fresh=1" : "";
  const signIn = `/sign-in?as=staff${fresh}&next=${encodeURIComponent(href)}`;
  return linkButton({
    text: two ? t("offline.signed-in.first", { what, name: two.name }) : what,
    href: two || net.signIn ? signIn : href,
    kind: "secondary",
  });
}

/** On the first page: who takes what is taken now, and how that is changed. */
export function presentView({ t, device, offer, net }: OpenApp): SafeHtml {
  const who = device.present();
  const { officer } = net;
  const isAsked = officer && !officer.ownPin && (!who || who.id === officer.id);
  const unfinished = device.unfinished();
  const choose = html`
    ${isAsked ? inset(html`${t("offline.who.no-pin")} ${pinLink({ t, net })}`) : null}
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
export function whoPage(app: OpenApp, problems: Problems = {}, chosen = ""): SafeHtml {
  const { t, device } = app;
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
    ${inset(html`${t("offline.who.missing")}${" "}${pinLink(app)}`)}
  `;
}
