import type { FastifyInstance } from "fastify";
import type { Catalogue, Definition, Provenance } from "../../../catalogue/index.ts";
import { applicantOf, nobody, unmetAlone } from "../../../form/index.ts";
import { dateIn, type Refusal } from "../../../kernel/index.ts";
import { actorOf } from "../../../platform/auth/index.ts";
import { sendRefusal } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  breadcrumbs,
  button,
  card,
  csrfField,
  html,
  inset,
  linkButton,
  provenance,
  type SafeHtml,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { inPersonSection, waitsFor } from "../visits/index.ts";
import { notOnline } from "../ways-to-pay.ts";
import { cannotApply } from "./cannot-apply.ts";
import { cardOf, feeInShort } from "./facts.ts";
import { journeyInset } from "./journey-links.ts";
import { governmentService } from "./json-ld.ts";
import { sendServiceData } from "./linked-data.ts";
import { prefersLinkedData } from "./linked-data-accept.ts";
import { folded, paperSection, questionSection, whoSection } from "./service-needs.ts";
import { appealSection, lawSection, outputSection, revocationSection } from "./service-outcome.ts";
import type { ServiceParts } from "./service-parts.ts";
import { callView, entitlementSection, isShut, treatySection } from "./service-rights.ts";
import { feeSection, timeSection } from "./service-terms.ts";

/** Everything to know before applying, in the order in which people ask for it. */
export function serviceContent(parts: ServiceParts, baseUrl: string): SafeHtml {
  const { def, catalogue, centres, waits, t } = parts;
  const sections = [
    whoSection(parts),
    paperSection(parts),
    questionSection(parts),
    feeSection(parts),
    timeSection(parts),
    outputSection(parts),
    inPersonSection(def.id, centres, waits, t),
    entitlementSection(parts),
    treatySection(parts),
    appealSection(parts),
    revocationSection(parts),
    lawSection(parts),
    related(parts),
    sourcesNote(parts),
  ];
  return html`
    <div class="hw-service">
      <div class="hw-service__head">
        <h1 class="govuk-heading-xl">${t.words(def.title)}</h1>
        <p class="govuk-body-l">${t.words(def.description)}</p>
      </div>
      <div class="hw-service__act">${atAGlance(parts)}</div>
      <div class="hw-service__body">${standingOf(parts)}${journeyInset(def, catalogue, t)}
        ${sections}</div>
    </div>
    ${governmentService(parts, baseUrl)}
  `;
}

/** When the facts were checked last, with the way to where they come from. */
function sourcesNote({ def, sourced, t }: ServiceParts): SafeHtml | null {
  const facts: readonly Provenance[] = [
    ...def.laws,
    ...def.eligibility,
    ...def.fees.flatMap(({ tariffs }) => tariffs),
    ...[def.process?.clock, def.output, def.appeal].flatMap((fact) => fact ?? []),
    def.retention,
  ];
  const checked = facts.flatMap(({ checkedOn }) => checkedOn ?? []).sort();
  const last = checked.at(-1);
  const words = [
    ...(facts.some(({ illustrative }) => illustrative) ? [t("public.partly-example")] : []),
    ...(last ? [t("public.checked-last", { date: t.date(last) })] : []),
  ];
  const link = html`<a class="govuk-link" href="/services/${def.id}?sources=1">
    ${t("public.show-sources")}</a>`;
  return html`<p class="govuk-body-s hw-muted">${words.join(" ")} ${sourced ? null : link}</p>`;
}

/** What must be known first: that applications are closed, or that this person cannot apply. */
function standingOf(parts: ServiceParts): SafeHtml | null {
  const { def, unmet, t } = parts;
  if (!def.process) return null;
  return cannotApply(unmet, t) ?? html`${callView(parts)}${parts.noWay && inset(parts.noWay)}`;
}

/** So long a price stands beside the button of a phone; a longer one is above it already. */
const shortPrice = 18;

/** The way to apply, once on the page: on a phone it stays at the foot of the screen. */
function applyForm({ def, today, hidden, guest, unmet, t }: ServiceParts): SafeHtml | null {
  if (!def.process || unmet.length > 0 || isShut(def, today)) return null;
  const fee = feeInShort(def, today, t);
  return html`
    <form class="hw-apply" method="post" action="/services/${def.id}/start">
      ${hidden}
      ${button({ text: t(guest ? "service.sign-in-to-apply" : "service.apply") })}
      ${fee.length > shortPrice ? null : html`<span class="hw-apply__fee">${fee}</span>`}
    </form>
  `;
}

function checkLink({ def, unmet, t }: ServiceParts): SafeHtml | null {
  const href = `/services/${def.id}/check`;
  if (!def.process) return linkButton({ text: t("form.start"), href, kind: "start" });
  return def.eligibility.length === 0 || unmet.length > 0
    ? null
    : linkButton({ text: t("service.check-eligibility"), href, kind: "secondary" });
}

/** The facts that decide whether to read on, and the way on; before all else on a phone. */
function atAGlance(parts: ServiceParts): SafeHtml {
  const { def, catalogue, today, t } = parts;
  const { facts = [], authority } = cardOf(def, catalogue, today, t);
  const all = [...facts, { label: t("service.authority"), value: authority }];
  const shown = all.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`);
  return card(
    html`
      <h2 class="govuk-visually-hidden">${t("service.at-a-glance")}</h2>
      <dl class="hw-card__facts">${shown}</dl>
      ${applyForm(parts)}${checkLink(parts)}
    `,
  );
}

function related({ def, catalogue, t }: ServiceParts): SafeHtml | null {
  const others = relatedTo(def, catalogue);
  const links = others.map(
    ({ id, title }) =>
      html`<li><a class="govuk-link" href="/services/${id}">${t.words(title)}</a></li>`,
  );
  return others.length === 0
    ? null
    : folded("related", t("service.related"), html`<ul class="govuk-list">${links}</ul>`);
}

/** Services of the same moments of life. */
const relatedTo = (def: Definition, catalogue: Catalogue): readonly Definition[] =>
  [...new Set(def.lifeEvents.flatMap((id) => catalogue.byLifeEvent(id)))]
    .filter(({ id }) => id !== def.id)
    .slice(0, 3);

export const serviceCrumbs = (t: Translate, def?: Definition): SafeHtml =>
  breadcrumbs(
    [
      { text: t("layout.home"), href: "/" },
      { text: t("layout.services"), href: "/services" },
      ...(def ? [{ text: t.words(def.title), href: `/services/${def.id}` }] : []),
    ],
    t,
  );

/** Answers 503 for a service that is held back, and 404 for an unknown one. */
const missing = ({ heldBack }: WebDeps["catalogue"], id: string): Refusal =>
  heldBack.some(({ service }) => service === id)
    ? { kind: "unavailable", code: "service.unavailable" }
    : { kind: "not-found", code: "service.not-found" };

/** So many decided applications say how long it takes: fewer say more of single people. */
const enough = 20;

export function serviceRoutes(app: FastifyInstance, deps: WebDeps): void {
  const { catalogue } = deps;
  app.get<{ Params: { id: string } }>("/services/:id", async (request, reply) => {
    const def = catalogue.current(request.params.id);
    if (!def) return sendRefusal(reply, missing(catalogue, request.params.id));
    if (prefersLinkedData(request.headers.accept)) return sendServiceData(reply, deps, def);
    const t = wordsOf(request, deps);
    const today = dateIn(deps.clock(), catalogue.jurisdiction.timeZone);
    const hidden = csrfField(request, reply);
    const actor = actorOf(request);
    const guest = actor.kind === "guest";
    const applicant = actor.kind === "person" ? applicantOf(actor.person) : nobody;
    const unmet = unmetAlone(def, { today, applicant, renewal: false });
    const { sources } = request.query as Record<string, unknown>;
    const sourced = actor.kind === "officer" || sources === "1";
    const source = (fact: Provenance) => (sourced ? provenance(fact, t) : null);
    const latest = def.process && (await deps.cases.recent.times(def.id));
    const times = latest && latest.count >= enough ? latest : undefined;
    const waits = await waitsFor(deps, def.id);
    const noWay = def.fees.length > 0 ? await notOnline(deps, t, "paying.waits") : undefined;
    const centres = deps.centres.list();
    const about = { def, catalogue, centres, today, hidden, guest, unmet, noWay };
    const parts = { ...about, sourced, source, times, waits, t };
    const content = serviceContent(parts, deps.baseUrl);
    const before = serviceCrumbs(t);
    return webPage(request, reply, deps, {
      title: t.words(def.title),
      description: t.words(def.description),
      content,
      before,
      current: "services",
    });
  });
}
