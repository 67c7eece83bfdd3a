import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { householdOf } from "../../../acts/index.ts";
import { type AccessToCase, type DayOfLooks, onceADay } from "../../../cases/index.ts";
import { loadVersions } from "../../../catalogue/index.ts";
import { sheetNumber } from "../../../counter/index.ts";
import type { PersonNamed } from "../../../form/index.ts";
import { type Ways, ways } from "../../../messages/index.ts";
import { type Person, requirePerson, setToldIn } from "../../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import { type Lang, languageNames, type Translate } from "../../../platform/i18n/index.ts";
import {
  breadcrumbs,
  button,
  card,
  csrfField,
  html,
  narrow,
  radios,
  type SafeHtml,
  summaryList,
  table,
} from "../../components/index.ts";
import { lookedAt, lookedWhen } from "../applications/seen-view.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { personalDataLink } from "../personal-data/index.ts";
import { whoActs } from "../public/facts.ts";

const path = "/me/profile";

/**
 * `/me/profile`: who the person is, how they want to be told, whom they named; `/me/looked`: which
 * officers have looked at any of their applications; `/me/consents`: what they said yes to.
 */
export function profileRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get(path, async (request, reply) => showProfile(request, reply, deps));
  app.post(path, async (request, reply) => {
    const person = requirePerson(request);
    const wish = ways.find((each) => each === textOf(formOf(request), "ways"));
    if (wish) await deps.messages.setWays(person.id, wish);
    const lang = textOf(formOf(request), "told-in");
    const isOffered = deps.i18n.languages.some((each) => each === lang);
    await setToldIn(deps.sql, person.id, isOffered ? lang : null);
    return redirectTo(reply, path, { kind: "success", code: "me.saved" });
  });
  app.get("/me/looked", async (request, reply) => showLooks(request, reply, deps));
  app.get("/me/consents", async (request, reply) => showConsents(request, reply, deps));
}

const toHome = (t: Translate): SafeHtml => breadcrumbs([{ text: t("me.heading"), href: "/me" }], t);

async function showProfile(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const person = requirePerson(request);
  const [current, household] = await Promise.all([
    deps.messages.waysOf(person.id),
    householdOf(deps, person.id),
  ]);
  const t = wordsOf(request, deps);
  const main = html`<h1 class="govuk-heading-xl">${t("me.profile")}</h1>
    ${identityPart(person, t)}
    ${waysPart({ person, current, languages: deps.i18n.languages }, csrfField(request, reply), t)}
    ${householdPart(household, t)}`;
  return webPage(request, reply, deps, {
    title: t("me.profile"),
    current: "me",
    content: narrow(main, card(linksPart(t))),
    before: toHome(t),
  });
}

/** What the identity service says; it is changed there. */
function identityPart(person: Person, t: Translate): SafeHtml {
  const { name, birthDate, nationalId, phone, email } = person;
  const none = t("form.not-answered");
  const rows = [
    { key: t("me.name"), value: name },
    { key: t("me.birth-date"), value: birthDate ? t.date(birthDate) : none },
    { key: t("me.national-id"), value: nationalId ?? none },
    { key: t("me.phone"), value: phone ?? none },
    { key: t("me.email"), value: email ?? none },
  ];
  return html`<h2 class="govuk-heading-m">${t("me.identity")}</h2>
    <p class="govuk-body">${t("me.identity-hint")}</p>${summaryList({ rows })}`;
}

interface Told {
  readonly person: Person;
  readonly current: Ways;
  readonly languages: readonly Lang[];
}

/** How the person wants to be told, and in which language. */
function waysPart({ person, current, languages }: Told, csrf: SafeHtml, t: Translate): SafeHtml {
  const { phone, email, toldIn } = person;
  // One of two ways can only be chosen by whoever has both.
  const offered = ways.filter(
    (each) => each === current || each === "both" || each === "law" || (phone && email),
  );
  const choice = radios(
    {
      ...{ id: "ways", name: "ways", legend: t("me.ways"), value: current, size: "m" },
      hint: t("me.ways-hint"),
      items: offered.map((value) => ({
        value,
        text: t(`me.way.${value}`),
        ...(value === "law" && { hint: t("me.way-hint.law") }),
      })),
    },
    t,
  );
  const language = radios(
    {
      ...{ id: "told-in", name: "told-in", legend: t("me.told-in"), value: toldIn ?? "" },
      size: "m",
      items: [
        { value: "", text: t("me.told-in-as-applied") },
        ...languages.map((lang) => ({ value: lang, text: languageNames[lang], lang })),
      ],
    },
    t,
  );
  return html`<form method="post" action="${path}">${csrf}${choice}${language}
    ${button({ text: t("me.save"), kind: "secondary" })}</form>`;
}

function householdPart(household: readonly PersonNamed[], t: Translate): SafeHtml {
  const list = table({
    caption: t("me.household"),
    captionHidden: true,
    columns: [{ text: t("me.name") }, { text: t("me.birth-date") }],
    rows: household.map(({ name, birthDate }) => [name, t.date(birthDate)]),
    empty: t("me.household-none"),
  });
  return html`<h2 class="govuk-heading-m">${t("me.household")}</h2>
    <p class="govuk-body">${t("me.household-lead")}</p>${list}`;
}

/** The pages about the person's own data, the same on `/me`. */
export const linksPart = (t: Translate): SafeHtml => {
  const link = (href: string, text: string) =>
    html`<li><a class="govuk-link" href="${href}">${text}</a></li>`;
  return html`<h2 class="govuk-heading-s">${t("me.own-data")}</h2><ul class="hw-beside">
    ${link("/me/looked", t("me.looked"))}
    ${link("/applications/opened", t("apply.opened.heading"))}
    ${link("/me/consents", t("me.consents"))}
    ${link("/applications/sessions", t("sessions.heading"))}
    ${link("/phone", t("phone-pin.link"))}
    <li>${personalDataLink(t)}</li></ul>`;
};

async function showLooks(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const person = requirePerson(request);
  const looks = await deps.cases.accessesToPerson(person.id);
  await loadVersions(deps.catalogue, looks);
  const names = await deps.officerNames([...new Set(looks.map(({ officer }) => officer))]);
  const t = wordsOf(request, deps);
  const rows = onceADay(looks, deps.catalogue.jurisdiction.timeZone).map((day) =>
    lookRow(day, names, deps, t),
  );
  const list = table({
    caption: t("me.looked"),
    captionHidden: true,
    columns: [
      { text: t("apply.seen.name") },
      { text: t("service.authority") },
      { text: t("application.number") },
      { text: t("apply.seen.what") },
      { text: t("apply.seen.when") },
    ],
    rows,
    empty: t("apply.seen.nobody"),
  });
  return webPage(request, reply, deps, {
    title: t("me.looked"),
    current: "me",
    content: html`<h1 class="govuk-heading-l">${t("me.looked")}</h1>
      <p class="govuk-body">${t("me.looked-lead")}</p>${list}`,
    before: toHome(t),
  });
}

function lookRow(
  day: DayOfLooks<AccessToCase>,
  names: ReadonlyMap<string, string>,
  { catalogue }: WebDeps,
  t: Translate,
): readonly string[] {
  const { officer, authority, reference, service, definition, what, purpose } = day.look;
  const def = catalogue.version(service, definition);
  const title = def ? t.words(def.title) : service;
  return [
    names.get(officer) ?? t("apply.seen.unknown"),
    whoActs(catalogue, { authority }, t),
    `${title} · ${reference}`,
    def ? lookedAt({ definition: def }, { what, purpose }, t) : what,
    lookedWhen(day, catalogue.jurisdiction.timeZone, t),
  ];
}

/** What the person agreed to when somebody served them: by a code, or by their signature. */
async function showConsents(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const person = requirePerson(request);
  const given = await deps.counter.consentsOf(person.id);
  const names = await deps.officerNames([...new Set(given.map(({ operator }) => operator))]);
  const t = wordsOf(request, deps);
  const { timeZone } = deps.catalogue.jurisdiction;
  const place = (door: string, centre: string | null) =>
    door === "agent" ? t("counter.badge.agent") : t.words(deps.centres.find(centre ?? "")?.name);
  const list = table({
    caption: t("me.consents"),
    captionHidden: true,
    columns: [
      { text: t("apply.seen.what") },
      { text: t("me.consent-way") },
      { text: t("me.consent-to") },
      { text: t("apply.seen.when") },
    ],
    rows: given.map(({ id, kind, way, operator, door, centre, givenAt, hasSheet }) => [
      t(`me.consent.${kind}`),
      hasSheet
        ? `${t(`me.consent-by.${way}`)} · ${t("counter.sheet.signed")} ${sheetNumber(id)}`
        : t(`me.consent-by.${way}`),
      `${names.get(operator) ?? t("apply.seen.unknown")} · ${place(door, centre)}`,
      t.dateTime(givenAt, timeZone),
    ]),
    empty: t("me.consents-none"),
  });
  return webPage(request, reply, deps, {
    title: t("me.consents"),
    current: "me",
    content: html`<h1 class="govuk-heading-l">${t("me.consents")}</h1>
      <p class="govuk-body">${t("me.consents-lead")}</p>${list}`,
    before: toHome(t),
  });
}
