import type { FastifyReply } from "fastify";
import {
  askCardCheck,
  cardLevel,
  checkCardAlone,
  isCardToCheck,
  mayCheckAlone,
  mayCorrect,
  mayFillIn,
  otherNameOn,
  type SecondOfficer,
  secondOfficers,
} from "../../acts/index.ts";
import {
  type CardCheck,
  type CardHeld,
  cardCallMinutes,
  isCallOver,
  isRefusal,
} from "../../counter/index.ts";
import type { Refusal, Result } from "../../kernel/index.ts";
import { counterAccount, isByItself } from "../../platform/auth/index.ts";
import { formOf, redirectTo, statusOf } from "../../platform/http/index.ts";
import {
  button,
  errorSummary,
  html,
  inset,
  linkButton,
  narrow,
  type SafeHtml,
  summaryList,
  warningText,
} from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { cardFields, cardIn, readingId, wrongField } from "./card-fields.ts";
import { firstHeading } from "./first-heading.ts";
import { refusedHere, showVisit, type VisitDesk } from "./visit-desk.ts";

/** Seconds after which the page looks whether the colleague has read the card. */
export const lookAgain = 4;

/** What can be done before it is sure who somebody is. */
export interface Standing {
  /** Up to which level services are filled in: the account's, or also while its card is read. */
  readonly worth: number;
  /** Why nobody may read their card now; null also where there is none to read. */
  readonly held: CardHeld | null;
}

export async function standingOf(desk: VisitDesk): Promise<Standing> {
  const { deps, person } = desk;
  const mayFill = await mayFillIn(deps, desk, { level: cardLevel });
  return {
    worth: mayFill ? Math.max(cardLevel, person.level) : person.level,
    held: isToRead(desk) ? (await deps.counter.cardHold(person.id)).held : null,
  };
}

const isToRead = (desk: VisitDesk): boolean => desk.visit.otherCard !== null || isCardToCheck(desk);

/** On the first page of a client: how sure their identity is, and how it gets surer. */
export async function identityView(
  desk: VisitDesk,
  { worth, held }: Standing,
): Promise<SafeHtml | null> {
  const { t, base, csrf, person } = desk;
  if (isCardToCheck(desk) && worth >= cardLevel)
    return inset(html`<p class="govuk-body">${t("counter.cards.fill-lead")}</p>
      <p class="govuk-body"><a class="govuk-link" href="${base}/card">
      ${t("counter.cards.fill-who")}</a></p>${await correctLink(desk)}`);
  if (isCardToCheck(desk)) {
    if (held) return warningText(t(`refusals.counter.card-${held}`), t);
    const ask = button({ text: t("counter.cards.ask"), autofocus: true });
    return inset(html`<p class="govuk-body">${t("counter.cards.low")}</p>
      <form method="post" action="${base}/card">${csrf}${ask}</form>${await correctLink(desk)}`);
  }
  if (person.level < cardLevel)
    return inset(html`${t("counter.level-low")}${await correctLink(desk)}`);
  const other = await otherNameView(desk);
  if (other) return other;
  const words = await checkedWords(desk, t);
  return words === undefined ? null : html`<p class="govuk-body hw-muted">${words}</p>`;
}

/** Two officers read another name on the card than the account still has; null where they agree. */
async function otherNameView(desk: VisitDesk): Promise<SafeHtml | null> {
  const { deps, t, person } = desk;
  const check = await otherNameOn(deps, person);
  if (!check) return null;
  const names = await deps.officerNames([check.operator, check.settledBy ?? check.operator]);
  const at = check.settledAt && t.dateTime(check.settledAt, deps.catalogue.jurisdiction.timeZone);
  const rows = [
    { key: t("counter.other-card.on-card"), value: check.cardName },
    { key: t("counter.other-card.account"), value: person.name },
    { key: t("counter.other-card.read-by"), value: t.list([...names.values()]) },
    { key: t("counter.when"), value: at ?? "–" },
  ];
  const next =
    person.iss === counterAccount
      ? ((await correctLink(desk)) ?? html`<p>${t("counter.other-card.open-to-correct")}</p>`)
      : html`<p class="govuk-body">${t("counter.other-card.not-here")}</p>`;
  return html`<section class="hw-box" aria-label="${t("counter.other-card.noted")}">
    ${warningText(t("counter.other-card.noted"), t)}${summaryList({ rows })}${next}</section>`;
}

/** What was mistyped of the card can be corrected; null where it no longer can. */
const correctLink = async ({
  deps,
  t,
  base,
  visit,
  person,
}: VisitDesk): Promise<SafeHtml | null> =>
  (await mayCorrect(deps, { visit, person }))
    ? html`<p class="govuk-body"><a class="govuk-link" href="${base}/correct">
        ${t("counter.correct.title")}</a></p>`
    : null;

/**
 * The card in hand is in another name than the account: who can settle it, and the way out. The
 * heading has the focus, so that nobody passes over it.
 */
export async function otherCardView(desk: VisitDesk, { held }: Standing): Promise<SafeHtml> {
  const { deps, t, base, csrf, visit, person } = desk;
  const close = button({
    ...{ text: t("counter.other-card.close"), kind: "secondary" },
    ...{ name: "then", value: "wrong-file" },
  });
  const typed = await deps.counter.otherCardName(visit);
  const ask = html`<p class="govuk-body">${t("counter.other-card.who")}</p>
    <form method="post" action="${base}/card">${csrf}
    ${button({ text: t("counter.other-card.ask") })}</form>`;
  const both = [
    { key: t("counter.other-card.typed"), value: typed ?? "" },
    { key: t("counter.other-card.account"), value: person.name },
  ];
  return html`<section class="hw-box" aria-labelledby="other-card">
    <h1 class="govuk-heading-l" id="other-card" tabindex="-1" autofocus>
    ${t("counter.other-card.title")}</h1>
    ${warningText(t("counter.other-card.lead"), t)}${typed ? summaryList({ rows: both }) : null}
    ${held ? warningText(t(`refusals.counter.card-${held}`), t) : ask}
    <p class="govuk-body">${t("counter.other-card.else")}</p>
    <form method="post" action="${base}/close">${csrf}${close}</form></section>`;
}

/** Who checked the card on which this account rests; undefined where it rests on a sign-in. */
export async function checkedWords(
  { deps, person }: VisitDesk,
  t: VisitDesk["t"],
): Promise<string | undefined> {
  if (person.iss !== counterAccount) return undefined;
  const [check] = await deps.counter.cardChecksOf(person.id);
  if (!check?.settledBy || !check.settledAt) return undefined;
  const names = await deps.officerNames([check.operator, check.settledBy]);
  const name = (id: string) => names.get(id) ?? "–";
  const at = t.dateTime(check.settledAt, deps.catalogue.jurisdiction.timeZone);
  return check.outcome === "alone"
    ? t("counter.cards.checked-alone", { name: name(check.operator), at })
    : t("counter.cards.checked", { name: name(check.operator), second: name(check.settledBy), at });
}

/** POST …/card: asks for a colleague. */
export async function askColleague(desk: VisitDesk): Promise<FastifyReply> {
  const asked = await askCardCheck(desk.deps, desk);
  return asked.ok ? redirectTo(desk.reply, `${desk.base}/card`) : refusedHere(desk, asked.refusal);
}

const heldTitles = { undecided: "manager", refused: "refused" } as const;

/** GET …/card: waits for the colleague, who is named; goes on by itself. */
export async function cardPage(desk: VisitDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, base, visit, request, reply } = desk;
  const check = await deps.counter.cardCheckIn(visit);
  if (!check || check.outcome === "confirmed" || check.outcome === "alone")
    return redirectTo(reply, base);
  const differs = isRefusal(check);
  const { held } = await deps.counter.cardHold(visit.person);
  const over = isCallOver(check, deps.clock());
  const isRead = check.otherName || check.phone !== null;
  const alone = await mayCheckAlone(deps, visit, check);
  const typing = isRead && alone.ok;
  if (differs ? held === "undecided" : !over && !typing)
    reply.header("refresh", `${lookAgain};url=${base}/card?again=1`);
  const called = differs || over ? [] : await secondOfficers(deps, visit);
  const isNobody = !differs && !over && isNobodyCalled(check, called);
  const state = held ? heldTitles[held] : isNobody ? "nobody" : "wait";
  const title = t(`counter.cards.${state}-title`);
  const isOther = check.tries > 0;
  const correct = await correctLink(desk);
  const fill = (await mayFillIn(deps, desk, { level: cardLevel })) ? fillLink(desk) : null;
  const content = differs
    ? await notConfirmed(desk, check, held)
    : html`${isOther ? html`${differingView(desk, check)}${correct}` : null}
        ${over ? overView(desk) : await calledView(desk, check, called)}${fill}
        ${aloneView(desk, isRead ? check : undefined, alone, refusal)}
        ${isOther ? null : correct}`;
  // After the third wrong reading there is no field to lead to.
  const field = refusal && wrongField(refusal);
  const id = differs ? undefined : field ? `${field}-own` : readingId("own");
  const errors = refusal ? [{ id, text: t.refusal(refusal) }] : [];
  return showVisit(desk, {
    title,
    content:
      narrow(html`${errorSummary(errors, t)}${firstHeading(title, !refusal && !isByItself(request))}
      ${content}`),
    before: wayBack(base, t),
    path: `${base}/card`,
    ...(refusal && { failed: true, status: statusOf(refusal.kind) }),
  });
}

/** The colleague read something else: which fields, never what; null where none is recorded. */
function differingView({ t }: VisitDesk, { differing }: CardCheck): SafeHtml | null {
  if (differing.length === 0) return null;
  const fields = t.list(differing.map((field) => t(`counter.cards.differing.${field}`)));
  return warningText(t("counter.cards.reading-differs", { fields }), t);
}

/**
 * Why the colleague has not confirmed the card, by name, and that the floor manager decides; where
 * they let it be read again, another colleague is asked.
 */
async function notConfirmed(
  desk: VisitDesk,
  check: CardCheck,
  held: CardHeld | null,
): Promise<SafeHtml> {
  const { deps, t, own, base, csrf } = desk;
  const { outcome, settledBy: by, note, decision } = check;
  const name = (await deps.officerNames(by ? [by] : [])).get(by ?? "") ?? "–";
  const why =
    outcome === "photo"
      ? t("counter.cards.was-photo", { name })
      : outcome === "not-accepted"
        ? t("counter.cards.was-refused", { name, reason: note ?? "" })
        : t("counter.cards.differs");
  const fields = outcome === "differs" ? differingView(desk, check) : null;
  const decided = decision
    ? html`<p class="govuk-body">${t("counter.cards.decision", { reason: decision })}</p>`
    : null;
  if (held)
    return html`${warningText(t(`refusals.counter.card-${held}`), t)}
      <p class="govuk-body">${why}</p>${fields}${decided}
      <p class="govuk-body">
      ${t(`counter.cards.refused-${held === "refused" ? "final" : "next"}`)}</p>
      ${clientTold(desk, own(`counter.cards.client-${held}`))}`;
  const ask = button({ text: t("counter.cards.ask-another") });
  const again = isAskedAgain(desk, check)
    ? html`<form method="post" action="${base}/card">${csrf}${ask}</form>`
    : html`<p class="govuk-body">${t("counter.cards.ask-anew")}</p>
        <p>${linkButton({ text: t("counter.go-on"), href: base })}</p>`;
  return html`<p class="govuk-body-l" role="status">${t("counter.cards.let-again")}</p>
    <p class="govuk-body">${why}</p>${fields}${decided}${await correctLink(desk)}${again}`;
}

/** Not where the colleague was called for a reason, or for a number, which is given anew. */
const isAskedAgain = (desk: VisitDesk, { opens, phone }: CardCheck): boolean =>
  opens === null && phone === null && isToRead(desk);

/**
 * Nobody else is at a counter: the operator may answer for the card, or is told why no longer; null
 * where a colleague is there.
 */
function aloneView(
  desk: VisitDesk,
  toRead: CardCheck | undefined,
  alone: Result<true>,
  refusal: Refusal | undefined,
): SafeHtml | null {
  const { deps, t, base, csrf } = desk;
  if (!alone.ok)
    return alone.refusal.code !== "counter.colleague-here" ? inset(t.refusal(alone.refusal)) : null;
  const wrong = refusal && { form: formOf(desk.request), refusal };
  const isOwn = toRead?.card === "national-id";
  const rule = isOwn ? deps.catalogue.jurisdiction.identityNumber : undefined;
  const fields = toRead && cardFields("own", { wrong, withName: toRead.otherName, rule }, t);
  return html`<p class="govuk-body">${t("counter.cards.alone-lead")}</p>
    <form method="post" action="${base}/card/alone" novalidate>
      ${csrf}${fields}
      ${button({ text: t("counter.cards.alone"), kind: "secondary" })}
    </form>`;
}

/** The time until the colleague has come is not lost. */
const fillLink = ({ t, base }: VisitDesk): SafeHtml => html`<p class="govuk-body">
  <a class="govuk-link" href="${base}">${t("counter.cards.fill")}</a></p>`;

/** Nobody has read the card in time: call again. */
const overView = ({ t, base, csrf }: VisitDesk): SafeHtml => html`
  <p class="govuk-body-l" role="status">
    ${t("counter.cards.nobody-came", { minutes: cardCallMinutes })}
  </p>
  <form method="post" action="${base}/card">
    ${csrf}${button({ text: t("counter.cards.call-again") })}
  </form>
`;

/** Nobody is coming to this card, and nobody can be called to it. */
export const isNobodyCalled = (
  { coming }: Pick<CardCheck, "coming">,
  called: readonly SecondOfficer[],
): boolean => called.length === 0 && !coming;

/** What the client is told meanwhile, in their language. */
export const clientTold = ({ t, own }: VisitDesk, words: string): SafeHtml => html`
  <h2 class="govuk-heading-s">${t("counter.cards.say")}</h2>
  <blockquote class="govuk-inset-text" lang="${own.lang}">${words}</blockquote>`;

/** Who was called and who is coming, and what the client is told meanwhile in their language. */
async function calledView(
  desk: VisitDesk,
  check: CardCheck,
  called: readonly SecondOfficer[],
): Promise<SafeHtml> {
  const { deps, t, own } = desk;
  const isNobody = isNobodyCalled(check, called);
  const words = own(isNobody ? "counter.cards.client-nobody" : "counter.cards.client");
  const say = clientTold(desk, words);
  if (isNobody)
    return html`<p class="govuk-body-l" role="status">
      ${t("counter.cards.nobody-called", { minutes: cardCallMinutes })}</p>${say}`;
  const where = ({ counter, onBreak }: SecondOfficer) =>
    counter === null
      ? t("counter.cards.at-no-counter")
      : onBreak
        ? t("counter.cards.on-break", { number: counter })
        : t("counter.counter", { number: counter });
  const each = called.map((officer) => html`<li>${officer.name}: ${where(officer)}</li>`);
  const { coming } = check;
  const names = await deps.officerNames(coming ? [coming] : []);
  const comes = coming && t("counter.cards.comes", { name: names.get(coming) ?? "–" });
  return html`<p class="govuk-body-l" role="status">${comes || t("counter.cards.wait-lead")}</p>
    <ul class="govuk-list govuk-list--bullet">${each}</ul>
    <p class="govuk-body">${t("counter.cards.wait-hand")}</p>${say}`;
}

/** POST …/card/alone: nobody else is at a counter of the hall; another officer looks into it. */
export async function takeAlone(desk: VisitDesk): Promise<FastifyReply> {
  const checked = await checkCardAlone(desk.deps, desk, cardIn(formOf(desk.request)));
  if (checked.ok) return redirectTo(desk.reply, desk.base);
  return checked.refusal.kind === "invalid"
    ? cardPage(desk, checked.refusal)
    : refusedHere(desk, checked.refusal);
}
