import type { FastifyReply } from "fastify";
import {
  type CallAhead,
  type ManagerAct,
  manageReasons,
  type Ticket,
} from "../../centres/index.ts";
import { type Refusal, refuse } from "../../kernel/index.ts";
import { sendRefusal, statusOf, textOf } from "../../platform/http/index.ts";
import {
  backLink,
  button,
  csrfField,
  details,
  html,
  linkButton,
  narrow,
  type SafeHtml,
  select,
  summaryList,
  waitWords,
} from "../components/index.ts";
import { staffBanner } from "../staff/index.ts";
import { minutesSince } from "./floor-counters.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";
import {
  callWords,
  errorAt,
  queuePath,
  summaryOf,
  ticketPath,
  topicItems,
  topicName,
  type Wrong,
  wrongIn,
} from "./floor-queue.ts";
import { letterOf, paramOf } from "./place.ts";

interface OneTicket {
  readonly desk: FloorDesk;
  readonly ticket: Ticket;
  readonly wrong: Wrong | undefined;
  /** Counters at which somebody sits. */
  readonly open: readonly string[];
  /** Where it stands in the queue; undefined where it does not wait. */
  readonly queued: CallAhead | undefined;
}

/** What a manager can do: a move to a counter is offered as what it is, the next call there. */
type Offered = ManagerAct["type"] | "call-next";

/** One act on a ticket, folded, with the reason that is recorded. */
function actForm(
  { desk, ticket: { id }, wrong: any }: OneTicket,
  act: Offered,
  more?: SafeHtml,
): SafeHtml {
  const { t, request, reply } = desk;
  const items = manageReasons[act === "call-next" ? "move" : act].map((value) => ({
    ...{ value, text: t(`floor.queue.reason.${value}`) },
  }));
  const wrong = any && textOf(any.form, "do") === act ? any : undefined;
  const reason = {
    ...{ id: `${act}-reason`, name: "reason", label: t("floor.queue.reason-label") },
    ...{ value: wrong && textOf(wrong.form, "reason"), error: errorAt(wrong, `${act}-reason`) },
  };
  const form = html`
    <form method="post" action="${ticketPath(desk, id)}">
      ${csrfField(request, reply)}${more}${select({ ...reason, items }, t)}
      ${button({ text: t(`floor.queue.${act}-do`), name: "do", value: act })}
    </form>
  `;
  return details(t(`floor.queue.${act}`), form, wrong !== undefined);
}

function moveFields({ desk, ticket: { topic }, wrong, open }: OneTicket): SafeHtml {
  const { t } = desk;
  const filled = (field: string, otherwise: string) => ({
    value: wrong ? textOf(wrong.form, field) : otherwise,
    error: errorAt(wrong, field),
  });
  const counters = [
    { value: "", text: t("floor.queue.any-counter") },
    ...open.map((id) => ({ value: id, text: id })),
  ];
  const to = { id: "topic", name: "topic", label: t("hall.floor.topic") };
  const at = { id: "counter", name: "counter", label: t("hall.board.counter") };
  return html`
    ${select({ ...to, ...filled("topic", topic), items: topicItems(desk) }, t)}
    ${select({ ...at, ...filled("counter", ""), items: counters, empty: false }, t)}
  `;
}

/** The counter that calls it next, before whoever was not sent there. */
function nextFields({ desk: { t }, wrong: any, open }: OneTicket): SafeHtml {
  const wrong = any && textOf(any.form, "do") === "call-next" ? any : undefined;
  const at = { id: "call-next-counter", name: "counter", label: t("hall.board.counter") };
  const filled = {
    value: wrong ? textOf(wrong.form, "counter") : "",
    error: errorAt(wrong, at.id),
  };
  const items = open.map((id) => ({ value: id, text: id }));
  return html`
    <p class="govuk-body">${t("floor.queue.call-next-text")}</p>
    ${select({ ...at, ...filled, items }, t)}
  `;
}

/** How many go first as it looks now, and when it is called; the forecast of the hall itself. */
export function aheadWords({ t }: FloorDesk, one: CallAhead | undefined): string {
  if (!one?.call) return `${t("hall.floor.no-counter")}.`;
  const { counter, wait, ahead, isNext } = one.call;
  if (isNext) return t("floor.queue.ahead-next", { counter });
  return t("floor.queue.ahead", { count: ahead, wait: waitWords(wait, t), counter });
}

/** Whom it would go before with priority, and how many go first all the same. */
async function priorityText({ desk, ticket: { id, topic } }: OneTicket): Promise<SafeHtml> {
  const { deps, t, centre } = desk;
  const order = await deps.centres.callOrder(centre.id, { putFirst: id });
  const then = order.find((one) => one.id === id);
  return html`
    <p class="govuk-body">${t("floor.queue.priority-text", { letter: letterOf(centre, topic) })}</p>
    <p class="govuk-body">${aheadWords(desk, then)}</p>
  `;
}

/** What can be done with a ticket that waits. */
async function actsOn(one: OneTicket): Promise<SafeHtml> {
  const first = one.queued?.priority ? null : actForm(one, "prioritise", await priorityText(one));
  const next = one.open.length > 0 && actForm(one, "call-next", nextFields(one));
  return html`
    ${first}${next || null}${actForm(one, "move", moveFields(one))}${actForm(one, "cancel")}
  `;
}

/** GET /hall/:centre/queue/:ticket: one ticket, and what whoever runs the floor can do with it. */
export async function showTicketOfQueue(desk: FloorDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, centre, reply } = desk;
  const ticket = await deps.centres.ticketIn(centre.id, paramOf(desk.request, "ticket"));
  if (!ticket) return sendRefusal(reply, refuse("not-found", "centre.ticket-unknown").refusal);
  const { status, counter } = ticket;
  const wrong = wrongIn(desk, refusal);
  const waits = status === "waiting";
  const [seats, order] = waits
    ? await Promise.all([deps.centres.seats(centre.id), deps.centres.callOrder(centre.id)])
    : [new Map(), []];
  const open = centre.counters.flatMap(({ id }) => (seats.has(id) ? [id] : []));
  const queued = order.find(({ id }) => id === ticket.id);
  const one = { desk, ticket, wrong, open, queued };
  const isOver = status === "absent" || status === "left";
  const again = actForm(one, "put-back");
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
    ...(queued ? [{ key: t("floor.queue.call"), value: callWords(desk, queued) }] : []),
    { key: t("floor.queue.people"), value: t.number(ticket.party) },
    { key: t("hall.board.ticket"), value: slip },
  ];
  const content = html`
    ${backLink(queuePath(desk, ticket.id), t)}
    ${staffBanner(desk)}${summaryOf(desk, wrong)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${summaryList({ rows })}${waits ? await actsOn(one) : isOver ? again : null}
    ${linkButton({ text: t("floor.queue.done"), href: queuePath(desk, ticket.id) })}
  `;
  const code = refusal ? statusOf(refusal.kind) : 200;
  return showFloor(desk, { title, content: narrow(content) }, code);
}
