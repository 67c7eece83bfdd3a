// Tickets of this device: who waits here, and what became of those that were delivered.
import { button, html, type SafeHtml, tag } from "../../../components/index.ts";
import type { OpenApp } from "./app.ts";
import type { Ticket } from "./items.ts";
import { form, listOr } from "./pages.ts";

/** Who waits here, and below it who waits in the hall. */
export function queueView({ t, offer, device }: OpenApp, tickets: readonly Ticket[]): SafeHtml {
  const topics = offer.centre(device.info.centre)?.topics ?? [];
  const here = tickets.filter(({ state }) => state === "ready");
  const rows = here.map(({ id, number, topic, queue }) => {
    const isCalled = queue === "called";
    const act = button({
      text: t(isCalled ? "offline.ticket.finish" : "offline.ticket.call"),
      kind: "secondary",
      name: "act",
      value: isCalled ? "finish" : "call",
      hidden: number,
    });
    return html`
      <li class="of-row${isCalled ? " of-row--now" : ""}">
        <strong class="of-number">${number}</strong>${" "}
        <span>${t.words(topics.find((each) => each.id === topic)?.name)}</span>${" "}
        ${form(`#/queue/${id}`, act)}
      </li>
    `;
  });
  return html`
    <h2 class="govuk-heading-m">${t("offline.queue")}</h2>
    ${listOr("queue", rows, t("offline.queue-none"))}
    ${inHallView({ t, offer, device })}
  `;
}

/** What became of the tickets that were delivered, as far as it was heard. */
function inHallView({ t, offer, device }: Pick<OpenApp, "t" | "offer" | "device">) {
  const tickets = device.inHall();
  const heard = tickets
    .flatMap(({ heardAt = "" }) => heardAt)
    .sort()
    .at(-1);
  if (!heard) return null;
  const rows = tickets.map(
    ({ number, hall = "waiting" }) => html`
      <li class="of-row">
        <strong>${number}</strong>${" "}
        ${tag(t(`offline.hall.${hall}`), hall === "waiting" ? "waiting" : "neutral")}
      </li>
    `,
  );
  const time = t.dateTime(heard, offer.timeZone);
  return html`
    <h3 class="govuk-heading-s">${t("offline.queue-moved")}</h3>
    <p class="govuk-body">${t("offline.queue-heard", { time })}</p>
    <ul class="govuk-list of-list" id="in-hall">${rows}</ul>
  `;
}
