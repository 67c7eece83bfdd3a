import type { FastifyReply, FastifyRequest } from "fastify";
import type { Visit } from "../../counter/index.ts";
import { ok, type Refusal, type Result, refuse } from "../../kernel/index.ts";
import { isByItself, type Person, personById } from "../../platform/auth/index.ts";
import { isLang, type Lang, type Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import { refusalPage } from "../staff/index.ts";
import { cardsWaiting } from "./card-checks.ts";
import type { CounterDeps } from "./deps.ts";
import { type CounterPage, refused, type ServingDesk, servingDesk, show } from "./desk.ts";
import { openElsewhere } from "./open-elsewhere.ts";
import { scriptLink } from "./style.ts";

/** Where a page goes by itself when the file on it was closed because nothing was done. */
const closedIdlePath = "/counter?again=1&closed=idle";

/** A page of one open client. */
export interface VisitDesk extends ServingDesk {
  readonly visit: Visit;
  readonly person: Person;
  /** The person's own language. */
  readonly own: Translate;
  /** How many cards wait for a second officer meanwhile, and where else this file is open. */
  readonly news: SafeHtml | null;
  /** The ticket in hand, and which of its people this is; null where it is in hand no more. */
  readonly ofTicket: OfParty | null;
  /** The same where it is for several people. */
  readonly ofParty: OfParty | null;
  /** `/counter/visits/<id>` */
  readonly base: string;
}

/** One of the people of a ticket. */
export interface OfParty {
  readonly id: string;
  readonly centre: string;
  /** Its number. */
  readonly ticket: string;
  /** The first who was served with it is 1. */
  readonly number: number;
  readonly all: number;
  /** All of them were in front of the operator. */
  readonly isLast: boolean;
}

async function ticketOf({ deps }: ServingDesk, visit: Visit): Promise<OfParty | null> {
  const { ticket: id, centre, person } = visit;
  const ticket = id && centre ? await deps.centres.ticketIn(centre, id) : undefined;
  if (!ticket) return null;
  const { party: all, status, number } = ticket;
  const about = { id: ticket.id, centre: ticket.centre, ticket: number, all };
  if (all < 2) return status === "serving" ? { ...about, number: 1, isLast: true } : null;
  const people = await deps.counter.peopleOfTicket(ticket.id);
  return { ...about, number: people.indexOf(person) + 1, isLast: people.length >= all };
}

const visitRoute = "/counter/visits/:visit";

/** While the card in hand is in another name than the account: only what settles it is open. */
const beforeCardIsSettled: readonly (string | undefined)[] = [
  visitRoute,
  ...["here", "language", "close", "card", "card/alone"].map((path) => `${visitRoute}/${path}`),
];

/** The visit that the address names, if it is open and this operator's; else why not. */
export async function visitDesk(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ readonly desk: ServingDesk; readonly at: Result<VisitDesk> }> {
  const desk = await servingDesk(deps, request, reply);
  const quiet = isByItself(request);
  const { visit: id = "" } = request.params as { readonly visit?: string };
  const openVisit = await deps.counter.visitAt({ id, operator: desk.officer.id, quiet });
  if (!openVisit.ok) return { desk, at: openVisit };
  const visit = openVisit.value;
  if (visit.otherCard !== null && !beforeCardIsSettled.includes(request.routeOptions.url))
    return { desk, at: refuse("conflict", "counter.other-card") };
  const person = await personById(deps.sql, visit.person);
  if (!person) return { desk, at: refuse("not-found", "http.not-found") };
  const own = deps.i18n.for(langIn(deps, visit.lang));
  const base = `/counter/visits/${visit.id}`;
  const news = quiet
    ? null
    : html`${await openElsewhere(desk, visit)}${await cardsWaiting(desk, visit.centre)}`;
  const ofTicket = await ticketOf(desk, visit);
  const ofParty = ofTicket && ofTicket.all > 1 ? ofTicket : null;
  return { desk, at: ok({ ...desk, visit, person, own, base, news, ofTicket, ofParty }) };
}

export const langIn = ({ i18n }: Pick<CounterDeps, "i18n">, lang: string | null): Lang => {
  const [first = "en"] = i18n.languages;
  return isLang(lang ?? undefined) ? (lang as Lang) : first;
};

type VisitPage = (desk: VisitDesk) => Promise<FastifyReply>;

/**
 * A handler that runs only while the visit is open; a closed one is refused on the operator's own
 * page.
 */
export const duringVisit =
  (deps: CounterDeps, page: VisitPage) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { desk, at } = await visitDesk(deps, request, reply);
    if (at.ok) return page(at.value);
    const { visit = "" } = request.params as { readonly visit?: string };
    return at.refusal.code === "counter.other-card"
      ? refused(desk, at.refusal, {
          ...{ text: desk.t("counter.go-on"), href: `/counter/visits/${visit}` },
        })
      : refused(desk, at.refusal);
  };

/**
 * Sends a page of an open client: their name large above it, and the way out. All around it is in
 * the operator's language; `t` says in which other one the page itself is. Left alone, the
 * screen goes back to the queue a moment after the server has closed the visit; typing keeps it
 * open.
 */
export function showVisit(desk: VisitDesk, { t: own, ...page }: CounterPage): FastifyReply {
  const { t } = desk;
  const seconds = desk.deps.counter.rules.idleMinutes * 60 + 5;
  const left = html`<noscript><meta http-equiv="refresh" content="${seconds};url=${closedIdlePath}">
    </noscript>`;
  const alone = desk.reply.hasHeader("refresh") ? null : left;
  const before = html`${scriptLink}${clientBanner(desk, t)}${desk.news}${page.before}`;
  const content = own ? html`<div lang="${own.lang}">${page.content}</div>` : page.content;
  return show(desk, { ...page, content, before, ...(alone && { head: alone }) });
}

/** A refusal on a page of the open client, so that the operator stays with them. */
export function refusedHere(desk: VisitDesk, refusal: Refusal): FastifyReply {
  const { t, base } = desk;
  return showVisit(desk, refusalPage(refusal, { text: t("counter.go-on"), href: base }, t));
}

/** Whose file is open: on every page of it. Closing ends their ticket; see `closeClient`. */
export function clientBanner(
  { person, visit, base, csrf, door, deps, ofParty }: VisitDesk,
  t: Translate,
): SafeHtml {
  const next =
    door === "counter"
      ? html`<button type="submit" class="govuk-button ct-client__close" name="then" value="next"
          accesskey="d">${t("counter.close-and-next")}</button>`
      : null;
  const another =
    ofParty &&
    html`<button type="submit" name="then" value="next-person"
      class="govuk-button ct-client__close${ofParty.isLast ? " govuk-button--secondary" : ""}">
      ${t(`counter.family.${ofParty.isLast ? "people" : "next"}`)}</button>`;
  const which =
    ofParty &&
    html` <span class="ct-client__what">${t("counter.family.of", {
      ...{ number: String(ofParty.number), all: String(ofParty.all) },
    })}</span>`;
  const ofTicket = visit.ticket
    ? html`<button type="submit" class="govuk-button govuk-button--secondary ct-client__close"
        name="then" value="park">${t("counter.park")}</button>
      <button type="submit" class="govuk-button govuk-button--secondary ct-client__close"
        name="then" value="wrong-file">${t("counter.wrong-file")}</button>`
    : null;
  return html`<section class="ct-client" aria-label="${t("counter.client")}"
      data-visit="${visit.id}" data-here="${base}/here"
      data-idle="${deps.counter.rules.idleMinutes * 60}"><p class="ct-client__who">
    <span class="ct-client__what">
    ${t("counter.client")}</span> <a class="ct-client__name" href="${base}">${person.name}</a>
    ${
      visit.ticket
        ? which
        : html` <span class="ct-client__what">
      ${t("counter.without-ticket")}</span>`
    }</p>
    <form method="post" action="${base}/close" class="ct-client__form">${csrf}${another}${next}
    <button type="submit" class="govuk-button govuk-button--secondary ct-client__close">
    ${t(visit.ticket ? "counter.close-ticket" : "counter.close")}</button>${ofTicket}</form>
    <p class="ct-client__closing" role="alert" data-closing hidden>
    ${t("counter.closing")}</p></section>`;
}
