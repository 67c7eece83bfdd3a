import type { FastifyReply, FastifyRequest } from "fastify";
import type { CallOut } from "../../centres/index.ts";
import { addDays, dateIn } from "../../kernel/index.ts";
import { personById } from "../../platform/auth/index.ts";
import { backLink, html, type SafeHtml, table } from "../components/index.ts";
import { centreOfficer, staffRequest } from "../staff/index.ts";
import { timesOf } from "./call-out-words.ts";
import type { HallDeps } from "./deps.ts";
import {
  type FloorDesk,
  noteAddresses,
  type OfficerDesk,
  showFloor,
  showOffice,
} from "./floor-desk.ts";
import { paramOf } from "./place.ts";

/**
 * GET /hall/:centre/day-sheet/:day: every visit of that day with its address, to be printed for the
 * teams. It shows where people live, so only the floor manager has it, and nothing keeps a copy.
 */
export async function daySheet(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, t, centre, request, reply } = desk;
  const day = paramOf(request, "day");
  const all = await deps.callOuts.openOf(centre.id);
  const today = all.filter((each) => each.day === day);
  const title = t("floor.sheet.title");
  const content = html`
    ${backLink(`/hall/${centre.id}`, t)}
    <h1 class="govuk-heading-l">${title}: ${t.words(centre.name)}</h1>
    ${printButton(desk)}${await sheet(desk, today)}
  `;
  return showFloor({ ...desk, reply: uncached(reply) }, { title, content });
}

/** GET /my-visits: this operator's own visits of today and tomorrow; nobody else's are shown. */
export async function ownVisits(
  deps: HallDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const officer = centreOfficer(request, "operator");
  const desk = staffRequest(deps, request, uncached(reply), officer);
  const { t } = desk;
  const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  const days = [today, addDays(today, 1)];
  const all = await Promise.all(deps.centres.list().map(({ id }) => deps.callOuts.openOf(id)));
  const own = all
    .flat()
    .filter(({ day, team }) => day !== null && days.includes(day) && team.includes(officer.id));
  const title = t("floor.sheet.own");
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    ${own.length > 0 ? printButton(desk) : null}${await sheet(desk, own)}
  `;
  const home = { text: t("counter.title"), href: "/counter" };
  const entries = [
    { text: t("counter.title"), href: "/counter" },
    { text: title, href: "/my-visits", current: true },
  ];
  return showOffice(desk, { title, content, entries, home, path: "/my-visits" });
}

/** No browser and no proxy may cache a page that says where people live. */
const uncached = (reply: FastifyReply): FastifyReply =>
  reply.header("cache-control", "private, no-store");

const printButton = ({ t }: OfficerDesk): SafeHtml =>
  html`
    <p class="f-noprint">
      <button type="button" class="govuk-button" data-print hidden>
        ${t("counter.receipt.print")}
      </button>
    </p>
  `;

async function sheet(desk: OfficerDesk, visits: readonly CallOut[]): Promise<SafeHtml> {
  const { deps, t } = desk;
  await noteAddresses(desk, visits);
  const names = await deps.officerNames(visits.flatMap(({ team }) => team));
  const rows = await Promise.all(
    [...visits].sort(byTime).map(async (each) => {
      const [person, address] = await Promise.all([
        personById(deps.sql, each.person),
        deps.callOuts.addressOf(each.id),
      ]);
      const services = each.services.map((id) => t.words(deps.catalogue.current(id)?.title) || id);
      return [
        timesOf(deps, each, t),
        html`<strong>${person?.name ?? "–"}</strong><br>${person?.phone ?? ""}`,
        html`<span class="f-address">${address ?? "–"}</span>`,
        t.list(services),
        t.list(each.team.map((id) => names.get(id) ?? "–")),
      ];
    }),
  );
  const columns = (["time", "person", "address", "services", "team"] as const).map((name) => ({
    text: t(`floor.visit.${name}`),
  }));
  return html`
    ${table({ caption: t("floor.sheet.caption"), columns, rows, empty: t("floor.sheet.none") })}
    <p class="govuk-body">${t("floor.sheet.keep")}</p>
  `;
}

const byTime = (a: CallOut, b: CallOut): number =>
  (a.from?.getTime() ?? 0) - (b.from?.getTime() ?? 0);
