import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Catalogue, Definition, Journey, JourneyStep } from "../../../catalogue/index.ts";
import { type Answers, journeyEnd, nobody } from "../../../form/index.ts";
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
import { spanIn, spanWords } from "./sum-view.ts";

interface OfEvent {
  readonly id: string;
}

/** `/life-events/:id`: what a journey is, before it is begun. */
export function lifeEventRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get<{ Params: OfEvent }>("/life-events/:id", async (request, reply) => {
    const journey = found(deps, request.params.id);
    const t = wordsOf(request, deps);
    const guest = actorOf(request).kind === "guest";
    const start = startOf(journey, guest, csrfField(request, reply), t);
    const crumbs = [
      { text: t("layout.home"), href: "/" },
      { text: t("layout.services"), href: "/services" },
    ];
    return webPage(request, reply, deps, {
      title: t.words(journey.title),
      content: narrow(lifeEventView({ journey, deps, start, t })),
      before: breadcrumbs(crumbs, t),
      current: "services",
    });
  });
  app.post<{ Params: OfEvent }>("/life-events/:id/start", async (request, reply) =>
    begin(request, reply, deps, found(deps, request.params.id)),
  );
}

/** Of several services the conversation; a single one is applied for as by itself. */
function startOf(
  { id, steps }: Journey,
  guest: boolean,
  csrf: SafeHtml,
  t: Translate,
): SafeHtml | null {
  const [first, ...others] = steps;
  const text = t(guest ? "journey.start-guest" : "journey.start");
  if (!first) return null;
  const action =
    others.length === 0 ? `/services/${first.service}/start` : `/life-events/${id}/start`;
  return html`<form method="post" action="${action}">${csrf}<div class="govuk-button-group">
    ${button({ text })}</div></form>`;
}

function found({ catalogue }: WebDeps, id: string): Journey {
  const journey = catalogue.journey(id);
  if (!journey) throw notFound("service.not-found");
  return journey;
}

interface LifeEventView {
  readonly journey: Journey;
  readonly deps: Pick<WebDeps, "catalogue" | "clock" | "calendar">;
  readonly start: SafeHtml | null;
  readonly t: Translate;
}

function lifeEventView({ journey, deps, start, t }: LifeEventView): SafeHtml {
  const { catalogue } = deps;
  const today = dateIn(deps.clock(), catalogue.jurisdiction.timeZone);
  const services = journey.steps.flatMap((step) => {
    const def = catalogue.current(step.service);
    return def ? [{ step, def }] : [];
  });
  const steps = services.map(({ step, def }) => stepView(step, def, { catalogue, today }, t));
  const heading = t(services.length === 1 ? "journey.only-step" : "journey.steps");
  const alone = { catalogue, today, t };
  return html`<h1 class="govuk-heading-xl">${t.words(journey.title)}</h1><p class="govuk-body-l">
    ${t.words(journey.description)}</p>${services.length > 1 ? lead(t) : null}
    <p class="govuk-body">${t.words(journey.whoMayApply)}</p>${start}
    ${aloneView("before", journey, alone)}<h2 class="govuk-heading-m">${heading}</h2>
    <ol class="govuk-list govuk-list--number govuk-list--spaced">${steps}</ol>
    ${sumRows(journey, services, deps, t)}${aloneView("afterwards", journey, alone)}`;
}

const lead = (t: Translate): SafeHtml => html`<p class="govuk-body">${t("journey.lead")}</p>`;

interface Alone {
  readonly catalogue: Catalogue;
  readonly today: string;
  readonly t: Translate;
}

/** What people see to alone: services here with their cost and time, others with their address. */
function aloneView(
  part: "before" | "afterwards",
  journey: Journey,
  { catalogue, today, t }: Alone,
): SafeHtml | null {
  const items = journey[part].flatMap((id) => {
    const def = catalogue.current(id);
    if (def) return [html`<li>${serviceLine(def, today, t)}</li>`];
    const entry = catalogue.jurisdiction.elsewhere?.find((one) => one.id === id);
    if (!entry) return [];
    const { title, at, url } = entry;
    const place = t("catalogue.elsewhere-at", { place: t.words(at), site: new URL(url).host });
    return [
      html`<li>${t.words(title)}: <a class="govuk-link" href="${url}"
      rel="external noopener">${place}</a></li>`,
    ];
  });
  return items.length === 0
    ? null
    : html`<h2 class="govuk-heading-m">${t(`journey.${part}`)}</h2>
      <ul class="govuk-list govuk-list--bullet">${items}</ul>`;
}

const serviceLine = (def: Definition, today: string, t: Translate): SafeHtml =>
  html`<a class="govuk-link" href="/services/${def.id}">${t.words(def.title)}</a>
    <br><span class="hw-muted">${feeInShort(def, today, t)} · ${timeInShort(def, t)}</span>`;

interface StepService {
  readonly step: JourneyStep;
  readonly def: Definition;
}

/** One cost and one time for everything: of the steps that everybody takes, and of all of them. */
function sumRows(
  journey: Journey,
  services: readonly StepService[],
  { catalogue, clock, calendar }: LifeEventView["deps"],
  t: Translate,
): SafeHtml {
  const from = clock();
  const today = dateIn(from, catalogue.jurisdiction.timeZone);
  const facts = { today, applicant: nobody, renewal: false };
  const all = services.map(({ def }) => ({ service: def.id, def, answers: {} }));
  const always = all.filter(({ service }) =>
    services.some(({ step }) => step.service === service && !step.when),
  );
  const [first, last] = [always, all].map((some) => {
    const end = journeyEnd(journey, some, facts, from, calendar());
    return { from, end };
  });
  const [least, most] = [first && spanIn(first, t), last && spanIn(last, t)];
  const time =
    least && most && least !== most
      ? t("journey.about", { span: t("journey.span", { least, most }) })
      : last && spanWords(last, t);
  const rows = [
    { key: t("journey.cost"), value: html`<strong>${leastIn(services, today, t)}</strong>` },
    ...(time ? [{ key: t("journey.time"), value: html`<strong>${time}</strong>` }] : []),
  ];
  return html`<h2 class="govuk-heading-m">${t("journey.sum")}</h2>${summaryList({ rows })}
    <p class="govuk-body">${t("journey.cost-lead")}</p>`;
}

/** What everybody pays; the rest depends on the answers and is told before sending. */
function leastIn(services: readonly StepService[], today: string, t: Translate): string {
  const due = services
    .filter(({ step }) => !step.when)
    .flatMap(({ def }) => def.fees.map((fee) => ({ fee, money: fixedAmount(fee, today) })));
  const always = due.flatMap(({ fee, money }) =>
    money && !fee.when && money.minor > 0 ? [money] : [],
  );
  const isAll = services.every(
    ({ step, def }) => !step.when && def.fees.every((fee) => !fee.when && fixedAmount(fee, today)),
  );
  const amount = t.list(sumByCurrency(always).map((one) => t.money(one)));
  if (isAll) return amount || t("service.free");
  return amount === "" ? t("service.fee-varies") : t("public.fee-from", { amount });
}

function stepView(
  step: JourneyStep,
  def: Definition,
  { catalogue, today }: Pick<Alone, "catalogue" | "today">,
  t: Translate,
) {
  const who = whoActs(catalogue, { authority: def.authority }, t);
  const before = step.after.map((id) => t.words(catalogue.current(id)?.title));
  const notes = [
    ...(step.when ? [t("journey.only-when")] : []),
    ...(before.length > 0 ? [t("journey.after", { services: t.list(before) })] : []),
    `${feeInShort(def, today, t)} · ${timeInShort(def, t)}`,
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
