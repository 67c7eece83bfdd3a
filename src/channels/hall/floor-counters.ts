import {
  type CounterState,
  canCall,
  isThere,
  type QueuedTicket,
  type TicketInHand,
} from "../../centres/index.ts";
import { attr, csrfField, html, type SafeHtml } from "../components/index.ts";
import { letterOf, type Place, timeIn } from "./place.ts";

/** Operators who are at no counter now; `planned` is where the roster has them now. */
export type Free = readonly {
  readonly id: string;
  readonly name: string;
  readonly planned: string | undefined;
}[];

interface CounterView {
  /** Everybody who waits in the hall. */
  readonly queue: readonly QueuedTicket[];
  readonly place: Place;
  readonly nameOf: (officer: string) => string;
  readonly free: Free;
}

/** Whole minutes, at least zero. */
export const minutesSince = (at: Date, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000));

/** A warning where somebody was called and has not come for longer than the hall's rule. */
function notCome({ deps, t, centre }: Place, ticket: TicketInHand): SafeHtml | null {
  if (ticket.status !== "called" || !ticket.calledAt) return null;
  const count = minutesSince(ticket.backSince ?? ticket.calledAt, deps.clock());
  if (count < centre.rules.callMinutes) return null;
  const words = t(ticket.backSince ? "floor.not-come-back" : "floor.not-come", { count });
  return html`<p class="f-tile__late"><strong>${words}</strong></p>`;
}

/** Nobody is here although tickets wait that it can call: how many, of which letters. */
function idleHint({ place, queue }: CounterView, counter: CounterState): SafeHtml | null {
  const { deps, t, centre } = place;
  const now = deps.clock();
  const could = queue.filter(
    (one) => canCall(counter, one) && (one.appointment === null || one.appointment <= now),
  );
  if (could.length === 0) return null;
  const letters = centre.topics.flatMap(({ id: topic, letter }) =>
    could.some((each) => each.topic === topic) ? [letter] : [],
  );
  const words = t("floor.idle", { count: could.length, letters: letters.join(", ") });
  return html`<p class="f-tile__late"><strong>${words}</strong></p>`;
}

/** A client who has been there so many times longer than usual is pointed out. */
const longFactor = 3;

function ticketShown(shown: CounterView, counter: CounterState): SafeHtml {
  const { place } = shown;
  const { ticket, withoutTicket } = counter;
  const { deps, t, centre } = place;
  if (!ticket && withoutTicket) {
    const words = t("floor.without-ticket", { since: timeIn(deps, withoutTicket) });
    return html`<p class="f-tile__ticket"><span>${words}</span></p>`;
  }
  if (!ticket)
    return html`<p class="f-tile__idle">${t("hall.floor.nobody")}</p>
      ${isThere(counter) ? idleHint(shown, counter) : null}`;
  const since = ticket.startedAt && minutesSince(ticket.startedAt, deps.clock());
  const how = since === null ? t("hall.floor.called") : t("hall.floor.minutes", { count: since });
  const usual = centre.topics.find(({ id }) => id === ticket.topic)?.minutes ?? 0;
  const isLong = since !== null && since >= usual * longFactor;
  const long =
    isLong && html`<p class="f-tile__late">${t("floor.long", { minutes: String(usual) })}</p>`;
  const why = ticket.why && html`<p class="f-tile__why">${t(`floor.why.${ticket.why}`)}</p>`;
  return html`
    <p class="f-tile__ticket"><strong>${ticket.number}</strong> <span>${how}</span></p>
    ${why}${long || null}${isThere(counter) ? notCome(place, ticket) : null}
  `;
}

/** The letter that it calls first, for which it was opened, and a press that ends this. */
function firstShown({ t, centre, request, reply }: Place, { id, first }: CounterState) {
  if (first === null) return null;
  return html`
    <form class="f-tile__why" method="post" action="/hall/${centre.id}/counters/${id}">
      ${csrfField(request, reply)}${t("floor.first.is", { letter: letterOf(centre, first) })}
      <button class="f-button" type="submit" name="do" value="weigh">
        ${t("floor.first.end")}<span class="govuk-visually-hidden">
          – ${t("hall.floor.counter", { counter: id })}</span>
      </button>
    </form>
  `;
}

/** Until when the officer has a break; a warning where they are not back by then. */
function onBreak({ deps, t }: Place, until: Date): SafeHtml {
  const words = t("floor.break.until", { until: timeIn(deps, until) });
  const late = minutesSince(until, deps.clock());
  const warning = late > 0 && html`<strong>${t("floor.break.late", { count: late })}</strong>`;
  return html`
    <p class="f-tile__idle">${words}</p>
    ${warning ? html`<p class="f-tile__late">${warning}</p>` : null}
  `;
}

/** The officer of this counter is not there: nobody calls, and nobody is served. */
function notThere({ place: { deps, t } }: CounterView, counter: CounterState) {
  const { signedOutAt, hasLeft, awaited } = counter;
  const words = hasLeft
    ? t("floor.has-left")
    : signedOutAt
      ? t("floor.signed-out", { time: timeIn(deps, signedOutAt) })
      : awaited && t("floor.awaited");
  return words ? html`<p class="f-tile__late"><strong>${words}</strong></p>` : null;
}

/** The officer has left, so nobody can finish with the client: a confirmation sends them back. */
const goneOfficer = (
  { place: { t } }: CounterView,
  { id, ticket, withoutTicket, hasLeft }: CounterState,
): SafeHtml | null =>
  (ticket || withoutTicket) &&
  html`
    <details class="f-gone" id="counter-${id}-gone"${attr("open", hasLeft)}>
      <summary>${t("hall.floor.gone")}</summary>
      <p>${ticket ? t("hall.floor.gone-text", { number: ticket.number }) : t("floor.gone-file")}</p>
      <input type="hidden" name="ticket" value="${ticket?.id ?? ""}">
      <button class="f-button f-button--free" type="submit" name="do" value="free">
        ${ticket ? t("hall.floor.free") : t("hall.floor.close")}
      </button>
    </details>
  `;

/** With a client in hand the counter closes when they are done, unless that is taken back. */
function afterClient({ place: { t } }: CounterView, { id, after }: CounterState): SafeHtml {
  const heard = html`<span class="govuk-visually-hidden">
    – ${t("hall.floor.counter", { counter: id })}</span>`;
  const [what, words] = after ? ["stay", t("floor.after.stay")] : ["after", t("floor.after.close")];
  const button = html`
    <button class="f-button f-button--close" type="submit" id="counter-${id}" name="do"
      value="${what}">${words}${heard}</button>
  `;
  if (!after) return button;
  const { to } = after;
  const then = to === null ? t("floor.after.closes") : t("floor.after.moves", { counter: to });
  return html`<p class="f-tile__why">${then}</p>${button}`;
}

function act(shown: CounterView, counter: CounterState): SafeHtml {
  const { place, free } = shown;
  const { centre, t } = place;
  const id = `counter-${counter.id}`;
  const name = t("hall.floor.counter", { counter: counter.id });
  const heard = html`<span class="govuk-visually-hidden"> – ${name}</span>`;
  const press = (what: "open" | "close") =>
    html`
      <button class="f-button f-button--${what}" type="submit" id="${id}" name="do" value="${what}">
        ${t(`hall.floor.${what}`)}${heard}
      </button>
    `;
  // Nobody is chosen by mistake: whom the roster has here, or the only one there is, else asked.
  const own = free.length === 1 ? free[0] : free.find(({ planned }) => planned === counter.id);
  const who = html`
    <label class="govuk-visually-hidden" for="${id}-who">
      ${t("hall.floor.who", { counter: counter.id })}
    </label>
    <select class="f-select" id="${id}-who" name="officer">
      ${own ? null : html`<option value="">${t("component.choose-one")}</option>`}
      ${free.map(
        (each) => html`
        <option value="${each.id}"${attr("selected", each === own)}>${each.name}</option>
      `,
      )}
    </select>
  `;
  const isBusy = counter.ticket !== null || counter.withoutTicket !== null;
  // Whoever works here no longer ends with no client, so that nothing can be put off until then.
  const closing = isBusy ? (counter.hasLeft ? null : afterClient(shown, counter)) : press("close");
  const inside = counter.open
    ? html`${closing}${goneOfficer(shown, counter)}`
    : free.length === 0
      ? html`<p class="f-tile__idle">${t("hall.floor.nobody-free")}</p>`
      : html`${who}${press("open")}`;
  return html`
    <form class="f-tile__act" method="post" action="/hall/${centre.id}/counters/${counter.id}">
      ${csrfField(place.request, place.reply)}${inside}
    </form>
  `;
}

/**
 * Every counter as a tile: who sits there, with whom, for how long, and the one thing to do about
 * it.
 */
export function counterTiles(shown: CounterView, counters: readonly CounterState[]): SafeHtml {
  const { place, nameOf } = shown;
  const { t, centre } = place;
  const lettersOf = (topics: readonly string[]) =>
    centre.topics.flatMap(({ id, letter }) => (topics.includes(id) ? [letter] : [])).join(" ");
  const tiles = counters.map((counter) => {
    const { id, open, officer, topics, topicsChanged } = counter;
    const lettersHeard = html`
      <span class="govuk-visually-hidden">${t("floor.topics.change", { counter: id })} </span>
    `;
    const who = open
      ? html`
        <p class="f-tile__who">${officer ? nameOf(officer) : t("hall.floor.open")}</p>
        ${notThere(shown, counter)}${firstShown(place, counter)}
        ${counter.breakUntil ? onBreak(place, counter.breakUntil) : ticketShown(shown, counter)}
      `
      : html`<p class="f-tile__idle">${t("hall.floor.closed")}</p>`;
    return html`
      <li class="f-tile f-tile--${open ? "open" : "closed"}">
        <h3 class="f-tile__head">
          <span class="govuk-visually-hidden">${t("hall.board.counter")} </span>${id}
        </h3>
        <p class="f-tile__topics">
          <a class="govuk-link" href="/hall/${centre.id}/counters/${id}">
            ${lettersHeard}${lettersOf(topics)}${topicsChanged ? " *" : null}
          </a>
        </p>
        ${who}${act(shown, counter)}
      </li>
    `;
  });
  return html`<ul class="f-tiles">${tiles}</ul>`;
}
