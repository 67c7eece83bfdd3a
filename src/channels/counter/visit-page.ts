import type { FastifyReply } from "fastify";
import {
  begin,
  cardLevel,
  closeFile,
  factsFor,
  isCardToCheck,
  mayFillIn,
  ownDrafts,
  paidFor,
  reachOf,
  unpaidHere,
} from "../../acts/index.ts";
import type { Draft } from "../../cases/index.ts";
import type { Definition } from "../../catalogue/index.ts";
import { loadVersions } from "../../catalogue/index.ts";
import type { Centre, Ticket } from "../../centres/index.ts";
import { stepsOf } from "../../form/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { isLang, languageNames, type Translate } from "../../platform/i18n/index.ts";
import { attr, button, html, linkButton, type SafeHtml, searchBox } from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { sentHere } from "./applications.ts";
import { askingPath } from "./asking-path.ts";
import { identityView, otherCardView, type Standing, standingOf } from "./card-of-visit.ts";
import { comersOf } from "./comers.ts";
import { questionBeforeEnd } from "./family.ts";
import { fileView } from "./open-view.ts";
import { papersReady } from "./papers.ts";
import { phoneForm } from "./phone.ts";
import { seatNews, topicName } from "./seat-given.ts";
import { unpaidView } from "./unpaid-view.ts";
import { refusedHere, showVisit, type VisitDesk } from "./visit-desk.ts";

/**
 * GET /counter/visits/:visit: what can be done for this person, the purpose of their visit first.
 */
export async function visitPage(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, t, person, base } = desk;
  const here = await atHisCounter(desk);
  if (desk.visit.otherCard !== null) return otherCardPage(desk, here);
  const reach = await reachOf(deps, desk.visit);
  const drafts = (await deps.cases.draftsOf(person.id)).filter(({ id }) => reach.hasDraft(id));
  await loadVersions(deps.catalogue, drafts);
  const query = (desk.request.query as { readonly q?: unknown }).q;
  const asked = typeof query === "string" ? query.slice(0, 100) : "";
  const standing = await standingOf(desk);
  const begun = await begunView(desk, standing, drafts);
  const { ticket } = desk.visit;
  const paidCase = ticket === null ? undefined : await paidFor(deps, ticket);
  const paid = paidCase && reach.hasCase(paidCase) ? paidCase : undefined;
  const ready = await papersReady(desk, reach, paid);
  const toPaid = paid !== undefined && !ready?.isOfPaid && !isCardToCheck(desk);
  const owed = await unpaidHere(deps, desk.visit);
  const sent = await sentHere(desk, reach, { paid, next: toPaid, owed });
  const unpaid = await unpaidView(desk, owed);
  const identity = await identityView(desk, standing);
  // With a card to be read first, that is what the next key does.
  const isCardFirst = isCardToCheck(desk) && standing.worth < cardLevel;
  const focus = ready === null && !toPaid && !isCardFirst;
  const content = html`<h1 class="govuk-heading-l">${t("counter.what-for")}</h1>
    ${here?.ticket ? ticketLine(here.ticket, here.centre, t) : null}${identity}${ready?.view}
    ${unpaid}${sent}${begun}
    ${await servicesView(desk, here, { standing, asked, focus })}${fileView(desk, reach)}
    ${person.phone ? html`<p class="govuk-body">${t("counter.phone-pin")}</p>` : phoneForm(desk)}
    ${languageForm(desk, t)}`;
  return showVisit(desk, { title: t("counter.what-for"), content, path: base });
}

/** Their card is in another name: that comes first, and nothing is begun before it is settled. */
async function otherCardPage(desk: VisitDesk, here: Here | undefined): Promise<FastifyReply> {
  const { t, base } = desk;
  const standing = await standingOf(desk);
  const services = await servicesView(desk, here, { standing, asked: "", focus: false });
  const content = html`${here?.ticket ? ticketLine(here.ticket, here.centre, t) : null}
    ${await otherCardView(desk, standing)}${services}${languageForm(desk, t)}`;
  return showVisit(desk, { title: t("counter.other-card.title"), content, path: base });
}

/** What is begun, each with whom it is about, or when it was last written. */
async function begunView(
  desk: VisitDesk,
  standing: Standing,
  drafts: readonly Draft[],
): Promise<SafeHtml | null> {
  const { deps, t, base, person } = desk;
  const own = await ownDrafts(deps, person, drafts);
  if (own.length === 0) return null;
  const zone = deps.catalogue.jurisdiction.timeZone;
  const why = whyShut(desk, standing);
  const each = own.map(({ id, service, definition, subject, updatedAt }) => {
    const def = deps.catalogue.version(service, definition);
    const title = t.words(def?.title);
    const words = t("counter.go-on-with", { service: title });
    const text = `${words} · ${subject ?? t.dateTime(updatedAt, zone)}`;
    if (def && standing.worth < def.level) return shutView(text, why);
    return html`<li>${linkButton({ text, href: `${base}/drafts/${id}`, kind: "secondary" })}</li>`;
  });
  return html`<ul class="ct-list">${each}</ul>`;
}

/** Why services are shut that need a confirmed identity: the card, or that there is none. */
function whyShut({ t, visit, person }: VisitDesk, { held }: Standing): string {
  if (visit.otherCard === null && !isCardToCheck({ visit, person }))
    return t("counter.needs-identity");
  return t(held ? `counter.after-decision.${held}` : "counter.after-card");
}

/** What cannot be gone on with or begun before it is sure who they are. */
const shutView = (text: string, why: string): SafeHtml =>
  html`<li><p class="ct-service ct-service--shut">${text} <span>${why}</span></p></li>`;

/** Services that somebody can apply for: those of the ticket's topic, or of this counter, first. */
async function servicesView(
  desk: VisitDesk,
  here: Here | undefined,
  {
    standing,
    asked,
    focus,
  }: { readonly standing: Standing; readonly asked: string; readonly focus: boolean },
): Promise<SafeHtml> {
  const { deps, t, base, csrf } = desk;
  const services =
    asked === "" ? await usual(desk, here) : deps.catalogue.search(asked, t.lang).filter(isApplied);
  // Services that need a higher level than the account has come last, and say so.
  const isHeldUp = desk.visit.otherCard !== null;
  const isOpen = ({ level }: Definition) => !isHeldUp && standing.worth >= level;
  const open = services.filter(isOpen);
  const shut = services.filter((def) => !isOpen(def));
  // Nothing of what this counter does: then whatever can be done, rather than a list of what
  // cannot; but what they came for stays in sight where they have a ticket for it, or a card that
  // a colleague looks at first.
  const toCheck = isHeldUp || isCardToCheck(desk);
  const why = whyShut(desk, standing);
  const any = asked === "" && open.length === 0 && !toCheck && !here?.ticket;
  const offered = any
    ? deps.catalogue.services.filter((def) => isApplied(def) && isOpen(def))
    : open;
  const each = [
    ...offered.map(
      (def, at) =>
        html`<li>
          <button type="submit" class="ct-service" name="service"
            value="${def.id}"${attr("autofocus", focus && at === 0)}>
          ${t.words(def.title)}</button></li>`,
    ),
    ...(any ? [] : shut).map((def) => shutView(t.words(def.title), why)),
  ];
  const list =
    each.length > 0
      ? html`<form method="post" action="${base}/start">${csrf}<ul class="ct-services">
        ${each}</ul></form>`
      : html`<p class="govuk-body">${t("counter.no-service")}</p>`;
  const search = searchBox(
    { action: base, id: "q", value: asked, label: t("counter.find-service") },
    t,
  );
  return html`<h2 class="govuk-heading-m">${t("counter.start-service")}</h2>${list}
    ${isHeldUp ? null : search}`;
}

const isApplied = ({ process }: Definition): boolean => process !== undefined;

/** The hall where this is, and the ticket of the client. */
interface Here {
  readonly centre: Centre;
  readonly ticket: Ticket | undefined;
  /** The topics that the counter serves now. */
  readonly served: readonly string[];
}

async function atHisCounter({ deps, visit, officer }: VisitDesk): Promise<Here | undefined> {
  const centre = visit.centre === null ? undefined : deps.centres.find(visit.centre);
  const seat = centre && (await deps.centres.seatOf(officer.id));
  if (!centre || !seat) return undefined;
  const [{ current }, hall] = await Promise.all([
    deps.centres.atCounter(seat),
    deps.centres.hall(seat.centre),
  ]);
  const served = hall?.counters.find(({ id }) => id === visit.counter)?.topics ?? [];
  return { centre, served, ticket: current?.id === visit.ticket ? current : undefined };
}

const ticketLine = (ticket: Ticket, centre: Centre, t: Translate): SafeHtml =>
  html`<p class="govuk-body ct-came"><strong class="hw-reference">
    ${ticket.number}</strong> ${t.words(topicName(centre, ticket.topic))}${" "}
    ${comersOf(ticket, centre, t)}
    </p>`;

/** What is done here, and of the ticket's topic, the most used first. */
async function usual({ deps }: VisitDesk, here: Here | undefined): Promise<readonly Definition[]> {
  const { services } = deps.catalogue;
  if (!here) return services.filter(isApplied);
  const { centre, ticket, served } = here;
  const topics = ticket ? [ticket.topic] : served;
  const ownTopics = centre.topics.filter(({ id }) => topics.includes(id));
  const ids = ownTopics.flatMap((topic) => topic.services);
  const used = (await deps.mostUsed(services.length)).map(({ id }) => id);
  const place = (list: readonly string[], { id }: Definition) =>
    list.includes(id) ? list.indexOf(id) : list.length;
  return services
    .filter((def) => ids.includes(def.id) && isApplied(def))
    .toSorted((a, b) => place(used, a) - place(used, b) || place(ids, a) - place(ids, b));
}

function languageForm({ deps, visit, base, csrf }: VisitDesk, t: Translate): SafeHtml {
  const each = deps.i18n.languages.map((lang) =>
    lang === visit.lang
      ? html`<strong class="ct-lang" lang="${lang}">${languageNames[lang]}</strong>`
      : html`<button type="submit" class="ct-small" name="lang" value="${lang}" lang="${lang}">
        ${languageNames[lang]}</button>`,
  );
  return html`<form method="post" action="${base}/language" class="ct-langs">${csrf}<span>
    ${t("counter.speaks")}</span> ${each}</form>`;
}

/** POST …/language: the language of questions, consent and messages to the person. */
export async function setLanguage(desk: VisitDesk): Promise<FastifyReply> {
  const lang = textOf(formOf(desk.request), "lang");
  if (isLang(lang)) await desk.deps.counter.speakIn(desk.visit, lang);
  return redirectTo(desk.reply, desk.base);
}

/** Asks before a second one of the same service is begun beside the first. */
async function beginOrGoOn(desk: VisitDesk, def: Definition, begun: readonly Draft[]) {
  const { t, base, csrf } = desk;
  const title = t("counter.begun.title", { service: t.words(def.title) });
  const another = button({ text: t("counter.begun.another"), kind: "secondary" });
  const view = await begunView(desk, await standingOf(desk), begun);
  const content = html`<h1 class="govuk-heading-l">${title}</h1>${view}
    <form method="post" action="${base}/start">${csrf}
    <input type="hidden" name="service" value="${def.id}">
    <input type="hidden" name="another" value="true">${another}</form>`;
  return showVisit(desk, { title, content, before: wayBack(base, t), path: base });
}

/**
 * POST …/start: a draft for the person; an empty one of the same service is reused, and where one
 * is begun that this visit shows, the operator chooses between it and another.
 */
export async function startService(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, person, base, reply } = desk;
  const form = formOf(desk.request);
  const service = textOf(form, "service");
  const def = deps.catalogue.current(service);
  if (!def?.process) return refusedHere(desk, { kind: "not-found", code: "service.not-found" });
  if (!(await mayFillIn(deps, desk, def)))
    return refusedHere(desk, { kind: "not-allowed", code: "counter.level-too-low" });
  if (textOf(form, "another") !== "true") {
    const reach = await reachOf(deps, desk.visit);
    const begun = (await deps.cases.draftsOf(person.id)).filter(
      ({ id, service: of, visited, journey }) =>
        of === def.id && visited.length > 0 && !journey && reach.hasDraft(id),
    );
    if (begun.length > 0) return beginOrGoOn(desk, def, begun);
  }
  const draft = await begin(deps, person.id, def);
  if (!draft.ok) return refusedHere(desk, draft.refusal);
  await deps.counter.recordBegun(desk.visit, draft.value);
  const [first] = stepsOf(def, {}, factsFor(person, deps));
  return redirectTo(reply, await askingPath(desk, `${base}/drafts/${draft.value}`, first));
}

/** They fetch a paper: their ticket waits to come back here, and their file is closed. */
async function comesBack(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, officer, visit, reply } = desk;
  const seat = await deps.centres.seatOf(officer.id);
  const { current } = seat ? await deps.centres.atCounter(seat) : {};
  if (!seat || !current || current.id !== visit.ticket)
    return refusedHere(desk, { kind: "conflict", code: "centre.no-client" });
  const parked = await deps.centres.park(seat);
  if (!parked.ok) return refusedHere(desk, parked.refusal);
  await closeFile(deps, visit, "parked");
  return redirectTo(
    reply,
    "/counter",
    (await seatNews(desk, seat)) ?? {
      ...{ kind: "success", code: "counter.parked-now", facts: { number: current.number } },
    },
  );
}

/**
 * POST …/close: asks nothing, unless others of the same ticket were not served yet or something
 * that was begun with it is left open, and calls the next one where wanted; of a file that was
 * opened by mistake a ticket stays in hand, and of who fetches a paper it waits. No page of a visit
 * was kept by the browser.
 */
export async function closeClient(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, officer, visit, reply } = desk;
  const form = formOf(desk.request);
  const then = textOf(form, "then");
  if (then === "wrong-file" && (visit.ticket || visit.otherCard !== null)) {
    await closeFile(deps, visit, then);
    return redirectTo(reply, "/counter", { kind: "notice", code: "counter.wrong-file-closed" });
  }
  if (then === "park") return comesBack(desk);
  const { ofTicket, ofParty } = desk;
  if (ofTicket && !(ofParty && then === "next-person") && textOf(form, "all") !== "true") {
    const question = await questionBeforeEnd(desk, ofTicket, then);
    if (question) return showVisit(desk, question);
  }
  await closeFile(deps, visit, "done");
  if (ofParty && then === "next-person") {
    const facts = { ticket: ofParty.ticket };
    const now = { kind: "notice", code: "counter.family.now", facts } as const;
    return redirectTo(reply, "/counter", ofParty.isLast ? undefined : now);
  }
  const seat = visit.door === "counter" ? await deps.centres.seatOf(officer.id) : undefined;
  if (!seat) return redirectTo(reply, "/counter");
  const { current } = await deps.centres.atCounter(seat);
  if (current?.status === "serving") await deps.centres.finish(seat);
  const news = await seatNews(desk, seat);
  if (news) return redirectTo(reply, "/counter", news);
  if (then !== "next") return redirectTo(reply, "/counter");
  const next = await deps.centres.callNext(seat);
  const nobody = next.ok && next.value === undefined;
  return redirectTo(
    reply,
    "/counter",
    nobody ? { kind: "notice", code: "counter.nobody-waits" } : undefined,
  );
}
