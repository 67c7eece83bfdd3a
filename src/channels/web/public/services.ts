import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Catalogue, Definition } from "../../../catalogue/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  breadcrumbs,
  html,
  type LifeEvent,
  lifeEvents,
  type SafeHtml,
  searchBox,
  serviceCards,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { cardOf } from "./facts.ts";

/** Life events that have at least one service, with the names of their services. */
export const eventsOf = (catalogue: Catalogue, t: Translate): LifeEvent[] =>
  catalogue.jurisdiction.lifeEvents.flatMap(({ id, title }) => {
    const services = catalogue.byLifeEvent(id);
    if (services.length === 0) return [];
    const summary = services.map((def) => t.words(def.title)).join(" · ");
    return [{ title: t.words(title), href: `/services?event=${id}`, summary }];
  });

/**
 * What might have been meant where nothing was found: services in which any one of the words
 * occurs, or begins as the word does (endings differ, fingers slip).
 */
export function suggestions(catalogue: Catalogue, query: string, t: Translate): Definition[] {
  const words = query.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
  const tries = words.flatMap((word) => [
    word,
    word.slice(0, Math.max(3, word.length - 2)),
    word.slice(0, 4),
  ]);
  const matches = new Map<string, Definition>();
  for (const attempt of tries)
    for (const def of catalogue.search(attempt, t.lang)) matches.set(def.id, def);
  return [...matches.values()].slice(0, 3);
}

export interface Wanted {
  readonly query: string;
  /** Id of a life event. */
  readonly event?: string | undefined;
}

export interface ServicesPage {
  readonly title: string;
  readonly content: SafeHtml;
}

/** Search and its results; all services where nothing is searched for. */
export function servicesPage(
  catalogue: Catalogue,
  { query, event }: Wanted,
  today: string,
  t: Translate,
): ServicesPage {
  const moment = catalogue.jurisdiction.lifeEvents.find(({ id }) => id === event);
  const services =
    moment && query === "" ? catalogue.byLifeEvent(moment.id) : catalogue.search(query, t.lang);
  const cards = (defs: readonly Definition[]) =>
    serviceCards(
      defs.map((def) => cardOf(def, catalogue, today, t)),
      2,
    );
  const plain = moment ? t.words(moment.title) : t("catalogue.heading");
  const title = query === "" ? plain : t("catalogue.results-for", { query });
  const results =
    services.length > 0
      ? html`
        <p class="govuk-body" role="status">
        ${t("catalogue.results", { count: services.length })}</p>
        ${cards(services)}
      `
      : nothingFound(catalogue, query, cards, t);
  const events = eventsOf(catalogue, t).filter(({ href }) => !href.endsWith(`=${moment?.id}`));
  return {
    title,
    content: html`
      <h1 class="govuk-heading-l">${title}</h1>
      ${searchBox({ action: "/services", value: query }, t)}${results}
      <h2 class="govuk-heading-m">${t("catalogue.by-life-event")}</h2>
      ${lifeEvents(events)}${query === "" && !moment ? null : allLink(t)}
    `,
  };
}

const allLink = (t: Translate): SafeHtml =>
  html`<p class="govuk-body"><a class="govuk-link" href="/services">${t("catalogue.all")}</a></p>`;

function nothingFound(
  catalogue: Catalogue,
  query: string,
  cards: (defs: readonly Definition[]) => SafeHtml,
  t: Translate,
): SafeHtml {
  const near = suggestions(catalogue, query, t);
  const noResults = html`
    <div role="status">
      <p class="govuk-body-l">${t("catalogue.no-results", { query })}</p>
      <p class="govuk-body">${t("catalogue.no-results-hint")}</p>
    </div>
  `;
  if (near.length === 0) return noResults;
  return html`${noResults}<p class="govuk-heading-m">${t("public.perhaps")}</p>${cards(near)}`;
}

/** What is searched for, at most a hundred characters of it. */
const wantedOf = (request: FastifyRequest): Wanted => {
  const { q, event } = request.query as Readonly<Record<string, unknown>>;
  const text = (value: unknown) => (typeof value === "string" ? value.trim().slice(0, 100) : "");
  return { query: text(q), event: text(event) || undefined };
};

export function servicesRoutes(app: FastifyInstance, deps: WebDeps): void {
  const { catalogue } = deps;
  app.get("/services", (request, reply) => {
    const t = wordsOf(request, deps);
    const today = dateIn(deps.clock(), catalogue.jurisdiction.timeZone);
    const page = servicesPage(catalogue, wantedOf(request), today, t);
    const before = breadcrumbs([{ text: t("layout.home"), href: "/" }], t);
    return webPage(request, reply, deps, { ...page, before, current: "services" });
  });
}
