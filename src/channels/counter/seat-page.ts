import type { FastifyReply } from "fastify";
import { isCalledBack, type Ticket } from "../../centres/index.ts";
import { clockTime } from "../../kernel/index.ts";
import type { Person } from "../../platform/auth/index.ts";
import {
  button,
  details,
  html,
  inset,
  notificationBanner,
  type SafeHtml,
  select,
  tag,
} from "../components/index.ts";
import { agentHome } from "./agent-home.ts";
import { breakForm, breakWords, whoWaits } from "./break.ts";
import { cardsWaiting } from "./card-checks.ts";
import { seatsView } from "./choose-seat.ts";
import { comersOf } from "./comers.ts";
import { type ServingDesk, show } from "./desk.ts";
import { familyView } from "./family.ts";
import { approvalsWaiting } from "./offline/conflicts.ts";
import { openElsewhere } from "./open-elsewhere.ts";
import { findForm, openClientView, type Sought } from "./seat-forms.ts";
import { type AtSeat, atSeat, topicName } from "./seat-given.ts";
import { nobodyOpen } from "./style.ts";

/** GET /counter: the place of work: what waits, who is called, whose file is open. */
export async function seatPage(desk: ServingDesk, sought?: Sought): Promise<FastifyReply> {
  const { t, door } = desk;
  const at = await atSeat(desk);
  const content =
    door === "agent"
      ? agentHome(desk, at, sought)
      : at.seat
        ? html`${at.client ? await openElsewhere(desk, at.client.visit) : null}
            ${await cardsWaiting(desk, at.seat.centre)}${await approvalsWaiting(desk)}
            ${seatView(desk, at, sought)}`
        : html`${await approvalsWaiting(desk)}${await seatsView(desk)}`;
  return show(desk, {
    title: t("counter.title"),
    content: at.client ? content : html`${nobodyOpen}${content}`,
    path: "/counter",
    before: at.client ? undefined : closedIdle(desk),
    failed: sought !== undefined,
    ...(sought && { status: 422 }),
  });
}

/** Why the page is here again, where the file that was open closed by itself. */
function closedIdle({ t, request, deps }: ServingDesk): SafeHtml | undefined {
  if ((request.query as { readonly closed?: unknown }).closed !== "idle") return undefined;
  const heading = t("counter.closed-idle", { minutes: deps.counter.rules.idleMinutes });
  return notificationBanner({ heading, kind: "important", id: "closed-idle" }, t);
}

function seatView(desk: ServingDesk, at: AtSeat, sought: Sought | undefined): SafeHtml {
  const { t } = desk;
  const { seat, centre, current } = at;
  const number = seat?.counter ?? "";
  const fresh = at.client ? null : html` data-fresh`;
  const where = `${t.words(centre?.name)} · ${t("counter.counter", { number })}`;
  const now = at.client
    ? openClientView(desk, at)
    : current
      ? ticketView(desk, at, sought)
      : free(desk, at, sought);
  return html`<h1 class="govuk-heading-m ct-where">${where} <span class="ct-waiting"
    id="waiting"${fresh}>${t("counter.waiting", { count: at.waiting })}</span></h1>
    <div id="after" aria-live="polite" data-fresh>${afterView(desk, at)}</div>${now}
    <div id="parked"${fresh}>${parkedView(desk, at)}</div>
    ${current || at.client ? null : leaveForm(desk)}<p class="govuk-body-s hw-muted">
    ${t("counter.keys")}</p>`;
}

/** The floor manager closes this counter when its client is done. */
function afterView({ t }: ServingDesk, { after }: AtSeat): SafeHtml | null {
  if (!after) return null;
  const { to } = after;
  return inset(to === null ? t("counter.after.closes") : t("counter.after.moves", { number: to }));
}

/** One press: `act` on the queue. The key of the page (N) is that of the next step. */
const press = (act: string, text: string, next?: "big" | "small"): SafeHtml =>
  next === "small"
    ? html`<button type="submit" class="govuk-button govuk-button--secondary" name="act"
        value="${act}" accesskey="n" data-once>${text}</button>`
    : next === "big"
      ? html`<button type="submit" class="govuk-button ct-big" name="act" value="${act}"
          accesskey="n" autofocus data-once>${text}</button>`
      : button({ text, kind: "secondary", name: "act", value: act });

const queueForm = ({ csrf }: ServingDesk, inside: SafeHtml): SafeHtml =>
  html`<form method="post" action="/counter/queue" class="ct-queue">${csrf}${inside}</form>`;

/** Nobody here: the next one is called by one key. */
function free(desk: ServingDesk, at: AtSeat, sought: Sought | undefined): SafeHtml {
  const { t } = desk;
  if (at.breakUntil)
    return html`<p class="govuk-body-l">${breakWords(desk, at.breakUntil)}</p>${whoWaits(desk, at)}
      ${queueForm(desk, press("back", t("floor.break.end"), "big"))}`;
  const back = at.parked.find(({ id, missedAt }) => {
    const paidAt = at.paid.get(id);
    return paidAt && (missedAt === null || missedAt < paidAt);
  });
  const next = html`<div id="next" aria-live="polite" data-fresh>
    ${back ? paidBack(desk, back) : null}
    ${queueForm(desk, press("next", t("counter.call-next"), back ? undefined : "big"))}</div>`;
  const without = details(
    t("counter.no-ticket"),
    findForm(desk, sought, false),
    sought !== undefined,
  );
  const away = queueForm(desk, breakForm(desk, at, press("break", t("floor.break.begin"))));
  return html`${next}${without}${away}`;
}

/** Whoever has paid comes first: they came before those who wait, and were served already. */
const paidBack = (desk: ServingDesk, { id, number }: Ticket): SafeHtml =>
  queueForm(
    desk,
    html`<input type="hidden" name="act" value="resume">
      <button type="submit" class="govuk-button ct-big" name="resume" value="${id}" accesskey="n"
        autofocus data-once>${desk.t("counter.till.call-back", { number })}</button>
      <p class="govuk-hint">${desk.t("counter.till.why-first")}</p>`,
  );

/** A number is called, or its holder stands here: open the file, or transfer the ticket. */
function ticketView(desk: ServingDesk, at: AtSeat, sought: Sought | undefined): SafeHtml {
  const { t } = desk;
  const { current } = at;
  if (!current) return html``;
  const called = current.status === "called";
  const topic = t.words(topicName(at.centre, current.topic));
  const acts = called
    ? [press("recall", t("counter.recall")), press("skip", t("counter.skip"))]
    : [press("finish", t("counter.finish"))];
  const state = t(called ? "counter.called" : "counter.serving");
  const ticket = html`<p class="ct-ticket"><strong class="ct-ticket__number">
    ${current.number}</strong> <span>${state} · ${topic}</span>
    ${comersOf(current, at.centre, t)}</p>
    ${current.why ? html`<p class="govuk-hint">${t(`floor.why.${current.why}`)}</p>` : null}`;
  const back = at.back && !sought ? backForm(desk, current, at.back) : null;
  return html`${ticket}${back}${familyView(desk, at)}${findForm(desk, sought, back === null)}
    ${queueForm(
      desk,
      html`<div class="govuk-button-group">
      ${called ? press("start", t("counter.start"), "small") : null}${acts}
      ${called ? null : press("park", t("counter.park"))}</div>
      ${called ? skipHint(desk, at, current) : null}`,
    )}${transferForm(desk, at)}`;
}

/**
 * What "did not come" does: the first time they go back into the line, the second it is over; who
 * was called back from an errand is awaited as before.
 */
function skipHint({ t }: ServingDesk, { centre }: AtSeat, current: Ticket): SafeHtml {
  const { number, calls } = current;
  const minutes = centre?.rules.callMinutes ?? 0;
  const words = isCalledBack(current)
    ? t("counter.skip-returns", { number })
    : calls === 0
      ? t("counter.skip-first", { number, minutes })
      : t("counter.skip-last", { number });
  return html`<p class="govuk-hint">${words}</p>`;
}

/** Whoever paid or fetched a paper meanwhile: their file is open again with one key. */
const backForm = ({ t, csrf }: ServingDesk, { id }: Ticket, { name }: Pick<Person, "name">) =>
  html`<form method="post" action="/counter/client">${csrf}
    ${button({
      ...{ text: t("counter.open-again", { name }), name: "back", value: id, autofocus: true },
    })}</form>`;

function transferForm(desk: ServingDesk, { centre }: AtSeat): SafeHtml {
  const { t } = desk;
  const topics = (centre?.topics ?? []).map(({ id, name }) => ({ value: id, text: t.words(name) }));
  const counters = (centre?.counters ?? []).map(({ id }) => ({ value: id, text: id }));
  const form = queueForm(
    desk,
    html`${select(
      { id: "topic", name: "topic", label: t("counter.transfer-topic"), items: topics },
      t,
    )}
      ${select(
        {
          id: "to",
          name: "to",
          label: t("counter.transfer-counter"),
          items: counters,
          optional: true,
        },
        t,
      )}
      ${press("transfer", t("counter.transfer"))}`,
  );
  return details(t("counter.transfer"), form);
}

function parkedView(desk: ServingDesk, { parked, paid, current, client }: AtSeat): SafeHtml | null {
  const { t } = desk;
  if (parked.length === 0) return null;
  const rows = parked.map(
    ({ id, number, missedAt }) =>
      html`<li><strong class="hw-reference">
        ${number}</strong> ${tillTag(desk, paid.get(id))} ${missedWords(desk, missedAt)} ${
          current || client
            ? null
            : html`
          <button type="submit" class="of-small ct-small" name="resume" value="${id}">
          ${t("counter.resume")}<span class="govuk-visually-hidden"> ${number}</span>
          </button>`
        }</li>`,
  );
  return html`<h2 class="govuk-heading-m">${t("counter.parked")}</h2>
    ${queueForm(
      desk,
      html`<input type="hidden" name="act" value="resume"><ul class="ct-parked">
      ${rows}</ul>`,
    )}`;
}

const timeAt = ({ deps }: ServingDesk, at: Date): string =>
  clockTime(at, deps.catalogue.jurisdiction.timeZone);

const tillTag = (desk: ServingDesk, paidAt: Date | null | undefined): SafeHtml | null => {
  const { t } = desk;
  if (paidAt === undefined) return null;
  return paidAt
    ? tag(`${t("counter.till.paid")}, ${timeAt(desk, paidAt)}`, "good")
    : tag(t("counter.till.at"), "waiting");
};

const missedWords = (desk: ServingDesk, missedAt: Date | null): SafeHtml | null =>
  missedAt && html`<span>${desk.t("counter.missed", { time: timeAt(desk, missedAt) })}</span>`;

const leaveForm = (desk: ServingDesk): SafeHtml =>
  queueForm(desk, press("leave", desk.t("counter.leave-seat")));
