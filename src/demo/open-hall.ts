import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Centre } from "../catalogue/index.ts";
import { ticketsAt } from "../centres/index.ts";
import { button, csrfField, html, inset, type SafeHtml } from "../channels/components/index.ts";
import { addDays, type CommandId, dateIn } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { redirectTo } from "../platform/http/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { Settings } from "../settings/index.ts";
import type { DemoPages } from "./pages.ts";

const allDay = { opens: "00:00", closes: "23:59" };
/** Every day from midnight to the minute before; the day after goes on from there. */
const always = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], ...allDay }];
/** Days for which a mobile unit stands somewhere; then the page offers it again. */
const stopsAhead = 28;

const isAllDay = ({ opens, closes }: typeof allDay): boolean =>
  opens === allDay.opens && closes === allDay.closes;

const isAlways = ({ kind, hours, stops = [] }: Centre, today: string): boolean =>
  kind === "mobile"
    ? stops.some((stop) => stop.day === today && isAllDay(stop))
    : hours.length === 7 && hours.every(isAllDay);

/** The stops of a mobile unit, and that from today it stays where it would stand next. */
function stayingStops({ stops = [] }: Centre, today: string) {
  const next = stops.find(({ day }) => day >= today) ?? stops.at(-1);
  if (!next) return [];
  const days = Array.from({ length: stopsAhead }, (_, ahead) => addDays(today, ahead));
  const staying = days.map((day) => ({ day, ...allDay, place: next.place }));
  return [...stops.filter(({ day }) => !days.includes(day)), ...staying].toSorted((a, b) =>
    a.day < b.day ? -1 : 1,
  );
}

export interface OpensHall extends Pick<DemoPages, "centres" | "clock" | "calendar"> {
  readonly settings: Pick<Settings, "change">;
}

/** The halls, then the mobile units that stand somewhere at times. */
const openable = (centres: readonly Centre[]) => [
  ...centres.filter(({ kind }) => kind === "hall"),
  ...centres.filter(({ kind, stops = [] }) => kind === "mobile" && stops.length > 0),
];

/**
 * POST /demo/hall: the centres of the demonstration are open at any hour from now on, as if an
 * administrator had changed their hours and stops.
 */
export function openHallRoute(http: FastifyInstance, pages: OpensHall): void {
  const { centres, settings, clock, calendar } = pages;
  http.post("/demo/hall", async (_request, reply) => {
    const today = dateIn(clock(), calendar().timeZone);
    for (const centre of openable(centres()).filter((each) => !isAlways(each, today))) {
      const occasion = { key: newId<CommandId>(), actor: "system" };
      const change =
        centre.kind === "mobile"
          ? ({ setting: "centre-stops", value: stayingStops(centre, today) } as const)
          : ({ setting: "centre-hours", value: always } as const);
      const done = await settings.change({ ...change, of: centre.id }, occasion);
      if (!done.ok) throw new Error(`${centre.id} was not opened: ${done.refusal.code}`);
    }
    return redirectTo(reply, "/demo");
  });
}

/** That no ticket can be had in this hall at this hour, what works all the same, and the key. */
export function hallNote(
  { centres, clock, calendar }: Pick<OpensHall, "centres" | "clock" | "calendar">,
  { request, reply, t }: Asking,
): SafeHtml | null {
  const halls = openable(centres());
  const { timeZone, holidays } = calendar();
  const today = dateIn(clock(), timeZone);
  const hall = halls.find((each) => !isAlways(each, today));
  if (halls.length === 0) return null;
  const names = t.list(halls.map((each) => t.words(each.name)));
  if (!hall) return inset(t("demo-pages.hall-always", { hall: names }));
  const name = t.words(hall.name);
  const tickets = ticketsAt(hall, clock(), calendar());
  if (tickets.open || !tickets.opens) return null;
  const opens = t.dateTime(tickets.opens, timeZone);
  // On a public holiday no hours are in force, but stops are.
  const key =
    hall.kind === "hall" && holidays.has(today)
      ? null
      : html`<form method="post" action="/demo/hall">${csrfField(request, reply)}
        ${button({ text: t("demo-pages.open-hall"), kind: "secondary" })}</form>`;
  return inset(html`<p class="govuk-body">
    ${t("demo-pages.hall-closed", { hall: name, opens })}</p>${key}`);
}

/** Somebody who looks at a page of the demonstration. */
export interface Asking {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly t: Translate;
}
