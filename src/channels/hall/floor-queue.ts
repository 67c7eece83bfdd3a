import type { FastifyReply } from "fastify";
import type { Hall, QueuedTicket, Ticket } from "../../centres/index.ts";
import { manageReasons } from "../../centres/index.ts";
import { clockTime, type Refusal, refuse } from "../../kernel/index.ts";
import { sendRefusal, statusOf } from "../../platform/http/index.ts";
import {
  backLink,
  button,
  csrfField,
  details,
  errorSummary,
  html,
  input,
  narrow,
  type SafeHtml,
  select,
  summaryList,
  table,
} from "../components/index.ts";
import { minutesSince } from "./floor-counters.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";
import { opensWords, paramOf } from "./place.ts";

const topicName = ({ centre, t }: FloorDesk, id: string): string => {
  const topic = centre.topics.find((each) => each.id === id);
  return topic ? `${topic.letter} · ${t.words(topic.name)}` : id;
};

const topicItems = (desk: FloorDesk) =>
  desk.centre.topics.map(({ id }) => ({ value: id, text: topicName(desk, id) }));

const notes = ({ deps, t }: FloorDesk, one: QueuedTicket): string => {
  const { timeZone } = deps.calendar();
  const at = one.appointment && clockTime(one.appointment, timeZone);
  const all = [
    one.priority && t("floor.queue.priority"),
    at && t("floor.queue.appointment", { at }),
    one.party > 1 && t("floor.queue.party", { count: one.party }),
    one.reserved && t("hall.floor.counter", { counter: one.reserved }),
  ].filter((each) => typeof each === "string");
  return all.length === 0 ? "–" : all.join(", ");
};

function queueTable(desk: FloorDesk, { queue }: Hall): SafeHtml {
  const { deps, t, centre } = desk;
  if (queue.length === 0) return html`<p class="govuk-body">${t("floor.queue.empty")}</p>`;
  return table({
    caption: t("floor.queue.caption", { count: queue.length }),
    columns: [
      { text: t("hall.board.ticket") },
      { text: t("hall.floor.topic") },
      { text: t("floor.queue.waits"), numeric: true },
      { text: t("floor.queue.notes") },
    ],
    rows: queue.map((one) => [
      html`<a class="govuk-link" href="/hall/${centre.id}/queue/${one.id}">${one.number}</a>`,
      topicName(desk, one.topic),
      t("hall.floor.minutes", { count: minutesSince(one.since, deps.clock()) }),
      notes(desk, one),
    ]),
  });
}

/** A ticket for somebody who cannot take one at the kiosk; while the hall is closed, why not. */
function byHand(desk: FloorDesk, refused: boolean): SafeHtml {
  const { t } = desk;
  const opens = opensWords(desk);
  return opens === undefined
    ? details(t("floor.queue.by-hand"), giveForm(desk), refused)
    : html`<p class="f-closed">${t("floor.queue.by-hand-closed")} ${opens}</p>`;
}

function giveForm(desk: FloorDesk): SafeHtml {
  const { t, centre, request, reply } = desk;
  const groups = [
    { value: "", text: t("hall.take.group-none") },
    ...centre.groups.map(({ id, name }) => ({ value: id, text: t.words(name) })),
  ];
  return html`
    <form method="post" action="/hall/${centre.id}/queue">
      ${csrfField(request, reply)}
      ${select(
        { id: "topic", name: "topic", label: t("hall.floor.topic"), items: topicItems(desk) },
        t,
      )}
      ${select({ id: "group", name: "group", label: t("hall.take.group"), items: groups }, t)}
      ${input(
        {
          ...{ id: "party", name: "party", label: t("hall.take.party"), value: "1" },
          ...{ inputmode: "numeric", width: 2 },
        },
        t,
      )}
      ${button({ text: t("floor.queue.give") })}
    </form>
  `;
}

/** GET /hall/:centre/queue: everybody who waits, longest first, and a ticket given by hand. */
export async function showQueue(desk: FloorDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, centre, reply } = desk;
  const hall = await deps.centres.hall(centre.id);
  if (!hall) return sendRefusal(reply, refuse("not-found", "centre.not-found").refusal);
  const title = t("floor.queue.title");
  const errors = refusal ? [{ text: t.refusal(refusal) }] : [];
  const content = html`
    ${backLink(`/hall/${centre.id}`, t)}${errorSummary(errors, t)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${queueTable(desk, hall)}
    ${byHand(desk, refusal !== undefined)}
  `;
  return showFloor(desk, { title, content }, refusal ? statusOf(refusal.kind) : 200);
}

/** One act on a ticket, with the reason that is recorded. */
function actForm(
  desk: FloorDesk,
  id: string,
  act: "move" | "prioritise" | "cancel",
  more?: SafeHtml,
): SafeHtml {
  const { t, centre, request, reply } = desk;
  const items = manageReasons.map((value) => ({ value, text: t(`floor.queue.reason.${value}`) }));
  const reason = { id: `${act}-reason`, name: "reason", label: t("floor.queue.reason-label") };
  return html`
    <form method="post" action="/hall/${centre.id}/queue/${id}">
      ${csrfField(request, reply)}${more}${select({ ...reason, items }, t)}
      ${button({ text: t(`floor.queue.${act}-do`), name: "do", value: act })}
    </form>
  `;
}

function moveFields(desk: FloorDesk, { topic }: Ticket): SafeHtml {
  const { t, centre } = desk;
  const counters = [
    { value: "", text: t("floor.queue.any-counter") },
    ...centre.counters.map(({ id }) => ({ value: id, text: id })),
  ];
  const to = { id: "topic", name: "topic", label: t("hall.floor.topic"), value: topic };
  return html`
    ${select({ ...to, items: topicItems(desk) }, t)}
    ${select(
      { id: "counter", name: "counter", label: t("hall.board.counter"), items: counters },
      t,
    )}
  `;
}

/** GET /hall/:centre/queue/:ticket: one ticket, and what whoever runs the floor can do with it. */
export async function showTicketOfQueue(desk: FloorDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, centre, reply } = desk;
  const ticket = await deps.centres.ticketIn(centre.id, paramOf(desk.request, "ticket"));
  if (!ticket) return sendRefusal(reply, refuse("not-found", "centre.ticket-unknown").refusal);
  const { id, status, counter } = ticket;
  const acts = html`
    ${details(t("floor.queue.move"), actForm(desk, id, "move", moveFields(desk, ticket)))}
    ${details(t("floor.queue.prioritise"), actForm(desk, id, "prioritise"))}
    ${details(t("floor.queue.cancel"), actForm(desk, id, "cancel"))}
  `;
  const title = `${t("hall.board.ticket")} ${ticket.number}`;
  const slip = html`
    <a class="govuk-link" href="/t/${ticket.token}/slip/${ticket.lang}">
      ${t("hall.ticket.print")}
    </a>
  `;
  const rows = [
    { key: t("hall.floor.topic"), value: topicName(desk, ticket.topic) },
    {
      key: t("floor.queue.state"),
      value: t(`floor.queue.status.${status}`, { counter: counter ?? "–" }),
    },
    {
      key: t("floor.queue.waits"),
      value: t("hall.floor.minutes", { count: minutesSince(ticket.waitingSince, deps.clock()) }),
    },
    { key: t("hall.board.ticket"), value: slip },
  ];
  const content = html`
    ${backLink(`/hall/${centre.id}/queue`, t)}
    ${errorSummary(refusal ? [{ text: t.refusal(refusal) }] : [], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${summaryList({ rows })}${status === "waiting" ? acts : null}
  `;
  const code = refusal ? statusOf(refusal.kind) : 200;
  return showFloor(desk, { title, content: narrow(content) }, code);
}
