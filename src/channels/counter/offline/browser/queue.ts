// Tickets of this device: who waits here, and what became of those that were delivered.
import {
  button,
  buttonGroup,
  html,
  linkButton,
  type SafeHtml,
  tag,
  warningText,
} from "../../../components/index.ts";
import type { OpenApp } from "./app.ts";
import { type Application, type Item, isTwice, type Ticket } from "./items.ts";
import type { CentreOffered } from "./offer.ts";
import { applicationLine } from "./outbox.ts";
import { form, listOr, newPath, noCentre, statusOf } from "./pages.ts";

/** Taken on a day without hours: the hall has no queue for it. */
export const isHallClosed = ({ state, reason }: Pick<Ticket, "state" | "reason">): boolean =>
  state === "conflict" && reason === "offline.hall-closed";

/** Waits for a call on this device, or was called on it. */
const isHere = (ticket: Ticket): boolean =>
  ticket.state === "ready" ||
  isHallClosed(ticket) ||
  (ticket.state === "done" && ticket.queue === "called");

/** Whoever did not come last; of the others priority first, then in the order of the numbers. */
const inOrder = (a: Ticket, b: Ticket): number =>
  (a.missed ?? 0) - (b.missed ?? 0) ||
  Number(b.group !== undefined) - Number(a.group !== undefined) ||
  (a.number < b.number ? -1 : 1);

/** Until the hall says that nothing is left to ask, or the operator puts it away. */
export const twiceView = ({ t }: OpenApp, tickets: readonly Ticket[]): SafeHtml[] =>
  tickets.filter(isTwice).map(({ id, number }) => {
    const away = { text: t("offline.twice.away"), name: "act", value: "away", hidden: number };
    return html`${warningText(t("offline.twice.here", { number }), t)}
      ${form(`#/queue/${id}`, button({ ...away, kind: "secondary" }))}`;
  });

/** Number, what it is for and its priority. */
function ticketLine(
  { number, topic, group, missed }: Ticket,
  centre: CentreOffered,
  { t }: OpenApp,
) {
  const nameOf = (list: CentreOffered["topics"], id: string | undefined) =>
    t.words(list.find((each) => each.id === id)?.name);
  return html`
    <strong class="of-number">${number}</strong>${" "}
    <span>${nameOf(centre.topics, topic)}</span>${" "}
    ${group ? html`<span>${tag(nameOf(centre.groups, group), "action")}</span>${" "}` : null}
    ${missed ? html`<span>${tag(t("offline.hall.absent"), "neutral")}</span>${" "}` : null}
  `;
}

/** The ticket that is called here and whose holder applies: the application stands with it. */
export const ticketOf = ({ device }: OpenApp, item: Item): Ticket | undefined =>
  item.kind === "application" && item.state !== "conflict"
    ? device
        .items()
        .filter((each) => each.kind === "ticket")
        .find(({ number, queue }) => queue === "called" && number === item.ticket)
    : undefined;

function moveForm(app: OpenApp, { id, number, queue }: Ticket): SafeHtml {
  const { t, device } = app;
  const act = (text: string, value: string) =>
    button({ ...{ text, value, name: "act", kind: "secondary", hidden: number } });
  if (queue !== "called") return form(`#/queue/${id}`, act(t("offline.ticket.call"), "call"));
  const begun = device.items().filter((item) => ticketOf(app, item)?.id === id) as Application[];
  const lines = begun.map((item) => html`<p class="govuk-body">${applicationLine(app, item)}</p>`);
  const acts = buttonGroup(
    act(t("offline.ticket.finish"), "finish"),
    act(t("offline.hall.absent"), "absent"),
    linkButton({ text: t("offline.ticket.apply"), href: newPath("ticket", id), kind: "secondary" }),
  );
  return html`${lines}${form(`#/queue/${id}`, acts)}`;
}

/** Who waits here, and below it who waits in the hall; tickets of today. */
export function queueView(app: OpenApp, tickets: readonly Ticket[]): SafeHtml {
  const { t, offer, device } = app;
  const centre = offer.centre(device.info.centre) ?? noCentre;
  const here = tickets.filter(isHere).sort(inOrder);
  const rows = here.map(
    (ticket) => html`
      <li class="of-row${ticket.queue === "called" ? " of-row--now" : ""}">
        ${ticketLine(ticket, centre, app)}${moveForm(app, ticket)}
      </li>
    `,
  );
  const closed = html`<p class="govuk-body">${t("offline.queue-closed")}</p>`;
  return html`
    <h2 class="govuk-heading-m">${t("offline.queue")}</h2>
    ${here.some(isHallClosed) ? closed : null}
    ${listOr("queue", rows, t("offline.queue-none"))}
    ${inHallView(app, centre)}
  `;
}

/**
 * What became of the tickets that were delivered, as far as it was heard. Where the hall cannot be
 * asked, those who still wait there are called here.
 */
function inHallView(app: OpenApp, centre: CentreOffered) {
  const { t, offer, device, net } = app;
  const tickets = device.inHall().filter((ticket) => !isHere(ticket));
  const heard = tickets
    .flatMap(({ heardAt = "" }) => heardAt)
    .sort()
    .at(-1);
  if (!heard) return null;
  const isAlone = statusOf(net) !== "online";
  const rows = tickets.sort(inOrder).map((ticket) => {
    const { hall = "waiting" } = ticket;
    const isWaiting = hall === "waiting";
    return html`
      <li class="of-row">
        ${ticketLine(ticket, centre, app)}
        ${tag(t(`offline.hall.${hall}`), isWaiting ? "waiting" : "neutral")}
        ${isAlone && isWaiting ? moveForm(app, ticket) : null}
      </li>
    `;
  });
  const time = t.dateTime(heard, offer.timeZone);
  return html`
    <h3 class="govuk-heading-s">${t("offline.queue-moved")}</h3>
    <p class="govuk-body">
      ${t(isAlone ? "offline.queue-here" : "offline.queue-heard", { time })}
    </p>
    <ul class="govuk-list of-list" id="in-hall">${rows}</ul>
  `;
}
