import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Catalogue, Definition, Elsewhere, Match } from "../../../catalogue/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  breadcrumbs,
  details,
  html,
  type LifeEvent,
  lifeEvents,
  type SafeHtml,
  searchBox,
  serviceCards,
  serviceRows,
  tabs,
  topicTiles,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { cardOf } from "./facts.ts";
import {
  audienceTabs,
  isAudience,
  type Narrowing,
  narrowedServices,
  rowOf,
  tilesOf,
  topicIn,
} from "./groups.ts";
import { type NamesQuery, sendNames } from "./names.ts";

/** Life events that have at least one service, with the names of their services. */
export const eventsOf = (catalogue: Catalogue, t: Translate): LifeEvent[] =>
  catalogue.jurisdiction.lifeEvents.flatMap(({ id, title }) => {
    const services = catalogue.byLifeEvent(id);
    if (services.length === 0) return [];
    const some = services.slice(0, 3).map((def) => t.words(def.title));
    const more = services.length - some.length;
    const rest = more > 0 ? [t("home.more", { count: more })] : [];
    const summary = [...some, ...rest].join(" · ");
    const icon = catalogue.jurisdiction.lifeEventIcons?.[id];
    return [{ title: t.words(title), href: `/services?event=${id}`, summary, icon }];
  });

export interface Wanted extends Narrowing {
  readonly query: string;
  /** Id of a life event. */
  readonly event?: string | undefined;
}

export interface ServicesPage {
  readonly title: string;
  readonly content: SafeHtml;
}

/** Search and its results; what stands under a life event, a topic or for somebody; all else. */
export function servicesPage(
  catalogue: Catalogue,
  wanted: Wanted,
  today: string,
  t: Translate,
): ServicesPage {
  const { query, event } = wanted;
  const moment = catalogue.jurisdiction.lifeEvents.find(({ id }) => id === event);
  if (query === "" && !moment) return groupsPage(catalogue, wanted, today, t);
  const matches: readonly Match[] =
    query === "" && moment
      ? catalogue.byLifeEvent(moment.id).map((service) => ({ service }))
      : catalogue.searchAll(query, t.lang);
  const services = matches.flatMap(({ service }) => (service ? [service] : []));
  const elsewhere = matches.flatMap((match) => (match.elsewhere ? [match.elsewhere] : []));
  const plain = moment ? t.words(moment.title) : t("catalogue.heading");
  const title = query === "" ? plain : t("catalogue.results-for", { query });
  const here = services.length > 0 ? cardList(services, catalogue, today, t) : null;
  const notHere = elsewhere.length > 0 ? elsewhereList(elsewhere, t) : null;
  const events = eventsOf(catalogue, t).filter(({ href }) => !href.endsWith(`=${moment?.id}`));
  const byEvent = html`
    <h2 class="govuk-heading-m">${t("catalogue.by-life-event")}</h2>
    ${lifeEvents(events)}
  `;
  const results = matches[0]?.elsewhere && query !== "" ? [notHere, here] : [here, notHere];
  return {
    title,
    content: html`
      <h1 class="govuk-heading-xl">${title}</h1>
      ${searchBox({ action: "/services", value: query, suggest: suggestFrom(t) }, t)}
      ${matches.length > 0 ? results : nothingFound(query, t)}
      ${query !== "" && matches.length > 0 ? null : byEvent}
      ${allLink(t)}
    `,
  };
}

const cardList = (
  services: readonly Definition[],
  catalogue: Catalogue,
  today: string,
  t: Translate,
): SafeHtml => html`
  <p class="govuk-body" role="status">
  ${t("catalogue.results", { count: services.length })}</p>
  ${serviceCards(
    services.map((def) => cardOf(def, catalogue, today, t)),
    2,
  )}
`;

/** The whole catalogue by topic and by letter; or, with a topic, what stands under it. */
function groupsPage(
  catalogue: Catalogue,
  narrowing: Narrowing,
  today: string,
  t: Translate,
): ServicesPage {
  const topic = topicIn(catalogue, narrowing.topic);
  const { audience } = narrowing;
  const services = narrowedServices(catalogue, narrowing, t);
  const title = topic
    ? t.words(topic.title)
    : t(audience ? `catalogue.heading-${audience}` : "catalogue.heading");
  const narrow = tabs(
    t("catalogue.audience"),
    audienceTabs({ topic: topic?.id, audience }, catalogue, t),
  );
  const empty = html`<p class="govuk-body-l" role="status">${t("catalogue.none-here")}</p>`;
  const shelf = services.length > 0 ? cardList(services, catalogue, today, t) : empty;
  return {
    title,
    content: html`
      <h1 class="govuk-heading-xl">${title}</h1>
      ${searchBox({ action: "/services", suggest: suggestFrom(t) }, t)}
      ${narrow}
      ${
        topic
          ? html`${shelf}<h2 class="govuk-heading-m">${t("catalogue.by-topic")}</h2>`
          : html`<h2 class="govuk-heading-m">${t("catalogue.by-topic")}</h2>`
      }
      ${topicTiles(tilesOf(catalogue, audience, t))}
      ${topic ? allLink(t) : byLetter(services, catalogue, today, t)}
    `,
  };
}

function byLetter(
  services: readonly Definition[],
  catalogue: Catalogue,
  today: string,
  t: Translate,
): SafeHtml {
  const { elsewhere = [] } = catalogue.jurisdiction;
  return html`
    <h2 class="govuk-heading-m">${t("catalogue.a-to-z")}</h2>
    ${serviceRows(services.map((def) => rowOf(def, catalogue, today, t)))}
    ${details(
      t("catalogue.by-life-event"),
      lifeEvents(eventsOf(catalogue, t).map(({ summary: _, ...event }) => event)),
    )}
    ${
      elsewhere.length > 0
        ? details(t("catalogue.elsewhere-all"), elsewhereItems(elsewhere, t))
        : null
    }
  `;
}

/** Where names are offered while somebody types. */
export const suggestFrom = (t: Translate): string => `/services/names?in=${t.lang}`;

const allLink = (t: Translate): SafeHtml =>
  html`<p class="govuk-body"><a class="govuk-link" href="/services">${t("catalogue.all")}</a></p>`;

/** Services that are asked for at another address. */
const elsewhereList = (entries: readonly Elsewhere[], t: Translate): SafeHtml => html`
  <section aria-labelledby="elsewhere">
    <h2 class="govuk-heading-m" id="elsewhere">${t("catalogue.elsewhere")}</h2>
    ${elsewhereItems(entries, t)}
  </section>
`;

const elsewhereItems = (entries: readonly Elsewhere[], t: Translate): SafeHtml => html`
  <ul class="govuk-list">
    ${entries.map(({ title, at, url }) => {
      const place = t("catalogue.elsewhere-at", { place: t.words(at), site: new URL(url).host });
      const link = html`<a class="govuk-link" href="${url}" rel="external noopener">${place}</a>`;
      return html`<li>${t.words(title)}: ${link}</li>`;
    })}
  </ul>
`;

const nothingFound = (query: string, t: Translate): SafeHtml => html`
  <div role="status">
    <p class="govuk-body-l">${t("catalogue.no-results", { query })}</p>
    <p class="govuk-body">${t("catalogue.no-results-hint")}</p>
  </div>
`;

/** What is searched for, at most a hundred characters of it. */
const wantedOf = (request: FastifyRequest): Wanted => {
  const { q, event, topic, for: audience } = request.query as Readonly<Record<string, unknown>>;
  const text = (value: unknown) => (typeof value === "string" ? value.trim().slice(0, 100) : "");
  const people = text(audience);
  return {
    query: text(q),
    event: text(event) || undefined,
    topic: text(topic) || undefined,
    audience: isAudience(people) ? people : undefined,
  };
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

/** How many names are offered while somebody types. */
const offered = 6;

/** `/services/names?q=…&in=<language>`: names of services, here or elsewhere, that fit. */
export function serviceNamesRoute(app: FastifyInstance, { catalogue, i18n }: WebDeps): void {
  app.get<{ Querystring: NamesQuery }>(
    "/services/names",
    { config: { anonymous: true } },
    (request, reply) =>
      sendNames(reply, request.query, i18n, (typed, lang) =>
        catalogue
          .searchAll(typed, lang)
          .slice(0, offered)
          .map(({ service, elsewhere }) => (service ?? elsewhere)?.title),
      ),
  );
}
