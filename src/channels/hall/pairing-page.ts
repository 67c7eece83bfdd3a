import type { FastifyReply } from "fastify";
import { deviceCookie, deviceDays, pairingMinutes } from "../../centres/index.ts";
import { refuse } from "../../kernel/index.ts";
import {
  clearCookie,
  cookieOf,
  formOf,
  redirectTo,
  sendHtml,
  setCookie,
  textOf,
} from "../../platform/http/index.ts";
import { csrfField, html, type SafeHtml } from "../components/index.ts";
import { screen } from "./document.ts";
import type { FloorDesk } from "./floor-desk.ts";
import { showHall } from "./floor-page.ts";
import { languageWays } from "./kiosk-frame.ts";
import { deviceCookieName, type Place } from "./place.ts";
import { kioskHead } from "./style.ts";

const pairingCookie = "hall-pairing";
const pageOf = ({ centre }: Place): string => `/hall/${centre.id}/screen`;
const secretAt = ({ request }: Place): string => cookieOf(request, pairingCookie) ?? "";

const beginForm = ({ t, request, reply, centre }: Place): SafeHtml => html`
  <form method="post" action="/hall/${centre.id}/screen">
    ${csrfField(request, reply)}
    <button class="k-way" type="submit">${t("floor.pairing.begin")}</button>
  </form>
`;

const codeShown = ({ t }: Place, code: string): SafeHtml => html`
  <p class="k-code" aria-live="off"><strong>${code.slice(0, 3)} ${code.slice(3)}</strong></p>
  <p>${t("floor.pairing.text", { count: pairingMinutes })}</p>
`;

/**
 * GET /hall/:centre/screen: a browser that is to be a screen shows its code, asks every five
 * seconds whether somebody has typed it, and then becomes that screen.
 */
export async function showPairing(place: Place): Promise<FastifyReply> {
  const { deps, t, centre, reply } = place;
  const { pairings } = deps.centres;
  const made = await pairings.claim(centre.id, secretAt(place));
  if (made) {
    clearCookie(reply, pairingCookie);
    const cookie = deviceCookie(deps.deviceKeys, { ...made, since: made.givenAt });
    setCookie(reply, deviceCookieName, cookie, deviceDays * 24 * 3600);
    return redirectTo(reply, `/hall/${centre.id}/${made.kind}`);
  }
  const code = await pairings.codeOf(centre.id, secretAt(place));
  const waiting = code !== undefined && html` data-idle="5" data-home="${pageOf(place)}"`;
  const title = t("floor.pairing.title");
  const body = html`
    <div class="k-all"${waiting || null}>
      <main class="k-main">
        <h1 class="k-title">${title}: ${t.words(centre.name)}</h1>
        ${code === undefined ? beginForm(place) : codeShown(place, code)}
        ${languageWays(place)}
      </main>
    </div>
  `;
  const again = code === undefined ? undefined : { seconds: 5, to: pageOf(place) };
  return sendHtml(reply, screen({ title, look: "hall-kiosk", head: kioskHead, body, again }, t));
}

/** POST /hall/:centre/screen: a new code for this browser. */
export async function beginPairing(place: Place): Promise<FastifyReply> {
  const { secret } = await place.deps.centres.pairings.begin(place.centre.id);
  setCookie(place.reply, pairingCookie, secret, pairingMinutes * 60);
  return redirectTo(place.reply, pageOf(place));
}

/** POST /hall/:centre/devices/code: the screen that shows this code becomes one of this hall. */
export async function pairDevice(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply, officer } = desk;
  const form = formOf(request);
  const asked = textOf(form, "kind");
  const made = await deps.centres.pairings.approve(textOf(form, "code").replaceAll(/\D/g, ""), {
    ...{ centre: centre.id, givenBy: officer.id, printer: asked === "kiosk-with-printer" },
    kind: asked === "board" ? "board" : "kiosk",
    name: textOf(form, "name").trim().slice(0, 60),
  });
  if (!made) return showHall(desk, refuse("not-found", "hall.code-unknown").refusal);
  await deps.security.record({
    ...{ kind: "device-enrolled", actor: `officer:${officer.id}`, about: `device:${made.id}` },
    facts: { centre: centre.id, what: made.kind },
  });
  return redirectTo(reply, `/hall/${centre.id}`, { kind: "success", code: "floor.pairing.done" });
}
