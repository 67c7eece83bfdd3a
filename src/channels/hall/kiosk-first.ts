import type { FastifyReply } from "fastify";
import { clearCookie } from "../../platform/http/index.ts";
import { languageNames } from "../../platform/i18n/index.ts";
import { csrfField, html } from "../components/index.ts";
import { kioskHome, kioskPage, languageWays } from "./kiosk-frame.ts";
import { ticketCookie } from "./kiosk-ticket.ts";
import { idleSeconds } from "./kiosk-topics.ts";
import { languagesOf, opensWords, type Place } from "./place.ts";

/**
 * GET /hall/:centre/kiosk: asks for the language. Each button is in its own language. The ticket
 * cookie of the visitor before is deleted here.
 */
export function showFirst(place: Place): FastifyReply {
  const { deps } = place;
  const languages = languagesOf(deps);
  clearCookie(place.reply, ticketCookie);
  // The page itself speaks the country's first language, whoever stood here before.
  const here = { ...place, t: deps.i18n.for(languages[0] ?? "en") };
  if (opensWords(here) !== undefined) return showClosed(here);
  const buttons = languages.map((lang) => {
    const t = deps.i18n.for(lang);
    return html`
      <li>
        <a
          class="k-tile k-tile--language"
          lang="${lang}"
          hreflang="${lang}"
          href="${kioskHome(place)}/topics?lang=${lang}"
        >
          <strong>${languageNames[lang]}</strong><span>${t("hall.kiosk.welcome")}</span>
        </a>
      </li>
    `;
  });
  const content = html`
    <h1 class="k-title">${here.t("hall.kiosk.greeting")}</h1>
    <ul class="k-tiles">${buttons}</ul>
  `;
  // Looks again now and then: it is seen to be up, and notices that the hall has closed.
  const again = { idle: idleSeconds, checks: true };
  return kioskPage(here, { title: here.t("hall.kiosk.title"), content, ...again });
}

/** That the hall is closed and until when, once in each language; looks again every minute. */
function showClosed(place: Place): FastifyReply {
  const { deps, t: first } = place;
  const others = languagesOf(deps).filter((lang) => lang !== first.lang);
  const paragraphs = others.map((lang) => {
    const t = deps.i18n.for(lang);
    return html`
      <p class="k-text k-text--large" lang="${lang}">
        <strong>${t("hall.arrive.closed")}.</strong> ${opensWords({ ...place, t })}
      </p>
    `;
  });
  const content = html`
    <h1 class="k-title">${first("hall.arrive.closed")}</h1>
    <p class="k-text k-text--large">${opensWords(place)}</p>
    ${paragraphs}
  `;
  const again = { idle: idleSeconds, checks: true };
  return kioskPage(place, { title: first("hall.arrive.closed"), content, ...again });
}

/**
 * Tells that this screen was revoked. It keeps its cookie, so that it shows this page until it is
 * set up again.
 */
export function showRevoked(place: Place): FastifyReply {
  const { t } = place;
  const content = html`
    <h1 class="k-title">${t("floor.device.was-revoked")}</h1>
    <p class="k-text">${t("floor.device.was-revoked-text")}</p>
    ${languageWays(place)}
  `;
  return kioskPage(place, { title: t("floor.device.was-revoked"), content, status: 403 });
}

/** Tells that this browser is not set up as a kiosk, and who can set it up. */
export function showUnregistered(place: Place): FastifyReply {
  const { t, centre, deps } = place;
  const lend = deps.demonstration
    ? html`
      <form method="post" action="${kioskHome(place)}/demonstration">
        ${csrfField(place.request, place.reply)}
        <button class="k-button" type="submit">${t("hall.kiosk.lend")}</button>
      </form>
    `
    : null;
  const content = html`
    <h1 class="k-title">${t("hall.kiosk.unregistered")}</h1>
    <p class="k-text">${t("hall.kiosk.unregistered-text")}</p>
    ${lend}
    <p class="k-buttons">
      <a class="k-button k-button--quiet" href="/centres/${centre.id}/ticket">
        ${t("hall.own.title")}
      </a>
      <a class="k-button k-button--quiet" href="/hall/${centre.id}">${t("hall.floor.title")}</a>
    </p>
    ${languageWays(place)}
  `;
  return kioskPage(place, { title: t("hall.kiosk.title"), content, status: 403 });
}
