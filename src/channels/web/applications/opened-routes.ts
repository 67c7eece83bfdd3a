import type { FastifyInstance } from "fastify";
import type { Visit } from "../../../counter/index.ts";
import { requirePerson } from "../../../platform/auth/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { breadcrumbs, html, type SafeHtml, table } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** `/applications/opened`: who of those who serve in person has had the person's file open, where and when. */
export function openedRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/opened", async (request, reply) => {
    const person = requirePerson(request);
    const visits = await deps.counter.visitsOf(person.id);
    const names = await deps.officerNames(visits.map(({ operator }) => operator));
    const t = wordsOf(request, deps);
    return webPage(request, reply, deps, {
      title: t("apply.opened.heading"),
      current: "applications",
      content: openedView(visits, names, deps, t),
      before: breadcrumbs([{ text: t("applications.heading"), href: "/applications" }], t),
    });
  });
}

function openedView(
  visits: readonly Visit[],
  names: ReadonlyMap<string, string>,
  { catalogue, centres }: WebDeps,
  t: Translate,
): SafeHtml {
  const zone = catalogue.jurisdiction.timeZone;
  const placeOf = ({ centre, counter, door }: Visit): string =>
    door === "agent"
      ? t("counter.badge.agent")
      : `${t.words(centres.find(centre ?? "")?.name)} · ${t("counter.counter", { number: counter ?? "" })}`;
  const list = table({
    caption: t("apply.opened.heading"),
    captionHidden: true,
    columns: [
      { text: t("apply.seen.name") },
      { text: t("apply.opened.where") },
      { text: t("apply.seen.when") },
    ],
    rows: visits.map((visit) => [
      names.get(visit.operator) ?? t("apply.seen.unknown"),
      placeOf(visit),
      t.dateTime(visit.openedAt, zone),
    ]),
    empty: t("apply.opened.nobody"),
  });
  return html`<h1 class="govuk-heading-l">${t("apply.opened.heading")}</h1><p class="govuk-body">${t("apply.opened.lead")}</p>${list}`;
}
