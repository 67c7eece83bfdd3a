import type { FastifyReply, FastifyRequest } from "fastify";
import { callAfter, comeToCard, confirmCard, refuseCard } from "../../acts/index.ts";
import { worksIn } from "../../centres/index.ts";
import { type CardCheck, type CardRefused, readingsLeft } from "../../counter/index.ts";
import { personById } from "../../platform/auth/index.ts";
import { formOf, redirectTo, refusalFlash, statusOf, textOf } from "../../platform/http/index.ts";
import {
  button,
  details,
  errorSummary,
  html,
  input,
  inset,
  linkButton,
  notificationBanner,
  type SafeHtml,
  warningText,
} from "../components/index.ts";
import { besidesView } from "./beside-view.ts";
import { cardFields, cardIn, readingId, type WrongCard, wrongField } from "./card-fields.ts";
import type { CounterDeps } from "./deps.ts";
import { type Desk, deskOf, show } from "./desk.ts";
import { managerRole, requireCounter } from "./offline/sync.ts";

/** Halls in which this officer can be the second: where they sit, or whose floor they manage. */
export async function hallsOf({
  deps,
  officer,
}: Pick<Desk, "deps" | "officer">): Promise<readonly string[]> {
  const seat = await deps.centres.seatOf(officer.id);
  const manages = officer.roles.includes(managerRole);
  const halls = deps.centres.list().filter(({ id }) => manages && worksIn(officer, id));
  return [...new Set([...(seat ? [seat.centre] : []), ...halls.map(({ id }) => id)])];
}

/**
 * How many cards wait for a second officer in the hall of a colleague: on their first page and
 * above every file that they have open, where it is read again every few seconds.
 */
export async function cardsWaiting({ deps, officer, t }: Desk, centre: string | null | undefined) {
  if (!centre) return null;
  const { length: count } = await deps.counter.cardChecksIn([centre], officer.id);
  const words = html`${t("counter.cards.waiting", { count })} <a class="govuk-link"
    href="/counter/cards">${t("counter.cards.look")}</a>`;
  return html`<div id="cards" aria-live="polite" data-fresh>${count ? inset(words) : null}</div>`;
}

const refusals: readonly CardRefused[] = ["photo", "not-accepted"];

interface Wrong extends WrongCard {
  readonly check: string;
}

/** GET /counter/cards: cards that wait for a second officer, who types what they read on them. */
export const cardsPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    requireCounter(request);
    const desk = deskOf(deps, request, reply);
    return cardsView(desk, undefined, await justConfirmed(desk));
  };

/** Whose card this officer has just confirmed: named on the page after, and not in its address. */
async function justConfirmed({ deps, officer, request, t }: Desk): Promise<SafeHtml | undefined> {
  const { confirmed } = request.query as { readonly confirmed?: unknown };
  if (typeof confirmed !== "string") return undefined;
  const check = await deps.counter.cardCheck(confirmed);
  if (check?.outcome !== "confirmed" || check.settledBy !== officer.id) return undefined;
  const { person: id, centre } = check;
  const look = { officer: officer.id, people: [id], centre, what: "card-check" } as const;
  await deps.counter.recordLook(look);
  const name = (await personById(deps.sql, id))?.name ?? "–";
  const heading = t("counter.cards.confirmed", { name });
  return notificationBanner({ heading, kind: "success", id: "confirmed" }, t);
}

async function cardsView(desk: Desk, wrong?: Wrong, before?: SafeHtml): Promise<FastifyReply> {
  const { deps, officer, t } = desk;
  const halls = await hallsOf(desk);
  const checks = await deps.counter.cardChecksIn(halls, officer.id);
  const [names, people, besides] = await Promise.all([
    deps.officerNames(checks.flatMap(({ operator, coming }) => [operator, coming ?? operator])),
    Promise.all(checks.map(({ person }) => personById(deps.sql, person))),
    Promise.all(checks.map(({ person }) => deps.counter.besidesOf(person))),
  ]);
  for (const { centre, person } of checks)
    await deps.counter.recordLook({
      ...{ officer: officer.id, people: [person], centre, what: "card-check" },
    });
  const each = checks.map((check, at) => {
    const who = {
      operator: names.get(check.operator) ?? "–",
      // Whoever types the name of a card must not read it here.
      person: check.otherName ? t("counter.cards.nameless") : (people[at]?.name ?? "–"),
      isFirst: at === 0 && wrong === undefined,
      beside: besidesView(desk, besides[at] ?? []),
      ...(check.coming && { coming: names.get(check.coming) ?? "–" }),
    };
    return checkView(desk, check, who, wrong);
  });
  const back = linkButton({ text: t("counter.back"), href: "/counter", autofocus: true });
  const none =
    halls.length > 0
      ? html`<p class="govuk-body hw-muted">${t("counter.cards.none")}</p>
          ${wrong ? null : back}`
      : inset(html`${t("counter.cards.seat-first")} <a class="govuk-link" href="/counter">
          ${t("counter.cards.choose-counter")}</a>`);
  const isNote = wrong?.refusal.code === "counter.card-note-missing";
  const field = wrong && (isNote ? "note" : wrongField(wrong.refusal));
  const place = wrong && (field ? `${field}-${wrong.check}` : readingId(wrong.check));
  // After the third wrong reading the card is no longer here.
  const isHere = checks.some(({ id }) => id === wrong?.check);
  const id = isHere ? place : undefined;
  const error = wrong && { id, text: t.refusal(wrong.refusal) };
  const title = t("counter.cards.title");
  return show(desk, {
    ...{ title, path: "/counter/cards", before, failed: wrong !== undefined },
    ...(wrong && { status: statusOf(wrong.refusal.kind) }),
    content: html`${errorSummary(error ? [error] : [], t)}
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body-l">${t("counter.cards.lead")}</p>
      ${each.length > 0 ? each : none}`,
  });
}

/** The number and the date are not shown: who agrees has read them. */
function checkView(
  { deps, t, csrf }: Desk,
  { id, counter, card, otherName, phone, opens, tries }: CardCheck,
  {
    operator,
    person,
    coming,
    isFirst,
    beside,
  }: {
    readonly operator: string;
    readonly person: string;
    readonly coming?: string;
    /** Other accounts of that name or telephone, and what the first officer says of them. */
    readonly beside: readonly SafeHtml[];
    /** Its first field has the focus. */
    readonly isFirst: boolean;
  },
  wrong: Wrong | undefined,
): SafeHtml {
  const own = wrong?.check === id ? wrong : undefined;
  const isNote = own?.refusal.code === "counter.card-note-missing";
  const read = { wrong: isNote ? undefined : own, autofocus: isFirst, withName: otherName };
  const rule = card === "national-id" ? deps.catalogue.jurisdiction.identityNumber : undefined;
  const fields = cardFields(id, { ...read, rule }, t);
  const note = own && isNote ? t.refusal(own.refusal) : undefined;
  const count = readingsLeft({ tries });
  const left =
    tries > 0
      ? html`<p class="govuk-body">${t("counter.cards.readings-left", { count })}</p>`
      : null;
  const refuse = refuseForms(id, csrf, { person, note }, t);
  return html`<section class="hw-box"><h2 class="govuk-heading-m">${person}</h2>
    <p class="govuk-body">
    ${t("counter.cards.where", { number: counter ?? "–", name: operator })}<br>
    ${t(card === "other" ? "counter.cards.document" : `counter.card.${card}`)}</p>
    ${phone ? html`<p class="govuk-body">${t("counter.phone.second", { phone })}</p>` : null}
    ${opens ? inset(html`${t("counter.open.second")} <strong>${opens}</strong>`) : null}
    ${otherName ? warningText(t("counter.other-card.second"), t) : null}${beside}
    ${
      coming
        ? html`<p class="govuk-body">${t("counter.cards.comes", { name: coming })}</p>`
        : html`<form method="post" action="/counter/cards/${id}">${csrf}
          ${button({
            ...{ text: t("counter.cards.come"), kind: "secondary", hidden: person },
            ...{ name: "do", value: "come" },
          })}</form>`
    }
    <form method="post" action="/counter/cards/${id}" novalidate>${csrf}${left}${fields}
    ${button({ text: t("counter.cards.confirm"), hidden: person })}</form>
    ${details(t("counter.cards.not"), refuse, note !== undefined)}
    </section>`;
}

/** The photo is of somebody else; or the card is not accepted, with the reason. */
function refuseForms(
  id: string,
  csrf: SafeHtml,
  { person, note: error }: { readonly person: string; readonly note: string | undefined },
  t: Desk["t"],
): SafeHtml {
  const form = (inside: SafeHtml) =>
    html`<form method="post" action="/counter/cards/${id}" novalidate>${csrf}${inside}</form>`;
  const press = (value: CardRefused) =>
    button({
      ...{ text: t(`counter.cards.${value}`), kind: "secondary", hidden: person },
      ...{ name: "do", value },
    });
  const label = t("counter.cards.note");
  const note = input({ ...{ id: `note-${id}`, name: "note", label, maxlength: 300, error } }, t);
  return html`${form(press("photo"))}${form(html`${note}${press("not-accepted")}`)}`;
}

/** POST /counter/cards/:id: a second officer is coming, or what they read on the card. */
export const confirmCardPress =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    requireCounter(request);
    const desk = deskOf(deps, request, reply);
    const form = formOf(request);
    const { id } = request.params as { readonly id: string };
    const check = await deps.counter.cardCheck(id);
    const isHere = check && (await hallsOf(desk)).includes(check.centre);
    if (isHere && textOf(form, "do") === "come") {
      const come = await comeToCard(deps, check, desk.officer.id);
      const flash = come.ok
        ? ({ kind: "success", code: "counter.cards.coming" } as const)
        : refusalFlash(come.refusal);
      return redirectTo(reply, "/counter/cards", flash);
    }
    const why = refusals.find((each) => each === textOf(form, "do"));
    if (isHere && why) {
      const answer = { officer: desk.officer.id, why, note: textOf(form, "note") };
      const settled = await refuseCard(deps, check, answer);
      if (settled.ok)
        return redirectTo(reply, "/counter/cards", {
          ...{ kind: "success", code: "counter.cards.was-not-confirmed" },
        });
      return settled.refusal.code === "counter.card-note-missing"
        ? cardsView(desk, { check: id, form, refusal: settled.refusal })
        : redirectTo(reply, "/counter/cards", refusalFlash(settled.refusal));
    }
    const confirmed = isHere
      ? await confirmCard(deps, check, { officer: desk.officer.id, ...cardIn(form) })
      : ({ ok: false, refusal: { kind: "not-found", code: "http.not-found" } } as const);
    if (confirmed.ok) return redirectTo(reply, `/counter/cards?confirmed=${id}`);
    const { refusal } = confirmed;
    // What was typed stays, also where the card waits anew, or no longer.
    const next = check && isHere ? await callAfter(deps, check) : undefined;
    return refusal.kind === "invalid" || refusal.kind === "conflict"
      ? cardsView(desk, { check: next?.id ?? id, form, refusal })
      : redirectTo(reply, "/counter/cards", refusalFlash(refusal));
  };
