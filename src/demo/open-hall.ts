import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Centre } from "../catalogue/index.ts";
import { ticketsAt } from "../centres/index.ts";
import { button, csrfField, html, inset, type SafeHtml } from "../channels/components/index.ts";
import { type CommandId, dateIn } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { redirectTo } from "../platform/http/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { Settings } from "../settings/index.ts";
import type { DemoPages } from "./pages.ts";

/** Every day from midnight to the minute before; the day after goes on from there. */
const always = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], opens: "00:00", closes: "23:59" }];

const isAlways = ({ hours }: Centre): boolean =>
  hours.length === 7 && hours.every(({ opens, closes }) => opens === "00:00" && closes === "23:59");

export interface OpensHall extends Pick<DemoPages, "centres" | "clock" | "calendar"> {
  readonly settings: Pick<Settings, "change">;
}

const hallsOf = (centres: readonly Centre[]) => centres.filter(({ kind }) => kind === "hall");

/**
 * POST /demo/hall: the halls of the demonstration are open at any hour from now on, as if an
 * administrator had changed their hours.
 */
export function openHallRoute(
  http: FastifyInstance,
  { centres, settings }: Pick<OpensHall, "centres" | "settings">,
): void {
  http.post("/demo/hall", async (_request, reply) => {
    const halls = hallsOf(centres()).filter((hall) => !isAlways(hall));
    for (const { id } of halls) {
      const occasion = { key: newId<CommandId>(), actor: "system" };
      const change = { setting: "centre-hours", of: id, value: always } as const;
      const done = await settings.change(change, occasion);
      if (!done.ok) throw new Error(`the hall was not opened: ${done.refusal.code}`);
    }
    return redirectTo(reply, "/demo");
  });
}

/** That no ticket can be had in this hall at this hour, what works all the same, and the key. */
export function hallNote(
  { centres, clock, calendar }: Pick<OpensHall, "centres" | "clock" | "calendar">,
  { request, reply, t }: Asking,
): SafeHtml | null {
  const halls = hallsOf(centres());
  const hall = halls.find((each) => !isAlways(each));
  if (halls.length === 0) return null;
  const names = t.list(halls.map((each) => t.words(each.name)));
  if (!hall) return inset(t("demo-pages.hall-always", { hall: names }));
  const name = t.words(hall.name);
  const { timeZone, holidays } = calendar();
  const tickets = ticketsAt(hall, clock(), calendar());
  if (tickets.open || !tickets.opens) return null;
  const opens = t.dateTime(tickets.opens, timeZone);
  // On a public holiday no hours are in force.
  const key = holidays.has(dateIn(clock(), timeZone))
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
