import type { FastifyReply, FastifyRequest } from "fastify";
import { factsFor, ratableInVisit, sayYes, secondOfficers } from "../../acts/index.ts";
import type { Consent, Visit } from "../../counter/index.ts";
import { isUuid, type Refusal } from "../../kernel/index.ts";
import { personById } from "../../platform/auth/index.ts";
import {
  formOf,
  langOf,
  notFound,
  redirectTo,
  sendHtml,
  textOf,
} from "../../platform/http/index.ts";
import type { Lang, Translate } from "../../platform/i18n/index.ts";
import {
  bareLayout,
  button,
  csrfField,
  html,
  type SafeHtml,
  scanCode,
} from "../components/index.ts";
import type { Opened } from "../questions/index.ts";
import { isNobodyCalled } from "./card-of-visit.ts";
import type { CounterDeps } from "./deps.ts";
import { type ServingDesk, show } from "./desk.ts";
import { type FacingCase, facingCase, pressCase, showCasePad } from "./pad-case.ts";
import { type FacingRating, pressRating, showRatingPad } from "./pad-rating.ts";
import { padView } from "./pad-view.ts";
import { sendFor } from "./send.ts";
import { styleLink } from "./style.ts";
import { langIn } from "./visit-desk.ts";

/** GET and POST /counter/pad: an operator opens the screen that faces the person. */
export async function padStart(desk: ServingDesk): Promise<FastifyReply> {
  const { t, csrf, deps, officer, request } = desk;
  const title = t("counter.pad.title");
  const form = html`<form method="post" action="/counter/pad">
    ${csrf}${button({ text: t("counter.pad.open") })}</form>`;
  const page = (content: SafeHtml) =>
    show(desk, {
      title,
      content: html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body-l">
        ${t("counter.pad.lead")}</p>${content}`,
      path: "/counter/pad",
    });
  if (request.method !== "POST") return page(form);
  const address = `${deps.baseUrl}/counter/pad/${await deps.counter.newPad(officer.id)}`;
  return page(
    html`<p class="govuk-body"><a class="govuk-link" href="${address}" target="_blank">
      ${t("counter.pad.here")}</a></p>${scanCode(address, t("counter.pad.title"), "ct-qr")}
      <p class="govuk-body">${t("counter.pad.until")}</p>`,
  );
}

/** What the person at this screen is asked now. */
interface Facing {
  readonly visit: Visit;
  readonly opened: Opened;
  readonly consent: Consent;
}

/** A person whose card is to be read by a second officer. */
interface Waiting {
  readonly lang: Lang;
  /** Nobody can be called to it. */
  readonly isNobody: boolean;
}

/** The file that is open at this screen's operator. */
async function visitFacing(deps: CounterDeps, token: string): Promise<Visit | undefined> {
  const operator = await deps.counter.operatorOfPad(token);
  if (!operator) throw notFound();
  return deps.counter.openVisitOf(operator);
}

/**
 * What the person whom this screen's operator serves is asked; undefined when idle. An open consent
 * comes first; once it is given, how it was.
 */
async function facing(
  deps: CounterDeps,
  request: FastifyRequest,
): Promise<Facing | FacingCase | FacingRating | undefined> {
  const visit = await visitFacing(deps, tokenIn(request));
  if (!visit) return undefined;
  const asked = await facingConsent(deps, visit);
  if (asked && !isOver(asked)) return asked;
  const ratable = await ratableInVisit(deps, visit);
  const isNewer = ratable && ratable.at >= (asked?.consent.givenAt ?? ratable.at);
  return isNewer && ratable.app.id !== skippedIn(request) ? { visit, ratable } : asked;
}

async function facingConsent(
  deps: CounterDeps,
  visit: Visit,
): Promise<Facing | FacingCase | undefined> {
  const [consent, person] = await Promise.all([
    deps.counter.lastConsent(visit.id),
    personById(deps.sql, visit.person),
  ]);
  if (!consent || !person) return undefined;
  if (consent.kind === "case") return facingCase(deps, { visit, consent, person });
  const draft = await deps.cases.findDraft(consent.subject, person.id);
  const def = draft && (await deps.catalogue.findVersion(draft.service, draft.definition));
  if (!draft || !def) return undefined;
  const opened = { draft, def, facts: factsFor(person, deps, draft), person, base: "", files: "" };
  return { visit, opened, consent };
}

const tokenIn = (request: FastifyRequest): string =>
  (request.params as { readonly token?: string }).token ?? "";

/** The application that the person did not want to rate, in the address of their screen. */
function skippedIn(request: FastifyRequest): string | undefined {
  const { skip } = request.query as { readonly skip?: unknown };
  return typeof skip === "string" && isUuid(skip) ? skip : undefined;
}

/** GET /counter/pad/:token: what the person confirms, in their language; refreshes itself. */
export const padPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) =>
    padNow(deps, request, reply, await facing(deps, request), await cardWait(deps, request));

/** What the person is told while a second officer is called to read their card. */
async function cardWait(deps: CounterDeps, request: FastifyRequest): Promise<Waiting | undefined> {
  const visit = await visitFacing(deps, tokenIn(request));
  const check = visit && (await deps.counter.cardCheckIn(visit));
  if (!check || check.settledAt) return undefined;
  const isNobody = isNobodyCalled(check, await secondOfficers(deps, visit));
  return { lang: langIn(deps, visit.lang), isNobody };
}

const padNow = (
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  at: Facing | FacingCase | FacingRating | undefined,
  card: Waiting | undefined,
): FastifyReply => {
  const own = ownPath(request);
  if (at && "ratable" in at) return showRatingPad(deps, request, reply, at, own);
  return at && "found" in at
    ? showCasePad(deps, request, reply, at, { own, typed: "" })
    : showPad(deps, request, reply, at, { typed: "", card });
};

function ownPath(request: FastifyRequest): string {
  const skipped = skippedIn(request);
  return `/counter/pad/${tokenIn(request)}${skipped ? `?skip=${skipped}` : ""}`;
}

function showPad(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  at: Facing | undefined,
  now: {
    readonly typed: string;
    readonly refusal?: Refusal;
    readonly card?: Waiting | undefined;
  } = { typed: "" },
): FastifyReply {
  const own = ownPath(request);
  const lang = at ? langIn(deps, at.visit.lang) : (now.card?.lang ?? langOf(request));
  const t = deps.i18n.for(lang);
  // While digits are being typed, nothing may take them away.
  const typing = at && !at.opened.draft.caseId && now.typed !== "";
  if (!typing) reply.header("refresh", `3;url=${own}`);
  reply.header("cache-control", "no-store");
  const content = at
    ? padContent(deps, request, reply, { ...at, ...now, own }, t)
    : waiting(t, now.card);
  const page = { title: t("counter.pad.title"), path: own, content: html`${styleLink}${content}` };
  return sendHtml(reply, bareLayout(page, t), now.refusal ? 422 : 200);
}

function waiting(t: Translate, card: Waiting | undefined): SafeHtml {
  const words = card?.isNobody ? "counter.cards.client-nobody" : "counter.cards.client";
  return html`<h1 class="govuk-heading-xl">${t(card ? words : "counter.pad.wait")}</h1>`;
}

function padContent(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  at: Facing & { readonly typed: string; readonly refusal?: Refusal; readonly own: string },
  t: Translate,
): SafeHtml {
  if (at.opened.draft.caseId)
    return html`<h1 class="govuk-heading-xl">${t("counter.pad.thanks")}</h1>`;
  if (isOver(at)) return html`<h1 class="govuk-heading-xl">${t("counter.act.pad-thanks")}</h1>`;
  const error = at.refusal && t.refusal(at.refusal);
  const { opened, visit, consent, typed, own } = at;
  return padView(
    { deps, opened, visit, consent, typed, own, error, csrf: csrfField(request, reply) },
    t,
  );
}

/** Said already: nothing more is taken. */
const isOver = (at: Facing | FacingCase): boolean =>
  at.consent.givenAt !== null || (!("found" in at) && Boolean(at.opened.draft.caseId));

/**
 * POST /counter/pad/:token: one key of the number pad, or yes; or how it was. The sixth digit of a
 * code is the whole consent.
 */
export const padPress =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const own = ownPath(request);
    const form = formOf(request);
    const visit = await visitFacing(deps, tokenIn(request));
    if (!visit) return redirectTo(reply, own);
    if (textOf(form, "case") !== "") return pressRating(deps, request, reply, visit, own);
    const at = await facingConsent(deps, visit);
    const consent = textOf(form, "consent");
    if (!at || isOver(at) || at.consent.id !== consent) return redirectTo(reply, own);
    const key = textOf(form, "key");
    const before = textOf(form, "typed").replaceAll(/\D/g, "").slice(0, 6);
    const typed = /^\d$/.test(key)
      ? `${before}${key}`.slice(0, 6)
      : key === "back"
        ? before.slice(0, -1)
        : "";
    const isWhole = at.consent.way === "signature" ? key === "yes" : typed.length === 6;
    if ("found" in at) {
      const now = { own, typed };
      return isWhole
        ? pressCase(deps, request, reply, at, now)
        : showCasePad(deps, request, reply, at, now);
    }
    if (!isWhole) return showPad(deps, request, reply, at, { typed });
    const { opened } = at;
    // Noted here; it is sent by the operator, who has the signed summary.
    if (at.consent.way === "signature") {
      const on = { visit, person: opened.person, level: opened.def.level };
      const noted = await sayYes(deps, on, at.consent, { code: "", on: "pad" });
      return noted.ok
        ? redirectTo(reply, own)
        : showPad(deps, request, reply, at, { typed: "", refusal: noted.refusal });
    }
    const sent = await sendFor(deps, {
      ...{ visit, opened, code: typed, on: "pad" as const },
      consent: isUuid(consent) ? consent : "",
    });
    if (sent.ok) return redirectTo(reply, own);
    return showPad(deps, request, reply, at, { typed: "", refusal: sent.refusal });
  };
