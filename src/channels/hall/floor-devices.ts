import type { FastifyReply } from "fastify";
import { clearCookie, formOf, redirectTo, setCookie, textOf } from "../../platform/http/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import { type Device, deviceCookie, deviceDays } from "./device.ts";
import type { FloorDesk } from "./floor-desk.ts";
import { csrfField, deviceCookieName, type Place } from "./place.ts";

/** Screens of this hall: where they are, and how this browser becomes one of them. */
export function devicesForm(desk: FloorDesk): SafeHtml {
  const { t, centre } = desk;
  const press = (what: string) =>
    html`<button class="govuk-button govuk-button--secondary" type="submit" name="kind" value="${what}">${t(`hall.devices.${what}`)}</button>`;
  return html`<section class="f-devices"><h2 class="govuk-heading-m">${t("hall.devices.title")}</h2><p class="govuk-body"><a class="govuk-link" href="/hall/${centre.id}/board">${t("hall.board.title")}</a> · <a class="govuk-link" href="/hall/${centre.id}/kiosk">${t("hall.kiosk.title")}</a></p><p class="govuk-body">${t("hall.devices.text", { days: deviceDays })}</p><form class="f-devices__form" method="post" action="/hall/${centre.id}/devices">${csrfField(desk)}${press("kiosk")}${press("kiosk-with-printer")}${press("board")}</form></section>`;
}

/** What a browser keeps to be a screen of this hall. */
function keepDevice({ deps, reply }: Place, device: Device): void {
  const seconds = deviceDays * 24 * 3600;
  setCookie(reply, deviceCookieName, deviceCookie(deps.deviceKey, device), seconds);
}

/**
 * POST /hall/:centre/devices: this browser stands in the hall from now on, for everybody. Whoever
 * made it so is signed out here, because the next hand on it is another person's.
 */
export function makeDevice(desk: FloorDesk): FastifyReply {
  const { deps, centre, request, reply } = desk;
  const asked = textOf(formOf(request), "kind");
  const kind: Device["kind"] = asked === "board" ? "board" : "kiosk";
  const printer = asked === "kiosk-with-printer";
  keepDevice(desk, { kind, centre: centre.id, printer, since: deps.clock() });
  clearCookie(reply, "session");
  return redirectTo(reply, `/hall/${centre.id}/${kind}`);
}

/** POST /hall/:centre/kiosk/demonstration: in a demonstration anybody may try the kiosk. */
export function lendDevice(place: Place): FastifyReply {
  const { deps, centre, reply } = place;
  keepDevice(place, { kind: "kiosk", centre: centre.id, printer: false, since: deps.clock() });
  return redirectTo(reply, `/hall/${centre.id}/kiosk`);
}
