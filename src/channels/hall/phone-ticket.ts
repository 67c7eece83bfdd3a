import type { FastifyReply, FastifyRequest } from "fastify";
import { drawTicket, ticketStatus } from "../../acts/index.ts";
import type { Ticket, Wait } from "../../centres/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { isSharedComputer } from "../../platform/auth/index.ts";
import {
  cookieOf,
  langOf,
  notFound,
  redirectTo,
  sendRefusal,
  takeFlash,
} from "../../platform/http/index.ts";
import { isLang } from "../../platform/i18n/index.ts";
import { csrfField, html, keepOnPhone, type SafeHtml, summaryList } from "../components/index.ts";
import type { HallDeps } from "./deps.ts";
import { phonePage } from "./phone-frame.ts";
import { closesBefore, deviceCookieName, type Place, paramOf, timeIn } from "./place.ts";
import { waitView } from "./ticket-words.ts";

interface Held {
  readonly place: Place;
  readonly ticket: Ticket;
  readonly wait: Wait | null;
}

/** The ticket behind the token of this address. */
export async function heldAt(
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Held> {
  const token = paramOf(request, "token");
  const ticket = /^[\w-]{22}$/.test(token) ? await deps.centres.ticketOf(token) : undefined;
  const centre = ticket && deps.centres.find(ticket.ticket.centre);
  if (!ticket || !centre) throw notFound("hall.ticket-unknown");
  const place = { deps, request, reply, centre, t: deps.i18n.for(langOf(request)) };
  return { place, ...ticket };
}

const here = new Set(["waiting", "called", "serving", "parked"]);
const canLeave = new Set(["waiting", "called", "parked"]);

const counterShown = ({ status, counter }: Ticket, { t }: Place): SafeHtml | null =>
  counter && (status === "called" || status === "serving")
    ? html`
      <p class="p-counter"><span>${t("hall.board.counter")}</span> <strong>${counter}</strong></p>
    `
    : null;

function waitShown({ place, ticket, wait }: Held): SafeHtml | null {
  if (ticket.status !== "waiting" || !wait) return null;
  const { t } = place;
  const closes = closesBefore(place, wait);
  return html`
    <p class="p-wait">${waitView(wait, t)}</p>
    ${closes && html`<p>${closes}</p>`}
  `;
}

/** A ticket that expired at the end of the day was not cancelled by the person. */
async function statusOf({ place: { deps, t }, ticket }: Held): Promise<string> {
  const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  return ticket.status === "left" && ticket.day < today
    ? t("hall.status.closed")
    : t(await ticketStatus(deps, ticket), { counter: ticket.counter ?? "" });
}

/** What one needs at the counter, service by service. */
function bring({ place: { deps, centre, t }, ticket }: Held): SafeHtml | null {
  const topic = centre.topics.find(({ id }) => id === ticket.topic);
  const services = (topic?.services ?? []).flatMap((id) => deps.catalogue.current(id) ?? []);
  if (!here.has(ticket.status) || services.length === 0) return null;
  return html`
    <section class="p-bring">
      <h2>${t("hall.ticket.needed")}</h2>
      <ul>
        ${services.map(
          ({ id, title }) => html`
          <li><a href="/services/${id}">${t.words(title)}</a></li>
        `,
        )}
      </ul>
    </section>
  `;
}

/** Never on a screen of the hall or on a shared computer, where the next person would see it. */
function onPhone({ place, ticket }: Held): SafeHtml | null {
  const { deps, request, centre, t } = place;
  const isOwn = !cookieOf(request, deviceCookieName) && !isSharedComputer(request);
  if (!isOwn || !here.has(ticket.status)) return null;
  const topic = centre.topics.find(({ id }) => id === ticket.topic);
  const now = deps.clock();
  const rows = [
    { key: t("hall.ticket.number"), value: ticket.number },
    { key: t("visits.place"), value: t.words(centre.name) },
    { key: t("visits.topic"), value: t.words(topic?.name) },
    { key: t("on-phone.as-of"), value: t.day(now, deps.catalogue.jurisdiction.timeZone) },
  ];
  return keepOnPhone(
    {
      title: `${t("hall.ticket.number")} ${ticket.number}`,
      path: `/t/${ticket.token}`,
      pdf: `/t/${ticket.token}/slip/${t.lang}`,
      until: new Date(now.getTime() + 12 * 3_600_000),
      content: summaryList({ rows }),
      button: "p-button p-button--quiet",
    },
    t,
  );
}

/** GET /t/:token: the ticket on a phone; the page updates itself. */
export async function showPhone(
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const held = await heldAt(deps, request, reply);
  const { place, ticket } = held;
  const { t, centre } = place;
  const topic = centre.topics.find(({ id }) => id === ticket.topic);
  const status = await statusOf(held);
  const leave = canLeave.has(ticket.status)
    ? html`
      <p>
        <a class="p-button p-button--quiet" id="leave" href="/t/${ticket.token}/leave">
          ${t("hall.leaving.ask")}
        </a>
      </p>
    `
    : null;
  const card = html`
    <div class="p-card p-card--${ticket.status}">
      <p class="p-card__topic">${t.words(topic?.name)}</p>
      <h1 class="p-card__head">${t("hall.ticket.number")} <strong>${ticket.number}</strong></h1>
      <p class="p-card__status">${status}</p>
      ${counterShown(ticket, place)}${waitShown(held)}
    </div>
  `;
  const live = here.has(ticket.status)
    ? html` role="status" data-live="/hall/${centre.id}/board/events" data-number="${ticket.number}"
      data-every="15000"`
    : null;
  const slip = here.has(ticket.status)
    ? html`<p class="p-text"><a href="/t/${ticket.token}/slip/${t.lang}" download>
      ${t("slip.download-ticket")}</a></p>`
    : null;
  const asOf = html`<p class="p-asof">${t("hall.as-of", { time: timeIn(deps, deps.clock()) })}</p>`;
  const more = html`${leave}${slip}${onPhone(held)}${bring(held)}`;
  const flash = takeFlash(request, reply);
  const notice =
    flash && html`<p class="p-problem" role="status">${t.named(flash.code, flash.facts)}</p>`;
  const content = html`${notice}<div${live}>${card}</div>${asOf}${more}`;
  return phonePage(place, { title: titleOf(ticket, place), content, fresh: live !== null });
}

/** GET /t/:token/slip/:lang: the ticket as a PDF, to print or to keep. */
export async function sendSlip(
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { place, ticket } = await heldAt(deps, request, reply);
  const lang = paramOf(request, "lang");
  if (!isLang(lang)) throw notFound("hall.ticket-unknown");
  const bytes = await drawTicket(deps, { ticket, centre: place.centre }, lang);
  return reply
    .header("content-type", "application/pdf")
    .header("content-disposition", `attachment; filename="${ticket.number}-${lang}.pdf"`)
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("cache-control", "private, no-store")
    .header("x-robots-tag", "noindex")
    .send(Buffer.from(bytes));
}

/** Seen in a row of tabs: the counter comes first once there is one. */
const titleOf = ({ status, counter, number }: Ticket, { t }: Place): string =>
  status === "called" && counter
    ? `${t("hall.board.counter")} ${counter} – ${number}`
    : `${t("hall.ticket.number")} ${number}`;

/** GET /t/:token/leave: asks to confirm giving up the ticket. */
export async function askLeave(
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { place, ticket } = await heldAt(deps, request, reply);
  const { t } = place;
  const back = `/t/${ticket.token}`;
  if (!canLeave.has(ticket.status)) return redirectTo(reply, back);
  const title = t("hall.leaving.title", { number: ticket.number });
  const content = html`
    <h1 class="p-title">${title}</h1>
    <p class="p-text">${t("hall.leaving.text")}</p>
    <form method="post" action="${back}/leave">
      ${csrfField(place.request, place.reply)}
      <button class="p-button" type="submit">${t("hall.leaving.confirm")}</button>
    </form>
    <p><a class="p-button p-button--quiet" href="${back}">${t("hall.leaving.stay")}</a></p>
  `;
  return phonePage(place, { title, content });
}

/** POST the same. */
export async function leave(
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { ticket } = await heldAt(deps, request, reply);
  const left = await deps.centres.leave(ticket.token);
  return left.ok ? redirectTo(reply, `/t/${ticket.token}`) : sendRefusal(reply, left.refusal);
}
