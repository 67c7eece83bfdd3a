import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Catalogue, Definition, Journey, JourneyStep } from "../../../catalogue/index.ts";
import type { Answers } from "../../../form/index.ts";
import { dateIn, sumByCurrency } from "../../../kernel/index.ts";
import { actorOf } from "../../../platform/auth/index.ts";
import { langOf, notFound, redirectTo } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  breadcrumbs,
  button,
  csrfField,
  html,
  narrow,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { feeInShort, fixedAmount, timeInShort, whoActs } from "../public/facts.ts";
import { journeyPath, personFor } from "./open.ts";

interface OfEvent {
  readonly id: string;
}

/** `/life-events/:id`: what a journey is, before it is begun. */
export function lifeEventRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get<{ Params: OfEvent }>("/life-events/:id", async (request, reply) => {
    const journey = found(deps, request.params.id);
    const t = wordsOf(request, deps);
    const guest = actorOf(request).kind === "guest";
    const start = html`<form method="post" action="/life-events/${journey.id}/start">
      ${csrfField(request, reply)}<div class="govuk-button-group">
      ${button({ text: t(guest ? "journey.start-guest" : "journey.start") })}</div></form>`;
    const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
    const crumbs = [
      { text: t("layout.home"), href: "/" },
      { text: t("layout.services"), href: "/services" },
    ];
    return webPage(request, reply, deps, {
      title: t.words(journey.title),
      content: narrow(lifeEventView({ journey, catalogue: deps.catalogue, today, start, t })),
      before: breadcrumbs(crumbs, t),
      current: "services",
    });
  });
  app.post<{ Params: OfEvent }>("/life-events/:id/start", async (request, reply) =>
    begin(request, reply, deps, found(deps, request.params.id)),
  );
}

function found({ catalogue }: WebDeps, id: string): Journey {
  const journey = catalogue.journey(id);
  if (!journey) throw notFound("service.not-found");
  return journey;
}

interface LifeEventView {
  readonly journey: Journey;
  readonly catalogue: Catalogue;
  readonly today: string;
  readonly start: SafeHtml;
  readonly t: Translate;
}

function lifeEventView({ journey, catalogue, today, start, t }: LifeEventView): SafeHtml {
  const services = journey.steps.flatMap((step) => {
    const def = catalogue.current(step.service);
    return def ? [{ step, def }] : [];
  });
  const steps = services.map(({ step, def }) => stepView(step, def, catalogue, t));
  const fees = services.map(({ def }) => ({
    key: t.words(def.title),
    value: feeInShort(def, today, t),
  }));
  const total = {
    key: t("journey.fee-sum"),
    value: html`<strong>${leastIn(services, today, t)}</strong>`,
  };
  const time = timeIn(services, t);
  return html`<h1 class="govuk-heading-xl">${t.words(journey.title)}</h1><p class="govuk-body-l">
    ${t.words(journey.description)}</p><p class="govuk-body">${t("journey.lead")}</p>
    <p class="govuk-body">${t.words(journey.whoMayApply)}</p>${start}<h2 class="govuk-heading-m">
    ${t("journey.steps")}</h2><ol class="govuk-list govuk-list--number govuk-list--spaced">
    ${steps}</ol><h2 class="govuk-heading-m">${t("journey.cost")}</h2>
    ${summaryList({ rows: [...fees, total] })}<p class="govuk-body">${t("journey.cost-lead")}</p>
    <h2 class="govuk-heading-m">${t("journey.time")}</h2><p class="govuk-body">${time}</p>`;
}

/**
 * The times of steps that wait for each other's certificates add up; other steps run in parallel.
 */
const timeIn = (
  services: readonly { readonly step: JourneyStep; readonly def: Definition }[],
  t: Translate,
): string =>
  services
    .map(({ step, def }) => ({ waits: step.after.length > 0, time: timeInShort(def, t) }))
    .reduce((before, { waits, time }) => ({
      waits,
      time: waits
        ? t("journey.time-then", { first: before.time, next: time })
        : t.list([before.time, time]),
    })).time;

/** What everybody pays; the rest depends on the answers and is told before sending. */
function leastIn(
  services: readonly { readonly step: JourneyStep; readonly def: Definition }[],
  today: string,
  t: Translate,
): string {
  const always = services
    .filter(({ step }) => !step.when)
    .flatMap(({ def }) => def.fees.filter((fee) => !fee.when))
    .flatMap((fee) => fixedAmount(fee, today) ?? [])
    .filter(({ minor }) => minor > 0);
  if (always.length === 0) return t("service.fee-varies");
  return t("public.fee-from", { amount: t.list(sumByCurrency(always).map((one) => t.money(one))) });
}

function stepView(step: JourneyStep, def: Definition, catalogue: Catalogue, t: Translate) {
  const who = whoActs(catalogue, { authority: def.authority }, t);
  const before = step.after.map((id) => t.words(catalogue.current(id)?.title));
  const notes = [
    ...(step.when ? [t("journey.only-when")] : []),
    ...(before.length > 0 ? [t("journey.after", { services: t.list(before) })] : []),
  ];
  return html`<li><a class="govuk-link" href="/services/${def.id}">
    ${t.words(def.title)}</a> <span class="hw-muted">${who}</span>
    ${notes.map((note) => html`<br><span class="hw-muted">${note}</span>`)}</li>`;
}

/**
 * Makes a draft for each step. Pressed twice, it continues the empty journey that exists already.
 */
async function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  journey: Journey,
): Promise<FastifyReply> {
  const person = personFor(request, journey, deps);
  const journeys = await deps.cases.journeysOf(person.id);
  const empty = journeys.find(
    (each) =>
      each.journey === journey.id &&
      !each.agreedAt &&
      each.drafts.every(({ visited }) => visited.length === 0) &&
      each.drafts.every(
        ({ service, definition }) => deps.catalogue.current(service)?.version === definition,
      ),
  );
  const id = empty?.id ?? (await deps.cases.startJourney(begunOf(request, person, journey, deps)));
  return redirectTo(reply, `${journeyPath(id)}/next`);
}

const begunOf = (
  request: FastifyRequest,
  person: ReturnType<typeof personFor>,
  { id, steps }: Journey,
  { catalogue }: WebDeps,
) => ({
  person: person.id,
  journey: id,
  lang: langOf(request),
  steps: steps.map(({ service, sets }) => ({
    service,
    definition: catalogue.current(service)?.version ?? 1,
    answers: sets as Answers,
  })),
});
