import type { FastifyReply } from "fastify";
import { openWords } from "../../acts/index.ts";
import type { Centre } from "../../catalogue/index.ts";
import { openAt } from "../../centres/index.ts";
import { backLink, html, linkButton, provenance, table } from "../components/index.ts";
import { type Admin, refuseAdmin, showAdmin } from "./admin.ts";
import { closings } from "./centre-closings.ts";
import { contactPart } from "./centre-contact.ts";
import { counters } from "./centre-counters.ts";
import { hoursPart } from "./centre-hours.ts";
import { stops } from "./centre-stops.ts";
import { topicsPart } from "./centre-topics.ts";
import { centrePath, centresPath } from "./centre-words.ts";
import { listPart } from "./setting-list.ts";

const centresOf = ({ deps }: Admin): readonly Centre[] => deps.catalogue.jurisdiction.centres ?? [];

/** GET /admin/centres: every hall and mobile unit. */
export function centresPage(at: Admin): FastifyReply {
  const { deps, t } = at;
  const [now, calendar] = [deps.clock(), deps.calendar()];
  const content = html`<h1 class="govuk-heading-l">${t("settings.centres.title")}</h1>
    <p class="govuk-body-l">${t("settings.centres.lead")}</p>
    ${linkButton({ text: t("admin.new.centre"), href: `${centresPath}/add` })}
    ${table({
      ...{ caption: t("settings.centres.title"), captionHidden: true },
      columns: [
        { text: t("settings.centres.centre") },
        { text: t("visits.now") },
        { text: t("settings.centres.counters"), numeric: true },
      ],
      rows: centresOf(at).map((centre) => [
        html`<a class="govuk-link hw-table__title" href="${centrePath(centre.id)}">
          ${t.words(centre.name)}</a>
          ${centre.illustrative ? provenance(centre, t) : null}`,
        openWords(openAt(centre, now, calendar), now, calendar.timeZone, t),
        String(centre.counters.length),
      ]),
      empty: t("visits.no-centres"),
    })}`;
  return showAdmin(at, { title: t("settings.centres.title"), content, path: centresPath });
}

/** GET /admin/centres/:id: all that can be changed of one. */
export function centrePage(at: Admin, centre: Centre): FastifyReply {
  const { t } = at;
  const content = html`<h1 class="govuk-heading-l">${t.words(centre.name)}</h1>
    ${centre.kind === "mobile" ? listPart(at, stops, centre) : hoursPart(at, centre)}
    ${listPart(at, closings, centre)}
    ${listPart(at, counters, centre)}
    ${topicsPart(at, centre)}
    ${contactPart(at, centre)}`;
  const before = backLink(centresPath, t, t("settings.centres.title"));
  const path = centrePath(centre.id);
  return showAdmin(at, { title: t.words(centre.name), content, before, path });
}

/** Goes on with the centre that the address names. */
export async function withCentre(
  at: Admin,
  go: (at: Admin, centre: Centre) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { id = "" } = at.request.params as { id?: string };
  const centre = centresOf(at).find((each) => each.id === id);
  return centre
    ? go(at, centre)
    : refuseAdmin(at, { kind: "not-found", code: "centre.not-found" }, centresPath);
}
