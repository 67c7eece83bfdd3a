import type { FastifyReply } from "fastify";
import { ticketWords } from "../../acts/index.ts";
import type { Ticket, Wait } from "../../centres/index.ts";
import { cookieOf, redirectTo } from "../../platform/http/index.ts";
import { html, type SafeHtml, scanCode } from "../components/index.ts";
import { kioskHome, kioskPage } from "./kiosk-frame.ts";
import { closesBefore, deviceAt, type Place, timeIn } from "./place.ts";
import { waitView } from "./ticket-words.ts";

export const ticketCookie = "kiosk-ticket";

function waitShown(wait: Wait | null, place: Place): SafeHtml | null {
  if (!wait) return null;
  const { t } = place;
  const closes = closesBefore(place, wait);
  return html`
    <p class="k-wait">${waitView(wait, t)}</p>
    ${closes && html`<p class="k-slip__closes"><strong>${closes}</strong></p>`}
  `;
}

function slip(place: Place, ticket: Ticket, wait: Wait | null): SafeHtml {
  const { t, centre, deps } = place;
  const topic = centre.topics.find(({ id }) => id === ticket.topic);
  const words = ticketWords(deps, { ticket, centre }, t.lang);
  const address = `${deps.baseUrl}/t/${ticket.token}`;
  return html`
    <div class="k-slip">
      <div class="k-slip__main">
        <p class="k-slip__where">${t.words(centre.name)} · ${timeIn(deps, ticket.takenAt)}</p>
        <h1 class="k-slip__word">
          ${t("hall.ticket.number")} <strong class="k-slip__number">${ticket.number}</strong>
        </h1>
        <p class="k-slip__topic">${t.words(topic?.name)}</p>
        ${waitShown(wait, place)}
        <p class="k-slip__bring">${words.both.first("hall.ticket.bring")}</p>
        ${words.besides.map(([first]) => html`<p class="k-slip__bring">${first}</p>`)}
      </div>
      <div class="k-slip__code">
        ${scanCode(address, t("hall.ticket.scan"), "hall-code")}
        <p>${t("hall.ticket.scan")}</p>
      </div>
    </div>
  `;
}

/** GET /hall/:centre/kiosk/ticket: the number, once; the kiosk forgets it after a minute. */
export async function showTicket(place: Place): Promise<FastifyReply> {
  const { t, request, reply, deps, centre } = place;
  const home = kioskHome(place);
  const ticket = await deps.centres.ticketOf(cookieOf(request, ticketCookie) ?? "");
  if (ticket?.ticket.centre !== centre.id) return redirectTo(reply, home);
  const print = deviceAt(place)?.printer === true;
  const content = html`
    ${slip(place, ticket.ticket, ticket.wait)}
    <div class="k-slip__acts">
      <button class="k-button k-button--quiet" id="print" type="button" hidden>
        ${t("hall.ticket.print")}
      </button>
      <a class="k-button" href="${home}">${t("hall.ticket.done")}</a>
    </div>
  `;
  return kioskPage(place, { title: t("hall.ticket.number"), content, idle: 30, print });
}
