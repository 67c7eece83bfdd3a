import type { FastifyReply } from "fastify";
import type { CallAhead, QueuedTicket } from "../../centres/index.ts";
import { clockTime, type Refusal } from "../../kernel/index.ts";
import { type FormFields, formOf, statusOf, textOf } from "../../platform/http/index.ts";
import { languageNames } from "../../platform/i18n/index.ts";
import {
  attr,
  backLink,
  button,
  csrfField,
  details,
  errorSummary,
  html,
  input,
  type SafeHtml,
  select,
  table,
  waitWords,
} from "../components/index.ts";
import { staffBanner } from "../staff/index.ts";
import { minutesSince } from "./floor-counters.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";
import { languagesOf, opensWords, queryOf } from "./place.ts";

export const topicName = ({ centre, t }: FloorDesk, id: string): string => {
  const topic = centre.topics.find((each) => each.id === id);
  return topic ? `${topic.letter} · ${t.words(topic.name)}` : id;
};

export const topicItems = (desk: FloorDesk) =>
  desk.centre.topics.map(({ id }) => ({ value: id, text: topicName(desk, id) }));

const notes = ({ deps, t }: FloorDesk, one: QueuedTicket): SafeHtml | string => {
  const { timeZone } = deps.calendar();
  const at = one.appointment && clockTime(one.appointment, timeZone);
  const isResting = one.restsUntil !== null && one.restsUntil > deps.clock();
  const until = isResting && one.restsUntil && clockTime(one.restsUntil, timeZone);
  const all = [
    one.priority && t("floor.queue.priority"),
    at && t("floor.queue.appointment", { at }),
    until && t("floor.queue.rests", { until }),
    one.party > 1 && t("floor.queue.party", { count: one.party }),
    one.reserved && t("hall.floor.counter", { counter: one.reserved }),
  ].filter((each) => typeof each === "string");
  return all.length === 0 ? html`<span class="f-none">–</span>` : all.join(", ");
};

/** How the list is looked at; stands in the address. */
interface View {
  readonly byWait: boolean;
  readonly find: string;
}

function viewOf(desk: FloorDesk): View {
  const query = queryOf(desk);
  const find = (query.get("find") ?? "").replaceAll(/[^0-9A-Za-z-]/g, "").slice(0, 10);
  return { byWait: query.get("sort") === "wait", find: find.toUpperCase() };
}

/** The address of the list as it is looked at, at a ticket where one is named. */
export function queuePath(desk: FloorDesk, ticket?: string): string {
  const sort = viewOf(desk).byWait ? "?sort=wait" : "";
  return `/hall/${desk.centre.id}/queue${sort}${ticket ? `#t-${ticket}` : ""}`;
}

export const ticketPath = (desk: FloorDesk, id: string): string =>
  `/hall/${desk.centre.id}/queue/${id}${viewOf(desk).byWait ? "?sort=wait" : ""}`;

/** When it is called and why then, were nobody else to come. */
export function callWords({ t }: FloorDesk, { call }: CallAhead): SafeHtml | string {
  if (!call) return html`<strong>${t("hall.floor.no-counter")}</strong>`;
  const { counter, isNext, inMinutes, wait, why } = call;
  const when = isNext
    ? html`<strong>${t("floor.queue.next", { counter })}</strong>`
    : inMinutes < 0.5
      ? t("floor.queue.in-moment", { counter })
      : t("floor.queue.in-minutes", { counter, wait: waitWords(wait, t) });
  const reason = why && html`<div class="f-tile__why">${t(`floor.why.${why}`)}</div>`;
  return html`<div>${when}${reason}</div>`;
}

function queueTable(desk: FloorDesk, queue: readonly CallAhead[]): SafeHtml {
  const { deps, t } = desk;
  if (queue.length === 0) return html`<p class="govuk-body">${t("floor.queue.empty")}</p>`;
  const { byWait, find } = viewOf(desk);
  const sorted = byWait ? queue.toSorted((a, b) => a.since.getTime() - b.since.getTime()) : queue;
  const rows = sorted.filter(({ number }) => number.includes(find));
  const count = queue.length;
  return table({
    caption: t(byWait ? "floor.queue.caption-wait" : "floor.queue.caption", { count }),
    columns: [
      { text: t("hall.board.ticket") },
      { text: t("hall.floor.topic") },
      { text: t("floor.queue.waits"), numeric: true },
      { text: t("floor.queue.call") },
      { text: t("floor.queue.notes") },
    ],
    rows: rows.map((one) => [
      html`<a class="govuk-link" id="t-${one.id}" href="${ticketPath(desk, one.id)}">
        ${one.number}</a>`,
      topicName(desk, one.topic),
      t("hall.floor.minutes", { count: minutesSince(one.since, deps.clock()) }),
      callWords(desk, one),
      notes(desk, one),
    ]),
    empty: t("floor.queue.not-there"),
  });
}

/** Tickets of today that were looked for and do not wait: where they are, or how they ended. */
async function elsewhere(desk: FloorDesk, queue: readonly CallAhead[]): Promise<SafeHtml | null> {
  const { deps, t, centre } = desk;
  const { find } = viewOf(desk);
  if (find === "") return null;
  const all = await deps.centres.ticketsNumbered(centre.id, find);
  const others = all.filter(({ id }) => !queue.some((one) => one.id === id));
  if (others.length === 0) return null;
  return table({
    caption: t("floor.queue.elsewhere"),
    columns: [{ text: t("hall.board.ticket") }, { text: t("floor.queue.state") }],
    rows: others.map(({ id, number, status, counter }) => [
      html`<a class="govuk-link" href="${ticketPath(desk, id)}">${number}</a>`,
      t(`floor.queue.status.${status}`, { counter: counter ?? "–" }),
    ]),
  });
}

/** The two orders of the list, and a box that finds one ticket of today by its number. */
function ways(desk: FloorDesk, count: number): SafeHtml {
  const { t, centre } = desk;
  const { byWait, find } = viewOf(desk);
  const path = `/hall/${centre.id}/queue`;
  const way = (words: string, href: string, isHere: boolean) =>
    html`<a class="govuk-link" href="${href}"${attr("aria-current", isHere && "true")}>
      ${words}</a>`;
  const box = { id: "find", name: "find", label: t("floor.queue.find"), value: find };
  const finding = html`
    <form class="f-times" method="get" action="${path}">
      ${byWait ? html`<input type="hidden" name="sort" value="wait">` : null}
      ${input({ ...box, hint: t("floor.queue.find-hint"), width: 5, autocomplete: "off" }, t)}
      ${button({ text: t("floor.queue.find-do"), kind: "secondary" })}
      ${find ? way(t("floor.queue.all"), queuePath(desk), false) : null}
    </form>
  `;
  const orders = html`
    <p class="govuk-body">${t("floor.queue.order")}</p>
    <p class="govuk-body f-spans">
      ${way(t("floor.queue.by-call"), path, !byWait)}
      ${way(t("floor.queue.by-wait"), `${path}?sort=wait`, byWait)}
    </p>
  `;
  return html`
    ${count > 0 ? orders : null}${finding}
  `;
}

/** The field that a refusal is about. */
const fieldOf: Readonly<Record<string, string>> = {
  "hall.topic-missing": "topic",
  "hall.counter-missing": "counter",
  "centre.topic-unknown": "topic",
  "centre.counter-unknown": "counter",
  "centre.counter-closed": "counter",
  "centre.group-unknown": "group",
  "centre.party": "party",
};

/** What is wrong in a form that was sent, with all that stood in it. */
export interface Wrong {
  readonly field: string | undefined;
  readonly text: string;
  readonly form: FormFields;
}

export function wrongIn(
  { t, request }: FloorDesk,
  refusal: Refusal | undefined,
): Wrong | undefined {
  if (!refusal) return undefined;
  const form = formOf(request);
  const act = textOf(form, "do");
  const field = refusal.code === "hall.reason-missing" ? "reason" : fieldOf[refusal.code];
  const isOfAct = field === "reason" || act === "call-next";
  return { field: field && isOfAct ? `${act}-${field}` : field, text: t.refusal(refusal), form };
}

export const summaryOf = ({ t }: FloorDesk, wrong: Wrong | undefined) =>
  errorSummary(wrong ? [{ text: wrong.text, ...(wrong.field && { id: wrong.field }) }] : [], t);

/** The words of a problem for the field that it is about. */
export const errorAt = (wrong: Wrong | undefined, field: string): string | undefined =>
  wrong?.field === field ? wrong.text : undefined;

/** A ticket for somebody who cannot take one at the kiosk; while the hall is closed, why not. */
function byHand(desk: FloorDesk, wrong: Wrong | undefined): SafeHtml {
  const { t } = desk;
  const opens = opensWords(desk);
  return opens === undefined
    ? details(t("floor.queue.by-hand"), giveForm(desk, wrong), wrong !== undefined)
    : html`<p class="f-closed">${t("floor.queue.by-hand-closed")} ${opens}</p>`;
}

function giveForm(desk: FloorDesk, wrong: Wrong | undefined): SafeHtml {
  const { deps, t, centre, request, reply } = desk;
  const languages = languagesOf(deps);
  const filled = (field: string, otherwise = "") => ({
    value: wrong ? textOf(wrong.form, field) : otherwise,
    error: errorAt(wrong, field),
  });
  const groups = [
    { value: "", text: t("hall.take.group-none") },
    ...centre.groups.map(({ id, name }) => ({ value: id, text: t.words(name) })),
  ];
  return html`
    <form method="post" action="/hall/${centre.id}/queue">
      ${csrfField(request, reply)}
      ${select(
        {
          ...{ id: "topic", name: "topic", label: t("hall.floor.topic"), ...filled("topic") },
          items: topicItems(desk),
        },
        t,
      )}
      ${select(
        {
          ...{ id: "group", name: "group", label: t("hall.take.group"), ...filled("group") },
          ...{ items: groups, empty: false },
        },
        t,
      )}
      ${input(
        {
          ...{ id: "party", name: "party", label: t("hall.take.party"), ...filled("party", "1") },
          ...{ inputmode: "numeric", width: 2 },
        },
        t,
      )}
      ${select(
        {
          ...{ id: "lang", name: "lang", label: t("floor.queue.language") },
          ...{ hint: t("floor.queue.language-hint"), ...filled("lang", languages[0]) },
          items: languages.map((lang) => ({ value: lang, text: languageNames[lang], lang })),
          empty: false,
        },
        t,
      )}
      ${button({ text: t("floor.queue.give") })}
    </form>
  `;
}

/**
 * GET /hall/:centre/queue: everybody who waits in the order of the calls, with the reason, or
 * longest first; and a ticket given by hand.
 */
export async function showQueue(desk: FloorDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, centre } = desk;
  const queue = await deps.centres.callOrder(centre.id);
  const title = t("floor.queue.title");
  const wrong = wrongIn(desk, refusal);
  const content = html`
    ${backLink(`/hall/${centre.id}`, t)}<div class="f-news">${staffBanner(desk)}</div>
    ${summaryOf(desk, wrong)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${ways(desk, queue.length)}
    <div class="f-queue" data-live="/hall/${centre.id}/board/events" data-every="2000">
      ${queueTable(desk, queue)}
    </div>
    ${await elsewhere(desk, queue)}
    ${byHand(desk, wrong)}
  `;
  return showFloor(desk, { title, content }, refusal ? statusOf(refusal.kind) : 200);
}
